"""An arrival that nobody answered, as a desk meets it: on the board, the lists, the hand-over, and as a call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import arrivals, guardians, ringing_arrivals
from lantern.actions.arrivals import Arrival
from lantern.actions.guardians import Named
from lantern.queries.calendars import deadlines
from lantern.queries.open_arrivals import open_arrivals
from lantern.queries.work import What, Whose, WorkLine, work
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web.work import said
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_actor, make_duty_shift, make_organisation
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
ARRIVED = NOW - timedelta(minutes=40)
NOBODY = "Arrived alone, nobody has answered"


@pytest.fixture
def night() -> Night:
    night = make_night(name="Testa Atnight")
    night.authority.switchboard = "01632 960111"
    night.authority.save()
    return night


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


@pytest.fixture
def child(night: Night) -> str:
    port = make_organisation(kind=OrganisationKind.IMMIGRATION, name="Nesmouth Port Desk")
    officer = make_actor(role=Role.IMMIGRATION_OFFICER, organisation=port)
    told = Arrival(
        place="Ferry port",
        arrived=When.moment(ARRIVED),
        area=night.authority.reference,
        name="Selam Invented",
    )
    return arrivals.register_arrival(arrival=told, by=officer, now=ARRIVED)


def unanswered() -> None:
    assert ringing_arrivals.ring_unanswered(by=SYSTEM, now=NOW - timedelta(minutes=20)) == 1


def lines(what: What, *, by: Actor, whose: Whose = Whose.ORGANISATION) -> list[WorkLine]:
    return [line for line in work(whose=whose, by=by, now=NOW).lines if line.what is what]


def ring_href(night: Night, child: str) -> str:
    line = open_arrivals(by=night.desk, now=NOW)[0]
    assert line.call is not None
    return f"/children/{child}/arrival/ring/{line.call.telling}"


def test_board_and_hand_over_show_it_until_somebody_answers(night: Night, child: str, desk: Client) -> None:
    for page in ("/", "/hand-over"):
        said = words(desk.get(page))
        assert NOBODY in said
        assert "Selam Invented" in said
        assert "Somebody on duty is to be rung at" in said
    unanswered()
    for page in ("/", "/hand-over"):
        assert f"Ring now: {night.team.name}, " in words(desk.get(page))

    desk.post(f"/children/{child}/arrival/acknowledge")
    assert "Selam Invented" not in words(desk.get("/"))
    assert "Selam Invented" not in words(desk.get("/hand-over"))


def test_a_board_that_asks_again_is_drawn_anew_once_somebody_is_to_be_rung(child: str, desk: Client) -> None:
    asks = {"HTTP_HX_REQUEST": "true"}
    etag = desk.get("/")["ETag"]
    assert desk.get("/", **asks, HTTP_IF_NONE_MATCH=etag).status_code == 304
    unanswered()
    assert desk.get("/", **asks, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_it_stands_on_the_work_lists_of_its_authority_alone(night: Night, child: str, desk: Client) -> None:
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    (line,) = lines(What.ARRIVAL, by=night.desk)
    assert (line.child, line.name, line.words, line.owner, line.until) == (
        child,
        "Selam Invented",
        "Ferry port",
        night.team.name,
        ARRIVED + timedelta(minutes=10),
    )
    make_duty_shift(
        organisation=night.authority,
        name=night.desk.name,
        post="Duty worker",
        from_at=NOW - timedelta(hours=3),
        until_at=NOW + timedelta(hours=3),
    )
    assert lines(What.ARRIVAL, by=night.desk, whose=Whose.MINE) == []
    unanswered()
    (mine,) = lines(What.ARRIVAL, by=night.desk, whose=Whose.MINE)
    assert (mine.owner, mine.is_late) == (f"{night.desk.name}, Duty worker", True)
    assert mine.until is not None
    before, after = (said(mine, mine.until + timedelta(minutes=each))["until"] for each in (-5, 5))
    assert before.startswith("Late: to be answered by")  # not "was due" of a time that is still to come
    assert after.startswith("Late: was due")
    assert len(lines(What.ARRIVAL, by=lead, whose=Whose.AUTHORITY)) == 1
    for other in (night.host_desk, night.police, night.carer):
        assert lines(What.ARRIVAL, by=other) == []
    page = desk.get("/to-do/organisation")
    assert "A child arrived alone, and nobody has answered" in words(page)
    assert f"/children/{child}/arrival" in page.content.decode()
    assert [one.words for one in deadlines(by=night.desk, now=NOW)] == ["A message waits for an answer"]


def test_a_call_is_recorded_on_its_own_page_and_ends_it(night: Night, child: str, desk: Client) -> None:
    unanswered()
    href = ring_href(night, child)
    assert href in desk.get("/").content.decode()
    page = desk.get(href)
    assert f"Ring {night.team.name} on its own number" in words(page)
    wrong = desk.post(
        href, {**hidden(page), "was_answered": "yes", "name": "Jo Nightdemo", **boxes("called", NOW)}
    )
    assert "Enter their role" in str(errors(wrong))
    assert b"Jo Nightdemo" in wrong.content

    typed = {"was_answered": "yes", "name": "Jo Nightdemo", "post": "Night manager", **boxes("called", NOW)}
    sent = desk.post(href, {**hidden(page), **typed}, follow=True)
    assert "The call is recorded. They are told." in words(sent)
    assert "Jo Nightdemo, Night manager" in words(desk.get(f"/children/{child}/arrival"))
    assert NOBODY not in words(desk.get("/"))
    assert desk.get(href).status_code == 404


def test_the_desk_may_be_rung_before_the_time_to_answer_is_over(
    night: Night, child: str, desk: Client
) -> None:
    href = f"/children/{child}/arrival/ring/{open_arrivals(by=night.desk, now=NOW)[0].desk_call.telling}"
    page = desk.get(f"/children/{child}/arrival")
    assert href in page.content.decode()
    typed = {"was_answered": "yes", "name": "Jo Nightdemo", "post": "Night manager", **boxes("called", NOW)}
    desk.post(href, {**hidden(desk.get(href)), **typed})
    assert NOBODY not in words(desk.get("/"))
    assert ringing_arrivals.ring_unanswered(by=SYSTEM, now=NOW) == 0


def test_a_try_is_kept_and_a_call_before_the_arrival_is_refused(
    night: Night, child: str, desk: Client
) -> None:
    unanswered()
    href = ring_href(night, child)
    page = desk.get(href)
    early = {
        "was_answered": "yes",
        "name": "Jo",
        "post": "Manager",
        **boxes("called", NOW - timedelta(hours=4)),
    }
    assert "before what it is to tell of" in str(errors(desk.post(href, {**hidden(page), **early})))
    tried = {"was_answered": "no", **boxes("called", NOW)}
    assert "still not told" in words(desk.post(href, {**hidden(page), **tried}, follow=True))
    assert NOBODY in words(desk.get("/"))


def test_a_guardians_challenge_stands_on_the_list_of_the_authority_until_it_is_answered(
    night: Night, desk: Client
) -> None:
    child, when = night.child.reference, When.moment(NOW - timedelta(hours=1))
    given: dict[str, Any] = {"happened": when, "words": "", "by": night.desk, "now": NOW}
    named = Named(guardian_name="Gil Invented", service="Invented Guardians", role=GuardianRole.DIRECT)
    guardians.allocate(child=child, named=named, **given)
    said = given | {"words": "The flat is near the men she fears."}
    number = guardians.challenge(child=child, about=ChallengeAbout.SAFER_ACCOMMODATION, **said)
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)

    (line,) = lines(What.GUARDIAN_CHALLENGE, by=lead, whose=Whose.AUTHORITY)
    assert (line.number, line.words, line.owner, line.until, line.name) == (
        number,
        "The flat is near the men she fears.",
        night.authority.name,
        None,
        "Testa Atnight",
    )
    assert lines(What.GUARDIAN_CHALLENGE, by=night.desk) == [line]
    assert lines(What.GUARDIAN_CHALLENGE, by=night.desk, whose=Whose.MINE) == []
    assert lines(What.GUARDIAN_CHALLENGE, by=night.host_desk) == []
    page = desk.get("/to-do/organisation")
    assert "Challenge of a guardian, not answered" in words(page)
    assert f"/children/{child}/guardian/challenge/{number}" in page.content.decode()

    guardians.answer_challenge(
        child=child, challenge=number, agreed=True, **(said | {"words": "Moved today"})
    )
    assert lines(What.GUARDIAN_CHALLENGE, by=lead, whose=Whose.AUTHORITY) == []
