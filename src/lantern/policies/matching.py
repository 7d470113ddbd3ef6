"""When a match of a child nobody knew may be taken back, and what is then true of which of the two."""

from __future__ import annotations

from enum import StrEnum

from lantern.policies.missing import INTERVIEWS
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused


class Whose(StrEnum):
    """Which of the two children was found, came back or was talked to since then."""

    UNKNOWN = "unknown"  # the child nobody knew
    KNOWN = "known"
    NOT_KNOWN = "not_known"  # then the child nobody knew is missing still


# True of one of the two and not of the other: whose it is, only a person can say.
TURNS = frozenset({EventKind.CHILD_LOCATED, EventKind.CHILD_RETURNED, *INTERVIEWS})

# The known child's own, by what it is: on the other child's report it would be lost to the known child, or false.
IN_THE_WAY = {
    EventKind.REPORT_JOINED: (
        "Since the match somebody else reported {name} missing, and that report was joined to this one "
        "(reference {reference}). Taken back now, it would go with the child nobody knows, and {name} would stand "
        "on no board. Nothing was changed. Open that report, withdraw the joined entry, take the match back, and "
        "then report {name} missing again."
    ),
    EventKind.COUNT_ENDED: (
        "Since the match it was recorded that {name} is no longer counted (reference {reference}). Nothing was "
        "changed. Open that report, withdraw that entry, and then take the match back."
    ),
    EventKind.SEARCH_ENDED: (
        "Since the match somebody decided to search for {name} no more (reference {reference}). Nothing was "
        "changed. Open that report, withdraw that entry, and then take the match back."
    ),
}
THE_OTHER = "the other child"  # for whoever may not see the name
RUNG = (
    "Since the match a relative or friend of {name} was rung about this report (reference {reference}). Nothing was "
    "changed. Open that report and seal that entry as entered on the wrong child, ring that person again and say "
    "that it was not {name}, and then take the match back."
)
ASK_WHOSE = "Say who it was that was found, came back or was talked to since then."


def check_nothing_in_the_way(*, since: EventKind, name: str, reference: str) -> None:
    """Refuse, naming the child and the episode, where an event of this kind that stands since the match forbids it."""
    if since in IN_THE_WAY:
        raise Refused(IN_THE_WAY[since].format(name=name, reference=reference))


def turns_go_back(*, there_are: bool, whose: Whose | None) -> bool:
    """Say whether the turns since the match stay with the report that goes back; refuse where nobody has said."""
    if not there_are:
        return True
    if whose is None:
        raise Refused(ASK_WHOSE, field="whose")
    return whose is Whose.UNKNOWN
