from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.policies.folding import EpisodeEvent, EpisodeState, fold
from lantern.policies.missing import MAY_FOLLOW, stage_after
from lantern.vocabulary.corrections import standing
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, ClassifiedBy, MissingKind, RiskLevel, Stage

quickly = settings(deadline=None, database=None, max_examples=100)

FROM = datetime(2026, 10, 24, tzinfo=UTC)
RECORDED_FROM = datetime(2027, 1, 1, tzinfo=UTC)


@st.composite
def whens(draw: st.DrawFn) -> When:
    when = When.moment(FROM + timedelta(minutes=draw(st.integers(0, 3 * 24 * 60))))
    return draw(st.sampled_from([when, when, When(on=when.on)]))


@st.composite
def said(draw: st.DrawFn, *, place: int, kind: EventKind, corrects: int | None = None) -> EpisodeEvent:
    """Make one event, with the details that its kind can carry."""
    event = EpisodeEvent(
        id=place,
        kind=kind,
        happened=draw(whens()),
        recorded_at=RECORDED_FROM + timedelta(minutes=place),
        corrects=corrects,
    )
    if kind in {EventKind.MISSING_REPORTED, EventKind.REPORT_JOINED}:
        return replace(event, last_seen=draw(whens()), noticed=draw(st.none() | whens()))
    if kind is EventKind.CLASSIFIED:
        by = draw(st.sampled_from([None, *ClassifiedBy]))
        return replace(event, kind_said=draw(st.sampled_from(MissingKind)), classified_by=by)
    if kind is EventKind.RISK_ASSESSED:
        level = draw(st.sampled_from(RiskLevel))
        review = draw(st.none() | st.just(event.happened.earliest + timedelta(hours=4)))
        return replace(event, risk_level=level, risk_scheme=RISK_SCHEME, next_review_at=review)
    return event


@st.composite
def episodes(draw: st.DrawFn, *, corrections: bool = True) -> list[EpisodeEvent]:
    """Make the events of one episode, recorded in the order of the list."""
    events = [draw(said(place=1, kind=EventKind.MISSING_REPORTED))]
    for place in range(2, draw(st.integers(1, 12)) + 1):
        kind, corrects = draw(st.sampled_from(list(EventKind))), None
        if corrections and draw(st.booleans()):
            corrected = draw(st.sampled_from(events))
            kind, corrects = draw(st.sampled_from([corrected.kind, EventKind.ENTERED_IN_ERROR])), corrected.id
        events.append(draw(said(place=place, kind=kind, corrects=corrects)))
    return events


@given(episodes(), st.randoms(use_true_random=False))
@quickly
def test_the_order_in_which_events_are_handed_over_does_not_matter(
    events: list[EpisodeEvent], chance: object
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert fold(shuffled) == fold(events)


@given(st.data())
@quickly
def test_the_order_of_recording_does_not_matter(data: st.DataObject) -> None:
    drawn = data.draw(episodes(corrections=False))
    events = list({event.happened.earliest: event for event in drawn}.values())
    recorded = data.draw(st.permutations([event.recorded_at for event in events]))
    otherwise = [replace(event, recorded_at=at) for event, at in zip(events, recorded, strict=True)]

    assert fold(otherwise) == fold(events)


@given(episodes())
@quickly
def test_only_what_stands_counts(events: list[EpisodeEvent]) -> None:
    assert fold(standing(events)) == fold(events)


@given(episodes(), st.data())
@quickly
def test_recording_and_withdrawing_leaves_everything_as_it_was(
    events: list[EpisodeEvent], data: st.DataObject
) -> None:
    place = len(events) + 1
    kind = data.draw(st.sampled_from(list(EventKind)))
    slip = data.draw(said(place=place, kind=kind))
    withdrawal = replace(slip, id=place + 1, kind=EventKind.ENTERED_IN_ERROR, corrects=place)

    assert fold([*events, slip, withdrawal]) == fold(events)


@given(episodes(), st.data())
@quickly
def test_a_correction_counts_as_if_it_had_been_said_at_first(
    events: list[EpisodeEvent], data: st.DataObject
) -> None:
    stands = standing(events)
    if not stands:
        return
    wrong = data.draw(st.sampled_from(stands))
    right = data.draw(said(place=len(events) + 1, kind=wrong.kind, corrects=wrong.id))
    at_first = [event for event in stands if event.id != wrong.id]

    assert fold([*events, right]) == fold([*at_first, replace(right, corrects=None)])


@given(episodes())
@quickly
def test_an_episode_is_void_when_no_report_of_it_stands(events: list[EpisodeEvent]) -> None:
    reports = [event for event in standing(events) if event.kind is EventKind.MISSING_REPORTED]

    assert fold(events).void is (not reports)


@given(st.data())
@quickly
def test_the_fold_and_the_table_of_turns_agree_on_the_stage(data: st.DataObject) -> None:
    stage: Stage | None = None
    events: list[EpisodeEvent] = []
    for place in range(1, data.draw(st.integers(1, 10)) + 1):
        kinds = sorted(MAY_FOLLOW[stage] - {EventKind.ENTERED_IN_ERROR})
        kind = EventKind(data.draw(st.sampled_from(kinds)))
        stage = stage_after(stage=stage, kind=kind)
        # a second caller who has seen the child since is no turn of the table: a test of its own has that
        events.append(replace(data.draw(said(place=place, kind=kind)), last_seen=None))

        assert fold(events).stage is stage


@given(st.data())
@quickly
def test_only_a_later_caller_who_has_seen_the_child_since_makes_a_found_child_missing_again(
    data: st.DataObject,
) -> None:
    reported = data.draw(said(place=1, kind=EventKind.MISSING_REPORTED))
    found = data.draw(said(place=2, kind=EventKind.CHILD_LOCATED))
    second = data.draw(said(place=3, kind=EventKind.REPORT_JOINED))
    called_since = second.happened.earliest > found.happened.earliest
    seen_since = second.last_seen is not None and not second.last_seen.certainly_before(found.happened)

    state = fold([reported, found, second])

    assert state.stage is (Stage.MISSING if called_since and seen_since else Stage.LOCATED)


def test_nothing_happened_is_no_episode() -> None:
    assert fold([]) == EpisodeState(stage=Stage.MISSING, void=True)
