"""What the board of who is missing now is made of: its rows, and what it was narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.queries.values import (
    EnquiryLine,
    EpisodeHead,
    FoundLine,
    LadderLine,
    LetIn,
    OwedLine,
    TellingLine,
)


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One child on the board of who is missing now."""

    head: EpisodeHead
    tellings: tuple[TellingLine, ...]
    next_owed: OwedLine | None
    enquiries: tuple[EnquiryLine, ...] = ()
    found: FoundLine | None = None  # only while the child is found and not yet back
    let_in: LetIn | None = None  # the reader sees this one only because a worker let them in, for a time
    ladder: LadderLine = LadderLine()
    may_ring: bool = False  # this reader may record a call to whoever has not answered of this child
    went_with: int = 0  # others who went along, whoever may see them

    @property
    def police_rung(self) -> bool:
        """Say whether a person has told the police that this child is missing."""
        return self.head.police_reported is not None

    @property
    def unanswered(self) -> int:
        return sum(not line.is_done for line in self.tellings)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The part of the board that was asked for, each by its organisation's reference; empty is not asked."""

    authority: str = ""  # that looks after the child, or in whose area the child lives
    home: str = ""
    force: str = ""

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Give what was asked, each with its kind."""
        every = (("authority", self.authority), ("home", self.home), ("force", self.force))
        return tuple((kind, reference) for kind, reference in every if reference)


EVERYONE = Wanted()


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What a board leaves out: `unknown` names the kinds that could not be used, and then nothing is left out."""

    wanted: Wanted = EVERYONE
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An organisation that a board can be narrowed to."""

    reference: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BoardChoices:
    """All that a board can be narrowed to, by name."""

    authorities: tuple[Choice, ...]
    homes: tuple[Choice, ...]
    forces: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """Who is missing now, as of one moment, a page of rows at a time."""

    rows: tuple[BoardRow, ...]
    total: int
    page: int
    pages: int
    as_of: datetime
    of: int = 0  # how many there are when nothing is left out
    narrowed: Narrowed = Narrowed()
    search_ended: int = 0  # children whose search somebody ended: counted here, in no row
    ended: bool = False  # these are they

    @property
    def is_part(self) -> bool:
        """Say whether a filter stands on the board."""
        return bool(self.narrowed.names)
