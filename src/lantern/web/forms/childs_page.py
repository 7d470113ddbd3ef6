"""The forms about the child's page: a worker makes a link, an administrator records who read a language's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.vocabulary.childs_page import PageLanguage
from lantern.web.forms.fields import LineField, RadiosField
from lantern.web.forms.keyed import KeyedForm

LASTS = [("day", _("1 day")), ("three_days", _("3 days")), ("week", _("7 days"))]


class ChildsLinkForm(KeyedForm):
    """A link to the child's page: in which language, and for how long."""

    language = RadiosField(label=_("In which language is the page to be?"), subject=_("the language"))
    lasts = RadiosField(
        label=_("How long is it to open?"),
        help_text=_("It can be withdrawn at any time"),
        choices=LASTS,
        subject=_("how long it is to open"),
        inline=True,
    )

    def __init__(self, *args: Any, on: Sequence[PageLanguage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(one.code, one.name) for one in on]  # type: ignore[attr-defined]


class TextForm(KeyedForm):
    """What a speaker of the language said of the whole text as it stands on the page."""

    is_confirmed = RadiosField(
        label=_("What did they say of it?"),
        choices=[
            ("yes", _("It is right, and a child would understand it")),
            ("no", _("It is not right: keep this language off")),
        ],
        subject=_("what they said"),
    )
    speaker = LineField(label=_("Who read it?"), help_text=_("A name"), subject=_("who read it"))
    capacity = LineField(
        label=_("In what capacity?"),
        help_text=_("Such as native speaker and qualified interpreter, and where they work"),
        subject=_("in what capacity they read it"),
    )
