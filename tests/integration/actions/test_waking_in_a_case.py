"""What is owed in a child's case is near its time, or past it: who is told, when, once, and what ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from lantern.actions import acknowledging, missing, ringing_owed, waking
from lantern.actions.acknowledging import holder_of
from lantern.actions.messages import message_for
from lantern.actions.ringing import Call
from lantern.queries import links
from lantern.record.models import Event, OwedDuty, OwedStep, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.refusals import NotFound
from tests.factories.cases import discuss, refer
from tests.factories.involved import make_involvement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_team
from tests.factories.sight import SIMULATOR, invented, seen_as
from tests.factories.woken import rota, strike, tick
from tests.factories.woken import to_whom as told_to
from tests.factories.woken import told as told_of

pytestmark = pytest.mark.django_db
DISCUSSION = "missing-discussed"  # within 24 hours of the report, warned of 6 hours before


told = partial(told_of, child__isnull=False)
to_whom = partial(told_to, child__isnull=False)


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def gone(night: Night) -> str:
    """Report the child missing at NOW; of the episode itself nothing wakes anybody here."""
    reference = night.reported()
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)
    return reference


@invented
def steps(**where: Any) -> list[tuple[str, int, int, str]]:
    rows = OwedStep.objects.filter(child__isnull=False, **where).order_by("pk")
    return list(rows.values_list("step", "hours_before", "rung", "outcome"))


@invented
def the(**where: Any) -> Telling:
    return Telling.objects.select_related("organisation", "episode", "team", "owed_step").get(
        child__isnull=False, **where
    )


# Who is told, and when ---------------------------------------------------------------------------------------


def test_a_warning_is_told_once_when_its_moment_comes(gone: str) -> None:
    assert tick(hours=17, minutes=59) == 0
    assert tick(hours=18) == 1
    assert tick(hours=18) == 0
    assert told() == [("warning", "on_duty", "email", "", "waiting")]
    assert steps() == [("warning", 6, 0, "told")]


def test_who_is_on_duty_is_told_then_the_next_then_the_senior_of_the_child(night: Night, gone: str) -> None:
    rota(night, "First Invented", "Second Invented")
    senior = make_team(organisation=night.authority, name="Invented seniors")
    make_involvement(
        organisation=night.authority, team=senior, child=night.child, capacity=Capacity.SENIOR.value
    )
    tick(hours=24)
    tick(hours=26)
    tick(hours=32)
    assert told() == [
        ("overdue", "on_duty", "email", "", "waiting"),
        ("overdue", "on_duty", "telephone", "First Invented", "waiting"),
        ("overdue", "next", "telephone", "Second Invented", "waiting"),
        ("overdue", "senior", "email", "", "waiting"),
        ("overdue", "senior", "telephone", "", "waiting"),
    ]
    own, authority = "responsible", night.authority.pk
    assert to_whom() == [
        ("on_duty", authority, night.team.pk, own),
        ("on_duty", authority, night.team.pk, own),
        ("next", authority, night.team.pk, own),
        ("senior", authority, senior.pk, own),
        ("senior", authority, senior.pk, own),
    ]


def test_asking_late_tells_the_step_that_stands_and_records_what_was_passed_over(gone: str) -> None:
    tick(hours=24 + 72)
    assert [row[0] for row in told()] == ["still_overdue"] * 3
    assert steps() == [
        ("warning", 6, 0, "passed_over"),
        ("overdue", 0, 0, "passed_over"),
        ("overdue", 0, 1, "passed_over"),
        ("overdue", 0, 2, "passed_over"),
        ("still_overdue", 0, 0, "told"),
        ("still_overdue", 0, 1, "told"),
    ]
    assert tick(days=60) == 0


@pytest.mark.parametrize(
    "reported",
    [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 11, tzinfo=UTC)],
    ids=["clocks go forward", "clocks go back"],
)
def test_a_night_on_which_the_clocks_change_is_as_long_as_its_hours(night: Night, reported: datetime) -> None:
    night.reported(now=reported, last_seen=When.moment(reported - timedelta(hours=1)))
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)
    for hours, step in ((18, "warning"), (24, "overdue"), (96, "still_overdue")):
        due = reported + timedelta(hours=hours)
        before = len(steps(step=step, outcome="told"))
        waking.wake_what_is_due(by=SYSTEM, now=due - timedelta(minutes=1))
        assert len(steps(step=step, outcome="told")) == before
        assert waking.wake_what_is_due(by=SYSTEM, now=due) == 1
        assert len(steps(step=step, outcome="told")) > before


def test_another_bodys_aim_and_a_period_wake_nobody_even_where_an_alarm_was_set(night: Night) -> None:
    refer(night)
    codes = ["nrm-reasonable-grounds", "nrm-recovery-period"]
    with seen_as(SIMULATOR):
        aim = OwedDuty.objects.filter(child=night.child, code__in=codes)
        assert list(aim.values_list("code", "wakes_at")) == [(codes[0], None)]
        aim.update(wakes_at=NOW)
    tick(days=60)
    assert steps(code=codes[0]) == []
    with seen_as(SIMULATOR):
        assert not OwedDuty.objects.filter(wakes_at__lte=at(days=60)).exists()


# Who may not read it is not told -----------------------------------------------------------------------------


@invented
def owed_by(whom: str, **fields: Any) -> None:
    OwedDuty.objects.filter(code=DISCUSSION).update(owed_by=whom, **fields)


@pytest.mark.parametrize("whom", ["placement", "host_authority", "police_force", "responsible_authority"])
def test_who_owes_it_is_told_where_their_desk_reads_what_it_arises_from(
    night: Night, gone: str, whom: str
) -> None:
    owed_by(whom)
    tick(hours=18)
    # A home's carers read no chronology: the authority is told, and rings them.
    expected = {
        "placement": (night.authority.pk, night.team.pk, "responsible"),
        "host_authority": (night.host.pk, None, "host"),
        "police_force": (night.force.pk, None, "police"),
        "responsible_authority": (night.authority.pk, night.team.pk, "responsible"),
    }
    assert to_whom() == [("on_duty", *expected[whom])]


def test_a_host_that_does_not_read_the_episode_is_not_told_what_it_gave_rise_to(
    night: Night, gone: str
) -> None:
    """The child has moved since: the new host reads the record, and not the episode of before."""
    moved = make_night()
    with seen_as(SIMULATOR):
        type(night.child).objects.filter(pk=night.child.pk).update(host_authority=moved.host)
    owed_by("host_authority")
    tick(hours=18)
    assert to_whom() == [("on_duty", night.authority.pk, night.team.pk, "responsible")]


@pytest.mark.parametrize("is_own", [True, False])
def test_in_its_own_area_the_authority_is_the_host_and_where_no_host_is_known_nobody_is_told(
    night: Night, gone: str, is_own: bool
) -> None:
    with seen_as(SIMULATOR):
        type(night.child).objects.filter(pk=night.child.pk).update(
            host_authority=night.authority if is_own else None
        )
    owed_by("host_authority")
    tick(hours=18)
    own = [("on_duty", night.authority.pk, night.team.pk, "host")]
    assert (to_whom(), steps()) == (
        (own, [("warning", 6, 0, "told")]) if is_own else ([], [("warning", 6, 0, "nobody")])
    )


def test_where_nobody_who_may_read_it_answers_for_the_child_it_is_recorded_that_nobody_was_told(
    night: Night, gone: str
) -> None:
    other = make_night()
    with seen_as(SIMULATOR):
        type(night.child).objects.filter(pk=night.child.pk).update(
            responsible_authority=other.authority, responsible_team=None
        )
    tick(hours=18)
    assert (told(), steps()) == ([], [("warning", 6, 0, "nobody")])


def test_the_letter_names_no_child_and_no_episode(night: Night, gone: str) -> None:
    tick(hours=24)
    telling = the(channel="email")
    with seen_as(SYSTEM):
        letter = message_for(telling)
    assert letter.recipient == night.team.email or night.authority.email
    assert letter.subject == (
        f"Something owed to a child is near its time, or past it: please acknowledge ({telling.reference})"
    )
    assert "What is owed: Missing child discussed with the police\n" in letter.body
    assert "It was due Sunday 15 March 2026 at 23:40, and is not recorded as done.\n" in letter.body
    assert gone not in letter.body + letter.subject
    assert night.child.reference not in letter.body + letter.subject


@pytest.mark.parametrize("whom", ["responsible_authority", "host_authority"])
def test_a_link_gives_the_duty_and_the_name_inside_the_authority_alone(
    night: Night, gone: str, whom: str
) -> None:
    owed_by(whom)
    tick(hours=18)
    holder = holder_of(the())
    found = links.owed_notice(by=holder, now=at(hours=19))
    assert found is not None
    assert bool(found.name) == (whom == "responsible_authority")
    assert (found.title, found.due_at) == ("Missing child discussed with the police", at(hours=24))
    with seen_as(holder):  # and nothing beside
        assert Telling.objects.count() == 1
        assert (OwedStep.objects.count(), OwedDuty.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_who_may_not_read_the_event_reads_neither_the_step_nor_the_telling(night: Night, gone: str) -> None:
    tick(hours=18)
    for reader, many in ((night.desk, 1), (night.host_desk, 1), (night.carer, 0), (make_night().desk, 0)):
        with seen_as(reader):
            assert OwedStep.objects.filter(child=night.child).count() == many
            assert Telling.objects.filter(child=night.child).count() == many


# What ends it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whom", ["responsible_authority", "host_authority", "police_force"])
def test_whoever_acknowledges_ends_the_ladder_of_that_step_and_of_no_other(
    night: Night, gone: str, whom: str
) -> None:
    owed_by(whom)
    tick(hours=24)
    holder = holder_of(the(channel="email"))
    acknowledging.acknowledge(name="Noor Invented", post="Duty", by=holder, now=at(hours=25))
    tick(hours=32)
    assert [row[-1] for row in told()] == ["told", "withdrawn"]
    assert [outcome for _, _, _, outcome in steps()[1:]] == ["told", "answered", "answered"]
    with seen_as(SIMULATOR):
        said = Event.objects.get(child=night.child, kind=EventKind.ORGANISATION_TOLD.value)
    assert said.words.endswith("acknowledged: Noor Invented, Duty.")

    tick(hours=96)
    assert [row[0] for row in told()[2:]] == ["still_overdue"] * 3


@pytest.mark.parametrize(("answered", "states"), [(True, ["withdrawn", "told"]), (False, ["waiting"] * 2)])
def test_a_call_that_is_answered_ends_the_step_and_one_that_is_not_leaves_it(
    night: Night, gone: str, answered: bool, states: list[str]
) -> None:
    tick(hours=24)
    call = Call(called=When.moment(at(hours=25)), was_answered=answered, name="Noor Invented", post="Duty")
    ringing_owed.record_call(
        child=night.child.reference,
        telling=the(channel="telephone").reference,
        call=call,
        by=night.desk,
        now=at(hours=25),
    )
    assert [row[-1] for row in told()] == states


def test_a_message_is_no_call_and_neither_is_another_childs(night: Night, gone: str) -> None:
    tick(hours=24)
    call = Call(called=When.moment(at(hours=25)), was_answered=False)
    other = make_night()
    for child, by, channel in ((night.child, night.desk, "email"), (other.child, other.desk, "telephone")):
        with pytest.raises(NotFound):
            ringing_owed.record_call(
                child=child.reference,
                telling=the(channel=channel).reference,
                call=call,
                by=by,
                now=at(hours=25),
            )


def test_what_is_done_ends_its_ladder_and_what_follows_wakes_in_its_turn(night: Night, gone: str) -> None:
    tick(hours=24)
    discuss(night, held=When.moment(at(hours=25)), now=at(hours=26))
    assert [row[-1] for row in told()] == ["withdrawn", "withdrawn"]
    assert tick(hours=90) == 0
    assert tick(hours=91) == 1  # the next discussion, 72 hours after the first
    assert told()[-1] == ("warning", "on_duty", "email", "", "waiting")


@pytest.mark.parametrize("ended", ["excused", "struck"])
def test_what_is_owed_again_after_a_correction_is_told_of_again(night: Night, gone: str, ended: str) -> None:
    tick(hours=24)
    if ended == "excused":
        missing.record_return(
            reference=gone,
            returned=When.moment(at(hours=24, minutes=30)),
            words="",
            seen_version=None,
            by=night.carer,
            now=at(hours=25),
        )
        wrong = EventKind.CHILD_RETURNED
    else:
        strike(night, gone, EventKind.MISSING_REPORTED, at(hours=25))
        wrong = EventKind.ENTERED_IN_ERROR
    expected = [row[-1] for row in told()]
    strike(night, gone, wrong, at(hours=27))
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)
    tick(hours=27, minutes=1)
    assert expected == ["withdrawn", "withdrawn"]
    assert [row[:3] for row in told() if row[-1] == "waiting"] == [
        ("overdue", "on_duty", "email"),
        ("overdue", "on_duty", "telephone"),
        ("overdue", "next", "telephone"),
    ]
    assert {row[-1] for row in told()} == {"waiting", "withdrawn"}
