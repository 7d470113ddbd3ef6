from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.procedures import protocol
from lantern.procedures.calendar import Clock, Within, end_of, months_after
from lantern.procedures.duty import Owed, Standing, duties_owed
from lantern.procedures.facts import Fact, FactName, Facts
from lantern.procedures.history import ANSWERS_ONE, Happened, standing_events
from lantern.procedures.law import Duty, ReckonedOn
from lantern.vocabulary.arrivals import AgeStanding
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.events import OF_THE_CASE, EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.particulars import Particular
from tests.duties.scenario import calendars

quickly = settings(deadline=None, database=None, max_examples=100)

# A week about each change of the clocks, one about a leap day, one about a year's end.
WEEKS = [datetime(2026, 10, 22), datetime(2026, 3, 26), datetime(2028, 2, 26), datetime(2026, 12, 29)]  # noqa: DTZ001
RECORDED_FROM = datetime(2029, 1, 1, tzinfo=UTC)
EPISODES = (1, 2)
OF_RETURNS = (
    EventKind.RETURN_INTERVIEW_OFFERED,
    EventKind.RETURN_INTERVIEW_HELD,
    EventKind.RETURN_INTERVIEW_DECLINED,
    EventKind.RETURN_INTERVIEW_NOT_POSSIBLE,
)
ABOUT_RETURNS = (EventKind.CHILD_RETURNED, *OF_RETURNS)
# What the duties read, so that most of what is drawn says something to one of them.
DUTIES = {duty.code: duty for duty in protocol.example()}
READ = sorted(
    {kind for duty in DUTIES.values() for kind in (*duty.arises_on, *duty.met_by, *duty.excused_by)}
    | {EventKind.CLASSIFIED}
)
CHILDREN = (1, 2)


@st.composite
def times(draw: st.DrawFn) -> When:
    week = draw(st.sampled_from(WEEKS))
    minutes = draw(st.integers(0, 7 * 24 * 60))
    local = (week + timedelta(minutes=minutes)).replace(tzinfo=LONDON, fold=draw(st.integers(0, 1)))
    when = When.moment(local.astimezone(UTC))
    return draw(st.sampled_from([when, When(on=when.on)]))


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    corrections: bool = True,
    kinds: Sequence[EventKind] = READ,
    children: Sequence[int] = CHILDREN[:1],
) -> list[Happened]:
    """Make a history of up to two episodes and the case of each child, recorded in the order of the list."""
    events: list[Happened] = []
    for place in range(1, draw(st.integers(0, 12)) + 1):
        child = draw(st.sampled_from(children))
        kind = draw(st.sampled_from(kinds))
        episode = None if kind in OF_THE_CASE else draw(st.sampled_from(EPISODES)) + 10 * child
        before = [event for event in events if event.thread == (child, episode)]
        corrects = None
        if corrections and before and draw(st.booleans()):
            corrected = draw(st.sampled_from(before))
            kind, corrects = draw(st.sampled_from([corrected.kind, EventKind.ENTERED_IN_ERROR])), corrected.id
        answers = None
        if kind in ANSWERS_ONE and before and draw(st.booleans()):
            answers = draw(st.sampled_from(before)).id
        when = draw(times())
        review = when.earliest + timedelta(hours=draw(st.integers(1, 12))) if draw(st.booleans()) else None
        events.append(
            Happened(
                id=place,
                child=child,
                episode=episode,
                kind=kind,
                when=when,
                recorded_at=RECORDED_FROM + timedelta(minutes=place),
                corrects=corrects,
                answers=answers,
                next_review_at=review,
                says=draw(SAYS),
                taken_over=draw(st.booleans()),
            )
        )
    return events


SAYS = st.none() | st.frozensets(st.sampled_from(Particular))
IDS = tuple(episode + 10 * child for child in CHILDREN for episode in EPISODES)
KINDS = st.fixed_dictionaries({episode: st.sampled_from([None, *MissingKind]) for episode in IDS})
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
FACTS = st.lists(
    st.one_of(
        st.builds(Fact, name=st.just(FactName.IS_LOOKED_AFTER), value=st.booleans(), since=st.none() | DAYS),
        st.builds(Fact, name=st.just(FactName.IS_UNACCOMPANIED), value=st.booleans(), since=st.none() | DAYS),
        st.builds(Fact, name=st.just(FactName.IN_PILOT_AREA), value=st.booleans(), since=st.none() | DAYS),
        st.builds(
            Fact, name=st.just(FactName.DATE_OF_BIRTH), value=st.dates(date(2008, 1, 1), date(2014, 1, 1))
        ),
        st.builds(
            Fact,
            name=st.just(FactName.AGE_STANDING),
            value=st.sampled_from(AgeStanding),
            since=st.none() | DAYS,
        ),
    ),
    max_size=4,
)


def reckoned(
    history: list[Happened],
    now: datetime,
    kinds: dict[int, MissingKind | None] | None = None,
    facts: Sequence[Fact] = (),
    duties: Sequence[Duty] = tuple(DUTIES.values()),
) -> list[Owed]:
    known = Facts(authority_kinds=kinds or {}, dated=facts)
    return duties_owed(duties=duties, history=history, facts=known, calendars=calendars(), now=now)


@given(histories(), KINDS, FACTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
@quickly
def test_what_is_settled_stays_settled_as_time_passes(
    history: list[Happened],
    kinds: dict[int, MissingKind | None],
    facts: list[Fact],
    now: datetime,
    later: timedelta,
) -> None:
    before, after = reckoned(history, now, kinds, facts), reckoned(history, now + later, kinds, facts)

    settled = [owed for owed in before if owed.standing.is_settled]
    assert [owed for owed in after if owed in settled] == settled


@given(histories(), KINDS, FACTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
@quickly
def test_time_alone_never_removes_what_is_overdue_whatever_the_facts(
    history: list[Happened],
    kinds: dict[int, MissingKind | None],
    facts: list[Fact],
    now: datetime,
    later: timedelta,
) -> None:
    before, after = reckoned(history, now, kinds, facts), reckoned(history, now + later, kinds, facts)

    overdue = [owed for owed in before if owed.standing is Standing.OVERDUE]
    assert [owed for owed in after if owed in overdue] == overdue


@given(histories(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
@quickly
def test_time_alone_never_adds_removes_or_relieves_what_is_owed(
    history: list[Happened], now: datetime, later: timedelta
) -> None:
    before, after = reckoned(history, now), reckoned(history, now + later)

    def timeless(owed: Owed) -> Owed:
        changes = {
            Standing.OVERDUE,
            Standing.ENDED,
        }  # of what is open; and of a period, which is over by time
        return replace(owed, standing=Standing.RUNNING, settled=None) if owed.standing in changes else owed

    assert [timeless(owed) for owed in after] == [timeless(owed) for owed in before]
    overdue = {(owed.duty_code, owed.arises_from) for owed in before if owed.standing is Standing.OVERDUE}
    assert overdue <= {
        (owed.duty_code, owed.arises_from) for owed in after if owed.standing is Standing.OVERDUE
    }


@given(histories(), MOMENTS, st.randoms(use_true_random=False))
@quickly
def test_the_order_in_which_events_are_handed_over_does_not_matter(
    history: list[Happened], now: datetime, chance: object
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert reckoned(shuffled, now) == reckoned(history, now)


@given(st.data(), MOMENTS)
@quickly
def test_the_order_of_recording_does_not_matter(data: st.DataObject, now: datetime) -> None:
    drawn = data.draw(histories(corrections=False))
    history = list({event.when.earliest: event for event in drawn}.values())
    recorded = data.draw(st.permutations([event.recorded_at for event in history]))
    otherwise = [replace(event, recorded_at=at) for event, at in zip(history, recorded, strict=True)]

    assert reckoned(otherwise, now) == reckoned(history, now)


@given(histories(), KINDS, MOMENTS)
@quickly
def test_another_episode_s_events_change_nothing(
    history: list[Happened], kinds: dict[int, MissingKind | None], now: datetime
) -> None:
    of_episodes = [duty for duty in DUTIES.values() if duty.reckoned_on is ReckonedOn.EPISODE]
    together = reckoned(history, now, kinds, duties=of_episodes)

    for episode in IDS:
        its = [event for event in history if event.episode == episode]
        alone = reckoned(its, now, kinds, duties=of_episodes)
        assert alone == [owed for owed in together if owed.episode == episode]


BACK_ON_A_DAY = st.lists(st.dates(date(2026, 10, 22), date(2026, 10, 29)), max_size=3)
OF_THE_LATEST = (EventKind.MISSING_REPORTED, EventKind.STRATEGY_DISCUSSION_HELD)


@given(histories(kinds=OF_THE_LATEST), BACK_ON_A_DAY, MOMENTS)
@quickly
def test_another_episode_s_returns_change_nothing_in_the_case(
    history: list[Happened], days: list[date], now: datetime
) -> None:
    discussed = [DUTIES["missing-discussed"]]
    returns = [
        Happened(
            id=100 + place,
            child=1,
            episode=99,
            kind=EventKind.CHILD_RETURNED,
            when=When(on=day),
            recorded_at=RECORDED_FROM + timedelta(minutes=100 + place),
        )
        for place, day in enumerate(days)
    ]

    assert reckoned([*history, *returns], now, duties=discussed) == reckoned(history, now, duties=discussed)


@given(histories(children=CHILDREN), KINDS, MOMENTS)
@quickly
def test_another_child_s_events_change_nothing(
    history: list[Happened], kinds: dict[int, MissingKind | None], now: datetime
) -> None:
    together = reckoned(history, now, kinds)

    for child in CHILDREN:
        alone = reckoned([event for event in history if event.child == child], now, kinds)
        assert alone == [owed for owed in together if owed.child == child]


@given(histories(), MOMENTS)
@quickly
def test_what_recurs_is_owed_until_something_ends_it(history: list[Happened], now: datetime) -> None:
    standing = {event.kind for event in standing_events(history)}
    if EventKind.MISSING_REPORTED not in standing or EventKind.CHILD_RETURNED in standing:
        return

    owed = [each for each in reckoned(history, now) if each.duty_code == "missing-discussed"]

    assert any(not each.standing.is_settled for each in owed)


@given(histories(), FACTS, MOMENTS)
@quickly
def test_knowing_nothing_never_asks_for_less(
    history: list[Happened], facts: list[Fact], now: datetime
) -> None:
    known, unknown = reckoned(history, now, facts=facts), reckoned(history, now)

    assert {(owed.duty_code, owed.arises_from) for owed in known} <= {
        (owed.duty_code, owed.arises_from) for owed in unknown
    }


@given(histories(), FACTS, MOMENTS)
@quickly
def test_each_duty_is_owed_once_for_one_event(
    history: list[Happened], facts: list[Fact], now: datetime
) -> None:
    owed = Counter((each.duty_code, each.arises_from) for each in reckoned(history, now, facts=facts))

    assert set(owed.values()) <= {1}


@given(histories(kinds=ABOUT_RETURNS), MOMENTS)
@quickly
def test_one_answer_settles_one_return(history: list[Happened], now: datetime) -> None:
    settled = Counter(
        owed.met_by_event
        for owed in reckoned(history, now)
        if owed.duty_code == "return-interview-72h" and owed.met_by_event is not None
    )

    assert set(settled.values()) <= {1}


@given(histories(), MOMENTS)
@quickly
def test_only_what_stands_is_owed_for_or_settles(history: list[Happened], now: datetime) -> None:
    kinds = {event.id: event.kind for event in history}
    standing = {event.id for event in standing_events(history)}

    for owed in reckoned(history, now):
        duty = DUTIES[owed.duty_code]
        followed = DUTIES[duty.follows].met_by if duty.follows else ()
        again = duty.met_by if duty.at_intervals_of else ()
        assert owed.arises_from in standing
        assert kinds[owed.arises_from] in {*duty.arises_on, *followed, *again}
        assert owed.standing.is_settled is (owed.settled is not None)
        assert (owed.met_by_event is not None) is (
            owed.standing.is_settled and owed.standing is not Standing.ENDED
        )
        if owed.met_by_event is not None:
            assert owed.met_by_event in standing
            assert kinds[owed.met_by_event] in {*duty.met_by, *duty.excused_by}


@given(histories(), MOMENTS)
@quickly
def test_withdrawing_the_last_word_leaves_what_was_owed_before_it(
    history: list[Happened], now: datetime
) -> None:
    if not history:
        return
    last = history[-1]
    withdrawal = Happened(
        id=last.id + 1,
        child=last.child,
        episode=last.episode,
        kind=EventKind.ENTERED_IN_ERROR,
        when=last.when,
        recorded_at=last.recorded_at + timedelta(minutes=1),
        corrects=last.id,
    )

    assert reckoned([*history, withdrawal], now) == reckoned(history[:-1], now)


@given(histories(), FACTS, MOMENTS, st.sampled_from(READ), SAYS)
@quickly
def test_what_is_settled_stays_settled_whatever_happens_next_short_of_a_correction(
    history: list[Happened],
    facts: list[Fact],
    now: datetime,
    kind: EventKind,
    says: frozenset[Particular] | None,
) -> None:
    later = When.moment(max([now, *(event.when.latest for event in history)]) + timedelta(days=2))
    more = Happened(
        id=1000,
        child=1,
        episode=None if kind in OF_THE_CASE else EPISODES[0] + 10,
        kind=kind,
        when=later,
        recorded_at=max(later.earliest, RECORDED_FROM + timedelta(days=1)),
        says=says,
    )

    before, after = reckoned(history, now, facts=facts), reckoned([*history, more], now, facts=facts)

    settled = [owed for owed in before if owed.standing.is_settled]
    assert [owed for owed in after if owed in settled] == settled


@given(histories(), DAYS, MOMENTS)
@quickly
def test_what_arose_keeps_the_law_of_its_day_and_is_owed_under_one_law_alone(
    history: list[Happened], changes: date, now: datetime
) -> None:
    older = replace(DUTIES["return-interview-72h"], in_force_until=changes - timedelta(days=1))
    newer = replace(
        older, code="newer", replaces=older.code, in_force_from=changes, in_force_until=None, warn_before=()
    )

    owed = reckoned(history, now, duties=[older, newer])

    assert all((each.duty_code == "newer") is (each.arose.on >= changes) for each in owed)
    plain = reckoned(history, now, duties=[DUTIES["return-interview-72h"]])
    assert sorted(each.arises_from for each in owed) == sorted(each.arises_from for each in plain)


VISITED_ON = st.lists(st.dates(date(2026, 1, 2), date(2028, 6, 1)), min_size=1, max_size=12, unique=True)


@given(VISITED_ON, MOMENTS)
@quickly
def test_visits_are_owed_at_the_intervals_of_the_first_year_and_then_of_those_after_it(
    days: list[date], now: datetime
) -> None:
    visits = replace(
        DUTIES["missing-discussed"],
        code="visits",
        arises_on=(EventKind.CHILD_ARRIVED,),
        within=Within(1, "weeks"),
        counted_in=Clock.CALENDAR_WEEKS,
        met_by=(EventKind.SOCIAL_WORKER_VISITED,),
        excused_by=(),
        conditions=(),
        warn_before=(),
        in_force_from=None,
        at_intervals_of=(Within(6, "weeks"),),
        for_the_first=Within(12, "months"),
        after_that=Within(3, "months"),
    )
    began = date(2026, 1, 1)
    told = [
        (EventKind.CHILD_ARRIVED, began),
        *((EventKind.SOCIAL_WORKER_VISITED, day) for day in sorted(days)),
    ]
    history = [
        Happened(
            id=place,
            child=1,
            episode=None,
            kind=kind,
            when=When(on=day),
            recorded_at=RECORDED_FROM + timedelta(minutes=place),
        )
        for place, (kind, day) in enumerate(told, 1)
    ]

    owed = {each.arose.on: each.due_at for each in reckoned(history, now, duties=[visits])}

    def by(day: date) -> date:
        if day == began:
            return began + timedelta(weeks=1)
        return day + timedelta(weeks=6) if day <= date(2027, 1, 1) else months_after(day, 3)

    assert owed == {day: end_of(by(day)) for _, day in told}
