"""A child is missing: found, reported, joined, and everything a tired hand may type wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions.missing import record_return
from lantern.queries.children import MOST_FOUND
from lantern.queries.missing import episode_page
from lantern.queries.values import EpisodePage
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.missing import MissingKind, NameKind
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child, make_child_name
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, drawn, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Reportly")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def page_of(night: Night, reference: str) -> EpisodePage:
    return episode_page(reference=reference, by=night.desk, now=datetime.now(UTC))


def send(client: Client, night: Night, **typed: str) -> Any:
    """Open the report's page and send its form with what was typed."""
    address = f"/report/{night.child.reference}"
    return client.post(address, hidden(client.get(address)) | typed)


def reported_at(response: Any) -> str:
    assert response.status_code == 302, errors(response)
    return response["Location"].removeprefix("/missing/")


# Which child


def test_search_finds_by_part_of_a_name_and_offers_to_report(desk: Client, night: Night) -> None:
    make_child_name(child=night.child, name="Testa Otherwise", kind=NameKind.OTHER_SPELLING)
    response = desk.get("/report", {"q": "testa rep"})

    assert (title(response), f"/report/{night.child.reference}" in response.content.decode()) == (
        "Report a child missing – Lantern",
        True,
    )
    assert "1 child found by “ testa rep ”" in words(response)


def test_search_says_who_recorded_it_already(desk: Client, night: Night, now: datetime) -> None:
    episode = night.reported(now=now, last_seen=When.moment(now))
    response = desk.get("/report", {"q": night.child.reference})

    assert f"Already recorded missing by {night.desk.name} at" in words(response)
    assert f'href="/missing/{episode}"' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter a name, a number or a reference"),
        ("x", "Enter at least 2 letters of the name"),
        (
            "a\0b",
            "There is a character here that cannot be kept (an empty one, often from a paste). Type it again.",
        ),
        (
            "x" * 200_000,
            "Child's name, number or reference must be 100 characters or fewer; it is 200000 now",
        ),
    ],
)
def test_search_says_what_to_type(typed: str, error: str, desk: Client) -> None:
    response = desk.get("/report", {"q": typed})

    assert title(response) == "Error: Report a child missing – Lantern"
    assert errors(response) == [error]


def test_search_that_finds_nobody_says_what_that_does_not_mean(desk: Client) -> None:
    response = desk.get("/report", {"q": "Nobodyson"})

    assert "Nobody found by “ Nobodyson ” This does not mean that there is no such child." in words(response)
    assert "/children/new?then=report&amp;name=Nobodyson" in response.content.decode()


def test_search_with_too_many_asks_for_more_of_the_name(desk: Client, night: Night) -> None:
    for _ in range(MOST_FOUND):
        make_child(responsible_authority=night.authority, name="Manyfold Same")

    assert "There may be more. Type more of the name." in words(desk.get("/report", {"q": "manyfold"}))


def test_role_that_cannot_report_is_not_let_in(night: Night, signed_in: Any) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=night.force)

    assert police.get("/report").status_code == 403


def test_child_of_others_is_not_found(night: Night, signed_in: Any) -> None:
    response = signed_in().get(f"/report/{night.child.reference}")

    assert (response.status_code, title(response)) == (404, "We cannot find that – Lantern")


# What the caller said


def test_report_needs_only_when_last_seen(desk: Client, night: Night, now: datetime) -> None:
    seen = now.replace(second=0, microsecond=0) - timedelta(hours=2)
    response = send(desk, night, **boxes("last_seen", seen))
    page = page_of(night, reported_at(response))

    assert (page.head.last_seen, page.head.authority_kind, len(page.chronology)) == (
        When.moment(seen),
        None,
        1,
    )
    assert (
        "Recorded Reported missing. Those who must know are being told in writing. "
        "The police are not: ring them now. Testa Reportly"
    ) in words(desk.get(response["Location"]))


def test_everything_the_caller_said_is_kept(desk: Client, night: Night, now: datetime) -> None:
    seen = now.replace(second=0, microsecond=0) - timedelta(hours=3)
    typed = {
        "said_by": "Jo Keyworkly",
        "said_by_role": "key worker",
        "contact": "01632 960003",
        "last_seen_where": "محطة الحافلات",
        "wearing": "Black jacket 🧥",
        "why_worried": "New phone",
        "caller_worry": "very",
        "caller_reasons": "She has never done this",
        "done_to_trace": "Rang it: off",
        "words": "She had a bag",
        "kind": "M",
    }
    response = send(
        desk,
        night,
        **typed,
        **boxes("last_seen", seen),
        **boxes("noticed", seen + timedelta(hours=1)),
        **boxes("called", seen + timedelta(hours=2)),
    )
    page = page_of(night, reported_at(response))
    report = next(entry for entry in page.chronology if entry.words)

    assert (page.head.authority_kind, page.head.noticed) == (
        MissingKind.MISSING,
        When.moment(seen + timedelta(hours=1)),
    )
    assert (report.happened, report.words, report.said_by, dict(report.facts[1:])) == (
        When.moment(seen + timedelta(hours=2)),
        "She had a bag",
        "Jo Keyworkly, key worker, 01632 960003",
        {
            "Where": "محطة الحافلات",
            "Wearing": "Black jacket 🧥",
            "Why worried": "New phone",
            "Done to trace": "Rang it: off",
            "Caller is": "Very worried",
            "Caller's reasons": "She has never done this",
        },
    )


def test_time_that_nobody_knows_may_be_left_out(desk: Client, night: Night, now: datetime) -> None:
    typed = {
        key: text for key, text in boxes("last_seen", now - timedelta(days=1)).items() if "hour" not in key
    }
    typed.pop("last_seen_minute")
    page = page_of(night, reported_at(send(desk, night, **typed)))

    assert page.head.last_seen == When(on=day_of(now - timedelta(days=1)))


def test_what_the_caller_knows_is_kept_and_the_child_counts_as_missing(
    desk: Client, night: Night, now: datetime
) -> None:
    response = send(desk, night, caller_view="A", **boxes("last_seen", now - timedelta(hours=1)))
    said = words(desk.get(response["Location"]))

    assert page_of(night, reported_at(response)).head.authority_kind is None
    assert "The police are not: ring them now." in said
    assert "The caller out, we know where" in said


def test_report_does_not_let_the_authority_say_out_without_making_sure(
    desk: Client, night: Night, now: datetime
) -> None:
    sent = send(desk, night, kind="A", words="At her aunt's", **boxes("last_seen", now - timedelta(hours=1)))

    assert (sent.status_code, drawn(sent, "words")) == (200, "At her aunt's")
    assert "To say that the child is out, open the episode" in words(sent)


def test_second_call_is_joined_to_the_first(desk: Client, night: Night, now: datetime) -> None:
    before = now - timedelta(minutes=30)
    episode = night.reported(now=before, last_seen=When.moment(before))
    response = send(desk, night, words="Seen at the park", **boxes("last_seen", before))
    page = page_of(night, episode)

    assert (reported_at(response), [entry.kind.value for entry in page.chronology]) == (
        episode,
        ["missing_reported", "report_joined"],
    )
    said = words(desk.get(response["Location"]))
    assert f"Already recorded by {night.desk.name} at" in said
    assert ": what you typed was added to it." in said


def test_same_press_twice_counts_once(desk: Client, night: Night, now: datetime) -> None:
    address = f"/report/{night.child.reference}"
    typed = hidden(desk.get(address)) | boxes("last_seen", now - timedelta(hours=1))
    first, second = desk.post(address, typed), desk.post(address, typed)

    assert first["Location"] == second["Location"]
    assert len(page_of(night, reported_at(first)).chronology) == 1
    assert "Already recorded" not in words(desk.get(second["Location"]))


def test_host_desk_is_not_asked_for_the_authoritys_view(night: Night, signed_in: Any, now: datetime) -> None:
    host = signed_in(organisation=night.host)
    form = host.get(f"/report/{night.child.reference}")
    response = send(host, night, kind="A", **boxes("last_seen", now - timedelta(hours=1)))

    assert "The authority's view" not in words(form)
    assert page_of(night, reported_at(response)).head.authority_kind is None


def test_social_worker_of_the_host_may_not_report(night: Night, signed_in: Any) -> None:
    response = signed_in(Role.SOCIAL_WORKER, organisation=night.host).get(f"/report/{night.child.reference}")

    assert (response.status_code, "Your role does not report this child missing." in words(response)) == (
        403,
        True,
    )


# Typed wrong


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "When last seen must include a day"),
        ({"last_seen_day": "31", "last_seen_month": "2"}, "When last seen must be a real day"),
        ({"last_seen_day": "3\0"}, "When last seen must be a real day"),
    ],
)
def test_last_seen_says_what_is_wrong_with_it(
    typed: dict[str, str], error: str, desk: Client, night: Night
) -> None:
    today = {"last_seen_month": "11", "last_seen_year": "2025"}
    response = send(desk, night, **(today | typed))

    assert (response.status_code, title(response), errors(response)) == (
        200,
        "Error: Report a child missing – Lantern",
        [error],
    )


def test_time_in_the_future_is_refused(desk: Client, night: Night, now: datetime) -> None:
    response = send(desk, night, **boxes("last_seen", now + timedelta(days=1)))

    assert errors(response) == ["When last seen must be today or in the past"]


def test_200_kilobytes_are_refused_and_kept(desk: Client, night: Night, now: datetime) -> None:
    response = send(desk, night, why_worried="é" * 100_000, **boxes("last_seen", now - timedelta(hours=1)))

    assert (
        len(errors(response)),
        "must be 5000 characters or fewer; it is 100000 now" in errors(response)[0],
    ) == (1, True)
    assert drawn(response, "why_worried") == "é" * 100_000


def test_nul_is_refused_in_words(desk: Client, night: Night, now: datetime) -> None:
    response = send(desk, night, said_by="Jo\0", **boxes("last_seen", now - timedelta(hours=1)))

    assert errors(response) == [
        "There is a character here that cannot be kept (an empty one, often from a paste). Type it again."
    ]


def test_period_that_overlaps_an_earlier_absence_is_refused_on_its_field(
    desk: Client, night: Night, now: datetime
) -> None:
    episode = night.reported(now=now, last_seen=When.moment(now - timedelta(days=9)))
    back = When.moment(now - timedelta(days=7))
    record_return(reference=episode, returned=back, words="", seen_version=None, by=night.desk, now=now)
    response = send(desk, night, **boxes("last_seen", now - timedelta(days=8)))

    assert errors(response)[0].startswith("These times overlap another time this child was missing.")
    assert 'id="id_last_seen_error"' in response.content.decode()


def test_key_of_another_form_is_refused(desk: Client, night: Night, now: datetime) -> None:
    desk.post("/children/new", {"name": "Testa Keyly", "key": "one-key"})
    response = send(desk, night, key="one-key", **boxes("last_seen", now - timedelta(hours=1)))

    assert response.status_code == 403


def test_live_installation_that_proved_nothing_records_no_report(
    desk: Client, night: Night, now: datetime, settings: Any
) -> None:
    settings.IS_DEMO = False
    response = send(desk, night, said_by="Jo", **boxes("last_seen", now - timedelta(hours=1)))

    assert errors(response)[0].startswith("Lantern cannot record a child yet:")
    assert drawn(response, "said_by") == "Jo"


@pytest.mark.parametrize("address", ["/report", "/children"])
def test_whoever_searches_a_name_is_told_to_ring_back_first(desk: Client, address: str) -> None:
    response = desk.get(address)

    assert "Ring back by the stored switchboard number before you say that a child exists." in words(response)
    assert 'href="/numbers">Find the stored number</a>' in response.content.decode()
