"""A placement outside the area as pages: approved, told to the host on paper, and received on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import missing
from lantern.procedures import local_tables
from lantern.queries import out_of_area as reading
from lantern.queries.working_days import calendars
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Child
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_placement
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, day_boxes, drawn, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TODAY = day_of(NOW)
PLACED = TODAY - timedelta(days=1)


@pytest.fixture
def night() -> Night:
    made = make_night(name="Testa Placedfar")
    make_placement(child=made.child, provider=made.home, from_on=PLACED)
    return made


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def adjoin(night: Night, tmp_path: Any) -> None:
    """Put a table into force in which the two authorities of this night adjoin."""
    for each in local_tables.EXAMPLE.glob("*.toml"):
        (tmp_path / each.name).write_text(each.read_text())
    (tmp_path / "adjoining.toml").write_text(
        'code = "local"\nsource = "A local map"\nin_force_from = 2026-01-01\n'
        f'[[authority]]\nname = "{night.host.name}"\nadjoins = ["{night.authority.name}"]\n'
    )
    local_tables.use(tmp_path)


@pytest.fixture(autouse=True)
def _example_again() -> Any:
    yield
    local_tables.use(None)


def at(night: Night, rest: str = "") -> str:
    return f"/children/{night.child.reference}/out-of-area{rest}"


def approval(night: Night, **more: Any) -> dict[str, Any]:
    said = {
        "provider": night.home.reference,
        "approver": "director",
        "approved_by": "Dir Invented",
        "is_emergency": "no",
        "missing_risk": "The man who waits does not know this place.",
        **boxes("when", NOW - timedelta(days=2)),
        **day_boxes("consulted_on", PLACED),
        **day_boxes("care_plan_given_on", PLACED),
    }
    return said | more


def notice(night: Night, **more: Any) -> dict[str, Any]:
    said = {
        "provider": night.home.reference,
        "is_emergency": "yes",
        "needs": "A school place",
        "why_suitable": "They speak her language",
        "care_plan": "with_notice",
        **day_boxes("begins_on", PLACED),
    }
    return said | more


def send(client: Client, where: str, said: dict[str, Any]) -> Any:
    return client.post(where, {**hidden(client.get(where)), **said})


def test_without_an_approval_the_page_says_so_and_at_a_distance_asks_for_the_director(
    night: Night, desk: Client
) -> None:
    page = words(desk.get(at(night)))
    assert "No approval is recorded" in page
    assert "the director of children’s services" in page
    assert "does not have" in page  # the example's table has none of this night's authorities

    refused = send(desk, at(night, "/approve"), approval(night, approver="nominated"))
    assert "so the director of children’s services approves it" in errors(refused)[0]
    assert drawn(refused, "approved_by") == "Dir Invented"
    unconsulted = {f"consulted_on_{part}": "" for part in ("day", "month", "year")}
    refused = send(desk, at(night, "/approve"), approval(night, **unconsulted))
    assert "consulted and given the care plan first" in errors(refused)[0]

    assert send(desk, at(night, "/approve"), approval(night)).status_code == 302
    page = words(desk.get(at(night)))
    assert "No approval is recorded" not in page
    assert "Dir Invented" in page
    assert "The man who waits does not know this place." in page


def test_in_an_adjoining_area_the_nominated_officer_approves(
    night: Night, desk: Client, tmp_path: Any
) -> None:
    adjoin(night, tmp_path)
    unconsulted = {f"{name}_{part}": "" for name in ("consulted_on", "care_plan_given_on") for part in "d"}
    said = approval(night, approver="nominated", is_emergency="yes", **unconsulted)
    assert send(desk, at(night, "/approve"), said).status_code == 302
    page = words(desk.get(at(night)))
    assert "in an adjoining one" in page
    due = calendars()["england_and_wales"].working_day_after(day_of(NOW - timedelta(days=2)), 5)
    assert f"is notified by {due.strftime('%A')} {due.day}" in page


def test_own_area_needs_no_approval_and_what_is_missing_is_said(night: Night, desk: Client) -> None:
    own = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    nowhere = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=None)
    for home, said in ((own, "nobody need approve this"), (nowhere, "in whose area this home stands")):
        refused = send(desk, at(night, "/approve"), approval(night, provider=home.reference))
        assert said in errors(refused)[0]
    refused = send(desk, at(night, "/notice"), notice(night, provider=own.reference))
    assert "there is no host authority to tell" in errors(refused)[0]
    empty = send(desk, at(night, "/approve"), {"provider": ""})
    assert len(errors(empty)) == 6


def test_notice_is_written_put_on_paper_given_and_acknowledged(night: Night, desk: Client) -> None:
    assert send(desk, at(night, "/notice"), notice(night)).status_code == 302
    page = reading.out_of_area(child=night.child.reference, by=night.desk, now=datetime.now(UTC))
    number = page.notices[0].number
    due = calendars()["england_and_wales"].working_day_after(PLACED, 5)
    assert (page.notices[0].due_on, page.notices[0].given) == (due, None)
    assert "Not given to anybody yet" in words(desk.get(at(night)))

    paper = desk.get(at(night, f"/notice/{number}/paper"))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    with seen_as(SIMULATOR):
        assert AuditEntry.objects.filter(action="out_of_area.print_notice").count() == 1

    early = send(
        desk, at(night, f"/notice/{number}/acknowledged"), {"who": "Hos", **boxes("when", datetime.now(UTC))}
    )
    assert "Record first to whom it was given" in words(early)
    given = {"who": "Hos Invented", "route": "by_hand"}
    before = send(
        desk, at(night, f"/notice/{number}/given"), {**given, **boxes("when", NOW - timedelta(days=3))}
    )
    assert "cannot be given before it was written" in errors(before)[0]
    assert send(desk, at(night, f"/notice/{number}/given"), {**given, "when_now": "on"}).status_code == 302
    assert "Nobody has acknowledged it" in words(desk.get(at(night)))
    done = send(desk, at(night, f"/notice/{number}/acknowledged"), {"who": "Ada Hostly", "when_now": "on"})
    assert done.status_code == 302
    page_said = words(desk.get(at(night)))
    assert "Acknowledged by Ada Hostly" in page_said
    assert "Nobody has acknowledged it" not in page_said
    assert desk.get(at(night, "/notice/999999/given")).status_code == 404


def test_host_reads_it_and_records_nothing(
    night: Night, desk: Client, signed_in: Callable[..., Client]
) -> None:
    send(desk, at(night, "/notice"), notice(night))
    host = signed_in(account=make_account(organisation=night.host))
    page = words(host.get(at(night)))
    assert "A school place" in page
    assert "Write a notice" not in page
    assert host.get(at(night, "/approve")).status_code == 403
    home = signed_in(account=make_account(role=Role.CARER, organisation=night.home))
    assert home.get(at(night)).status_code == 403


def test_who_must_hear_is_told_or_left_out_with_a_reason_but_never_the_child(
    night: Night, desk: Client
) -> None:
    where = f"/children/{night.child.reference}/placements/told"
    nothing = send(desk, where, {"provider": night.home.reference})
    assert "Say of at least one of them" in words(nothing)
    both = send(
        desk,
        where,
        {"provider": night.home.reference, **day_boxes("told_parent", TODAY), "why_parent": "Fear"},
    )
    assert "Keep one of the two" in errors(both)[0]
    said = {
        "provider": night.home.reference,
        **day_boxes("told_child", TODAY),
        "why_parent": "He threatens her",
    }
    assert send(desk, where, said).status_code == 302
    page = words(desk.get(at(night)))
    assert "left out: He threatens her" in page
    assert "The school or college: nobody has said" in page
    assert "why_child" not in desk.get(where).content.decode()


# The host of a child whose own authority does not use Lantern -------------------------------------------------------


def received(night: Night, placing: str, home: str, **more: Any) -> dict[str, Any]:
    said = {
        "name": "Ona Faraway",
        "from_authority": placing,
        "provider": home,
        "sent_by": "Pla Invented",
        "reach": "01632 960999",
        "came_with": ["needs"],
        **day_boxes("begins_on", PLACED),
        **boxes("received", NOW - timedelta(hours=3)),
    }
    return said | more


def test_host_records_a_notice_on_paper_and_the_child_can_be_found_and_reported(
    night: Night, desk: Client
) -> None:
    placing = make_organisation(name="Papershire Council", police_force=night.force)
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    said = received(night, placing.reference, home.reference)
    assert send(desk, "/notices/received?name=Testa", said).status_code == 302
    with seen_as(SIMULATOR):
        child = Child.objects.get(names__name="Ona Faraway")
    assert (child.responsible_authority_id, child.host_authority_id, child.placement_provider_id) == (
        placing.pk,
        night.authority.pk,
        home.pk,
    )
    page = words(desk.get(f"/children/{child.reference}/out-of-area"))
    assert "Came without why it is suitable. Came without the care plan. Not acknowledged yet." in page
    assert "No approval is recorded" not in page
    reported = missing.report_missing(
        child=child.reference,
        report=night.report(last_seen=When.moment(NOW - timedelta(hours=1))),
        by=night.desk,
        now=NOW,
    )
    assert reported


def test_a_notice_from_an_authority_that_uses_lantern_is_not_taken_on_paper(
    night: Night, desk: Client
) -> None:
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    make_account(organisation=night.host)
    page = desk.get("/notices/received?name=Testa").content.decode()
    assert night.host.name not in page
    placing = make_organisation()
    for said in (
        {"provider": night.home.reference},
        day_boxes("acknowledged_on", TODAY - timedelta(days=4)),
        {"name": " "},
        {"reach": ""},
    ):
        refused = send(
            desk, "/notices/received?name=Testa", received(night, placing.reference, home.reference) | said
        )
        assert len(errors(refused)) == 1, said
