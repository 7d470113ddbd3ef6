from __future__ import annotations

from collections.abc import Callable

import pytest

from lantern.actions import information, interviews, missing, police
from lantern.policies.missing import AlreadyCorrected, MayNotFollow
from lantern.queries.missing import episode_page
from lantern.record.models import AuditEntry, Event, OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from tests.factories.night import Night, at, episode_of, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db

EVERYONE = [
    ("email", "host"),
    ("email", "responsible"),
    ("telephone", "placement"),
    ("telephone", "police"),
]


def event_of(reference: str, kind: EventKind) -> int:
    """Give the number of the latest event of a kind."""
    with seen_as(SIMULATOR):
        return Event.objects.filter(episode__reference=reference, kind=kind.value).latest("pk").pk


def back(night: Night, reference: str, *, hours: float = 1, by: Actor | None = None) -> int:
    """Record the child back; gives the event's number."""
    missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=hours)),
        words="",
        seen_version=None,
        by=by or night.desk,
        now=at(hours=hours),
    )
    return event_of(reference, EventKind.CHILD_RETURNED)


def withdraw(night: Night, reference: str, event: int, *, hours: float, by: Actor | None = None) -> int:
    """Withdraw an event; gives the withdrawal's number."""
    missing.correct(
        reference=reference,
        event=event,
        reasons="Entered on the wrong child.",
        seen_version=None,
        by=by or night.desk,
        now=at(hours=hours),
    )
    return event_of(reference, EventKind.ENTERED_IN_ERROR)


def told(reference: str, about: str) -> list[tuple[str, str]]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(episode__reference=reference, about=about)
        return sorted(rows.values_list("channel", "relation"))


MISSING = [("home-office-told", ""), ("police-reported", "")]
FOLLOWED = ["home-office-told", "police-reported", "return-interview-72h"]


def owed(reference: str) -> list[tuple[str, str]]:
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(episode__reference=reference, code__in=FOLLOWED)
        return sorted(rows.values_list("code", "settled_as"))


def test_a_wrong_return_is_withdrawn_and_everything_is_as_it_was() -> None:
    night = make_night()
    reference = night.reported()
    before, owed_before = episode_of(reference), owed(reference)
    returned = back(night, reference)
    assert owed(reference) == [
        ("home-office-told", "excused"),
        ("police-reported", "excused"),
        ("return-interview-72h", ""),
    ]

    withdraw(night, reference, returned, hours=2)

    after = episode_of(reference)
    assert (after.stage, after.returned_on, after.returned_at) == ("missing", None, None)
    assert after.version == before.version + 2
    assert owed(reference) == owed_before == MISSING
    assert told(reference, "returned") == told(reference, "corrected") == EVERYONE


def test_the_correction_of_a_correction_stands_and_everyone_is_told_again() -> None:
    night = make_night()
    reference = night.reported()
    first = withdraw(night, reference, back(night, reference), hours=2)

    second = withdraw(night, reference, first, hours=3)
    row = episode_of(reference)
    assert (row.stage, row.returned_at) == ("returned", at(hours=1))
    assert ("return-interview-72h", "") in owed(reference)
    assert told(reference, "corrected") == sorted(EVERYONE * 2)

    withdraw(night, reference, second, hours=4)
    assert episode_of(reference).stage == "missing"
    assert told(reference, "corrected") == sorted(EVERYONE * 3)


def test_a_record_is_withdrawn_once_and_again_only_when_it_stands_again() -> None:
    night = make_night()
    reference = night.reported()
    returned = back(night, reference)
    withdrawal = withdraw(night, reference, returned, hours=2)

    with pytest.raises(AlreadyCorrected):
        withdraw(night, reference, returned, hours=3)
    withdraw(night, reference, withdrawal, hours=4)
    with pytest.raises(AlreadyCorrected):
        withdraw(night, reference, withdrawal, hours=5)

    withdraw(night, reference, returned, hours=6)
    assert episode_of(reference).stage == "missing"


def test_a_return_at_another_time_is_recorded_anew_after_the_wrong_one_is_withdrawn() -> None:
    night = make_night()
    reference = night.reported()
    withdraw(night, reference, back(night, reference), hours=2)

    back(night, reference, hours=3)

    assert episode_of(reference).returned_at == at(hours=3)
    with seen_as(SIMULATOR):
        interview = OwedDuty.objects.get(code="return-interview-72h")
        assert interview.due_at == at(hours=75)
    entries = episode_page(reference=reference, by=night.desk, now=at(hours=3)).chronology
    assert [(e.kind, e.is_struck) for e in entries] == [
        (EventKind.MISSING_REPORTED, False),
        (EventKind.CHILD_RETURNED, True),
        (EventKind.ENTERED_IN_ERROR, False),
        (EventKind.CHILD_RETURNED, False),
    ]


def test_a_report_entered_in_error_is_void_and_the_child_is_on_no_board() -> None:
    night = make_night()
    reference = night.reported()

    withdrawal = withdraw(night, reference, event_of(reference, EventKind.MISSING_REPORTED), hours=1)

    assert episode_of(reference).is_void
    assert owed(reference) == []
    assert told(reference, "corrected") == EVERYONE
    again = night.reported(now=at(hours=2))
    assert again != reference
    with pytest.raises(Refused, match="would make two of this child's missing episodes overlap"):
        withdraw(night, reference, withdrawal, hours=3)
    assert episode_of(reference).is_void


def test_withdrawing_what_was_told_to_nobody_tells_nobody() -> None:
    night = make_night()
    reference = night.reported()
    information.record_information(
        reference=reference,
        information=information.Information(words="Seen at the station.", obtained=When.moment(at(hours=1))),
        by=night.desk,
        now=at(hours=1),
    )

    first = withdraw(night, reference, event_of(reference, EventKind.INFORMATION_RECEIVED), hours=2)
    withdraw(night, reference, first, hours=3)

    assert told(reference, "corrected") == []


def test_a_withdrawn_call_to_police_leaves_them_not_rung() -> None:
    night = make_night()
    reference = night.reported()
    call = police.PoliceCall(
        called=When.moment(at(minutes=10)), was_answered=True, log_number="LOG-1", handler="Invented"
    )
    police.record_police_call(
        reference=reference, call=call, seen_version=None, by=night.desk, now=at(minutes=11)
    )
    with seen_as(SIMULATOR):
        assert Telling.objects.get(channel="telephone", relation="police").state == "told"

    wrong = event_of(reference, EventKind.POLICE_REPORTED)
    withdrawal = withdraw(night, reference, wrong, hours=1)

    row = episode_of(reference)
    with seen_as(SIMULATOR):
        task = Telling.objects.get(channel="telephone", relation="police")
        assert (row.police_reported_on, task.state, task.told_at) == (None, "waiting", None)
    assert owed(reference) == MISSING

    withdraw(night, reference, withdrawal, hours=2)
    with seen_as(SIMULATOR):
        task = Telling.objects.get(channel="telephone", relation="police")
        assert (task.state, task.told_at) == ("told", at(minutes=10))


def test_the_last_risk_level_that_stands_is_shown() -> None:
    night = make_night()
    reference = night.reported()
    for hours, level in ((1, RiskLevel.HIGH), (2, RiskLevel.LOW)):
        police.record_risk(
            reference=reference,
            risk=police.Risk(level=level, officer="PC 0000", assessed=When.moment(at(hours=hours))),
            seen_version=None,
            by=night.police,
            now=at(hours=hours),
        )

    withdraw(night, reference, event_of(reference, EventKind.RISK_ASSESSED), hours=3, by=night.police)

    row = episode_of(reference)
    assert (row.risk_level, row.risk_set_at) == ("high", at(hours=1))


def test_who_may_correct_what() -> None:
    night = make_night()
    reference = night.reported()
    returned = back(night, reference, by=night.carer)

    with pytest.raises(NotPermitted, match="or whoever recorded this, corrects it"):
        withdraw(night, reference, returned, hours=2, by=night.police)
    with pytest.raises(NotPermitted):
        withdraw(night, reference, returned, hours=2, by=night.host_desk)
    with pytest.raises(NotFound):
        withdraw(night, reference, returned, hours=2, by=make_night().desk)
    assert (
        list(AuditEntry.objects.filter(outcome="refused").values_list("action", "about"))
        == [("missing.correct", reference)] * 3
    )

    withdraw(night, reference, returned, hours=2, by=night.carer)
    assert episode_of(reference).stage == "missing"


def test_an_event_of_another_episode_is_not_found_in_this_one() -> None:
    night, other = make_night(), make_night()
    reference, elsewhere = night.reported(), other.reported()

    for number in (event_of(elsewhere, EventKind.MISSING_REPORTED), 0, 2**63 - 1):
        with pytest.raises(MayNotFollow, match="no such record in this episode"):
            withdraw(night, reference, number, hours=1)
    assert not episode_of(elsewhere).is_void


def test_a_page_drawn_before_somebody_else_s_change_is_refused() -> None:
    night = make_night()
    reference = night.reported()
    seen = episode_of(reference).version
    back(night, reference)
    before = Telling.objects.count()

    later = {"reference": reference, "seen_version": seen, "by": night.desk, "now": at(hours=2)}
    when = When.moment(at(hours=2))
    risk = police.Risk(level=RiskLevel.LOW, officer="PC 0000", assessed=when)
    call = police.PoliceCall(called=when, was_answered=False)
    returned = event_of(reference, EventKind.CHILD_RETURNED)
    for stale in (
        lambda: missing.record_located(located=when, words="", **later),  # type: ignore[arg-type]
        lambda: missing.record_return(returned=when, words="", **later),  # type: ignore[arg-type]
        lambda: missing.correct(event=returned, reasons="", **later),  # type: ignore[arg-type]
        lambda: missing.classify(
            kind=MissingKind.MISSING,
            classified_by=ClassifiedBy.AUTHORITY,
            reasons="",
            **later,  # type: ignore[arg-type]
        ),
        lambda: police.record_risk(risk=risk, **later),  # type: ignore[arg-type]
        lambda: police.record_police_call(call=call, **later),  # type: ignore[arg-type]
    ):
        with pytest.raises(Stale, match="Nothing was overwritten"):
            stale()

    assert episode_of(reference).version == seen + 1
    assert Telling.objects.count() == before


@pytest.mark.parametrize("turn", [missing.record_located, missing.record_return])
def test_a_turn_before_the_child_was_last_seen_is_refused(turn: Callable[..., str]) -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused, match="The child cannot be (found|back) before they were last seen"):
        take(turn, night, reference, hours=-3)

    row = episode_of(reference)
    assert (row.stage, row.version) == ("missing", 2)
    with seen_as(SIMULATOR):
        assert Event.objects.count() == 1


def test_a_return_before_the_child_was_found_is_refused() -> None:
    night = make_night()
    reference = night.reported()
    take(missing.record_located, night, reference, hours=2)

    with pytest.raises(Refused, match="The child cannot be back before they were found") as refused:
        take(missing.record_return, night, reference, hours=1)

    assert refused.value.field == "returned"
    assert episode_of(reference).stage == "located"


def take(turn: Callable[..., str], night: Night, reference: str, *, hours: float) -> None:
    """Take a turn of the episode that happened at this hour, recorded well after it."""
    field = "located" if turn is missing.record_located else "returned"
    turn(
        reference=reference,
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=9),
        **{field: When.moment(at(hours=hours))},
    )


def test_an_offer_answers_the_return_that_stands() -> None:
    night = make_night()
    reference = night.reported()
    offer = interviews.Offer(offered=When.moment(at(hours=4)), offered_by="Invented Interviewer")
    with pytest.raises(MayNotFollow, match="not recorded back yet"):
        interviews.record_offer(reference=reference, offer=offer, by=night.desk, now=at(hours=4))
    first = withdraw(night, reference, back(night, reference), hours=2)
    withdraw(night, reference, first, hours=3)

    interviews.record_offer(reference=reference, offer=offer, by=night.desk, now=at(hours=4))

    with seen_as(SIMULATOR):
        offered = Event.objects.get(kind="return_interview_offered")
        assert offered.answers_id == event_of(reference, EventKind.CHILD_RETURNED)
    assert ("return-interview-72h", "met") in owed(reference)
