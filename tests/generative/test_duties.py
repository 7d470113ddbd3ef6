from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Owed, Standing, duties_owed
from lantern.procedures.history import ANSWERS_ONE, Happened
from lantern.procedures.loading import england
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind

quickly = settings(deadline=None, database=None, max_examples=100)

# A week about each change of the clocks, one about a leap day, one about a year's end.
WEEKS = [datetime(2026, 10, 22), datetime(2026, 3, 26), datetime(2028, 2, 26), datetime(2026, 12, 29)]  # noqa: DTZ001
RECORDED_FROM = datetime(2029, 1, 1, tzinfo=UTC)
EPISODES = (1, 2)
ABOUT_RETURNS = (EventKind.CHILD_RETURNED, *sorted(ANSWERS_ONE))


@st.composite
def times(draw: st.DrawFn) -> When:
    week = draw(st.sampled_from(WEEKS))
    minutes = draw(st.integers(0, 7 * 24 * 60))
    local = (week + timedelta(minutes=minutes)).replace(tzinfo=LONDON, fold=draw(st.integers(0, 1)))
    when = When.moment(local.astimezone(UTC))
    return draw(st.sampled_from([when, When(on=when.on)]))


@st.composite
def histories(
    draw: st.DrawFn, *, corrections: bool = True, kinds: Sequence[EventKind] = tuple(EventKind)
) -> list[Happened]:
    """Make a history of up to two episodes, recorded in the order of the list."""
    events: list[Happened] = []
    for place in range(1, draw(st.integers(0, 12)) + 1):
        episode = draw(st.sampled_from(EPISODES))
        before = [event for event in events if event.episode == episode]
        kind = draw(st.sampled_from(kinds))
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
                episode=episode,
                kind=kind,
                when=when,
                recorded_at=RECORDED_FROM + timedelta(minutes=place),
                corrects=corrects,
                answers=answers,
                next_review_at=review,
            )
        )
    return events


KINDS = st.fixed_dictionaries({episode: st.sampled_from([None, *MissingKind]) for episode in EPISODES})
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def reckoned(
    history: list[Happened], now: datetime, kinds: dict[int, MissingKind | None] | None = None
) -> list[Owed]:
    facts = Facts(authority_kinds=kinds or {})
    return duties_owed(duties=england(), history=history, facts=facts, calendars={}, now=now)


@given(histories(), KINDS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
@quickly
def test_what_is_settled_stays_settled_as_time_passes(
    history: list[Happened], kinds: dict[int, MissingKind | None], now: datetime, later: timedelta
) -> None:
    before, after = reckoned(history, now, kinds), reckoned(history, now + later, kinds)

    assert [owed for owed in after if owed.standing.is_settled] == [
        owed for owed in before if owed.standing.is_settled
    ]


@given(histories(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=800)))
@quickly
def test_time_alone_never_adds_removes_or_relieves_what_is_owed(
    history: list[Happened], now: datetime, later: timedelta
) -> None:
    before, after = reckoned(history, now), reckoned(history, now + later)

    def timeless(owed: Owed) -> Owed:
        is_open = owed.standing is Standing.OVERDUE
        return replace(owed, standing=Standing.RUNNING) if is_open else owed

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
    together = reckoned(history, now, kinds)

    for episode in EPISODES:
        alone = reckoned([event for event in history if event.episode == episode], now, kinds)
        assert alone == [owed for owed in together if owed.episode == episode]


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
    duties = {duty.code: duty for duty in england()}

    for owed in reckoned(history, now):
        duty = duties[owed.duty_code]
        assert kinds[owed.arises_from] in duty.arises_on
        assert owed.standing.is_settled is (owed.met_by_event is not None) is (owed.settled is not None)
        if owed.met_by_event is not None:
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
        episode=last.episode,
        kind=EventKind.ENTERED_IN_ERROR,
        when=last.when,
        recorded_at=last.recorded_at + timedelta(minutes=1),
        corrects=last.id,
    )

    assert reckoned([*history, withdrawal], now) == reckoned(history[:-1], now)
