"""Who is on duty: put on and taken off by their own organisation, and nobody off shift carries a clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lantern.accounts.models import DutyShift
from lantern.actions import ringing, rota
from lantern.queries.rota import Rota, ShiftLine
from lantern.queries.rota import rota as read
from lantern.record.models import AuditEntry, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import NOW, at, make_night
from tests.factories.organisations import make_actor, make_duty_shift, make_organisation, make_team
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def put_on(by: Actor, **said: Any) -> int:
    said = {
        "name": "Jo Nightdemo",
        "telephone": "01632 960222",
        "from_at": NOW,
        "until_at": at(hours=8),
        **said,
    }
    return rota.add_shift(shift=rota.Shift(**said), by=by, now=NOW)


def test_a_shift_is_put_on_the_actor_s_own_rota() -> None:
    by = make_actor()
    number = put_on(by, post="Senior", place=2)

    row = DutyShift.objects.get()
    assert (row.pk, row.organisation_id, row.team, row.name, row.post, row.telephone, row.place) == (
        number,
        by.organisation_id,
        None,
        "Jo Nightdemo",
        "Senior",
        "01632 960222",
        2,
    )
    assert AuditEntry.objects.get().action == "rota.add_shift"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"telephone": ""}, "telephone"),
        ({"until_at": NOW}, "until_at"),
        ({"from_at": at(hours=-3), "until_at": at(hours=-1)}, "until_at"),
        ({"until_at": at(days=8)}, "until_at"),
    ],
)
def test_a_shift_in_which_nobody_could_be_rung_is_refused(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        put_on(make_actor(), **said)
    assert refused.value.field == field
    assert not DutyShift.objects.exists()


def test_a_team_must_be_one_s_own() -> None:
    organisation = make_organisation()
    by, own, other = make_actor(organisation=organisation), make_team(organisation=organisation), make_team()

    put_on(by, team=own.pk)
    with pytest.raises(Refused) as refused:
        put_on(by, team=other.pk)
    assert refused.value.field == "team"
    assert list(DutyShift.objects.values_list("team", flat=True)) == [own.pk]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.DUTY_WORKER, OrganisationKind.LOCAL_AUTHORITY),
        (Role.MISSING_LEAD, OrganisationKind.LOCAL_AUTHORITY),
        (Role.POLICE_DESK, OrganisationKind.POLICE_FORCE),
        (Role.CARER, OrganisationKind.CHILDRENS_HOME),
    ],
)
def test_who_may_be_rung_keeps_the_rota(role: Role, kind: OrganisationKind) -> None:
    assert put_on(make_actor(role=role, organisation=make_organisation(kind=kind)))


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.INFORMATION_OWNER, Role.ADMINISTRATOR])
def test_others_do_not(role: Role) -> None:
    with pytest.raises(NotPermitted):
        put_on(make_actor(role=role))


def test_a_shift_ends_now_and_one_to_come_is_taken_off_whole() -> None:
    by = make_actor()
    now_on, to_come = put_on(by), put_on(by, from_at=at(hours=8), until_at=at(hours=16))

    rota.end_shift(shift=now_on, by=by, now=at(hours=1))
    rota.end_shift(shift=to_come, by=by, now=at(hours=1))

    assert list(DutyShift.objects.values_list("pk", "until_at")) == [(now_on, at(hours=1))]
    with pytest.raises(NotFound):
        rota.end_shift(shift=now_on, by=by, now=at(hours=2))


def test_another_organisation_s_shift_is_not_ended() -> None:
    shift = make_duty_shift()

    with pytest.raises(NotFound):
        rota.end_shift(shift=shift.pk, by=make_actor(), now=NOW)


def test_who_goes_off_shift_leaves_no_clock_behind() -> None:
    night = make_night()
    first = make_duty_shift(organisation=night.host, place=1)
    make_duty_shift(organisation=night.host, place=2, name="Second Invented")
    night.reported()
    ringing.ring_unanswered(by=SYSTEM, now=at(minutes=10))

    rota.end_shift(shift=first.pk, by=night.host_desk, now=at(minutes=12))
    assert ringing.ring_unanswered(by=SYSTEM, now=at(minutes=12)) == 1

    with seen_as(SIMULATOR):
        names = (
            Telling.objects.filter(on_duty__isnull=False)
            .order_by("pk")
            .values_list("on_duty__name", flat=True)
        )
        assert list(names) == [first.name, "Second Invented"]


def test_the_rota_gives_who_is_on_now_in_their_order_and_who_comes() -> None:
    organisation = make_organisation(name="Invented Council", out_of_hours_telephone="01632 960101")
    by, team = make_actor(organisation=organisation), make_team(organisation=organisation)
    put_on(by, name="Second", place=2)
    put_on(by, name="First", team=team.pk)
    put_on(by, name="Morning", from_at=at(hours=8), until_at=at(hours=16))
    make_duty_shift(organisation=organisation, name="Gone", from_at=at(hours=-9), until_at=NOW)
    make_duty_shift(organisation=organisation, name="Next month", from_at=NOW + timedelta(days=30))
    make_duty_shift(name="Of another")

    held = read(by=by, now=NOW)
    assert held == Rota(
        organisation="Invented Council",
        telephone="01632 960101",
        on_now=(
            line(held.on_now[0], name="First", team=team.name),
            line(held.on_now[1], name="Second", place=2),
        ),
        to_come=(
            line(held.to_come[0], name="Morning", from_at=at(hours=8), until_at=at(hours=16), is_now=False),
        ),
        teams=((team.pk, team.name),),
        as_of=NOW,
    )


def line(held: ShiftLine, **said: Any) -> ShiftLine:
    said = {
        "post": "",
        "telephone": "01632 960222",
        "team": "",
        "place": 1,
        "from_at": NOW,
        "until_at": at(hours=8),
        "is_now": True,
        **said,
    }
    return ShiftLine(number=held.number, **said)
