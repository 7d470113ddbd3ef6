"""The forms about a child's photograph: one to add, and why one is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.gateways.files import NotAPicture, Picture, picture_from
from lantern.web.forms.fields import Asked, LineField, WordsField
from lantern.web.forms.keyed import KeyedForm

HINT = _(
    "JPEG, PNG or WebP, 10 megabytes at most. The place and the device it was taken with are removed. "
    "Only those who may see addresses see it, and it is in no message."
)
TOGETHER = _("Choose the photograph again: a browser does not keep it when something else is wrong")


class PictureField(Asked, forms.FileField):
    """A photograph as somebody sends it; gives it drawn anew, with nothing but the picture in it."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return picture_from(upload.chunks())
        except NotAPicture as refused:
            raise ValidationError(refused.message, code="picture") from refused


class PhotographForm(KeyedForm):
    """One photograph, and what is known of it."""

    photograph = PictureField(
        label=_("Photograph"), error_messages={"required": _("Choose a photograph, or go back")}
    )
    words = LineField(
        label=_("When and by whom was it taken, as far as you know?"), required=False, max_length=500
    )


class WithdrawForm(KeyedForm):
    """Why a photograph is taken out of sight."""

    reasons = WordsField(
        label=_("Why is it withdrawn?"),
        help_text=_("Such as: it shows another child"),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say why the photograph is withdrawn")},
    )
