from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import missing, notices, police
from lantern.queries.missing import board
from lantern.record.models import Event, OwedDuty, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import TellingState
from tests.factories.night import Night, at, episode_of, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db

FIRST_NIGHT = ["police-reported", "return-interview-72h", "risk-known"]


def ring(night: Night, reference: str, *, minutes: float, **said: Any) -> None:
    """Record a call made so many minutes after NOW, a minute after it."""
    said.setdefault("was_answered", True)
    said.setdefault("log_number", "LOG-0001")
    said.setdefault("handler", "Invented Handler")
    recorded = said.pop("recorded", minutes + 1)
    police.record_police_call(
        reference=reference,
        call=police.PoliceCall(called=When.moment(at(minutes=minutes)), **said),
        seen_version=None,
        by=night.desk,
        now=at(minutes=recorded),
    )


def located(night: Night, reference: str, *, minutes: float) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=minutes)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def back(night: Night, reference: str, *, minutes: float) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=minutes)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def calls(reference: str) -> list[tuple[str, str, Any]]:
    """Give the telephone tasks, as what about, how far, and when the police were told."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(
            episode__reference=reference, channel="telephone", relation="police"
        ).order_by("pk")
        return list(rows.values_list("about", "state", "told_at"))


def kinds(reference: str) -> list[str]:
    with seen_as(SIMULATOR):
        rows = Event.objects.filter(episode__reference=reference).order_by("pk")
        return list(rows.values_list("kind", flat=True))


def police_are_rung(night: Night) -> bool:
    (row,) = board(by=night.desk, now=at(hours=9)).rows
    return row.police_rung


def test_only_an_answered_call_tells_the_police() -> None:
    night = make_night()
    reference = night.reported()
    assert not police_are_rung(night)

    ring(night, reference, minutes=1, was_answered=False, log_number="", handler="", waited_minutes=25)
    assert calls(reference) == [("missing", "waiting", None)]
    assert not police_are_rung(night)

    ring(night, reference, minutes=30)
    assert calls(reference) == [("missing", "told", at(minutes=30))]
    assert police_are_rung(night)
    assert kinds(reference) == ["missing_reported", "police_call_tried", "police_reported"]
    with seen_as(SIMULATOR):
        detail = Event.objects.get(kind="police_reported").police_call  # type: ignore[attr-defined]
        assert (detail.log_number, detail.handler, detail.police_force_id) == (
            "LOG-0001",
            "Invented Handler",
            night.force.pk,
        )


@pytest.mark.parametrize(
    "said",
    [
        {"log_number": ""},
        {"handler": ""},
        {"log_number": "  "},
        {"handler": "\t"},
        {"waited_minutes": -1},
        {"waited_minutes": 2**40},
    ],
)
def test_a_call_without_log_number_handler_or_sense_is_refused(said: dict[str, Any]) -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused):
        ring(night, reference, minutes=1, **said)

    assert calls(reference) == [("missing", "waiting", None)]
    assert kinds(reference) == ["missing_reported"]


def test_the_home_s_earlier_call_counts_when_it_is_learnt_of() -> None:
    night = make_night()
    reference = night.reported()
    ring(night, reference, minutes=5)

    ring(night, reference, minutes=-60, recorded=10)

    assert episode_of(reference).police_reported_at == at(minutes=-60)
    assert calls(reference) == [("missing", "told", at(minutes=-60))]


def test_a_turn_takes_the_place_of_a_call_not_made() -> None:
    night = make_night()
    reference = night.reported()

    located(night, reference, minutes=10)
    assert calls(reference) == [("missing", "withdrawn", None), ("located", "waiting", None)]
    assert not police_are_rung(night)

    # The first word the police have of it is a report, however far the night has come.
    ring(night, reference, minutes=15)
    assert kinds(reference)[-1] == "police_reported"
    assert police_are_rung(night)
    assert calls(reference) == [("missing", "withdrawn", None), ("located", "told", at(minutes=15))]


def test_a_call_cannot_have_told_what_had_not_happened_yet() -> None:
    night = make_night()
    reference = night.reported()
    ring(night, reference, minutes=1)
    back(night, reference, minutes=60)

    ring(night, reference, minutes=30, recorded=70)  # typed late: it was made while the child was missing
    assert calls(reference)[-1] == ("returned", "waiting", None)

    ring(night, reference, minutes=75)
    assert calls(reference) == [
        ("missing", "told", at(minutes=1)),
        ("returned", "told", at(minutes=75)),
    ]


def test_everyone_who_was_told_is_told_of_each_turn() -> None:
    night = make_night()
    reference = night.reported()
    ring(night, reference, minutes=1)

    located(night, reference, minutes=10)
    back(night, reference, minutes=20)

    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(episode__reference=reference).order_by("pk")
        by_turn: dict[str, set[tuple[int, int | None, str]]] = {}
        for row in rows:
            by_turn.setdefault(row.about, set()).add((row.organisation_id, row.team_id, row.channel))
        assert {row.event.kind for row in rows} == {"missing_reported", "child_located", "child_returned"}
    everyone = {
        (night.force.pk, None, "telephone"),
        (night.home.pk, None, "telephone"),
        (night.authority.pk, night.team.pk, "email"),
        (night.host.pk, None, "email"),
    }
    assert by_turn == {"missing": everyone, "located": everyone, "returned": everyone}


def test_what_is_owed_follows_the_night() -> None:
    night = make_night()
    reference = night.reported()

    def owed() -> list[tuple[str, str]]:
        with seen_as(SIMULATOR):
            of_the_night = OwedDuty.objects.filter(code__in=FIRST_NIGHT)
            return sorted(of_the_night.values_list("code", "settled_as"))

    assert owed() == [("police-reported", "")]
    ring(night, reference, minutes=5)
    assert owed() == [("police-reported", "met"), ("risk-known", "")]
    back(night, reference, minutes=60)
    assert owed() == [("police-reported", "met"), ("return-interview-72h", ""), ("risk-known", "excused")]


def test_a_link_cannot_be_guessed_and_is_kept_only_as_a_hash() -> None:
    reference = make_night().reported()

    with seen_as(SIMULATOR):
        rows = list(Telling.objects.filter(episode__reference=reference, channel="email"))
    tokens = {notices.token_for(row) for row in rows}
    assert len(tokens) == 2
    assert all(len(token) == 64 for token in tokens)
    assert {row.token_hash for row in rows} == {notices.hash_of(token) for token in tokens}
    assert all(row.link_expires_at == at(hours=72) for row in rows)


def test_the_states_of_a_telling_stand_from_worst_to_best() -> None:
    assert [state.value for state in TellingState] == [
        "waiting",
        "failed",
        "in_doubt",
        "sent",
        "told",
        "withdrawn",
    ]


def test_the_same_turn_is_told_once_however_often_it_is_said() -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        first = list(Telling.objects.filter(episode__reference=reference).values_list("pk", flat=True))

    night.reported(now=at(minutes=3))

    with seen_as(SIMULATOR):
        assert (
            list(Telling.objects.filter(episode__reference=reference).values_list("pk", flat=True)) == first
        )
