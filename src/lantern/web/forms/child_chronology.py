"""The form that narrows a child's chronology."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.queries.child_chronology import Narrowing
from lantern.vocabulary.entries import GROUP_TITLES, EntryGroup
from lantern.web.forms.fields import DayField, LineField, SelectField
from lantern.web.forms.keyed import PlainForm

KINDS = [(group.value, title) for group, title in GROUP_TITLES.items()]


class NarrowForm(PlainForm):
    """Which kinds, which episode, which days, and as it was known on which day."""

    mark_optional = False
    group = SelectField(label=_("What"), choices=KINDS, empty=_("Every kind"), required=False)
    # Which there are is known once the chronology is read: the page lists them, and the query refuses another.
    episode = LineField(label=_("Missing episode"), max_length=14, required=False)
    from_on = DayField(label=_("Happened from"), subject=_("the first day"), required=False, past=False)
    until_on = DayField(label=_("Happened until"), subject=_("the last day"), required=False, past=False)
    known_on = DayField(
        label=_("As it was known on"),
        help_text=_("Leaves out all that was recorded after that day"),
        subject=_("the day it was known on"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("from_on"), said.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first. Change one of them."))
        return said

    def asked(self) -> Narrowing:
        """Give what was asked for; all there is where nothing was, or where a box could not be read."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        group = said.get("group")
        return Narrowing(
            group=EntryGroup(group) if group else None,
            episode=said.get("episode") or "",
            from_on=said.get("from_on"),
            until_on=said.get("until_on"),
            known_on=said.get("known_on"),
        )
