"""What every form about a child's case shares, and why an entry of it is wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import RadiosField, WordsField
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.missing import WRONG


class CaseForm(KeyedForm):
    """A form of the child's case. It adds an entry and changes none, so it carries no version."""

    happened = "when"


class WithdrawForm(KeyedForm):
    """Why the entry is wrong. It stays on the record, struck, with this beside it."""

    why = RadiosField(
        label=_("What is wrong with it?"),
        choices=WRONG,
        error_messages={"required": _("Choose what is wrong with it")},
    )
    words = WordsField(
        label=_("What is right?"),
        help_text=_("Who says so, and how they know."),
        required=False,
        max_length=4000,
        rows=3,
    )

    @property
    def reasons(self) -> str:
        """What is kept beside the struck entry."""
        why = str(dict(WRONG)[self.cleaned_data["why"]])
        return ". ".join(part for part in (why, self.cleaned_data["words"].strip()) if part)
