"""What every form about a child's case shares, and why an entry of it is wrong."""

from __future__ import annotations

from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.missing import WRONG, CorrectForm, reasons_of


class CaseForm(KeyedForm):
    """A form of the child's case. It adds an entry and changes none, so it carries no version."""

    happened = "when"


class WithdrawForm(KeyedForm):
    """Why the entry is wrong. It stays on the record, struck, with this beside it."""

    why = CorrectForm.base_fields["why"]
    words = CorrectForm.base_fields["words"]

    @property
    def reasons(self) -> str:
        """What is kept beside the struck entry."""
        return reasons_of(self.cleaned_data, WRONG)
