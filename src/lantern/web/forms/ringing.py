"""The form of a call to somebody who had not answered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions.ringing import Call
from lantern.web.forms.fields import LineField, Option, RadiosField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm


class RingForm(EpisodeForm):
    """Told means a named person in a role; anything less is a try."""

    was_answered = RadiosField(
        label=_("Did you speak to somebody?"),
        choices=[
            ("yes", Option(_("Yes"), _("I have their name and their role"))),
            ("no", Option(_("No"), _("Nobody answered, or only a machine"))),
        ],
        error_messages={"required": _("Choose whether you spoke to somebody")},
    )
    name = LineField(label=_("Their name"), required=False)
    post = LineField(label=_("Their role"), help_text=_("For example, night manager"), required=False)
    called = WhenField(label=_("When did you ring?"), subject=_("when you rang"))
    words = WordsField(label=_("What was said?"), required=False, max_length=4000, rows=3)
    happened = "called"
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("was_answered") == "yes":
            if not said.get("name") and "name" not in self.errors:
                self.add_error("name", _("Enter their name: without one nobody counts as told"))
            if not said.get("post") and "post" not in self.errors:
                self.add_error("post", _("Enter their role"))
        return said

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("called", "name", "post", "words")
        call = Call(was_answered=said["was_answered"] == "yes", **{name: said[name] for name in names})
        return {**super().given(), "call": call}
