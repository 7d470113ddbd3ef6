"""One episode: its page for each reader, each thing recorded on it, and a wrong entry put right in two presses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import missing
from lantern.queries.missing import episode_page
from lantern.queries.own_entries import own_entries
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, RiskLevel, Stage
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, drawn, hidden

JUST_NOW = {"called_now": "on"}
SPOKEN = {"was_answered": "yes", "log_number": "L-118", "handler": "PC 4411"}


# A child of whom nobody knows the age counts as too young to be out.
old_enough = pytest.mark.parametrize("night", [date(2010, 6, 1)], indirect=True)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night(db: None, request: pytest.FixtureRequest) -> Night:
    return make_night(name="Testa Absently", date_of_birth=getattr(request, "param", None))


@pytest.fixture
def episode(night: Night, now: datetime) -> str:
    seen = When.moment(now - timedelta(hours=3))
    return night.reported(
        now=now - timedelta(hours=1), last_seen=seen, kind=MissingKind.MISSING, said_by="Jo Caller"
    )


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


@pytest.fixture
def home(night: Night, signed_in: Any) -> Client:
    return signed_in(Role.CARER, organisation=night.home)


def page_of(night: Night, reference: str) -> EpisodePage:
    return episode_page(reference=reference, by=night.desk, now=datetime.now(UTC))


def send(client: Client, address: str, /, **typed: str) -> Any:
    """Open a page and send its form with what was typed."""
    return client.post(address, hidden(client.get(address)) | typed)


def located(night: Night, episode: str, now: datetime) -> None:
    missing.record_located(
        reference=episode, located=When.moment(now), words="", seen_version=None, by=night.desk, now=now
    )


def back(night: Night, episode: str, now: datetime) -> None:
    missing.record_return(
        reference=episode, returned=When.moment(now), words="", seen_version=None, by=night.desk, now=now
    )


def links(response: Any) -> list[str]:
    """Give the names of what this page offers to record."""
    section = response.content.decode().split('class="govuk-list lantern-acts"')
    return (
        re.findall(r'href="/missing/[^/]+/([a-z-]+)"', section[1].split("</ul>")[0])
        if len(section) > 1
        else []
    )


# The page


def test_page_says_first_to_ring_the_police(desk: Client, episode: str, night: Night) -> None:
    response = desk.get(f"/missing/{episode}")

    assert (response.status_code, title(response)) == (200, "Testa Absently, missing – Lantern")
    assert words(response).startswith(
        "Testa Absently Missing 3 hours since last seen Police not rung Not assessed yet "
        f"Reference {episode}. Open the child's record "
        f"What to do next Ring the police now: 01632 960000 ({night.force.name}) "
        "Ring 999 if there is immediate danger. Ask for the log number and the name of who you speak to. "
        "Record the call to the police"
    )
    assert links(response) == ["returned", "located", "information", "risk", "classify"]


def test_chronology_gives_both_times_the_facts_and_who_said_so(desk: Client, episode: str) -> None:
    said = words(desk.get(f"/missing/{episode}"))
    chronology = said[said.index("Chronology Happened Recorded What By") :]

    assert "Reported missing Last seen: " in chronology
    assert "Said by Jo Caller" in chronology
    assert "This is wrong : Reported missing," in chronology


def test_home_sees_the_clocks_and_only_what_it_recorded_itself(home: Client, episode: str) -> None:
    before = words(home.get(f"/missing/{episode}"))
    send(home, f"/missing/{episode}/information", words="Her bag is gone", obtained_now="on")
    after = words(home.get(f"/missing/{episode}"))

    assert "Your organisation has recorded nothing here yet." in before
    assert "What your organisation recorded Happened Recorded What By" in after
    assert ("Her bag is gone" in after, "Jo Caller" in after) == (True, False)


def test_oversight_sees_reference_and_clocks_and_may_record_nothing(
    night: Night, episode: str, signed_in: Any
) -> None:
    partnership = make_organisation(kind=OrganisationKind.SAFEGUARDING_PARTNERSHIP)
    response = signed_in(Role.NATIONAL_OVERSIGHT, organisation=partnership).get(f"/missing/{episode}")
    page = response.content.decode()

    assert (title(response), links(response)) == (f"Reference only: {episode}, missing – Lantern", [])
    assert ("Testa Absently" in page, night.home.name in page, "Jo Caller" in page) == (False, False, False)
    assert "The police have not been rung The carer or home, or the duty desk, rings them:" in words(response)


@pytest.mark.parametrize("address", ["/missing/ABCD-EFGH-2345", "/missing/" + "A" * 500, "/missing/x/risk"])
def test_absent_and_hidden_are_told_apart_nowhere(address: str, desk: Client) -> None:
    response = desk.get(address)

    assert (response.status_code, title(response)) == (404, "We cannot find that – Lantern")


def test_somebody_elses_episode_is_not_found(episode: str, signed_in: Any) -> None:
    assert signed_in().get(f"/missing/{episode}").status_code == 404


# The call to the police


def test_call_with_a_log_number_tells_the_police(desk: Client, episode: str, night: Night) -> None:
    response = send(desk, f"/missing/{episode}/police-call", **SPOKEN, **JUST_NOW, waited_minutes="14")
    said = words(desk.get(response["Location"]))

    assert said.startswith("Recorded The call is recorded. The police are told. Testa Absently")
    assert "Log number: L-118 Spoke to: PC 4411 Waited: 14 minutes" in said
    assert "What to do next Ask the police what risk level they set" in said
    assert "Told by telephone" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["Choose whether you spoke to somebody", "Enter when you rang"]),
        (
            {"was_answered": "yes", **JUST_NOW},
            [
                "Enter the log number: without one the police are not told",
                "Enter the name or number of who you spoke to",
            ],
        ),
        (
            {"was_answered": "no", "waited_minutes": "a while", **JUST_NOW},
            ["The minutes must be a whole number"],
        ),
        (
            {"was_answered": "no", "waited_minutes": "99999999999", **JUST_NOW},
            ["The minutes must be 600 or fewer"],
        ),
    ],
)
def test_call_says_what_is_missing(
    typed: dict[str, str], said: list[str], desk: Client, episode: str
) -> None:
    response = send(desk, f"/missing/{episode}/police-call", **typed)

    assert (title(response), errors(response)) == ("Error: Record a call to the police – Lantern", said)


def test_try_without_an_answer_leaves_the_police_not_rung(desk: Client, episode: str) -> None:
    response = send(
        desk, f"/missing/{episode}/police-call", was_answered="no", waited_minutes="20", **JUST_NOW
    )
    said = words(desk.get(response["Location"]))

    assert said.startswith("Recorded The try is recorded. The police are still not told: ring again.")
    assert "Police not rung" in said


def test_call_page_gives_what_to_read_out(desk: Client, episode: str, night: Night) -> None:
    said = words(desk.get(f"/missing/{episode}/police-call"))

    assert f"Ring 01632 960000 ({night.force.name})" in said
    assert "What was said of the child Reported missing Last seen:" in said


# Risk, information, views


def test_level_is_typed_as_police_gave_it(desk: Client, episode: str, night: Night, now: datetime) -> None:
    review = (now + timedelta(hours=4)).replace(second=0, microsecond=0)
    response = send(
        desk,
        f"/missing/{episode}/risk",
        level="high",
        officer="Sgt 22",
        assessed_now="on",
        reasons="Her age",
        **boxes("next_review_at", review),
    )
    head = page_of(night, episode).head

    assert (response["Location"], head.risk_level, head.next_review_at) == (
        f"/missing/{episode}",
        RiskLevel.HIGH,
        review,
    )


def test_review_needs_its_time_and_must_come_after(desk: Client, episode: str, now: datetime) -> None:
    address, level = f"/missing/{episode}/risk", {"level": "low", "officer": "Sgt 22", "assessed_now": "on"}
    day = {
        key: text
        for key, text in boxes("next_review_at", now + timedelta(days=1)).items()
        if text and "_ho" not in key
    }
    day.pop("next_review_at_minute")
    early = boxes("next_review_at", now - timedelta(hours=1))

    assert errors(send(desk, address, **level, **day)) == [
        "Enter the time of the next review too, or leave all of it empty"
    ]
    assert errors(send(desk, address, **level, **early)) == [
        "The next review would come before this assessment. Nothing was recorded. Check both times."
    ]


def test_information_keeps_who_gave_it(desk: Client, episode: str, now: datetime) -> None:
    obtained = (now - timedelta(minutes=20)).replace(second=0, microsecond=0)
    response = send(
        desk,
        f"/missing/{episode}/information",
        words="Seen at the station\nwith a man",
        given_by="A shopkeeper",
        given_by_role="stranger",
        contact="01632 960777",
        **boxes("obtained", obtained),
    )

    assert (
        "Information received Seen at the station with a man Said by A shopkeeper, stranger, 01632 960777"
    ) in words(desk.get(response["Location"]))


def made_sure_of() -> dict[str, str]:
    """Type all that makes it sure that a child is out."""
    again = (datetime.now(UTC) + timedelta(hours=5)).replace(second=0, microsecond=0)
    typed = ("how_known", "address", "address_verified_by", "adults", "adults_verified_by")
    return dict.fromkeys(typed, "Invented") | boxes("check_again_at", again)


@old_enough
def test_out_without_all_that_makes_it_sure_is_recorded_as_missing_and_says_what_it_lacks(
    desk: Client, episode: str, night: Night
) -> None:
    typed = made_sure_of() | {"adults_verified_by": ""}
    address = f"/missing/{episode}/classify"
    answer = send(desk, address, whose="authority", kind="A", reasons="At her aunt's", **typed)
    page = page_of(night, episode)
    said = words(desk.get(answer["Location"]))

    assert page.head.authority_kind is MissingKind.MISSING
    assert "To count as out it must be said who made sure of the adults there." in said
    assert "At her aunt's Said to be out. Counts as missing, because it is not said" in said
    assert "Address: Invented" in said


@old_enough
def test_desk_is_asked_whose_view_and_police_are_not(
    desk: Client, episode: str, night: Night, signed_in: Any
) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=night.force)
    address = f"/missing/{episode}/classify"
    send(desk, address, whose="authority", kind="A", reasons="At her aunt's", **made_sure_of())
    send(police, address, kind="M", reasons="Aunt has not seen her")
    head = page_of(night, episode).head

    assert (
        "Whose view is it?" in words(desk.get(address)),
        "Whose view is it?" in words(police.get(address)),
    ) == (
        True,
        False,
    )
    assert (head.authority_kind, head.police_kind) == (
        MissingKind.AWAY_WITHOUT_AUTHORISATION,
        MissingKind.MISSING,
    )
    assert "Authority: out, we know where Police: we do not know where" in words(
        desk.get(f"/missing/{episode}")
    )


def test_form_in_error_names_each_field(desk: Client, episode: str) -> None:
    wanted = {
        "classify": ["Choose whose view it is", "Choose missing or out", "Enter why, and who decided"],
        "information": ["Enter what you were told", "Enter when you were told"],
        "located": ["Enter when the child was found"],
        "returned": ["Enter when the child came back"],
        "risk": ["Choose the level the police set", "Enter the officer who set it", "Enter when they set it"],
    }

    assert {name: errors(send(desk, f"/missing/{episode}/{name}")) for name in wanted} == wanted


# Found, back, and not back after all


def test_found_then_back_tells_everyone_again(
    desk: Client, episode: str, night: Night, now: datetime
) -> None:
    found = send(desk, f"/missing/{episode}/located", located_now="on", words="With PC 31")
    assert words(desk.get(found["Location"])).startswith(
        "Recorded Recorded: found, not yet back. Everyone who was told is being told again. This is wrong: undo"
    )
    home = send(desk, f"/missing/{episode}/returned", returned_now="on")
    response = desk.get(home["Location"])

    assert title(response) == "Testa Absently, is back – Lantern"
    assert "Tell them that the child is back" in words(response)
    assert "Offer a return interview by" in words(response)
    assert links(response) == ["located", "information", "risk", "classify", "interview-offer"]


def test_impossible_times_are_refused_on_their_field(desk: Client, episode: str, now: datetime) -> None:
    early = boxes("located", now - timedelta(hours=9))
    response = send(desk, f"/missing/{episode}/located", **early)

    assert errors(response) == [
        "The child cannot be found before they were last seen. Nothing was recorded. "
        "Check both times and correct the wrong one."
    ]
    assert drawn(response, "located_hour") == early["located_hour"]


def undo_of(response: Any) -> tuple[str, dict[str, str], list[str]]:
    """Give where the page's undo is sent, what it carries unseen, and the reasons it offers."""
    page = response.content.decode()
    (part,) = re.findall(r"<details.*?Not back\? Undo.*?</details>", page, re.DOTALL)[:1]
    action = re.findall(r'<form method="post" action="([^"]+)"', part)[0]
    carried = dict(re.findall(r'<input type="hidden" name="(key|seen_version)" value="([^"]*)"', part))
    return action, carried, re.findall(r'name="why" value="([a-z_]+)"', part)


def test_wrong_back_is_undone_in_two_presses(desk: Client, episode: str, night: Night, now: datetime) -> None:
    sent = send(desk, f"/missing/{episode}/returned", returned_now="on")
    undo, carried, reasons = undo_of(desk.get(sent["Location"]))
    again = desk.post(undo, carried | {"why": reasons[1]})
    page = page_of(night, episode)

    assert (reasons, again["Location"], page.head.stage) == (
        ["back_wrong_child", "somebody_else", "pressed"],
        f"/missing/{episode}",
        Stage.MISSING,
    )
    said = words(desk.get(again["Location"]))
    assert "Everyone who was told is being told of the correction." in said
    assert "Struck: entered in error Is back" in said
    assert "by Dee Deskly: Somebody else came in" in said
    assert "About: an earlier message was wrong: the child is missing." in said


def test_an_undo_that_comes_too_late_shows_what_is_recorded_now(
    desk: Client, episode: str, night: Night, now: datetime
) -> None:
    sent = send(desk, f"/missing/{episode}/returned", returned_now="on")
    undo, carried, _ = undo_of(desk.get(sent["Location"]))
    send(desk, f"/missing/{episode}/information", words="Seen at school", obtained_now="on")
    response = desk.post(undo, carried | {"why": "pressed"})

    assert errors(response)[0].startswith("Somebody else changed this record after you opened the page.")
    assert "Recorded last" in words(response)
    assert "Seen at school" in words(response)
    assert desk.post(undo, hidden(response) | {"why": "pressed"}).status_code == 302


def test_home_undoes_its_own_wrong_back_without_reading_the_rest(
    home: Client, episode: str, night: Night
) -> None:
    sent = send(home, f"/missing/{episode}/returned", returned_now="on")
    undo, carried, _ = undo_of(home.get(sent["Location"]))
    home.post(undo, carried | {"why": "back_wrong_child", "words": "It was her sister"})

    assert page_of(night, episode).head.stage is Stage.MISSING


def test_home_finds_no_entry_of_others_to_correct(home: Client, episode: str, night: Night) -> None:
    report = page_of(night, episode).chronology[0]

    assert home.get(f"/missing/{episode}/correct/{report.number}").status_code == 404


@pytest.mark.parametrize("number", ["1", "99999999999999999999999"])
def test_entry_that_is_not_there_is_not_found(number: str, desk: Client, episode: str) -> None:
    assert desk.get(f"/missing/{episode}/correct/{number}").status_code == 404


def test_reader_who_may_not_correct_is_told_whom_to_ring(night: Night, episode: str, signed_in: Any) -> None:
    report = page_of(night, episode).chronology[0]
    response = signed_in(organisation=night.host).get(f"/missing/{episode}/correct/{report.number}")

    assert "Your role does not correct this entry." in words(response)
    assert "Strike this entry" not in words(response)


def test_struck_entry_is_not_struck_again(desk: Client, episode: str, night: Night, now: datetime) -> None:
    located(night, episode, now)
    found = page_of(night, episode).chronology[-1]
    address = f"/missing/{episode}/correct/{found.number}"
    carried = hidden(desk.get(address))
    send(desk, address, why="typed_twice")
    response = desk.post(address, carried | {"key": "another", "seen_version": "", "why": "other"})

    assert (
        errors(response)[0].startswith("Somebody has corrected this record already."),
        response.status_code,
    ) == (
        True,
        200,
    )
    assert "This entry is struck already. Nothing more is needed." in words(response)


def test_report_entered_in_error_is_struck_and_offers_nothing_more(
    desk: Client, episode: str, night: Night
) -> None:
    report = page_of(night, episode).chronology[0]
    response = send(desk, f"/missing/{episode}/correct/{report.number}", why="wrong_child")
    shown = desk.get(response["Location"])

    assert "This report was entered in error and is struck." in words(shown)
    assert links(shown) == []


def test_correction_asks_why(desk: Client, episode: str, night: Night) -> None:
    report = page_of(night, episode).chronology[0]
    response = send(desk, f"/missing/{episode}/correct/{report.number}")

    assert (title(response), errors(response)) == (
        "Error: Strike a wrong entry – Lantern",
        ["Choose what is wrong with it"],
    )


# The interview


def test_offer_answers_the_return(desk: Client, episode: str, night: Night, now: datetime) -> None:
    back(night, episode, now)
    send(
        desk,
        f"/missing/{episode}/interview-offer",
        offered_now="on",
        offered_by="Ivy Interviewly",
        language="Tigrinya",
        words="Not today",
    )
    owed = {line.code: line.settled_as for line in page_of(night, episode).owed}

    assert owed["return-interview-72h"] == "met"


def test_offer_before_the_return_is_refused_in_words(desk: Client, episode: str) -> None:
    response = send(
        desk, f"/missing/{episode}/interview-offer", offered_now="on", offered_by="Ivy Interviewly"
    )

    assert errors(response)[0].startswith("The child is not recorded back yet")


# Two desks at once


def test_late_form_keeps_its_words_beside_what_is_recorded_now(
    desk: Client, episode: str, night: Night, now: datetime
) -> None:
    address = f"/missing/{episode}/risk"
    carried = hidden(desk.get(address)) | {
        "level": "high",
        "officer": "Sgt 22",
        "assessed_now": "on",
        "reasons": "Hier spricht man 🦄",
    }
    located(night, episode, now)
    late = desk.post(address, carried)

    assert (title(late), errors(late)[0].split(".")[0]) == (
        "Error: Record the police risk level – Lantern",
        "Somebody else changed this record after you opened the page",
    )
    assert (drawn(late, "officer"), drawn(late, "reasons")) == ("Sgt 22", "Hier spricht man 🦄")
    assert "Recorded last" in words(late)
    assert "Found, not yet back" in words(late)
    again = desk.post(address, carried | hidden(late))
    assert (again.status_code, page_of(night, episode).head.risk_level) == (302, RiskLevel.HIGH)


def test_late_correction_is_asked_again(desk: Client, episode: str, night: Night, now: datetime) -> None:
    report = page_of(night, episode).chronology[0]
    address = f"/missing/{episode}/correct/{report.number}"
    carried = hidden(desk.get(address)) | {"why": "wrong_child", "words": "It was her sister"}
    located(night, episode, now)
    late = desk.post(address, carried)

    assert (drawn(late, "words"), "Recorded last" in words(late)) == ("It was her sister", True)
    assert desk.post(address, carried | hidden(late)).status_code == 302


def test_same_press_twice_counts_once(desk: Client, episode: str, night: Night) -> None:
    address = f"/missing/{episode}/information"
    carried = hidden(desk.get(address)) | {"words": "Seen", "obtained_now": "on"}

    assert [desk.post(address, carried).status_code for _ in range(2)] == [302, 302]
    assert [e.words for e in page_of(night, episode).chronology].count("Seen") == 1


def test_key_of_another_form_is_refused(desk: Client, episode: str) -> None:
    typed = {"words": "Seen", "obtained_now": "on", "key": "one-key"}
    desk.post(f"/missing/{episode}/information", typed)
    response = desk.post(f"/missing/{episode}/returned", {"returned_now": "on", "key": "one-key"})

    assert (response.status_code, "This form's key belongs to another form." in words(response)) == (
        403,
        True,
    )


@pytest.mark.parametrize(
    "typed",
    [{"words": "a\0b"}, {"words": "x" * 200_000}, {"key": "k" * 65}, {"key": "a\0"}, {"obtained_day": "\0"}],
    ids=["nul", "200 kB", "long key", "nul key", "nul day"],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_recorded(
    typed: dict[str, str], desk: Client, episode: str, night: Night
) -> None:
    base = {"words": "Seen"} | ({} if "obtained_day" in typed else {"obtained_now": "on"})
    response = desk.post(f"/missing/{episode}/information", base | typed)

    assert (response.status_code, len(errors(response)), len(page_of(night, episode).chronology)) == (
        200,
        1,
        2,
    )


# Who may


@pytest.mark.parametrize("name", ["risk", "classify", "interview-offer"])
def test_home_is_refused_what_is_not_its_own(name: str, home: Client, episode: str) -> None:
    assert home.get(f"/missing/{episode}/{name}").status_code == 403


def test_actor_without_an_organisation_recorded_nothing_of_its_own(episode: str) -> None:
    assert own_entries(reference=episode, by=SYSTEM, now=datetime.now(UTC)) == ()
