"""One thing that is owed, as every work list has it, and whose list it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lantern.queries.values import EpisodeHead
from lantern.vocabulary.days import When
from lantern.vocabulary.tellings import TellingAbout, TellingState

LISTED_FOR = timedelta(days=7)  # what nobody acknowledged of a child who is back is chased no longer
DONE = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)


class Whose(StrEnum):
    """Whose work it is."""

    MINE = "mine"
    ORGANISATION = "organisation"
    AUTHORITY = "authority"


class What(StrEnum):
    """What kind of work it is: it says where the work is done."""

    DUTY = "duty"
    ACTION = "action"
    ENQUIRY = "enquiry"
    REVIEW = "review"
    NOTICE = "notice"
    CHALLENGE = "challenge"
    TAKE_DOWN = "take_down"
    STILL_MISSING = "still_missing"
    ARRIVAL = "arrival"
    GUARDIAN_CHALLENGE = "guardian_challenge"
    END_NOTICE = "end_notice"


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """One thing that is owed. `name` is None where this reader may not see who the child is."""

    what: What
    words: str
    owner: str  # a person, a post or an organisation; a relation to the child for a duty
    since: When
    until: datetime | None
    is_late: bool
    name: str | None
    child: str | None
    head: EpisodeHead | None = None  # None for what is of the child's case
    number: int = 0
    code: str = ""  # of a duty
    about: TellingAbout | None = None
    is_home: bool = False
    call: str = ""  # the reference of a call that is to be made of what is owed
    is_expected: bool = False  # another body's aim: no breach when it is past
    may_ask_why: bool = False  # of a duty: this reader may read why it is owed
    more: int = 0  # how many more of the same are owed in the child's case


@dataclass(frozen=True, kw_only=True)
class Work:
    """One work list, overdue first; `left_out` are those that no room was left for."""

    whose: Whose
    lines: tuple[WorkLine, ...]
    left_out: int
    as_of: datetime
