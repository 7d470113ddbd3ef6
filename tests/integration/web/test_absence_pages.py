"""The pages of late, away, the lead and the search: what is typed stays, what stands is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import counting, lateness, missing
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, made_sure, make_night
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Lately", date_of_birth=date(2011, 1, 1))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(organisation=night.authority)


@pytest.fixture
def carer(night: Night, signed_in: Any) -> Client:
    return signed_in(Role.CARER, organisation=night.home)


def agreed(night: Night, now: datetime) -> None:
    plan = lateness.NewPlan(may_be_late=True, minutes=60, trafficking_concern=Answer.NO)
    lateness.agree_return_plan(child=night.child.reference, plan=plan, by=night.desk, now=now)


def send(browser: Client, address: str, /, **typed: str) -> Any:
    return browser.post(address, hidden(browser.get(address)) | typed)


def late(night: Night, now: datetime) -> str:
    given = lateness.Late(
        expected_at=now - timedelta(minutes=5), last_seen_at=now - timedelta(hours=2), words="The park"
    )
    return lateness.record_late(child=night.child.reference, late=given, by=night.carer, now=now)


def reported(night: Night, now: datetime, **known: Any) -> str:
    known.setdefault("last_seen", When.moment(now - timedelta(hours=1)))
    return night.reported(now=now, **known)


# Late


def test_plan_is_agreed_on_its_page_and_shown(desk: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/return-plan"
    answer = send(
        desk, address, may_be_late="yes", minutes="45", trafficking_concern="no", words="With the home"
    )

    assert answer.status_code == 302
    assert "Being late is waited out for 45 minutes." in words(desk.get(address))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes": "500"}, "Say after how many minutes the child is reported missing: from 1 to 120."),
        ({"trafficking_concern": "not_known"}, "Being late is waited out only where it was asked"),
    ],
)
def test_plan_that_may_not_be_keeps_what_was_typed(
    typed: dict[str, str], said: str, desk: Client, night: Night
) -> None:
    given = {"may_be_late": "yes", "minutes": "45", "trafficking_concern": "no", "words": "Agreed", **typed}
    page = send(desk, f"/children/{night.child.reference}/return-plan", **given)

    assert (page.status_code, drawn(page, "words"), drawn(page, "minutes")) == (
        200,
        "Agreed",
        given["minutes"],
    )
    assert said in errors(page)[0]


def test_carer_records_late_and_the_home_says_so(carer: Client, night: Night, now: datetime) -> None:
    agreed(night, now)
    address = f"/children/{night.child.reference}/late"
    assert "Nobody has to remember it." in words(carer.get(address))
    typed = boxes("expected", now - timedelta(minutes=5)) | boxes("last_seen", now - timedelta(hours=2))

    assert send(carer, address, words="The park", **typed)["Location"] == "/home"

    home = words(carer.get(f"/homes/{night.home.reference}"))
    assert f"Of 1 child at {night.home.name}, 1 is late." in home
    assert "Reported missing at" in home
    assert "Is back" in home


def test_late_that_was_typed_wrong_keeps_what_was_typed(carer: Client, night: Night, now: datetime) -> None:
    agreed(night, now)
    typed = boxes("expected", now - timedelta(hours=3)) | boxes("last_seen", now - timedelta(hours=4))
    page = send(carer, f"/children/{night.child.reference}/late", words="The park", **typed)

    assert (page.status_code, drawn(page, "words")) == (200, "The park")
    assert "so the child is missing" in errors(page)[0]


def test_late_without_a_plan_says_why_and_offers_the_report(carer: Client, night: Night) -> None:
    page = carer.get(f"/children/{night.child.reference}/late")

    assert "has agreed nothing about being late for this child. Report the child missing now." in words(page)
    assert f'href="/home/report/{night.child.reference}"' in page.content.decode()
    assert 'name="expected_day"' not in page.content.decode()


def test_board_shows_the_late_above_the_missing_to_whoever_may_know_the_name(
    desk: Client, night: Night, now: datetime, signed_in: Any
) -> None:
    agreed(night, now)
    late(night, now)
    shown = words(desk.get("/"))

    assert "Late, not yet missing Testa Lately , 15 Late Reported missing at" in shown
    assert "unless somebody says that the child is back" in shown
    for role, place in ((Role.POLICE_DESK, night.force), (Role.DUTY_WORKER, make_night().authority)):
        assert "Testa Lately" not in words(signed_in(role, organisation=place).get("/"))


def test_is_back_is_one_press_and_the_board_changes(desk: Client, night: Night, now: datetime) -> None:
    agreed(night, now)
    reference = late(night, now)
    before = desk.get("/")["ETag"]

    answer = desk.post(f"/late/{reference}/back", {"key": "one"})

    assert answer["Location"] == "/"
    again = desk.get("/")
    assert again["ETag"] != before
    assert "Late, not yet missing" not in words(again)


def test_is_back_once_missing_is_refused_in_words(desk: Client, night: Night, now: datetime) -> None:
    agreed(night, now)
    reference = late(night, now)
    lateness.let_late_become_missing(by=SYSTEM, now=now + timedelta(hours=2))

    desk.post(f"/late/{reference}/back", {"key": "one"})

    assert "The child is recorded missing by now" in words(desk.get("/"))


# Away


def test_away_that_nobody_checked_again_is_loud_everywhere(desk: Client, night: Night, now: datetime) -> None:
    then = now - timedelta(hours=3)
    reference = reported(night, then)
    check = now - timedelta(minutes=5)
    missing.classify(
        reference=reference,
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        classified_by=ClassifiedBy.AUTHORITY,
        reasons="Rang her aunt",
        away=made_sure(until=check),
        seen_version=None,
        by=night.desk,
        now=then,
    )
    loud = "Away was not checked again by"

    assert loud in words(desk.get("/"))
    assert words(desk.get(f"/missing/{reference}")).count(loud) == 2
    assert "1 is missing" in words(desk.get(f"/homes/{night.home.reference}"))


# Counted and searched


def test_episode_says_until_when_it_is_counted(night: Night, signed_in: Any, now: datetime) -> None:
    grown = make_night(date_of_birth=(now - timedelta(days=2)).date().replace(year=now.year - 18))
    reference = reported(grown, now, last_seen=When.moment(now - timedelta(days=4)))
    counting.end_counts(by=SYSTEM, now=now)
    page = words(signed_in(organisation=grown.authority).get(f"/missing/{reference}"))

    assert "because the child is 18 since then. Searched for still." in page


def test_lead_ends_the_search_and_the_board_still_counts_the_child(
    desk: Client, night: Night, signed_in: Any, now: datetime
) -> None:
    reference = reported(night, now)
    lead = signed_in(Role.MISSING_LEAD, organisation=night.authority)
    address = f"/missing/{reference}/search/end"
    assert desk.get(address).status_code == 403
    assert errors(send(lead, address)) == ["Enter why the child is searched for no more"]

    send(lead, address, reasons="Seen abroad with her mother")

    board = words(desk.get("/"))
    assert "1 child whose search somebody ended : show" in board
    assert "Testa Lately" not in board
    assert "Testa Lately" in words(desk.get("/?search=ended"))
    assert "Seen abroad with her mother Take the search up again" in words(desk.get(f"/missing/{reference}"))
    send(desk, f"/missing/{reference}/search/resume", reasons="A new telephone")
    assert "Testa Lately" in words(desk.get("/"))


# Led


def test_lead_is_asked_and_answered_on_pages(
    desk: Client, night: Night, signed_in: Any, now: datetime
) -> None:
    reference = reported(night, now)
    host = signed_in(organisation=night.host)
    asked = send(
        desk, f"/missing/{reference}/lead", authority=night.host.reference, words="Seen in your town"
    )
    assert asked.status_code == 302
    page = host.get(f"/missing/{reference}").content.decode()
    number = page.split(f"/missing/{reference}/lead/")[1].split('"')[0]
    assert desk.get(f"/missing/{reference}/lead/{number}").status_code == 404

    late = send(host, f"/missing/{reference}/lead/{number}", words="We lead")
    assert (errors(late), drawn(late, "words")) == (["Choose whether your authority leads"], "We lead")
    send(host, f"/missing/{reference}/lead/{number}", accepted="yes", words="We lead")

    assert f"Led by {night.host.name}" in words(desk.get("/"))
    said = words(desk.get(f"/missing/{reference}"))
    assert f"Leads {night.host.name} Accepted {night.host.name}, asked by" in said


def test_asking_to_lead_says_that_whoever_found_the_child_is_let_in_first(
    night: Night, desk: Client, now: datetime
) -> None:
    reference = reported(night, now)
    response = desk.get(f"/missing/{reference}/lead")

    assert "An authority that found the child is in it only once it was let in." in words(response)
    assert f'href="/missing/{reference}/let-in"' in response.content.decode()


def test_usual_time_is_agreed_shown_and_filled_in(
    night: Night, desk: Client, carer: Client, now: datetime
) -> None:
    hour = now.astimezone(LONDON) - timedelta(hours=1)
    address = f"/children/{night.child.reference}"
    typed = {"may_be_late": "yes", "minutes": "60", "trafficking_concern": "no"}
    wrong = send(desk, f"{address}/return-plan", **typed, usual_time="nine")
    send(desk, f"{address}/return-plan", **typed, usual_time=f"{hour:%H:%M}")

    assert errors(wrong) == ["The usual time must be a real time, such as 21:00"]
    assert f"Usually expected back at {hour:%H:%M}." in words(desk.get(f"{address}/return-plan"))
    page = carer.get(f"{address}/late")
    assert f"Usually expected back at {hour:%H:%M}, which is filled in below" in words(page)
    typed_in = boxes("expected", hour)
    assert {name: drawn(page, name) for name in typed_in} == typed_in


def test_plan_without_a_usual_time_fills_in_no_day(night: Night, carer: Client, now: datetime) -> None:
    agreed(night, now)
    page = carer.get(f"/children/{night.child.reference}/late")

    assert (drawn(page, "expected_day"), drawn(page, "expected_hour")) == ("", "")
