"""A search on the page and on the board: enquiries, a child who is found, the two pictures, the rota."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import enquiries, information, missing, police
from lantern.actions.enquiries import Enquiry
from lantern.actions.said import Found
from lantern.queries.missing import episode_page
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import LocatedState, RiskLevel
from lantern.vocabulary.roles import Role
from lantern.web.templatetags.lantern import clock
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Searched")


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    seen = When.moment(now - timedelta(hours=5))
    return night.reported(now=now - timedelta(hours=2), last_seen=seen)


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def enquire(
    night: Night, reference: str, now: datetime, *, due: timedelta | None, words: str = "Ask X"
) -> None:
    due_at = now + due if due is not None else None
    enquiry = Enquiry(words=words, owner="PC 0000 Invented", due_at=due_at)
    enquiries.set_enquiry(reference=reference, enquiry=enquiry, by=night.desk, now=now)


def found(night: Night, reference: str, now: datetime, **known: Any) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(now - timedelta(hours=1)),
        words="",
        found=Found(**known),
        seen_version=None,
        by=night.desk,
        now=now - timedelta(minutes=50),
    )


def number_of(night: Night, reference: str) -> int:
    return episode_page(reference=reference, by=night.desk, now=datetime.now(UTC)).enquiries[0].number


# Enquiries ---------------------------------------------------------------------------------------------------


def test_an_enquiry_is_set_stands_on_the_page_and_is_answered(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    href = f"/missing/{reference}/enquiries/new"
    due = now + timedelta(hours=1)
    typed = {"words": "Ask the hospitals", "owner": "Jo Nightdemo", "asked_of": "Two hospitals"}
    set_ = desk.post(href, hidden(desk.get(href)) | typed | boxes("due_at", due), follow=True)
    assert "Ask the hospitals Jo Nightdemo , asked of Two hospitals By" in words(set_)

    href = f"/missing/{reference}/enquiries/{number_of(night, reference)}"
    assert href in set_.content.decode()
    answered = desk.post(href, hidden(desk.get(href)) | {"result": "Not there."}, follow=True)
    assert "Not there. Answered" in words(answered)
    assert href not in answered.content.decode()


def test_an_enquiry_without_words_owner_or_a_whole_time_is_asked_again(reference: str, desk: Client) -> None:
    href = f"/missing/{reference}/enquiries/new"
    typed = {"due_at_day": "1", "due_at_month": "1", "due_at_year": "2090"}

    assert errors(desk.post(href, hidden(desk.get(href)) | typed)) == [
        "Enter what is to be found out or done",
        "Enter who does it",
        "Enter the time too, or leave all of it empty",
    ]


def test_a_late_enquiry_is_loud_on_the_page_and_on_the_board(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    enquire(night, reference, now - timedelta(hours=1), due=timedelta(minutes=20), words="Ask the hospitals")
    was = clock(now - timedelta(minutes=40))

    page = words(desk.get(f"/missing/{reference}"))
    assert "Ask PC 0000 Invented: Ask the hospitals" in page
    assert re.search(rf"Ask the hospitals PC 0000 Invented Late: was due (\w+ )?{was}", page)
    assert re.search(rf"Ask the hospitals Late: was due (\w+ )?{was} PC 0000 Invented", words(desk.get("/")))


def test_the_board_is_drawn_anew_when_an_enquiry_becomes_late(
    night: Night, reference: str, desk: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = now.replace(minute=0, second=10) + timedelta(hours=1)  # within one five minutes of the board's age
    enquire(night, reference, now, due=base + timedelta(seconds=30) - now)
    monkeypatch.setattr("lantern.web.board.moment", lambda: base)
    before = desk.get("/")["ETag"]
    assert desk.get("/")["ETag"] == before
    monkeypatch.setattr("lantern.web.board.moment", lambda: base + timedelta(seconds=60))

    assert desk.get("/")["ETag"] != before


def test_what_nobody_is_doing_is_said_and_the_home_reads_nothing_of_it(
    night: Night, reference: str, desk: Client, signed_in: Any
) -> None:
    home = signed_in(Role.CARER, organisation=night.home).get(f"/missing/{reference}")

    assert "Nothing is written down that somebody is to find out or do." in words(
        desk.get(f"/missing/{reference}")
    )
    assert "Being done to find the child" not in words(home)


def test_nothing_more_is_offered_to_be_set_for_a_child_who_is_back(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    enquire(night, reference, now - timedelta(hours=1), due=None)
    href = f"/missing/{reference}/enquiries/new"
    assert href in desk.get(f"/missing/{reference}").content.decode()
    missing.record_return(
        reference=reference,
        returned=When.moment(now - timedelta(minutes=5)),
        words="",
        seen_version=None,
        by=night.desk,
        now=now,
    )

    page = desk.get(f"/missing/{reference}")
    assert href not in page.content.decode()
    assert f"/missing/{reference}/enquiries/{number_of(night, reference)}" in page.content.decode()
    refused = desk.post(href, hidden(desk.get(href)) | {"words": "Ask X", "owner": "PC 0"})
    assert errors(refused) == [
        "The child is recorded back, so nothing more is set to find them. Nothing was changed. What is learnt now is "
        "recorded as information received. If they never came back, correct the return."
    ]


def test_an_enquiry_that_is_not_there_is_a_page_that_is_not_there(reference: str, desk: Client) -> None:
    assert desk.get(f"/missing/{reference}/enquiries/999999").status_code == 404


# Found, not yet back -----------------------------------------------------------------------------------------


def test_found_is_recorded_with_owner_clock_and_place(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    href = f"/missing/{reference}/located"
    typed = {
        "located_now": "on",
        "state": LocatedState.REFUSES_TO_RETURN.value,
        "safe_and_well": Answer.YES.value,
        "owner": "PC 4411",
        "place": "An invented bus station",
        "to_address": "1 Invented Road",
    }
    again = now + timedelta(minutes=50)
    sent = hidden(desk.get(href)) | typed | boxes("check_again_at", again)
    page = words(desk.post(href, sent, follow=True))

    assert f"Found, not yet back Look again by {clock(again)}" in re.sub(r"by \w+day ", "by ", page)
    assert "PC 4411 sees to it. Does not want to come back yet . Safe and well" in page.replace(
        "yet.", "yet ."
    )
    assert "Where An invented bus station To which address 1 Invented Road" in page
    board = re.sub(r"by \w+day ", "by ", words(desk.get("/")))
    assert f"Look again by {clock(again)} PC 4411 sees to it" in board
    assert "1 Invented Road" not in board


def test_found_may_be_recorded_with_nothing_but_the_time(reference: str, desk: Client) -> None:
    href = f"/missing/{reference}/located"
    page = words(desk.post(href, hidden(desk.get(href)) | {"located_now": "on"}, follow=True))

    assert "No time is set to look again Nobody is named who sees to it Not known" in page


def test_a_clock_that_ran_out_is_loud_and_looking_again_starts_it_anew(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    found(night, reference, now, owner="PC 4411", check_again_at=now - timedelta(minutes=10))
    assert "Look again now: was due" in words(desk.get("/"))
    page = desk.get(f"/missing/{reference}")
    href = f"/missing/{reference}/look-again"
    assert href in page.content.decode()

    form = desk.get(href)
    assert 'value="PC 4411"' in form.content.decode()
    later = boxes("check_again_at", now + timedelta(hours=1))
    done = words(desk.post(href, hidden(form) | later | {"owner": "Jo Nightdemo"}, follow=True))
    assert "Recorded. The clock to look again starts anew." in done
    assert "Jo Nightdemo sees to it." in done
    assert "was due" not in done.split("What to do next")[0]


def test_a_child_who_is_not_found_has_no_such_page(reference: str, desk: Client) -> None:
    assert desk.get(f"/missing/{reference}/look-again").status_code == 404


def test_the_host_reads_who_sees_to_it_and_not_where(
    night: Night, reference: str, signed_in: Any, now: datetime
) -> None:
    found(night, reference, now, owner="PC 4411", place="An invented bus station")
    host = signed_in(account=make_account(organisation=night.host)).get(f"/missing/{reference}")

    assert "PC 4411 sees to it." in words(host)
    assert "An invented bus station" not in host.content.decode()


# Pictures ----------------------------------------------------------------------------------------------------


def test_the_night_is_drawn_as_bars_only_where_somebody_asks_and_refreshes_so(
    night: Night, reference: str, desk: Client
) -> None:
    plain, bars = desk.get("/"), desk.get("/?show=bars")

    assert "lantern-night__bar" not in plain.content.decode()
    drawn = bars.content.decode()
    assert 'aria-label="Police not rung. Duty team has not answered. Risk not assessed yet' in drawn
    assert 'hx-get="/?show=bars"' in drawn
    assert "style=" not in drawn
    assert (
        "1 child is not back. Longest since last seen: 5 hours. Police not rung: 1. Risk not assessed yet: 1."
        in words(bars)
    )
    assert plain["ETag"] != bars["ETag"]


def test_a_night_of_nobody_has_no_picture(desk: Client) -> None:
    assert "No child that you may see is recorded missing." in words(desk.get("/?show=bars"))


def test_a_bar_says_what_is_known_with_its_time(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    called = now - timedelta(minutes=90)
    call = police.PoliceCall(called=When.moment(called), was_answered=True, log_number="L", handler="H")
    police.record_police_call(reference=reference, call=call, seen_version=None, by=night.desk, now=now)
    risk = police.Risk(level=RiskLevel.HIGH, officer="O", assessed=When.moment(called))
    police.record_risk(reference=reference, risk=risk, seen_version=None, by=night.desk, now=now)

    drawn = desk.get("/?show=bars").content.decode()
    assert f"Police told {clock(called)}. Duty team has not answered. Risk: High" in drawn
    assert "lantern-tag--high" in drawn


def test_the_two_lanes_say_what_became_known_late(
    night: Night, reference: str, desk: Client, now: datetime
) -> None:
    known = information.Information(words="Seen.", obtained=When.moment(now - timedelta(hours=4)))
    information.record_information(reference=reference, information=known, by=night.desk, now=now)
    page = desk.get(f"/missing/{reference}")

    assert (
        "2 entries. 2 things became known an hour or more after they happened; "
        "the longest after 4 hours: information received." in words(page)
    )
    assert page.content.decode().count("lantern-lanes__late") == 3  # two, and the key
    assert "Known only after" in words(page)


def test_the_home_that_does_not_read_the_chronology_gets_no_lanes(
    night: Night, reference: str, signed_in: Any
) -> None:
    page = signed_in(Role.CARER, organisation=night.home).get(f"/missing/{reference}")

    assert "lantern-lanes" not in page.content.decode()


# The rota ----------------------------------------------------------------------------------


def test_somebody_is_put_on_duty_and_taken_off(night: Night, desk: Client, now: datetime) -> None:
    typed = {"name": "Jo Nightdemo", "telephone": "01632 960222", "place": "1", "from_at_now": "on"}
    typed |= boxes("until_at", now + timedelta(hours=8))
    page = desk.post("/rota", hidden(desk.get("/rota")) | typed, follow=True)
    assert "Jo Nightdemo is on the rota." in words(page)
    assert "On duty now, in the order they are rung" in words(page)

    (end,) = re.findall(r'action="(/rota/\d+/end)"', page.content.decode())
    page = desk.post(end, {"key": "one"}, follow=True)
    assert "That shift is off the rota from now." in words(page)
    assert "Nobody is on duty" in words(page)
    assert desk.post(end, {"key": "two"}).status_code == 404


def test_a_shift_without_hours_is_asked_again(desk: Client, now: datetime) -> None:
    day = {"from_at_day": "1", "from_at_month": "1", "from_at_year": "2090"}
    until = {name.replace("from", "until"): value for name, value in day.items()}

    assert errors(desk.post("/rota", hidden(desk.get("/rota")) | day | until | {"place": "0"})) == [
        "Enter who is on duty",
        "Enter the number they are rung on",
        "Enter the time too: a shift begins and ends at an hour",
        "Enter the time too: a shift begins and ends at an hour",
        "The place must be a whole number from 1 to 20",
    ]


def test_a_refused_shift_says_why_beside_the_box(desk: Client, now: datetime) -> None:
    typed = {"name": "Jo", "telephone": "1", "place": "1"}
    typed |= boxes("from_at", now + timedelta(hours=2)) | boxes("until_at", now + timedelta(hours=1))

    assert errors(desk.post("/rota", hidden(desk.get("/rota")) | typed)) == [
        "The shift must end after it begins."
    ]
