"""The way from an entry of an episode to the list of places: what it says is put there, and not typed again."""

from __future__ import annotations

from django.urls import reverse

from lantern.queries.values import Entry, EpisodePage
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission

# What most often says where a child was seen or may be; whatever else does is offered on the list's own page.
_SAYS_WHERE = frozenset(
    {
        EventKind.MISSING_REPORTED,
        EventKind.REPORT_JOINED,
        EventKind.INFORMATION_RECEIVED,
        EventKind.CHILD_LOCATED,
        EventKind.CHILD_SAID,
    }
)
_NEEDED = frozenset({Permission.SEE_RECORD, Permission.RECORD_INFORMATION})


def place_of_entry(entry: Entry, page: EpisodePage) -> str:
    """Give where the place that an entry names is put on the list; nothing for who may not, or what stands no more."""
    may_add = page.may >= _NEEDED and not page.head.is_void
    if not may_add or entry.is_struck or entry.kind not in _SAYS_WHERE:
        return ""
    return f"{reverse('list-place', args=[page.head.reference])}?from={entry.number}"
