from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from lantern.policies.folding import EpisodeEvent, EpisodeState, fold
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RISK_SCHEME, ClassifiedBy, MissingKind, RiskLevel, Stage


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=UTC)


def event(place: int, kind: EventKind, happened: datetime) -> EpisodeEvent:
    recorded_at = at(12) + timedelta(minutes=place)
    return EpisodeEvent(id=place, kind=kind, happened=When.moment(happened), recorded_at=recorded_at)


REPORTED = replace(
    event(1, EventKind.MISSING_REPORTED, at(2, 10)),
    last_seen=When.moment(at(0, 30)),
    noticed=When.moment(at(1, 45)),
    kind_said=MissingKind.AWAY_WITHOUT_AUTHORISATION,
)
JOINED = replace(
    event(2, EventKind.REPORT_JOINED, at(2, 20)),
    last_seen=When.moment(at(0, 50)),
    noticed=When.moment(at(1, 30)),
)
RUNG = event(3, EventKind.POLICE_REPORTED, at(2, 25))
RUNG_AGAIN = event(4, EventKind.POLICE_REPORTED, at(4, 25))
OURS = replace(
    event(5, EventKind.CLASSIFIED, at(2, 30)),
    kind_said=MissingKind.MISSING,
    classified_by=ClassifiedBy.AUTHORITY,
)
THEIRS = replace(
    event(6, EventKind.CLASSIFIED, at(2, 40)),
    kind_said=MissingKind.AWAY_WITHOUT_AUTHORISATION,
    classified_by=ClassifiedBy.POLICE,
)
MEDIUM = replace(
    event(7, EventKind.RISK_ASSESSED, at(3, 5)),
    risk_level=RiskLevel.MEDIUM,
    risk_scheme=RISK_SCHEME,
    next_review_at=at(6),
)
HIGH = replace(MEDIUM, id=8, happened=When.moment(at(2, 50)), risk_level=RiskLevel.HIGH, next_review_at=at(4))
LOCATED = event(9, EventKind.CHILD_LOCATED, at(5, 40))
RETURNED = replace(event(10, EventKind.CHILD_RETURNED, at(7, 15)), happened=When(on=date(2026, 11, 22)))
NIGHT = [REPORTED, JOINED, RUNG, RUNG_AGAIN, OURS, THEIRS, MEDIUM, HIGH, LOCATED, RETURNED]


def test_fold_of_a_whole_night() -> None:
    assert fold(NIGHT) == EpisodeState(
        stage=Stage.RETURNED,
        last_seen=When.moment(at(0, 50)),
        noticed=When.moment(at(1, 30)),
        police_reported=When.moment(at(2, 25)),
        located=When.moment(at(5, 40)),
        returned=When(on=date(2026, 11, 22)),
        authority_kind=MissingKind.MISSING,
        police_kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        risk_level=RiskLevel.MEDIUM,
        risk_scheme=RISK_SCHEME,
        risk_set=When.moment(at(3, 5)),
        next_review_at=at(6),
    )


def test_fold_of_a_first_call_knows_only_what_was_said() -> None:
    assert fold([REPORTED]) == EpisodeState(
        stage=Stage.MISSING,
        last_seen=When.moment(at(0, 30)),
        noticed=When.moment(at(1, 45)),
        authority_kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
    )


def test_fold_after_a_wrong_return_is_withdrawn_has_the_child_found_and_not_back() -> None:
    withdrawn = replace(event(11, EventKind.ENTERED_IN_ERROR, at(7, 30)), corrects=RETURNED.id)

    assert fold([*NIGHT, withdrawn]) == replace(fold(NIGHT), stage=Stage.LOCATED, returned=None)


def test_fold_after_the_report_is_withdrawn_is_void() -> None:
    withdrawn = replace(event(2, EventKind.ENTERED_IN_ERROR, at(2, 15)), corrects=REPORTED.id)

    assert fold([REPORTED, withdrawn]) == EpisodeState(stage=Stage.MISSING, void=True)


def test_the_moment_a_level_was_set_is_given_only_where_it_is_known() -> None:
    day_alone = replace(MEDIUM, happened=When(on=date(2026, 11, 22)))

    assert [fold(events).risk_set_at for events in ([MEDIUM], [day_alone], [REPORTED])] == [
        at(3, 5),
        None,
        None,
    ]
