"""Signs, views, referrals and the guardian as pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import concerns
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Event
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.referrals import FORM, NAMES
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

pytestmark = pytest.mark.django_db
EARLIER = datetime.now(UTC) - timedelta(days=40)


@pytest.fixture
def night() -> Night:
    return make_night(nationality="Inventedlandish")


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(organisation=night.authority)


def of(night: Night, rest: str = "concern") -> str:
    return f"/children/{night.child.reference}/{rest}"


def send(desk: Client, address: str, typed: dict[str, str], *, later: int = 0) -> Any:
    page = desk.get(address)
    when = boxes("when", EARLIER + timedelta(days=later))
    return desk.post(address, {**hidden(page), **when, **typed}, follow=True)


def only(kind: EventKind) -> int:
    with seen_as(SIMULATOR):
        return Event.objects.get(kind=kind.value).pk


def test_a_worker_records_signs_and_a_view_and_says_why_nobody_is_referred(
    night: Night, desk: Client
) -> None:
    empty = words(desk.get(of(night)))
    assert "None is recorded. This does not mean that there is none." in empty
    assert "No referral is recorded, so nothing was decided." in empty

    typed = {"sign_debt": "observed", "sign_number_to_ring": "suspected", "heard_from": "child"}
    refused = desk.post(of(night, "concern/signs"), {**typed, **boxes("when", EARLIER)})
    assert "what this rests on" in errors(refused)[0]
    page = words(send(desk, of(night, "concern/signs"), {**typed, "evidence": "He said so to a carer."}))
    assert "Owes money to somebody, or somebody says that the family does: observed" in page
    assert "Was given a telephone number to ring on arrival: suspected" in page
    assert "Rests on: He said so to a carer." in page

    page = words(
        send(desk, of(night, "concern/view"), {"view": "at_risk_averted", "reasons": "Moved in time."})
    )
    assert "Our view: at risk, averted Moved in time." in page
    assert night.child.reference in desk.get("/concerns/not-referred").content.decode()
    assert "Nobody has said why" in words(desk.get("/concerns/not-referred"))
    soon = {
        f"look_again_on_{part}": text for part, text in _day(datetime.now(UTC) + timedelta(days=7)).items()
    }
    no = {"reasons": "Nobody asks for money now.", "decided_by": "Invented Manager", **soon}
    page = words(send(desk, of(night, "concern/no-referral"), no, later=1))
    assert "No referral, and why : Invented Manager" in page
    assert "Nobody asks for money now. Invented Manager" in words(desk.get("/concerns/not-referred"))


def _day(moment: datetime) -> dict[str, str]:
    return {"day": str(moment.day), "month": str(moment.month), "year": str(moment.year)}


def test_no_page_counts_signs_or_shows_a_blaming_word_bare(night: Night, desk: Client) -> None:
    page = words(desk.get(of(night, "concern/signs")))

    for printed in ("promiscuity", "coaching", "aggressive"):
        assert page.count(printed) == 1
    meant = page.index("A child is not to blame for what is done to them")
    assert meant < page.index("promiscuity")
    assert "score" not in page
    send(
        desk,
        of(night, "concern/signs"),
        {"sign_sexual_harm": "observed", "heard_from": "own", "evidence": "x"},
    )
    assert "promiscuity" not in words(desk.get(of(night)))


def test_a_home_records_a_sign_reads_none_and_is_told_whom_to_ask(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    home = signed_in(Role.CARER, organisation=night.home)
    child = home.get(f"/children/{night.child.reference}").content.decode()

    assert of(night, "concern/signs") in child
    assert f'href="{of(night)}"' not in child
    typed = {"sign_adults_outside": "observed", "heard_from": "own", "evidence": "A grey car, three nights."}
    assert "Recorded, in your name." in words(send(home, of(night, "concern/signs"), typed))
    assert home.get(of(night)).status_code == 403
    who = words(home.get(of(night, "nrm/who")))
    assert "You cannot refer this child. Ask one of these to do it:" in who
    assert night.authority.name in who
    assert "National Crime Agency" in who
    assert home.get(of(night, "nrm/new")).status_code == 403


def referred(night: Night, desk: Client, **typed: str) -> Any:
    send(desk, of(night, "nrm/welfare-form"), {"sent_to": "Invented Duty Team", **_sent()})
    given = {"decider": "competent_authority", "trafficking": "yes", "country": "Invented Land", **typed}
    return send(desk, of(night, "nrm/new"), given, later=1)


def _sent() -> dict[str, str]:
    return boxes("sent", EARLIER)


def test_a_referral_before_the_welfare_form_keeps_what_was_typed(night: Night, desk: Client) -> None:
    typed = {"decider": "competent_authority", "trafficking": "yes", "country": "Invented Land"}
    refused = send(desk, of(night, "nrm/new"), typed)

    assert "The child welfare form comes first" in errors(refused)[0]
    assert drawn(refused, "country") == "Invented Land"


def test_a_referral_is_filled_in_from_the_record_and_asks_for_no_consent(night: Night, desk: Client) -> None:
    night.reported(now=datetime.now(UTC), last_seen=When.moment(datetime.now(UTC) - timedelta(hours=3)))
    page = desk.get(of(night, "nrm/new"))

    assert drawn(page, "nationality") == "Inventedlandish"
    assert drawn(page, "authority") == night.authority.name
    assert drawn(page, "living_where") == night.home.name
    chosen = re.findall(
        r'<input[^>]*name="missing_now"[^>]*value="(\w+)"[^>]* checked', page.content.decode()
    )
    assert chosen == ["yes"]
    assert "is not asked for consent" in words(page)
    assert 'name="consent"' not in page.content.decode()


def test_a_referral_goes_all_the_way_to_its_recovery_period(night: Night, desk: Client) -> None:
    page = words(referred(night, desk))
    assert "Referral 1: nobody has decided yet." in page
    assert "Expected within 5 working days of the referral, where possible" in page
    number = only(EventKind.NRM_REFERRED)

    page = words(
        send(desk, of(night, f"nrm/{number}/letter"), {"purpose": "reference", "reference": "N1"}, later=2)
    )
    assert "Reference N1" in page
    early = {"ground": "conclusive", "outcome": "positive", "decider": "competent_authority"}
    decided = {**early, **boxes("decided_on", EARLIER + timedelta(days=3))}
    refused = desk.post(of(night, f"nrm/{number}/decision"), decided)
    assert "follows a positive reasonable grounds decision" in errors(refused)[0]
    page = words(
        desk.post(of(night, f"nrm/{number}/decision"), {**decided, "ground": "reasonable"}, follow=True)
    )
    assert "Reasonable grounds: positive" in page
    assert "and until the conclusive grounds decision if that is later" in page
    again = desk.post(of(night, f"nrm/{number}/decision"), {**decided, "ground": "reasonable", "key": "k2"})
    assert "This decision is recorded already" in errors(again)[0]

    asked = {"purpose": "reconsideration", "ground": "reasonable", "words": "New papers"}
    assert "Not decided anew yet" in words(send(desk, of(night, f"nrm/{number}/letter"), asked, later=4))
    offered = desk.get(of(night, f"nrm/{number}/decision")).content.decode()
    letters = Event.objects
    with seen_as(SIMULATOR):
        open_one = (
            letters.filter(kind=EventKind.NRM_INFORMED.value).order_by("-pk").values_list("pk", flat=True)[0]
        )
    assert f'value="reasonable/{open_one}"' in offered
    anew = {**decided, "ground": f"reasonable/{open_one}", **boxes("decided_on", EARLIER + timedelta(days=5))}
    assert "(decided anew)" in words(desk.post(of(night, f"nrm/{number}/decision"), anew, follow=True))


def test_a_referral_is_opened_whole_and_taken_along_and_each_opening_is_recorded(
    night: Night, desk: Client, signed_in: Callable[..., Client]
) -> None:
    referred(night, desk, perpetrators="A man called Invented")
    number = only(EventKind.NRM_REFERRED)
    address = of(night, f"nrm/{number}")

    whole = words(desk.get(address))
    assert "Names of those suspected of it A man called Invented" in whole
    assert "Gender not answered" in whole
    pdf = desk.get(f"{address}/sheet.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    sheet = json.loads(desk.get(f"{address}/sheet.json").content)
    said = {line["question"]: line["answer"] for line in sheet["answers"]}
    assert (sheet["form"], sheet["is_recorded"], tuple(said)) == (FORM, True, NAMES)
    assert (said["perpetrators"], said["trafficking"], said["gender"]) == (
        "A man called Invented",
        "yes",
        None,
    )
    host = signed_in(organisation=night.host)
    assert host.get(f"{address}/sheet.json").status_code == 403
    with seen_as(SIMULATOR):
        opened = AuditEntry.objects.filter(action="referrals.open_referral", outcome="done")
        assert opened.count() == 3


def test_a_sheet_is_there_before_a_referral_is_made_with_what_was_kept(night: Night, desk: Client) -> None:
    keep = of(night, "nrm/new/keep")
    kept = desk.post(keep, {"key": "draft", "country": "Invented Land", "nationality": "Other"}, follow=True)
    assert "The referral is not recorded, and nobody is told." in words(kept)

    sheet = json.loads(desk.get(of(night, "nrm/sheet.json")).content)
    said = {line["question"]: line["answer"] for line in sheet["answers"]}
    assert (sheet["is_recorded"], said["country"], said["nationality"], said["authority"]) == (
        False,
        "Invented Land",
        "Other",
        night.authority.name,
    )
    assert desk.get(of(night, "nrm/sheet.pdf")).content[:5] == b"%PDF-"
    page = desk.get(of(night, "nrm/new"))
    assert drawn(page, "country") == "Invented Land"
    assert "Unfinished referral from" in words(page)
    assert json.loads(desk.post(keep, {"key": "draft"}, headers={"accept": "application/json"}).content)[
        "said"
    ]
    desk.post(of(night, "nrm/new/throw-away"))
    assert drawn(desk.get(of(night, "nrm/new")), "country") == ""


def test_a_draft_about_a_child_one_may_not_see_is_not_kept(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    stranger = signed_in()
    keep = of(night, "nrm/new/keep")

    assert stranger.post(keep, {"country": "x"}).status_code == 404
    assert stranger.post(keep, {"country": "x"}, headers={"accept": "application/json"}).status_code == 404


def test_a_draft_that_is_too_long_is_refused_in_words(night: Night, desk: Client) -> None:
    keep, long = of(night, "nrm/new/keep"), {"country": "x" * 400_001}

    assert "too long to be kept" in words(desk.post(keep, long, follow=True))
    assert desk.post(keep, long, headers={"accept": "application/json"}).status_code == 400


def test_a_second_referral_asks_whether_all_of_it_was_before_the_first_decision(
    night: Night, desk: Client
) -> None:
    referred(night, desk)
    send(
        desk,
        of(night, "nrm/welfare-form"),
        {"sent_to": "Invented Duty Team", **boxes("sent", EARLIER + timedelta(days=2))},
    )
    given = {"decider": "devolved_panel", "slavery": "yes"}

    refused = send(desk, of(night, "nrm/new"), given, later=3)
    assert "Choose whether all of it was done before the first decision" in errors(refused)[0]
    page = words(send(desk, of(night, "nrm/new"), {**given, "wholly_before_first": "yes"}, later=3))
    assert "Referral 2" in page
    assert "None by itself for what was all done before the first decision" in page
    assert "Expected within 45 days of the referral" in page


def test_a_guardian_is_asked_for_named_heard_answered_and_leaves(night: Night, desk: Client) -> None:
    send(desk, of(night, "concern/view"), {"view": "potential_victim", "reasons": "Debt."})
    page = words(send(desk, of(night, "guardian/ask"), {"service": "Invented Guardians", "reference": "G7"}))
    assert "Asked for; nobody is named yet." in page
    named = {"guardian_name": "Gil Invented", "service": "Invented Guardians", "role": "direct"}
    page = words(send(desk, of(night, "guardian/name"), named, later=1))
    assert "Gil Invented , Invented Guardians. Works with the child." in page
    page = words(send(desk, of(night, "guardian/contact"), {"words": "Rang, all is well."}, later=2))
    assert "Contact Rang, all is well." in page
    view = {"decision": str(only(EventKind.CONCERN_VIEWED)), "words": "Agrees."}
    page = words(send(desk, of(night, "guardian/view"), view, later=3))
    assert "The guardian’s view on: Our view: potential victim" in page
    page = words(
        send(desk, of(night, "guardian/challenge"), {"about": "tracing", "words": "No tracing."}, later=4)
    )
    assert "Challenge: Tracing the family Not answered yet" in page
    answer = of(night, f"guardian/challenge/{only(EventKind.GUARDIAN_CHALLENGED)}")
    page = words(send(desk, answer, {"agreed": "no", "words": "The child asked for it."}, later=5))
    assert "Answer: not agreed The child asked for it." in page
    assert desk.get(of(night, "guardian/challenge/0")).status_code == 404
    page = words(send(desk, of(night, "guardian/left"), {"words": "Turned 18."}, later=6))
    assert "Guardian before : Gil Invented" in page
    refused = send(desk, of(night, "guardian/contact"), {"words": "x"}, later=7)
    assert "No guardian of this child is recorded" in errors(refused)[0]


def test_an_entry_is_withdrawn_with_a_reason(night: Night, desk: Client) -> None:
    send(desk, of(night, "concern/view"), {"view": "potential_victim", "reasons": "Debt."})
    address = of(night, f"entries/{only(EventKind.CONCERN_VIEWED)}/withdraw")

    assert "Choose what is wrong with it" in errors(desk.post(address, {"words": ""}))[0]
    struck = {"why": "wrong_child", "words": "Wrong child.", "key": "k" * 20}
    assert "No view is recorded yet." in words(desk.post(address, struck, follow=True))


def test_another_authority_and_another_role_reach_none_of_it(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    stranger, interviewer = signed_in(), signed_in(Role.INTERVIEWER, organisation=night.authority)

    assert {
        stranger.get(of(night, rest)).status_code for rest in ("concern", "concern/signs", "nrm/new")
    } == {404}
    assert interviewer.get(of(night)).status_code == 403
    assert (
        concerns.open_concern(child=night.child.reference, by=night.desk, now=datetime.now(UTC)).signs == ()
    )
