"""The pages of what is said after a child is back, as each role meets them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.actions import missing
from lantern.record.models import Event
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

NOW = datetime.now(UTC)
RETURNED = NOW - timedelta(hours=30)
HELD = {
    **boxes("limits_said", NOW - timedelta(hours=5)),
    **boxes("held", NOW - timedelta(hours=5)),
    **boxes("offered", NOW - timedelta(hours=20)),
    "offered_by": "Ira Invented",
    "interviewer": "Ira Invented",
    "interviewer_role": "Return interviewer",
    "independent_of_placement": "yes",
    "independent_of_authority": "no",
    "language": "English",
    "place": "The library",
    "before": "pelican-lagoon",
    "themes_before": "argument",
    "tells_of": "adults",
    "about_carer": "no",
    "disclosed": "no",
    "advocacy": "wanted",
}
SHARED = {
    "audience": "police",
    "told": "PC 4411",
    **boxes("shared", NOW - timedelta(hours=4)),
    "what": "A man in a blue car",
    "against_wish": "no",
    "child_told": "yes",
}


@pytest.fixture
def night(db: None) -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    return came_back(night, returned=RETURNED)


@pytest.fixture
def interviewer(night: Night, signed_in: Any) -> Client:
    return signed_in(
        account=make_account(role=Role.INTERVIEWER, organisation=night.authority, name="Ira Invented")
    )


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=Account.objects.get(pk=night.desk.account_id))


def came_back(night: Night, *, returned: datetime) -> str:
    reference = night.reported(
        last_seen=When.moment(returned - timedelta(hours=9)), now=returned - timedelta(hours=8)
    )
    missing.record_return(
        reference=reference,
        returned=When.moment(returned),
        words="",
        seen_version=None,
        by=night.desk,
        now=returned + timedelta(minutes=5),
    )
    return reference


def send(client: Client, address: str, said: dict[str, Any]) -> Any:
    return client.post(address, hidden(client.get(address)) | said)


@invented
def kinds(reference: str) -> list[str]:
    return list(
        Event.objects.filter(episode__reference=reference, kind__contains="interview")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_an_interviewer_works_from_the_list_to_what_the_child_was_told(
    reference: str, night: Night, interviewer: Client
) -> None:
    assert "Return interviews to be held" in words(interviewer.get("/"))
    listed = interviewer.get("/interviews")
    assert f"/missing/{reference}/after" in listed.content.decode()
    assert "Not offered yet" in words(listed)
    page = words(interviewer.get(f"/missing/{reference}/after"))
    assert "3. Independent return interview Not held yet 72 hours from the return run to" in page
    assert "as restated by Leeds Safeguarding Children Partnership" in page

    response = send(interviewer, f"/missing/{reference}/after/held", HELD)
    assert response["Location"] == f"/missing/{reference}/after"
    page = words(interviewer.get(response["Location"]))
    assert "Police: to be told at once." in page
    assert "Social worker: to be told at once." in page
    assert "pelican-lagoon" in page
    assert "The child has not been told yet" in page
    listed = interviewer.get("/interviews")
    assert f'href="/missing/{reference}/after"' not in listed.content.decode()
    assert f'href="/missing/{reference}/after#answered"' in listed.content.decode()

    share = f"/missing/{reference}/after/shared?with=police"
    assert 'value="police" checked' in " ".join(interviewer.get(share).content.decode().split()).replace(
        ' id="id_audience_0"', ""
    )
    assert send(interviewer, share, SHARED).status_code == 302
    page = words(interviewer.get(f"/missing/{reference}/after"))
    assert "Police: to be told at once." not in page
    assert "Social worker: to be told at once." in page
    told = {
        **boxes("told", NOW - timedelta(hours=1)),
        "told_by": "Ira Invented",
        "language": "English",
        "words": "Police look for him.",
    }
    assert send(interviewer, f"/missing/{reference}/after/told", told).status_code == 302
    assert "Police look for him." in words(interviewer.get(f"/missing/{reference}/after"))
    assert "Nobody who was heard is waiting to be told" in words(interviewer.get("/interviews"))


def test_held_without_the_limits_is_refused_and_what_was_typed_stays(
    reference: str, interviewer: Client
) -> None:
    without = {key: value for key, value in HELD.items() if not key.startswith("limits_said")}
    response = send(interviewer, f"/missing/{reference}/after/held", without)
    assert errors(response)[0].startswith("An interview counts as held only where the child was first told")
    assert (drawn(response, "before"), drawn(response, "place")) == ("pelican-lagoon", "The library")
    assert kinds(reference) == []


def test_every_contradiction_is_said_beside_its_box(reference: str, interviewer: Client) -> None:
    address = f"/missing/{reference}/after/held"
    before = {
        **HELD,
        **boxes("held", RETURNED - timedelta(hours=1)),
        **boxes("limits_said", RETURNED - timedelta(hours=1)),
    }
    assert errors(send(interviewer, address, before))[0].startswith(
        "The interview cannot have been held before"
    )
    both = {**HELD, "tells_of": ["adults", "none"]}
    assert errors(send(interviewer, address, both)) == [
        "Choose what it tells of, or “None of these”, not both"
    ]
    unsaid = {**HELD, "disclosed": "no", "handed_to": "Sol"}
    assert errors(send(interviewer, address, unsaid))[0].startswith("Something was handed over")
    half = {**HELD, "disclosed": "yes", "handed_to": "Sol"}
    assert errors(send(interviewer, address, half))[0].startswith(
        "The questions stop where a child tells of harm."
    )
    empty = errors(send(interviewer, address, {}))
    assert "Say whether it tells of any of these, or that it tells of none" in empty
    assert "Say whether the child told you of harm" in empty
    assert kinds(reference) == []


def test_not_yet_opens_what_a_carer_knows_and_the_list_says_it(reference: str, interviewer: Client) -> None:
    assert "/after/carer" not in interviewer.get(f"/missing/{reference}/after").content.decode()
    said = {
        **boxes("said", NOW - timedelta(hours=10)),
        **boxes("offered", NOW - timedelta(hours=10)),
        **boxes("offer_again_at", NOW + timedelta(hours=20)),
        "offered_by": "Ira Invented",
        "words": "Not today.",
    }
    no_time = {**said, "offer_again_at_hour": "", "offer_again_at_minute": ""}
    assert errors(send(interviewer, f"/missing/{reference}/after/not-yet", no_time)) == [
        "Enter the time too, or leave all of it empty"
    ]
    assert send(interviewer, f"/missing/{reference}/after/not-yet", said).status_code == 302
    assert "Did not want to talk yet" in words(interviewer.get("/interviews"))
    carer = {**boxes("said", NOW - timedelta(hours=2)), "who": "Cam", "words": "A blue car came."}
    assert send(interviewer, f"/missing/{reference}/after/carer", carer).status_code == 302
    assert "Cam: A blue car came." in words(interviewer.get(f"/missing/{reference}/after"))
    assert kinds(reference) == ["return_interview_offered", "return_interview_declined"]


def test_gone_again_closes_one_and_leaves_the_other(night: Night, interviewer: Client) -> None:
    first = came_back(night, returned=NOW - timedelta(hours=60))
    wrong = send(interviewer, f"/missing/{first}/after/not-possible", {"reason": "gone_again"})
    assert errors(wrong)[0].startswith("This child is not recorded missing again since this return.")
    second = came_back(night, returned=NOW - timedelta(hours=20))
    assert (
        send(interviewer, f"/missing/{first}/after/not-possible", {"reason": "gone_again"}).status_code == 302
    )
    assert "Not possible" in words(interviewer.get(f"/missing/{first}/after"))
    listed = interviewer.get("/interviews").content.decode()
    assert (f"/missing/{first}/after" in listed, f"/missing/{second}/after" in listed) == (False, True)


def test_one_interview_answers_two_times_missing(night: Night, interviewer: Client) -> None:
    first = came_back(night, returned=NOW - timedelta(hours=60))
    second = came_back(night, returned=NOW - timedelta(hours=30))
    page = interviewer.get(f"/missing/{second}/after/held")
    assert first in words(page)
    assert send(interviewer, f"/missing/{second}/after/held", {**HELD, "also": first}).status_code == 302
    assert kinds(first) == kinds(second) == ["return_interview_offered", "return_interview_held"]
    assert "It answers 1 other time missing too" in words(interviewer.get(f"/missing/{first}/after"))


def test_police_and_social_worker_record_their_own_talk(
    reference: str, night: Night, desk: Client, signed_in: Any
) -> None:
    police = signed_in(account=Account.objects.get(pk=night.police.account_id))
    talk = {
        **boxes("held", NOW - timedelta(hours=20)),
        "officer": "PC 4411",
        "safe": "yes",
        "words": "At Sam's",
    }
    assert send(police, f"/missing/{reference}/after/police", talk).status_code == 302
    visit = {**boxes("visited", NOW - timedelta(hours=2)), "visitor": "Sol", "seen": "yes", "words": "Tired"}
    assert send(desk, f"/missing/{reference}/after/visit", visit).status_code == 302
    page = words(desk.get(f"/missing/{reference}/after"))
    assert "Seen face to face Not known" in page
    assert "Tired" in page
    seen = words(police.get(f"/missing/{reference}/after"))
    assert ("At Sam's" in seen, "Tired" in seen) == (True, False)
    assert police.get(f"/missing/{reference}/after/visit").status_code == 403
    assert police.get("/interviews").status_code == 403
    chronology = words(desk.get(f"/missing/{reference}"))
    assert "Seen face to face" in chronology
    assert "After the child was back" in chronology


def test_the_home_sees_what_was_shared_with_it_alone(
    reference: str, night: Night, interviewer: Client, signed_in: Any
) -> None:
    carer = signed_in(account=Account.objects.get(pk=night.carer.account_id))
    assert "Nothing from a talk with the child is recorded as shared with you." in words(
        carer.get(f"/missing/{reference}/after")
    )
    send(interviewer, f"/missing/{reference}/after/held", {**HELD, "about_carer": "yes"})
    to_home = {**SHARED, "audience": "placement", "what": "She rings her aunt on Sundays"}
    refused = send(interviewer, f"/missing/{reference}/after/shared", to_home)
    assert errors(refused)[0].startswith("The child said something about a carer or the home.")
    ticked = {**to_home, "nothing_of_a_carer": "on"}
    assert send(interviewer, f"/missing/{reference}/after/shared", ticked).status_code == 302
    seen = words(carer.get(f"/missing/{reference}/after"))
    assert "She rings her aunt on Sundays" in seen
    assert ("pelican-lagoon" in seen, "at once" in seen, "Held" in seen) == (False, False, False)
    assert "Designated officer: to be told at once." in words(interviewer.get(f"/missing/{reference}/after"))


def test_sharing_before_an_interview_and_before_the_return_is_refused_in_words(
    reference: str, night: Night, interviewer: Client
) -> None:
    assert interviewer.get(f"/missing/{reference}/after/shared").status_code == 404
    out = night.reported(last_seen=When.moment(NOW - timedelta(hours=3)), now=NOW - timedelta(hours=2))
    assert "The child is not recorded back yet." in words(interviewer.get(f"/missing/{out}/after"))
    response = send(interviewer, f"/missing/{out}/after/held", HELD)
    assert errors(response)[0].startswith("The child is not recorded back yet")


def test_what_is_typed_is_kept_for_its_owner_alone_until_it_is_sent(
    reference: str, interviewer: Client, desk: Client
) -> None:
    address = f"/missing/{reference}/after/held"
    typed = hidden(interviewer.get(address)) | {"before": "pelican-lagoon", "tells_of": ["harm", "crime"]}
    response = interviewer.post(f"{address}/draft", {**typed, "later": "yes"}, follow=True)
    assert "for you alone and for a day. The interview is not recorded yet." in words(response)
    again = interviewer.get(address)
    assert drawn(again, "before") == "pelican-lagoon"
    assert "What you typed is below. It is not recorded." in words(again)
    assert again.content.decode().count(" checked") == 2
    assert drawn(desk.get(address), "before") == ""
    saved = interviewer.post(f"{address}/draft", typed, headers={"Accept": "application/json"})
    assert saved.json()["said"].startswith("Saved ")

    assert send(interviewer, address, HELD).status_code == 302
    assert (
        interviewer.post(f"{address}/draft", typed, headers={"Accept": "application/json"}).status_code == 200
    )
    assert kinds(reference) == ["return_interview_offered", "return_interview_held"]


def test_an_unfinished_interview_is_thrown_away_and_a_too_long_one_is_not_kept(
    reference: str, interviewer: Client
) -> None:
    address = f"/missing/{reference}/after/held"
    interviewer.post(f"{address}/draft", {"before": "pelican-lagoon", "key": "one"})
    interviewer.post(f"{address}/throw-away")
    assert drawn(interviewer.get(address), "before") == ""
    long = {"before": "x" * 400_001, "key": "two"}
    assert "too long to be kept" in words(interviewer.post(f"{address}/draft", long, follow=True))
    by_script = interviewer.post(f"{address}/draft", long, headers={"Accept": "application/json"})
    assert (by_script.status_code, by_script.json()["said"][:11]) == (400, "This is too")


def test_nobody_else_keeps_a_draft(reference: str, night: Night, signed_in: Any) -> None:
    carer = signed_in(account=Account.objects.get(pk=night.carer.account_id))
    assert carer.post(f"/missing/{reference}/after/held/draft", {"before": "x"}).status_code == 403
