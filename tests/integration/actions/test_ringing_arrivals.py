"""Nobody answered that a child arrived alone: who is rung, when, what ends it, and where it stands until then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lantern.accounts.models import Organisation
from lantern.actions import acknowledging, arrivals, case, ringing, ringing_arrivals, transfers
from lantern.actions.acknowledging import holder_of
from lantern.actions.arrivals import Arrival
from lantern.actions.messages import message_for
from lantern.actions.ringing import Call
from lantern.actions.transfers import Answering, Asking
from lantern.procedures import telling as tables
from lantern.queries import links
from lantern.queries.arrivals import arrival
from lantern.queries.open_arrivals import OpenArrival, call_of, open_arrivals
from lantern.record.context import seen_as
from lantern.record.models import Event, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_duty_shift, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def officer() -> Actor:
    port = make_organisation(kind=OrganisationKind.IMMIGRATION, name="Nesmouth Port Desk")
    return make_actor(role=Role.IMMIGRATION_OFFICER, organisation=port, name="Imre Officerly")


@pytest.fixture
def child(night: Night, officer: Actor) -> str:
    """Give a child who was registered at NOW, and whom nobody has answered for."""
    told = Arrival(
        place="Nesmouth ferry port",
        arrived=When.moment(NOW),
        area=night.authority.reference,
        name="Selam Invented",
    )
    return arrivals.register_arrival(arrival=told, by=officer, now=NOW)


def tick(**later: float) -> int:
    return ringing_arrivals.ring_unanswered(by=SYSTEM, now=at(**later))


def open_now(by: Actor, **later: float) -> list[OpenArrival]:
    return list(open_arrivals(by=by, now=at(**later)))


def calls(child: str) -> list[tuple[str, str]]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(child__reference=child, follows_up__isnull=False).order_by("pk")
        return [
            (row.on_duty.name if row.on_duty else "", row.state) for row in rows.select_related("on_duty")
        ]


def call(**said: Any) -> Call:
    given = {
        "called": When.moment(at(minutes=12)),
        "was_answered": True,
        "name": "Noor Invented",
        "post": "Duty",
    }
    return Call(**given | said)


def on_rota(organisation: Organisation, *names: str) -> None:
    for place, name in enumerate(names, 1):
        make_duty_shift(organisation=organisation, name=name, place=place, post="Duty manager")


def test_nobody_is_rung_before_the_minutes_of_the_local_table_are_over(night: Night, child: str) -> None:
    assert (tick(minutes=9), calls(child)) == (0, [])
    line = open_now(night.desk, minutes=9)[0]
    assert (line.child, line.name, line.place, line.answer_by, line.call, line.may_ring) == (
        child,
        "Selam Invented",
        "Nesmouth ferry port",
        at(minutes=10),
        None,
        True,
    )


def test_one_after_the_other_on_the_rota_is_to_be_rung_and_then_the_authoritys_own_number(
    night: Night, child: str
) -> None:
    on_rota(night.authority, "First Invented", "Second Invented")

    assert [tick(minutes=minutes) for minutes in (10, 11, 20, 30, 40)] == [1, 0, 1, 1, 0]
    assert calls(child) == [
        ("First Invented", TellingState.WAITING.value),
        ("Second Invented", TellingState.WAITING.value),
        ("", TellingState.WAITING.value),
    ]
    line = open_now(night.desk, minutes=41)[0]
    assert line.call is not None
    assert line.call.who == ""


def test_whoever_comes_on_duty_later_is_rung_too_as_long_as_nobody_answers(night: Night, child: str) -> None:
    tick(minutes=10)
    tick(minutes=20)
    make_duty_shift(
        organisation=night.authority, name="Later Invented", from_at=at(minutes=25), until_at=at(hours=8)
    )

    assert tick(minutes=30) == 1
    assert calls(child)[-1] == ("Later Invented", TellingState.WAITING.value)


def test_a_call_that_a_named_person_answered_ends_it(night: Night, child: str) -> None:
    tick(minutes=10)
    line = open_now(night.desk, minutes=11)[0]
    assert line.call is not None

    ringing_arrivals.record_call(
        child=child, telling=line.call.telling, call=call(), by=night.desk, now=at(minutes=13)
    )

    assert open_now(night.desk, minutes=13) == []
    assert (tick(hours=9), [state for _, state in calls(child)]) == (0, [TellingState.TOLD.value])
    page = arrival(child=child, by=night.desk, now=at(minutes=14))
    assert [each.answered_by for each in page.told if each.answered_by] == ["Noor Invented, Duty"]
    with seen_as(SIMULATOR):
        said = Event.objects.filter(child__reference=child).order_by("-pk")[0]
    assert said.words.startswith(f"Rang {night.authority.name}: spoke to Noor Invented, Duty.")


def test_a_call_nobody_answered_is_kept_and_the_next_is_rung_at_once(night: Night, child: str) -> None:
    on_rota(night.authority, "First Invented", "Second Invented")
    tick(minutes=10)
    line = open_now(night.desk, minutes=11)[0]
    assert line.call is not None
    assert line.call.who == "First Invented, Duty manager"

    tried = call(was_answered=False, name="", post="")
    ringing_arrivals.record_call(
        child=child, telling=line.call.telling, call=tried, by=night.desk, now=at(minutes=13)
    )

    assert tick(minutes=13) == 1
    line = open_now(night.desk, minutes=13)[0]
    assert line.call is not None
    assert line.call.who == "Second Invented, Duty manager"


def test_a_call_without_a_name_or_before_the_arrival_tells_nobody(night: Night, child: str) -> None:
    tick(minutes=10)
    line = open_now(night.desk, minutes=11)[0]
    assert line.call is not None

    for wrong, field in ((call(name=" "), "name"), (call(post=""), "post")):
        with pytest.raises(Refused) as refused:
            ringing_arrivals.record_call(
                child=child, telling=line.call.telling, call=wrong, by=night.desk, now=at(minutes=13)
            )
        assert refused.value.field == field
    early = call(called=When.moment(at(minutes=-5)))
    with pytest.raises(Refused, match="before what it is to tell of"):
        ringing_arrivals.record_call(
            child=child, telling=line.call.telling, call=early, by=night.desk, now=at(minutes=13)
        )
    assert len(open_now(night.desk, minutes=13)) == 1


def test_whoever_has_it_at_the_desk_or_by_the_link_ends_the_calls(
    night: Night, child: str, officer: Actor
) -> None:
    tick(minutes=10)
    arrivals.acknowledge(child=child, by=night.desk, now=at(minutes=12))
    assert (open_now(night.desk, minutes=12), tick(hours=1)) == ([], 0)
    assert calls(child) == [("", TellingState.WITHDRAWN.value)]

    other = arrivals.register_arrival(
        arrival=Arrival(place="Pier", arrived=When.moment(NOW), area=night.authority.reference),
        by=officer,
        now=NOW,
    )
    tick(minutes=10)
    with seen_as(SIMULATOR):
        first = Telling.objects.select_related("organisation").get(
            child__reference=other, follows_up=None, answer_by=None, channel="email"
        )
    acknowledging.acknowledge(name="Lin Ked", post="Duty", by=holder_of(first), now=at(minutes=15))
    assert (open_now(night.desk, minutes=16), tick(hours=1)) == ([], 0)


def test_an_arrival_entered_in_error_has_nobody_rung_until_it_stands_again(night: Night, child: str) -> None:
    page = arrival(child=child, by=night.desk, now=at(minutes=1))
    assert page.number is not None
    case.withdraw(child=child, event=page.number, reasons="Another child", by=night.desk, now=at(minutes=2))
    assert (tick(minutes=10), open_now(night.desk, minutes=10)) == (0, [])

    with seen_as(SIMULATOR):
        struck = Event.objects.get(corrects=page.number)
    case.withdraw(child=child, event=struck.pk, reasons="It was this one", by=night.desk, now=at(minutes=11))
    assert (tick(minutes=12), len(open_now(night.desk, minutes=12))) == (1, 1)


def test_a_desk_that_is_told_by_telephone_alone_is_rung_and_then_the_rota(
    night: Night, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = by_telephone()
    monkeypatch.setattr(tables, "in_force", lambda: table)
    on_rota(night.authority, "First Invented", "Second Invented")
    pier = Arrival(place="Pier", arrived=When.moment(NOW), area=night.authority.reference)
    child = arrivals.register_arrival(arrival=pier, by=officer, now=NOW)
    line = open_now(night.desk)[0]
    assert (line.call, line.answer_by) == (line.desk_call, at(minutes=10))

    tried = call(called=When.moment(at(minutes=2)), was_answered=False, name="", post="")
    ringing_arrivals.record_call(
        child=child, telling=line.desk_call.telling, call=tried, by=night.desk, now=at(minutes=3)
    )
    assert [tick(minutes=minutes) for minutes in (3, 4, 13)] == [1, 0, 1]
    waiting = TellingState.WAITING.value
    assert calls(child) == [("First Invented", waiting), ("Second Invented", waiting)]


def by_telephone() -> tables.Telling:
    """Give the table of this installation with the telephone in the place of each message."""
    table = tables.in_force()
    steps = [
        replace(step, tells=tuple(replace(line, by=(Channel.TELEPHONE,)) for line in step.tells))
        for step in table.steps
    ]
    return replace(table, steps=tuple(steps))


def handed_over(night: Night, child: str, to: Organisation, **later: float) -> None:
    asking = Asking(to_authority=to.reference, missing_risk="None known", trafficking_risk="None known")
    transfers.ask(child=child, asking=asking, by=night.desk, now=at(**later))
    answering = Answering(
        accepted=True,
        answered_by="Rec Invented",
        happened=When.moment(at(**later)),
        route=Route.BY_HAND,
    )
    transfers.answer(child=child, answering=answering, seen_version=None, by=night.desk, now=at(**later))


def threads(child: str) -> list[tuple[int, str, bool, bool]]:
    """Give of each message or call whose it is, how it stands, whether its clock runs and its link is shut."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(child__reference=child).order_by("pk")
        return [
            (row.organisation_id, row.state, row.answer_by is not None, row.link_withdrawn_at is not None)
            for row in rows
        ]


def test_the_authority_that_takes_the_child_over_is_asked_where_the_one_before_never_answered(
    night: Night, child: str
) -> None:
    tick(minutes=10)
    other = make_organisation(name="Council of the Other Place")
    theirs = make_actor(role=Role.DUTY_WORKER, organisation=other)
    handed_over(night, child, other, minutes=15)

    withdrawn, waiting = TellingState.WITHDRAWN.value, TellingState.WAITING.value
    assert threads(child) == [
        (night.authority.pk, withdrawn, False, True),
        (night.authority.pk, withdrawn, False, False),
        (other.pk, waiting, True, False),
    ]
    assert open_now(night.desk, minutes=16) == []
    (line,) = open_now(theirs, minutes=16)
    assert (line.child, line.desk, line.told_at, line.answer_by, line.may_ring) == (
        child,
        other.name,
        at(minutes=15),
        at(minutes=25),
        True,
    )
    assert line.handed_by == night.authority.name
    assert tick(minutes=25) == 1
    arrivals.acknowledge(child=child, by=theirs, now=at(minutes=26))
    assert (open_now(theirs, minutes=26), tick(hours=9)) == ([], 0)


def test_the_letter_of_a_hand_over_says_so_and_who_hands_over_and_names_no_child(
    night: Night, child: str
) -> None:
    first, second = (make_organisation(name=f"Council of the {each} Place") for each in ("Other", "Third"))
    with seen_as(SYSTEM):
        arrived = message_for(Telling.objects.select_related("organisation", "event").earliest("pk"))
    assert "hands the child over" not in arrived.body
    handed_over(night, child, first, minutes=15)
    theirs = make_actor(role=Role.MISSING_LEAD, organisation=first)
    handed_over(replace(night, desk=theirs), child, second, minutes=20)

    for place, by in ((first, night.authority), (second, first)):
        with seen_as(SYSTEM):
            row = Telling.objects.select_related("organisation", "team", "event").get(organisation=place)
            letter = message_for(row)
        link = links.link(token_hash=row.token_hash or "", by=SYSTEM, now=at(minutes=21))
        assert letter.subject.startswith(
            "A child who arrived alone is handed over to you: please acknowledge"
        )
        assert f"{by.name} hands the child over. Nobody has answered for this child yet." in letter.body
        assert "Pier" not in letter.body
        assert link is not None
        assert (link.about, link.sender) == (TellingAbout.HANDED, by.name)


def test_a_child_whom_somebody_answered_for_is_handed_over_and_nobody_is_asked(
    night: Night, child: str
) -> None:
    arrivals.acknowledge(child=child, by=night.desk, now=at(minutes=12))
    before = threads(child)
    handed_over(night, child, make_organisation(), minutes=15)
    assert threads(child) == before


def test_of_an_arrival_entered_in_error_the_new_authority_is_not_asked(night: Night, child: str) -> None:
    page = arrival(child=child, by=night.desk, now=at(minutes=1))
    assert page.number is not None
    case.withdraw(child=child, event=page.number, reasons="Another child", by=night.desk, now=at(minutes=2))
    handed_over(night, child, make_organisation(), minutes=15)
    assert threads(child) == [(night.authority.pk, TellingState.WITHDRAWN.value, False, True)]


def test_nobody_else_reads_of_it_nor_records_the_call(night: Night, child: str, officer: Actor) -> None:
    tick(minutes=10)
    elsewhere = make_actor(organisation=make_organisation(), role=Role.DUTY_WORKER)
    assert (open_now(officer), open_now(elsewhere), open_now(night.carer), open_now(night.police)) == (
        [],
        [],
        [],
        [],
    )
    line = open_now(night.desk, minutes=11)[0]
    assert line.call is not None
    for by in (officer, elsewhere):
        with pytest.raises((NotFound, NotPermitted)):
            ringing_arrivals.record_call(
                child=child, telling=line.call.telling, call=call(), by=by, now=at(minutes=13)
            )


def test_a_call_that_took_another_place_is_not_to_be_made(night: Night, child: str) -> None:
    tick(minutes=10)
    line = open_now(night.desk, minutes=11)[0]
    assert line.call is not None
    assert line.call != line.desk_call
    assert call_of(child=child, telling=line.call.telling, by=night.desk, now=at(minutes=11)) == (
        line,
        line.call,
    )

    arrivals.acknowledge(child=child, by=night.desk, now=at(minutes=12))
    for telling in (line.call.telling, "NOT-ONE"):
        with pytest.raises(NotFound):
            call_of(child=child, telling=telling, by=night.desk, now=at(minutes=13))
    with pytest.raises(NotFound):
        ringing_arrivals.record_call(
            child=child, telling="NOT-ONE", call=call(), by=night.desk, now=at(minutes=13)
        )


def test_one_that_cannot_be_rung_for_keeps_no_other_from_it(
    night: Night, child: str, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = arrivals.register_arrival(
        arrival=Arrival(place="Pier", arrived=When.moment(NOW), area=night.authority.reference),
        by=officer,
        now=at(minutes=1),
    )
    really, asked = ringing_arrivals.follow_up, []

    def fails_once(telling: Telling, **said: Any) -> bool:
        asked.append(telling.pk)
        if len(asked) == 1:
            raise RuntimeError("the first of them")
        return really(telling, **said)

    monkeypatch.setattr(ringing_arrivals, "follow_up", fails_once)
    assert tick(minutes=30) == 1
    assert (calls(child), len(calls(other))) == ([], 1)
    assert ringing.ring_unanswered(by=SYSTEM, now=at(minutes=30)) == 0  # none of them is of an episode
