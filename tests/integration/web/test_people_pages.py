"""Who has to do with a child, and an organisation's own system, as pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation, WebhookTarget
from lantern.record.context import seen_as
from lantern.record.models import Involvement
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_organisation, make_webhook_target
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"shown this once: ([0-9a-f]{64})")


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(organisation=night.authority)


@pytest.fixture
def admin(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def involvements() -> list[tuple[str, str, bool]]:
    with seen_as(SIMULATOR):
        rows = Involvement.objects.order_by("pk")
        return [(row.capacity, row.organisation.name, row.ended_at is None) for row in rows]


def test_a_guardian_is_stored_and_ended_under_the_child(night: Night, desk: Client) -> None:
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE, name="Invented Guardians")
    address = f"/children/{night.child.reference}/involved"
    page = desk.get(address)
    typed = {"capacity": "guardian", "organisation": guardian.reference, "person": "Gil Invented"}

    stored = desk.post(address, {"key": hidden(page)["key"], **typed}, follow=True)

    assert "Nobody is stored yet." in words(page)
    said = words(stored)
    assert (
        "Guardian Invented Guardians Gil Invented no number of their own; always answered 01632 960000"
        in said
    )
    again = desk.post(address, {"key": "another", **typed})
    assert "stored in this capacity already" in errors(again)[0]
    with seen_as(SIMULATOR):
        number = Involvement.objects.get().pk
    ended = desk.post(f"{address}/{number}/end", {"key": "one more"}, follow=True)
    assert "Nobody is stored yet." in words(ended)
    assert involvements() == [("guardian", "Invented Guardians", False)]
    assert desk.post(f"{address}/{number}/end", {"key": "yet one"}).status_code == 404


def test_a_switchboard_is_shown_as_one_and_nothing_says_that_it_is_always_answered(
    night: Night, desk: Client
) -> None:
    said = {"out_of_hours_telephone": "", "kind": OrganisationKind.GUARDIAN_SERVICE}
    shut = make_organisation(name="Invented Guardians", switchboard="01632 960055", **said)
    silent = make_organisation(name="Invented Advocates", **said)
    address = f"/children/{night.child.reference}/involved"
    typed = {"capacity": "guardian", "organisation": shut.reference, "person": "Gil Invented"}
    desk.post(address, {"key": "one", **typed})
    desk.post(address, {"key": "two", "capacity": "guardian", "organisation": silent.reference})

    page = words(desk.get(address))
    by_name = "Guardian Invented Guardians Gil Invented no number of their own; switchboard 01632 960055"
    assert by_name in page
    assert "Guardian Invented Advocates nobody is named no number is stored" in page
    assert "always answered" not in page


def test_a_team_is_chosen_with_its_organisation(night: Night, desk: Client) -> None:
    address = f"/children/{night.child.reference}/involved"
    typed = {"capacity": "social_worker", "organisation": f"{night.authority.reference}/{night.team.pk}"}

    assert f"{night.authority.name}, {night.team.name}" in words(desk.post(address, typed, follow=True))


def test_who_has_to_do_with_a_child_is_the_authority_s_to_keep(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    address = f"/children/{night.child.reference}/involved"
    host = signed_in(organisation=night.host)

    assert (host.get(address).status_code, host.post(address, {}).status_code) == (403, 403)
    assert signed_in(Role.CARER, organisation=night.home).get(address).status_code == 403


def test_a_host_desk_sees_no_relative_and_no_way_to_one(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    reference = night.reported()
    host = signed_in(organisation=night.host)

    assert host.get(f"/missing/{reference}/people").status_code == 403
    page = host.get(f"/missing/{reference}").content.decode()
    assert f"/missing/{reference}/people" not in page


def test_an_episode_s_ladder_stands_stage_by_stage(night: Night, desk: Client) -> None:
    said = words(desk.get(f"/missing/{night.reported()}"))
    stages = [
        "Search first",
        "Police",
        "Placement or fostering agency, on call",
        "Authority that looks after the child",
        "Parents, relatives and friends",
        "Host duty team and senior on call",
        "Home Office and guardian",
        "In the morning",
    ]

    told = said[said.index("Who has been told") :]
    places = [told.index(stage) for stage in stages]
    assert places == sorted(places)
    for gap in (
        "Nobody stored for: senior on call Not told.",
        "Nobody stored for: social worker, reviewing officer, school, health Not told.",
        "Parents: not decided yet No relative or friend is recorded.",
        "Home Office and guardian Nobody has to be told here, as far as is recorded.",
    ):
        assert gap in told


def test_oversight_is_told_no_home_s_name_by_the_ladder(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE, name="Invented Guardians")
    with seen_as(SIMULATOR):
        Involvement.objects.create(
            child=night.child, capacity="guardian", organisation=guardian, recorded_at="2026-03-01T00:00Z"
        )
    reference = night.reported()
    oversight = signed_in(
        Role.NATIONAL_OVERSIGHT, organisation=make_organisation(kind=OrganisationKind.CHARITY)
    )
    carer = signed_in(Role.CARER, organisation=night.home)

    for page in (oversight.get(f"/missing/{reference}"), oversight.get("/")):
        assert night.home.name not in words(page)
        assert "The placement" in words(page)
    for reader in (oversight, carer):
        assert "Invented Guardians" not in words(reader.get(f"/missing/{reference}"))
        assert "guardian" not in words(reader.get(f"/missing/{reference}"))


# An organisation's own system ----------------------------------------------------------------------------------


def target(organisation: Organisation) -> list[tuple[str, bool]]:
    rows = WebhookTarget.objects.filter(organisation=organisation).order_by("pk")
    return [(row.url, row.withdrawn_at is None) for row in rows]


def test_the_secret_is_shown_once_and_a_new_address_takes_the_old_one_s_place(admin: Client) -> None:
    council = make_organisation(name="Testmere Council")
    address = f"/set-up/organisations/{council.reference}/webhook"
    page = admin.get(address)
    typed = {"key": hidden(page)["key"], "url": "https://desk.example/lantern"}

    first, second = admin.post(address, typed), admin.post(address, typed)

    shown = SECRET.search(words(first))
    assert shown is not None
    assert SECRET.search(words(second)) is not None
    assert WebhookTarget.objects.get().secret == shown[1] == SECRET.search(words(second))[1]  # type: ignore[index]
    assert shown[1] not in admin.get(address).content.decode()
    admin.post(address, {"key": "another", "url": "https://desk.example/new"})
    assert target(council) == [("https://desk.example/lantern", False), ("https://desk.example/new", True)]
    ended = admin.post(f"{address}/end", {"key": "the last"}, follow=True)
    assert "Their system is called no more." in words(ended)
    again = admin.post(f"{address}/end", {"key": "once more"}, follow=True)
    assert "No system of theirs is stored any more." in words(again)


@pytest.mark.parametrize(
    ("url", "words_of_it"),
    [
        ("http://desk.example/", "the address is not https"),
        ("https://me:secret@desk.example/", "holds a name, a password or a fragment"),
        ("desk.example", "does not begin with https://"),
    ],
)
def test_an_address_that_can_never_be_called_is_refused(admin: Client, url: str, words_of_it: str) -> None:
    council = make_organisation()
    answer = admin.post(f"/set-up/organisations/{council.reference}/webhook", {"url": url})

    assert words_of_it in errors(answer)[0]
    assert target(council) == []


def test_only_an_administrator_sees_or_changes_it(night: Night, desk: Client) -> None:
    make_webhook_target(organisation=night.authority)
    address = f"/set-up/organisations/{night.authority.reference}/webhook"

    statuses = [desk.get(address), desk.post(address, {}), desk.post(f"{address}/end", {})]
    assert [answer.status_code for answer in statuses] == [403, 403, 403]


def test_a_duty_mobile_is_stored_with_the_organisation(admin: Client) -> None:
    council = make_organisation(name="Testmere Council")
    address = f"/set-up/organisations/{council.reference}"
    typed: dict[str, Any] = {"kind": "local_authority", "name": council.name, "duty_mobile": "07700 900999"}

    admin.post(address, typed)

    council.refresh_from_db()
    assert council.duty_mobile == "07700 900999"
