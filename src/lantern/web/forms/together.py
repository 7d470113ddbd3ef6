"""The form that says with which other missing child this one went."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import SelectField, WordsField
from lantern.web.forms.keyed import EpisodeForm


class WentWithForm(EpisodeForm):
    """Which other child, and how it is known."""

    other = SelectField(
        label=_("Which other missing child?"),
        help_text=_("Those last seen nearest in time stand first."),
        error_messages={"required": _("Choose the other child")},
    )
    reasons = WordsField(
        label=_("How is it known that they went together?"),
        subject=_("how it is known that they went together"),
        help_text=_("These words stand on this child’s record only. Do not name the other child here."),
        error_messages={"required": _("Enter how it is known that they went together")},
        max_length=10_000,
        rows=4,
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose one")), *others]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "other": said["other"], "reasons": said["reasons"]}
