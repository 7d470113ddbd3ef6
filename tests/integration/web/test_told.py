from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from lantern.actions import acknowledging, notices
from lantern.queries import tellings
from lantern.record.context import seen_as
from lantern.record.models import Acknowledgement, NoticeCode, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from tests import throw_away
from tests.factories.night import Night, make_night
from tests.integration.web.reading import errors, title, words

CHILD = "Testa Nevernamed"


@pytest.fixture
def night(db: None) -> Night:
    """Somebody's child is missing, and both authorities were sent a notice a minute ago."""
    return reported_night()


def reported_night() -> Night:
    made = make_night(name=CHILD)
    now = datetime.now(UTC) - timedelta(minutes=1)
    made.reported(now=now, last_seen=When.moment(now - timedelta(hours=2)))
    return made


def telling_of(night: Night, *, host: bool = False) -> Telling:
    with seen_as(SYSTEM):
        organisation = night.host if host else night.authority
        return Telling.objects.select_related("episode").get(organisation=organisation, channel="email")


def link_of(night: Night, *, host: bool = False) -> str:
    return f"/told/{notices.token_for(telling_of(night, host=host))}"


def changed(telling: Telling, **fields: Any) -> None:
    with seen_as(SYSTEM):
        Telling.objects.filter(pk=telling.pk).update(**fields)


def code_sent(to: str = "") -> str:
    letters = tellings.outbox(by=SYSTEM, now=datetime.now(UTC))
    body = next(one.body for one in letters if one.subject == "Your code" and to in one.recipient)
    return re.findall(r"\d{6}", body)[0]


def opened(client: Client, link: str) -> Any:
    """Ask for a code and give it: the notice as its recipient then sees it."""
    client.post(link)
    client.post(f"{link}/code", {"code": code_sent()})
    return client.get(f"{link}/notice")


@pytest.fixture
def committed_night(fresh_database: throw_away.TestDatabase) -> tuple[Night, str]:
    return reported_night(), fresh_database.owner_url


def every_row(owner_url: str) -> dict[str, str]:
    """Give a digest of all rows of every table, read as the owner, who sees them all."""
    with psycopg.connect(owner_url) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'public' and "
            "table_type = 'BASE TABLE' order by 1"
        ).fetchall()
        question = "select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {} t"
        return {
            name: connection.execute(sql.SQL(question).format(sql.Identifier(name))).fetchone()[0]  # type: ignore[index]
            for (name,) in tables
        }


def test_opening_the_link_changes_no_row_of_any_table(committed_night: tuple[Night, str]) -> None:
    night, owner_url = committed_night
    link, client = link_of(night), Client()
    before = every_row(owner_url)

    statuses = [client.get(f"{link}{end}").status_code for end in ("", "/code", "/notice") for _ in range(3)]
    statuses += [client.head(link).status_code, client.get("/told/not-a-link").status_code]

    assert every_row(owner_url) == before
    assert statuses == [200, 200, 200, 200, 200, 200, 302, 302, 302, 200, 404]
    assert dict(client.cookies.items()).keys() <= {"csrftoken"}


def test_page_says_that_there_is_a_notice_and_names_no_child(client: Client, night: Night) -> None:
    response = client.get(link_of(night, host=True))

    assert title(response) == f"A notice for {night.host.name} – Lantern"
    assert CHILD not in response.content.decode()
    assert f"{night.authority.name} has sent your organisation a notice: a child is missing." in words(
        response
    )
    assert (response.headers["X-Robots-Tag"], response.headers["Cache-Control"]) == (
        "noindex, nofollow",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_page_says_which_mailbox_the_code_goes_to(client: Client, night: Night) -> None:
    same = words(client.get(link_of(night, host=True)))
    night.host.second_email = "second@example.invalid"
    night.host.save()
    second = words(client.get(link_of(night, host=True)))
    client.post(link_of(night, host=True))

    assert "The code is sent to the same mailbox as this link." in same
    assert "The code is sent to your organisation’s second mailbox" in second
    assert re.fullmatch(r"\d{6}", code_sent("second@example.invalid"))


def test_right_code_opens_the_notice_in_this_browser_only(client: Client, night: Night) -> None:
    link = link_of(night)
    response = opened(client, link)
    elsewhere = Client().get(f"{link}/notice")

    assert (response.status_code, title(response)) == (200, "A child is missing – Lantern")
    assert (elsewhere.status_code, elsewhere.headers["Location"]) == (302, link)


@pytest.mark.parametrize(("host", "is_named"), [(False, True), (True, False)])
def test_child_is_named_only_inside_the_authority_that_looks_after_them(
    client: Client, night: Night, host: bool, is_named: bool
) -> None:
    response = opened(client, link_of(night, host=host))

    assert (CHILD in response.content.decode()) is is_named
    assert ("This page names no child" in words(response)) is not is_named
    assert telling_of(night).episode.reference in words(response)
    assert night.authority.out_of_hours_telephone in words(response)


def test_code_of_one_notice_opens_no_other(client: Client, night: Night) -> None:
    opened(client, link_of(night, host=True))
    other = client.get(f"{link_of(night)}/notice")

    assert (other.status_code, other.headers["Location"]) == (302, link_of(night))


def test_what_was_opened_closes_again_after_half_an_hour(
    client: Client, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(night)
    opened(client, link)
    later = datetime.now(UTC) + acknowledging.signed_for(SYSTEM) + timedelta(seconds=1)
    monkeypatch.setattr("lantern.web.told.moment", lambda: later)

    assert client.get(f"{link}/notice").status_code == 302


def test_wrong_code_is_said_and_counted(client: Client, night: Night) -> None:
    link = link_of(night)
    client.post(link)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    said = [errors(client.post(f"{link}/code", {"code": wrong})) for _ in range(5)]
    too_late = errors(client.post(f"{link}/code", {"code": right}))

    assert [one[0] for one in said] == [
        *(f"That code is not right. Nothing was recorded. {n} tries are left." for n in (4, 3, 2)),
        "That code is not right. Nothing was recorded. 1 try is left.",
        "That code is not right, and no tries are left. Nothing was recorded. Ask for a new code.",
    ]
    assert too_late == ["This code was tried 5 times. Nothing was recorded. Ask for a new code."]


def test_second_code_within_a_minute_is_refused_in_words_and_the_first_still_opens(
    client: Client, night: Night
) -> None:
    link = link_of(night)
    client.post(link)
    again = client.post(link)
    response = client.post(f"{link}/code", {"code": f" {code_sent()[:3]} {code_sent()[3:]} "})

    assert again.status_code == 429
    assert "A code was sent less than a minute ago." in words(again)
    assert (response.status_code, response.headers["Location"]) == (302, f"{link}/notice")


def test_acknowledging_needs_a_name_and_a_role_and_says_thank_you(client: Client, night: Night) -> None:
    link = link_of(night)
    opened(client, link)
    empty = client.post(f"{link}/notice", {"name": " ", "post": ""})
    client.post(f"{link}/notice", {"name": "Jo Nightdemo", "post": "Night manager"})
    page = words(client.get(f"{link}/notice"))
    with seen_as(SYSTEM):
        kept = Acknowledgement.objects.get(telling=telling_of(night))

    assert errors(empty) == ["Enter your name", "Enter your role"]
    assert re.match(r"Thank you Recorded \d\d:\d\d Jo Nightdemo, Night manager, for", page)
    assert (kept.name, kept.job_title, kept.strength, telling_of(night).state) == (
        "Jo Nightdemo",
        "Night manager",
        "same_mailbox",
        "told",
    )


def test_second_answer_to_one_notice_leaves_the_first(client: Client, night: Night) -> None:
    link = link_of(night)
    opened(client, link)
    for name in ("Jo Nightdemo", "Somebody Else"):
        client.post(f"{link}/notice", {"name": name, "post": "Night manager"})

    assert "Jo Nightdemo, Night manager" in words(client.get(f"{link}/notice"))
    with seen_as(SYSTEM):
        assert list(Acknowledgement.objects.values_list("name", flat=True)) == ["Jo Nightdemo"]


def test_acknowledged_notice_says_so_and_names_who_only_after_a_code(client: Client, night: Night) -> None:
    link = link_of(night)
    opened(client, link)
    client.post(f"{link}/notice", {"name": "Jo Nightdemo", "post": "Night manager"})
    stranger = words(Client().get(link))

    assert f"Somebody at {night.authority.name} acknowledged it on" in stranger
    assert "Jo Nightdemo" not in stranger


@pytest.mark.parametrize("end", ["", "/code", "/notice"])
def test_spent_link_says_whom_to_ring_and_not_how_it_was_spent(
    client: Client, night: Night, end: str
) -> None:
    link, telling, now = link_of(night), telling_of(night), datetime.now(UTC)
    opened(client, link)
    client.post(f"{link}/notice", {"name": "Jo Nightdemo", "post": "Night manager"})
    pages = []
    for spent in (
        {"link_expires_at": now},
        {"link_withdrawn_at": now, "link_expires_at": now + timedelta(1)},
    ):
        changed(telling, **spent)
        pages += [ask(f"{link}{end}") for ask in (client.get, client.post, Client().get)]

    assert [page.status_code for page in pages] == [410] * 6
    assert {words(page) for page in pages} == {
        "This link no longer opens anything Nothing was recorded. "
        f"Ring {night.authority.name} on {night.authority.out_of_hours_telephone} ."
    }
    assert {title(page) for page in pages} == {"This link opens nothing – Lantern"}


def test_spent_link_sends_no_code(client: Client, night: Night) -> None:
    changed(telling_of(night), link_expires_at=datetime.now(UTC))
    client.post(link_of(night))

    with seen_as(SYSTEM):
        assert NoticeCode.objects.count() == 0


def test_link_that_is_not_ours_gives_the_duty_numbers(client: Client, night: Night) -> None:
    response = client.get(f"{link_of(night)[:-1]}x")

    assert response.status_code == 404
    assert words(response).startswith("This link is not one of ours")
    assert "Whom to ring" in words(response)


def test_code_that_could_not_be_sent_is_said_with_the_number_to_ring(
    client: Client, night: Night, settings: Any
) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    response = client.post(link_of(night))

    assert response.status_code == 502
    assert "The code could not be sent. Nothing was recorded." in words(response)
    assert f"Ring {night.authority.name} on {night.authority.out_of_hours_telephone}" in words(response)


def test_links_key_is_in_no_line_of_the_log(
    client: Client, night: Night, caplog: pytest.LogCaptureFixture
) -> None:
    link = link_of(night)
    client.post(link)
    statuses = [client.post(link).status_code, client.get(f"{link}0").status_code]

    assert (statuses, caplog.messages) == ([429, 404], [])
