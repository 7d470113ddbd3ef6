"""The pages of an inquiry bundle: asked for, released by another, fetched as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.record.models import Bundle
from lantern.vocabulary.roles import Role
from tests.factories.case_events import make_case_event
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

SAID = {
    "episode": "",
    "recipient": "Ivy Invented",
    "recipient_post": "Chair, an invented review",
    "route": "Handed over in person",
    "reasons": "The <review> asked for it",
}


@pytest.fixture
def night(db: None) -> Night:
    night = make_night()
    make_case_event(child=night.child, recorded_at=datetime.now(UTC), words="An older man")
    return night


@pytest.fixture
def be(night: Night, signed_in: Callable[..., Client]) -> Callable[[Role], Client]:
    accounts: dict[Role, Account] = {}

    def somebody(role: Role) -> Client:
        accounts.setdefault(role, make_account(role=role, organisation=night.authority))
        return signed_in(account=accounts[role])

    return somebody


@invented
def newest() -> Bundle:
    return Bundle.objects.latest("pk")


def ask(client: Client, night: Night, **said: str) -> Any:
    address = f"/children/{night.child.reference}/bundles"
    return client.post(address, hidden(client.get(address)) | SAID | said)


def press(client: Client, address: str, **said: str) -> Any:
    return client.post(address, hidden(client.get(address)) | said)


def test_a_worker_asks_a_lead_releases_and_both_fetch(night: Night, be: Any) -> None:
    worker, lead = be(Role.SOCIAL_WORKER), be(Role.MISSING_LEAD)
    child = f"/children/{night.child.reference}"
    assert f"{child}/bundles" in worker.get(child).content.decode()

    asked = ask(worker, night)

    address = f"/bundles/{newest().reference}"
    assert asked["Location"] == address
    assert "It waits for somebody else to release it" in words(worker.get(address))
    assert "Ivy Invented" in words(lead.get("/bundles"))
    assert "The <review> asked for it" in words(lead.get(address))
    assert press(lead, address, words="")["Location"] == address
    said = words(lead.get(address))
    assert newest().digest in said
    assert "Sealed entries are left out" in said
    for client in (worker, lead):
        fetched = client.post(f"{address}/fetch")
        assert fetched["Content-Type"] == "application/zip"
        assert fetched["Content-Disposition"] == f'attachment; filename="bundle-{newest().reference}.zip"'
        assert "no-store" in fetched["Cache-Control"]
        with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
            assert archive.testzip() is None
    assert "None waits." in words(lead.get("/bundles"))


def test_a_second_press_asks_and_releases_once(night: Night, be: Any) -> None:
    worker, lead = be(Role.SOCIAL_WORKER), be(Role.MISSING_LEAD)
    address = f"/children/{night.child.reference}/bundles"
    form = hidden(worker.get(address)) | SAID
    assert worker.post(address, form)["Location"] == worker.post(address, form)["Location"]
    page = f"/bundles/{newest().reference}"
    release = hidden(lead.get(page)) | {"words": ""}
    assert [lead.post(page, release)["Location"] for _ in range(2)] == [page, page]
    digest = newest().digest
    assert newest().digest == digest


def test_what_is_left_out_is_asked_for_and_the_rest_stays_typed(night: Night, be: Any) -> None:
    page = ask(be(Role.SOCIAL_WORKER), night, recipient="", reasons="")

    assert errors(page) == ["Enter the name of the person it is for", "Enter why they are to have it"]
    assert "Chair, an invented review" in page.content.decode()


def test_an_episode_that_is_not_the_childs_is_refused(night: Night, be: Any) -> None:
    assert len(errors(ask(be(Role.SOCIAL_WORKER), night, episode="AAAA-BBBB-CCCC"))) == 1


def test_it_is_refused_with_a_reason(night: Night, be: Any) -> None:
    worker, owner = be(Role.SOCIAL_WORKER), be(Role.INFORMATION_OWNER)
    ask(worker, night)
    address = f"/bundles/{newest().reference}"

    assert errors(press(owner, f"{address}/refuse", words="")) == ["Enter why it is not released"]
    press(owner, f"{address}/refuse", words="No power was named")

    assert "No power was named" in words(worker.get(address))
    assert worker.post(f"{address}/fetch").status_code == 403


def test_only_the_information_owner_is_offered_to_put_sealed_entries_in(night: Night, be: Any) -> None:
    ask(be(Role.SOCIAL_WORKER), night)
    address = f"/bundles/{newest().reference}"

    assert "with_sealed" in be(Role.INFORMATION_OWNER).get(address).content.decode()
    assert "with_sealed" not in be(Role.MISSING_LEAD).get(address).content.decode()


def test_whoever_asked_is_offered_nothing_to_release(night: Night, be: Any) -> None:
    lead = be(Role.MISSING_LEAD)
    ask(lead, night)
    address = f"/bundles/{newest().reference}"

    assert "Release it to them" not in words(lead.get(address))
    said = press(lead, address, words="")
    assert errors(said) == [
        "A bundle is released by somebody other than who asked for it. Nothing was released. "
        "Ask your information owner or your missing lead."
    ]


def test_others_see_no_bundle(night: Night, be: Any, signed_in: Callable[..., Client]) -> None:
    ask(be(Role.SOCIAL_WORKER), night)
    bundle, child = f"/bundles/{newest().reference}", f"/children/{night.child.reference}/bundles"
    elsewhere = signed_in(account=make_account(role=Role.MISSING_LEAD))

    assert [elsewhere.get(page).status_code for page in (bundle, child)] == [404, 404]
    assert [be(Role.DUTY_WORKER).get(page).status_code for page in (bundle, child)] == [403, 403]
    assert be(Role.SOCIAL_WORKER).get("/bundles").status_code == 403
    assert be(Role.SOCIAL_WORKER).get(f"{bundle}/fetch").status_code == 405
