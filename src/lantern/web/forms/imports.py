"""What is typed about a row that an import could not take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.vocabulary.refusals import Refused
from lantern.web.forms.fields import LineField, WordsField
from lantern.web.forms.keyed import KeyedForm


class SetAsideForm(KeyedForm):
    """Why a row will not be corrected."""

    reason = WordsField(
        label=_("Why is this row set aside?"), subject=_("why this row is set aside"), max_length=400, rows=3
    )


class CorrectedRowForm(KeyedForm):
    """The row's own columns, to put right. Each box is one column of the file, named as the file names it."""

    mark_optional = False

    def __init__(self, *args: Any, columns: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [name for name, _value in columns]
        for place, (name, value) in enumerate(columns):
            box = LineField(label=name, required=False, initial=value, max_length=500)
            box.widget.attrs["dir"] = "auto"
            self.fields[f"column_{place}"] = box

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the column it names."""
        place = self.columns.index(refused.field) if refused.field in self.columns else None
        self.add_error(None if place is None else f"column_{place}", refused.message)

    def corrected(self) -> dict[str, str]:
        """Give the row as it was typed anew, column by column."""
        return {name: self.cleaned_data[f"column_{place}"] for place, name in enumerate(self.columns)}
