"""The report's form where somebody reported before: what need not be said again, and what may not be seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.queries.missing import episode_page
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.companions import Companions, make_companions
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

UNSEEN = (
    "what you typed is joined to what is already recorded, where those responsible for the child can read it. "
    "Nobody is rung because of it: if it cannot wait, ring the duty desk."
)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Reportly")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority))


def send(client: Client, address: str, **typed: str) -> Any:
    return client.post(address, hidden(client.get(address)) | typed)


@invented
def placed(child: Any, home: Any) -> None:
    child.placement_provider = home
    child.save(update_fields=["placement_provider"])


def test_second_caller_need_not_say_when_last_seen(desk: Client, night: Night, now: datetime) -> None:
    seen = When.moment(now - timedelta(hours=2))
    episode = night.reported(now=now, last_seen=seen)
    address = f"/report/{night.child.reference}"
    page = desk.get(address)

    sent = send(desk, address, why_worried="Her phone is off")

    assert "Nothing here has to be filled in." in words(page)
    assert drawn(page, "last_seen_month") == ""
    assert sent["Location"] == f"/missing/{episode}"
    head = episode_page(reference=episode, by=night.desk, now=datetime.now(UTC)).head
    assert head.last_seen == seen


def test_several_recorded_already_need_not_say_when(now: datetime, signed_in: Any, db: None) -> None:
    companions = make_companions()
    companions.report_all()
    carer = signed_in(account=make_account(role=Role.CARER, organisation=companions.home))
    address = f"/several/{companions.home.reference}?" + "&".join(
        f"child={child}" for child in companions.references
    )

    sent = send(carer, address, wearing_1="Blue hat")

    assert "Nothing here has to be filled in" in words(carer.get(address))
    assert sent["Location"].endswith("/together")


def test_report_on_an_episode_one_may_not_open_says_what_came_of_it(
    night: Night, now: datetime, signed_in: Any
) -> None:
    episode = night.reported(now=now, last_seen=When.moment(now - timedelta(hours=3)))
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.host)
    placed(night.child, home)
    carer = signed_in(account=make_account(role=Role.CARER, organisation=home))
    address = f"/report/{night.child.reference}"
    assert episode not in carer.get(address).content.decode()

    sent = send(carer, address, words="Not here", **boxes("last_seen", now - timedelta(hours=4)))
    after = carer.get(sent["Location"], follow=True)

    assert (sent.status_code, after.status_code) == (302, 200)
    assert f"Testa Reportly: {UNSEEN}" in words(after)
    assert episode not in after.content.decode()
    kinds = [entry.kind.value for entry in episode_page(reference=episode, by=night.desk, now=now).chronology]
    assert sorted(kinds) == ["missing_reported", "report_joined"]


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


def report_elsewhere(companions: Companions, which: list[int]) -> Any:
    """Report all from the home they lived in, and place these in another; gives that one."""
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=companions.host)
    companions.report_all()
    for place in which:
        placed(companions.children[place], home)
    return home


@pytest.mark.parametrize("together", [[0, 1], [0, 1, 2]])
def test_several_of_whom_one_may_open_none_say_what_came_of_each(
    together: list[int], companions: Companions, now: datetime, signed_in: Any
) -> None:
    home = report_elsewhere(companions, together)
    carer = signed_in(account=make_account(role=Role.CARER, organisation=home))
    address = f"/several/{home.reference}?" + "&".join(
        f"child={companions.references[place]}" for place in together
    )

    sent = send(carer, address, **boxes("last_seen", now - timedelta(minutes=9)))
    after = carer.get(sent["Location"], follow=True)

    assert errors(sent) == []
    assert after.status_code == 200
    assert words(after).count(UNSEEN) == len(together)


def test_several_of_whom_one_may_open_some_lead_to_those(
    companions: Companions, now: datetime, signed_in: Any
) -> None:
    home = report_elsewhere(companions, [0])
    own = make_companions().children[0]
    placed(own, home)
    carer = signed_in(account=make_account(role=Role.CARER, organisation=home))
    chosen = f"child={companions.references[0]}&child={own.reference}"
    address = f"/several/{home.reference}?{chosen}"

    sent = send(carer, address, **boxes("last_seen", now - timedelta(minutes=9)))
    read = words(carer.get(sent["Location"]))

    assert sent["Location"].endswith("/together")
    assert "1 child is recorded missing, with an episode of their own." in read
    assert f"Testa Onely: {UNSEEN}" in read
