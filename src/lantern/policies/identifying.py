"""When it may be taken back who a child nobody knew was said to be: what of the named child's stands in the way."""

from __future__ import annotations

from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused

_FIRST = "Nothing was changed. Open that report, withdraw that entry, and then take the name back."
# The named child's own, by what it is: with the name gone it would be lost to that child, or false of this one.
IN_THE_WAY = {
    EventKind.REPORT_JOINED: (
        "Since the name was given somebody else reported {name} missing, and that report was joined to this one "
        "(reference {reference}). Taken back now, {name} would stand on no board. Nothing was changed. Open that "
        "report, withdraw the joined entry, take the name back, and then put {name} on the record and report them."
    ),
    EventKind.COUNT_ENDED: (
        "Since the name was given it was recorded that {name} is no longer counted (reference {reference}). "
        + _FIRST
    ),
    EventKind.SEARCH_ENDED: (
        "Since the name was given somebody decided to search for {name} no more (reference {reference}). "
        + _FIRST
    ),
}
REPORTED_ANEW = (
    "Since the name was given {name} was reported missing anew (reference {reference}). Taken back now, {name} would "
    "stand on no board. Nothing was changed. Put {name} on the record as a child of their own, report them missing, "
    "withdraw that report here, and then take the name back."
)
RUNG = (
    "Since the name was given a relative or friend of {name} was rung about this report (reference {reference}). "
    "Nothing was changed. Open that report and seal that entry as entered on the wrong child, ring that person again "
    "and say that it was not {name}, and then take the name back."
)
LATE = (
    "{name} is recorded late now, and that clock would go with a child nobody knows. Nothing was changed. Say first "
    "that they are back, or report them missing."
)
MATCHED_SINCE = (
    "Since the name was given another child nobody knew was matched with {name}. Nothing was changed. Take that match "
    "back first, and then the name."
)
OVER = "This has been taken back already. Nothing was changed. Open the child's page."


def check_nothing_in_the_way(*, since: EventKind, name: str, reference: str) -> None:
    """Refuse, naming the child and the episode, where an event of this kind that stands since the name forbids it."""
    if since in IN_THE_WAY:
        raise Refused(IN_THE_WAY[since].format(name=name, reference=reference))
