"""The page of the links that were sent for an episode, and the pages that withdraw them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import notices
from lantern.queries import tellings
from lantern.record.context import seen_as
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.night import Night, make_night
from tests.integration.web.reading import errors, title, words


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Linkly")


@pytest.fixture
def episode(night: Night) -> str:
    now = datetime.now(UTC) - timedelta(minutes=1)
    return night.reported(now=now, last_seen=When.moment(now - timedelta(hours=2)))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(Role.DUTY_WORKER, organisation=night.authority)


def links_of(episode: str) -> list[Telling]:
    with seen_as(SYSTEM):
        found = Telling.objects.filter(episode__reference=episode, channel="email").order_by("pk")
        return list(found.select_related("organisation", "episode"))


def rows(response: Any) -> list[str]:
    found = re.findall(
        r'<tr class="govuk-table__row" role="row"><th scope="row".*?</tr>',
        response.content.decode(),
        re.DOTALL,
    )
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def key_of(response: Any) -> str:
    return re.findall(r'name="key" value="(.*?)"', response.content.decode())[0]


def test_episode_leads_to_its_links(desk: Client, episode: str) -> None:
    assert f'href="/missing/{episode}/links"' in desk.get(f"/missing/{episode}").content.decode()


def test_page_lists_to_whom_what_and_that_nobody_opened_it(night: Night, desk: Client, episode: str) -> None:
    response = desk.get(f"/missing/{episode}/links")

    assert (response.status_code, title(response)) == (200, "Links that were sent – Lantern")
    assert f"Testa Linkly , {episode} Links that were sent 2 links still open" in words(response)
    nobody = "Not sent yet Nobody has opened it Nobody has answered Until"
    assert {row[: row.index("Until") + 5] for row in rows(response)} == {
        f"{night.authority.name}, {night.team.name} A child is missing {nobody}",
        f"{night.host.name} A child is missing {nobody}",
    }
    for link in links_of(episode):
        assert notices.token_for(link) not in response.content.decode()
        assert (link.token_hash or "") not in response.content.decode()


def test_opened_and_answered_links_say_when(desk: Client, episode: str) -> None:
    link = links_of(episode)[0]
    assert notices.deliver(telling_id=link.pk, by=SYSTEM, now=datetime.now(UTC)) is AttemptOutcome.TAKEN
    reader, address = Client(), f"/told/{notices.token_for(link)}"
    reader.post(address)
    letters = tellings.outbox(by=SYSTEM, now=datetime.now(UTC))
    code = re.findall(r"\d{6}", next(one.body for one in letters if one.subject == "Your code"))[0]
    reader.post(f"{address}/code", {"code": code})
    said = words(desk.get(f"/missing/{episode}/links"))
    reader.post(f"{address}/notice", {"name": "Jo Nightdemo", "post": "Night manager"})
    later = words(desk.get(f"/missing/{episode}/links"))

    assert (said.count("Nobody has opened it"), said.count("Nobody has answered")) == (1, 2)
    assert (later.count("Nobody has answered"), later.count("Not sent yet")) == (1, 1)


def test_one_link_is_withdrawn_after_asking_once_more(night: Night, desk: Client, episode: str) -> None:
    own, host = links_of(episode)
    address = f"/missing/{episode}/links/{own.reference}/withdraw"
    asked = desk.get(address)
    done = desk.post(address, {"key": key_of(asked)}, follow=True)

    assert "Are you sure that you want to withdraw this link?" in words(asked)
    assert [night.authority.name in row for row in rows(asked)] == [True]
    assert "The link is withdrawn. It opens nothing now. Whoever has not answered is to be rung." in words(
        done
    )
    assert "1 link still opens." in words(done)
    assert [row.link_withdrawn_at is None for row in links_of(episode)] == [False, True]
    assert Client().get(f"/told/{notices.token_for(own)}").status_code == 410
    assert Client().get(f"/told/{notices.token_for(host)}").status_code == 200
    assert "Its link was withdrawn" in words(desk.get(f"/missing/{episode}"))


def test_every_link_is_withdrawn_and_pressing_twice_is_once(desk: Client, episode: str) -> None:
    address = f"/missing/{episode}/links/withdraw"
    key = key_of(desk.get(address))
    answers = [desk.post(address, {"key": key}) for _ in range(2)]

    assert [(one.status_code, one.headers["Location"]) for one in answers] == [
        (302, f"/missing/{episode}/links")
    ] * 2
    assert "No link opens anything now." in words(desk.get(f"/missing/{episode}/links"))
    assert all(row.link_withdrawn_at for row in links_of(episode))


def test_nothing_left_to_withdraw_is_said(desk: Client, episode: str) -> None:
    address = f"/missing/{episode}/links/withdraw"
    desk.post(address, {"key": "one"})
    again = desk.post(address, {"key": "two"})

    assert errors(again) == ["This opens nothing any more: it was withdrawn already, or has run out."]
    assert "There is nothing to withdraw" in words(desk.get(address))
    own = links_of(episode)[0]
    one = desk.get(f"/missing/{episode}/links/{own.reference}/withdraw")
    assert "There is nothing to withdraw This link opens nothing any more" in words(one)


def test_episode_without_a_message_says_so(night: Night, desk: Client, episode: str) -> None:
    with seen_as(SYSTEM):
        Telling.objects.filter(episode__reference=episode).update(token_hash=None)

    assert "No message with a link was written for this episode." in words(
        desk.get(f"/missing/{episode}/links")
    )


def test_link_of_no_telling_is_not_found(desk: Client, episode: str) -> None:
    assert desk.get(f"/missing/{episode}/links/NO-SUCH/withdraw").status_code == 404
    assert desk.get("/missing/NO-SUCH/links").status_code == 404


@pytest.mark.parametrize(
    ("role", "of", "status"),
    [
        (Role.MISSING_LEAD, "authority", 200),
        (Role.INFORMATION_OWNER, "authority", 200),
        (Role.SOCIAL_WORKER, "authority", 403),
        (Role.DUTY_WORKER, "host", 403),
        (Role.CARER, "home", 403),
        (Role.POLICE_DESK, "force", 403),
    ],
)
def test_who_may_open_the_pages(
    night: Night, episode: str, signed_in: Any, role: Role, of: str, status: int
) -> None:
    client = signed_in(role, organisation=getattr(night, of))
    own = links_of(episode)[0].reference
    pages = [client.get(f"/missing/{episode}/links{end}") for end in ("", "/withdraw", f"/{own}/withdraw")]

    assert [page.status_code for page in pages] == [status] * 3
    assert ('/links"' in client.get(f"/missing/{episode}").content.decode()) is (status == 200)
