"""The frozen values that doors are handed instead of live models: no template can walk to what it may not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.arrivals import Taken
from lantern.procedures.telling import Gap
from lantern.queries.waking import Clocks, StepLine
from lantern.queries.workers import Worker
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import LocatedState, MissingKind, RiskLevel, Stage
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import AttemptOutcome, Channel, CodeStrength, TellingAbout, TellingState


@dataclass(frozen=True, kw_only=True)
class TellingLine:
    """One recipient on the told-ladder: what is still to do stands before what is done."""

    reference: str
    organisation: str
    team: str
    telephone: str  # the organisation's own stored number, to ring
    channel: Channel
    about: TellingAbout
    state: TellingState
    recorded_at: datetime
    told_at: datetime | None
    answer_by: datetime | None = None  # unanswered by then, the next person on duty is rung
    follows_up: str = ""  # the reference of the message that nobody answered
    on_duty: str = ""  # whom to ask for, where somebody is on the rota
    sent_at: datetime | None = None  # when the mail server took it; asked for one episode at a time
    attempts: tuple[tuple[datetime, AttemptOutcome | None], ...] = ()  # each handing over, and how it ended
    acknowledged_by: str = ""
    strength: CodeStrength | None = None
    is_let_in: bool = False  # to an organisation that a worker let into this episode, for a time
    stage: str = ""  # of the local table of who is told when
    is_police: bool = False
    send_at: datetime | None = None  # where it waits for the morning
    switchboard: str = ""  # the stored number to ring back, before anybody there is told that a child exists
    link_withdrawn_at: datetime | None = None
    is_placement: bool = False
    owed_code: str = ""  # of what is owed, where it tells of that: the duty, since when, and which step
    owed_due_at: datetime | None = None
    owed_step: str = ""
    owed_root: int = 0  # of what is owed in a child's case: the first entry of the thread that it arises from
    workers: tuple[
        Worker, ...
    ] = ()  # of this child there, where the reader sees them; asked for one episode at a time

    @property
    def is_done(self) -> bool:
        return self.state in (TellingState.TOLD, TellingState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class LetIn:
    """Another force or authority let into one episode: until when, by whom and why."""

    organisation: str
    reference: str
    from_at: datetime
    until_at: datetime  # or when somebody ended it before
    by_name: str
    by_authority: str
    reasons: str
    is_running: bool
    ended_by: str = ""


@dataclass(frozen=True, kw_only=True)
class OwedLine:
    """One duty owed: by when, or (without a number) since when."""

    code: str
    title: str
    owed_by: str
    arose: When
    due_at: datetime | None
    settled_as: str
    is_overdue: bool
    limit: datetime | None = (
        None  # past this it is overdue: the earlier of the source's own time and the local one
    )
    wakes_at: datetime | None = None  # when somebody is told next that it is not done
    standard_at: datetime | None = None  # a local standard beside a source without a number: never a breach
    is_expected: bool = False  # an aim "where possible": passing it is no breach
    is_period: bool = False  # it ends by time
    more: int = 0  # how many more of the same are owed in the child's case
    arises_from: int = 0  # the entry, and the first of its thread, where it is of the case
    root: int = 0
    assumed: tuple[str, ...] = ()  # what is not known, in words, and was taken so that it is owed
    source: str = ""
    is_local: bool = False


@dataclass(frozen=True, kw_only=True)
class PhotographLine:
    """A photograph that may be opened by its reference: how large it is drawn, and who added it when."""

    reference: str
    width: int
    height: int
    words: str
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class WithdrawnPhotograph:
    """A photograph nobody is shown any more: who added it, who withdrew it, when and why."""

    by_name: str
    recorded_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime
    because: str


@dataclass(frozen=True, kw_only=True)
class EpisodeHead:
    """What every page about an episode begins with. `name` is None where the reader may not see it."""

    reference: str
    version: int
    child_reference: str | None
    name: str | None
    age: int | None
    stage: Stage
    is_void: bool
    last_seen: When
    noticed: When | None
    police_reported: When | None
    located: When | None
    returned: When | None
    authority_kind: MissingKind | None
    police_kind: MissingKind | None
    risk_level: RiskLevel | None
    risk_set_at: datetime | None
    next_review_at: datetime | None
    responsible_authority: str
    host_authority: str
    placement: str
    police_force: str
    police_telephone: str
    recorded_at: datetime
    is_away: bool = False  # the authority knows where, made sure of it, and does so again in time
    away_check_at: datetime | None = None
    counted_until: date | None = None  # the last counted day, where the child is not back
    counted_because: CountEnds | None = None
    search_ended_at: datetime | None = None
    leads: str = ""  # the authority that leads, where it is not the one that looks after the child
    names: tuple[str, ...] = ()  # every name, the shown one first; asked for one episode at a time
    date_of_birth: date | None = None
    is_unidentified: bool = False  # a child nobody knows yet: the name is as it was heard


@dataclass(frozen=True, kw_only=True)
class EnquiryLine:
    """Something to find out or do to find a child: who does it, by when, and what came of it."""

    number: int
    words: str
    owner: str
    asked_of: str
    set_at: datetime
    due_at: datetime | None
    result: str = ""
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, kw_only=True)
class FoundLine:
    """How it stands with a child who is found and not yet back, as it was last said."""

    state: LocatedState
    safe_and_well: Answer
    owner: str
    check_again_at: datetime | None
    said_at: datetime  # when it was recorded
    protected: tuple[tuple[str, str], ...] | None = None  # None: this reader may not see where

    def is_overdue(self, now: datetime) -> bool:
        return self.check_again_at is not None and self.check_again_at < now


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How it stands with relatives and friends: of how many it is decided, and what. Counts only, and no name."""

    undecided: int = 0
    may_be_told: int = 0
    must_not: int = 0
    nobody: bool = False  # a worker recorded that nobody is to be told

    @property
    def is_met(self) -> bool:
        return self.undecided == 0 and bool(self.may_be_told or self.must_not or self.nobody)


@dataclass(frozen=True, kw_only=True)
class LadderLine:
    """What the told-ladder of one episode shows beside its tellings; None where this reader may not see it."""

    gaps: tuple[Gap, ...] | None = None
    decided: Decided | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the chronology: what happened, when, when it was recorded, and by whom."""

    number: int
    kind: EventKind
    happened: When
    recorded_at: datetime
    by_name: str
    by_role: str
    by_organisation: str
    words: str
    facts: tuple[tuple[str, str], ...]
    said_by: str
    is_struck: bool
    corrects: int | None
    may_correct: bool
    may_seal: bool = False  # struck or not: it was entered on the wrong child


@dataclass(frozen=True, kw_only=True)
class EpisodePage:
    """One missing episode with all that this reader may see of it, and what they may do."""

    head: EpisodeHead
    chronology: tuple[Entry, ...]
    chronology_is_hidden: bool
    tellings: tuple[TellingLine, ...]
    owed: tuple[OwedLine, ...]
    may: frozenset[Permission]
    as_of: datetime
    enquiries: tuple[EnquiryLine, ...] = ()
    found: FoundLine | None = None
    ladder: LadderLine = LadderLine()
    photographs: tuple[PhotographLine, ...] | None = None  # None: this reader may not see them
    withdrawn_photographs: tuple[WithdrawnPhotograph, ...] = ()
    owed_told: tuple[TellingLine, ...] = ()
    owed_steps: tuple[StepLine, ...] = ()
    clocks: Clocks = Clocks()

    @property
    def may_add_photograph(self) -> bool:
        return Permission.ADD_PHOTOGRAPH in self.may and self.head.child_reference is not None

    @property
    def may_match(self) -> bool:
        """Say whether nobody knows yet who this child is, and this reader may say it."""
        return self.head.is_unidentified and Permission.MATCH_CHILD in self.may


@dataclass(frozen=True, kw_only=True)
class FoundChild:
    """A child found by name or number, with whether somebody already recorded them missing."""

    reference: str
    name: str
    other_names: tuple[str, ...]
    date_of_birth: date | None
    age: int | None
    placement: str
    responsible_authority: str
    open_episode: str | None
    open_since: datetime | None  # when it was recorded
    opened_by: str
    may_report: bool
    is_ours: bool = False  # the reader's own organisation looks after the child
    may_open: bool = False  # the open episode's own page
    is_known_when: bool = False  # when the child was last seen need not be said again
    is_alike: bool = False  # the name is only spelt or sounds like what was typed
    may_late: bool = False
    is_unidentified: bool = False
    sex: str = ""
    languages: str = ""


@dataclass(frozen=True, kw_only=True)
class MatchLine:
    """That a child nobody knew was matched with one who is known, and whether that was taken back."""

    reference: str
    made_at: datetime
    undone_at: datetime | None
    was_unknown: bool  # this child is the one nobody knew
    may_undo: bool


@dataclass(frozen=True, kw_only=True)
class IdentityLine:
    """That it was said who a child nobody knew is, and whether that was taken back."""

    reference: str
    name: str  # empty where it was another child's and the reader does not say who a child is
    said_at: datetime
    undone_at: datetime | None
    may_undo: bool


@dataclass(frozen=True, kw_only=True)
class JoinedLine:
    """Another record that a person said is of the same child, for who may see both."""

    reference: str  # of the other record
    name: str
    by_name: str
    recorded_at: datetime
    reasons: str


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    """A child's record as one reader may see it."""

    reference: str
    name: str
    names: tuple[tuple[str, str], ...]
    date_of_birth: date | None
    date_of_birth_certainty: str
    age: int | None
    sex: str
    nationality: str
    languages: str
    responsible_authority: str
    host_authority: str
    placement: str
    is_unaccompanied: bool | None
    identifiers: tuple[tuple[str, str], ...]
    care_episodes: tuple[tuple[date, date | None, str, str], ...]
    protected: tuple[tuple[str, str], ...] | None  # None: this reader may not see them
    episodes: tuple[EpisodeHead, ...]  # the newest, or all
    may: frozenset[Permission]
    episodes_in_all: int = 0
    version: int = 1
    age_taken: Taken | None = None  # what was said of the age: presumed, or determined
    is_unidentified: bool = False
    matched_to: str = ""  # the reference of the child this turned out to be
    once_recorded_as: tuple[
        str, ...
    ] = ()  # references under which this child was recorded before anybody knew them
    photographs: tuple[PhotographLine, ...] | None = None  # None: this reader may not see them
    matches: tuple[MatchLine, ...] = ()  # with a child nobody knew, or of one
    identities: tuple[IdentityLine, ...] = ()  # who a child nobody knew was said to be
    withdrawn_photographs: tuple[WithdrawnPhotograph, ...] = ()
    joined: tuple[JoinedLine, ...] = ()
    legal_statuses: tuple[tuple[date, date | None, str], ...] = ()  # as a feed brought them
