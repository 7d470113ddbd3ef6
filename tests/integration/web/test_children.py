"""A child's own record: opened with a trace, found by any name, put on the record as heard."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions.missing import record_return
from lantern.queries import missing
from lantern.queries.children import find
from lantern.record.models import AuditEntry
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, NameKind
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import (
    make_care_episode,
    make_child_identifier,
    make_child_name,
    make_protected_contact,
    make_unaccompanied_period,
)
from tests.factories.night import Night, made_sure, make_night
from tests.factories.organisations import make_organisation
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import drawn, hidden


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Childly", date_of_birth=date(2010, 6, 1))


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(organisation=night.authority)


def send(client: Client, **typed: str) -> Any:
    """Open the page of a new child and send its form with what was typed."""
    return client.post("/children/new", hidden(client.get("/children/new?name=Testa")) | typed)


def registered(response: Any) -> str:
    assert response.status_code == 302, errors(response)
    return response["Location"].rsplit("/", 1)[-1]


# Opening


def test_opening_is_recorded_and_says_so(desk: Client, night: Night) -> None:
    response = desk.get(f"/children/{night.child.reference}")
    entry = AuditEntry.objects.latest("number")

    assert title(response) == "Testa Childly – Lantern"
    assert "That you opened this record has been recorded" in words(response)
    assert (entry.action, entry.outcome, entry.about) == (
        "children.open_child",
        "done",
        night.child.reference,
    )


def test_opening_what_one_may_not_see_is_refused_and_recorded(night: Night, signed_in: Any) -> None:
    response = signed_in().get(f"/children/{night.child.reference}")
    entry = AuditEntry.objects.latest("number")

    assert (response.status_code, entry.action, entry.outcome) == (404, "children.open_child", "refused")


def test_record_is_not_opened_by_post(desk: Client, night: Night) -> None:
    assert desk.post(f"/children/{night.child.reference}").status_code == 405


def test_record_says_all_that_is_known(desk: Client, night: Night) -> None:
    make_child_name(child=night.child, name="ሰላም 🦄", kind=NameKind.ORIGINAL_SCRIPT)
    make_child_identifier(child=night.child, value="TEST903")
    make_unaccompanied_period(child=night.child)
    make_protected_contact(child=night.child)
    make_care_episode(child=night.child)
    said = words(desk.get(f"/children/{night.child.reference}"))

    for fact in (
        "Name (birth) Testa Childly Name (original script) ሰላም 🦄 Date of birth Tuesday 1 June 2010, as stated",
        "Unaccompanied yes 903 CHILD TEST903",
        f"Looked after by {night.authority.name} Lives in the area of {night.host.name} Lives at {night.home.name}",
        "carer Invented Carer, 01632 960111, 1 Invented Street",
        "Times missing or out None is recorded that you may see. This does not mean that there was none.",
        "Monday 5 January 2026 still running Accommodated under section 20 (V2) U4",
    ):
        assert fact in said


def test_record_lists_each_absence_with_its_length(desk: Client, night: Night) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    seen, again = now - timedelta(days=3), now - timedelta(hours=2)
    first = night.reported(now=now, last_seen=When.moment(seen), kind=MissingKind.MISSING)
    back = When.moment(seen + timedelta(hours=11, minutes=40))
    record_return(reference=first, returned=back, words="", seen_version=None, by=night.desk, now=now)
    day = night.reported(now=now, last_seen=When(on=(now - timedelta(days=2)).date()))
    record_return(
        reference=day,
        returned=When(on=(now - timedelta(days=1)).date()),
        words="",
        seen_version=None,
        by=night.desk,
        now=now,
    )
    night.reported(
        now=now,
        last_seen=When.moment(again),
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        away=made_sure(until=now + timedelta(hours=2)),
    )
    said = words(desk.get(f"/children/{night.child.reference}"))
    absences = said[said.index("Times missing or out") :]

    assert "Recorded missing now. Open what is known" in said
    assert "not back 2 hours so far Out, we know where" in absences
    assert "about 1 day Not decided" in absences
    assert "11 hours 40 minutes Missing" in absences


def test_record_gives_the_newest_absences_and_all_where_asked(
    desk: Client, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing, "NEWEST", 2)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    ended = []
    for days in (5, 4, 3):
        seen = now - timedelta(days=days)
        ended.append(night.reported(now=now, last_seen=When.moment(seen)))
        back = When.moment(seen + timedelta(hours=1))
        record_return(reference=ended[-1], returned=back, words="", seen_version=None, by=night.desk, now=now)
    still = night.reported(now=now, last_seen=When.moment(now - timedelta(days=1)))
    address = f"/children/{night.child.reference}"

    def listed(query: str) -> list[str]:
        said = desk.get(address + query).content.decode().partition("Times missing or out")[2]
        return [each for each in (*ended, still) if f"/missing/{each}" in said]

    assert listed("") == [ended[2], still]
    assert "These are the newest 2 of 4. Show all 4" in words(desk.get(address))
    assert listed("?episodes=all") == [*ended, still]
    assert "These are the newest" not in words(desk.get(address, {"episodes": "all"}))


def test_home_sees_neither_care_nor_addresses(night: Night, signed_in: Any) -> None:
    make_protected_contact(child=night.child)
    make_care_episode(child=night.child)
    said = words(signed_in(Role.CARER, organisation=night.home).get(f"/children/{night.child.reference}"))

    assert "Addresses, carers and telephones Your role does not see these." in said
    assert "Care episodes Your role does not see these." in said
    assert "Unaccompanied your role does not see this" in said
    assert ("Invented Street" in said, "section 20" in said) == (False, False)


# Finding


def test_child_is_found_and_the_record_offered(desk: Client, night: Night) -> None:
    response = desk.get("/children", {"q": "childly"})

    assert title(response) == "Find a child – Lantern"
    assert f'href="/children/{night.child.reference}"' in response.content.decode()


def test_search_begins_empty_and_finds_nobody_of_others(night: Night, signed_in: Any) -> None:
    stranger = signed_in()

    assert "found by" not in words(stranger.get("/children"))
    assert "Nobody found by “ childly ”" in words(stranger.get("/children", {"q": "childly"}))


# A new child


def test_name_as_heard_is_enough(desk: Client, night: Night) -> None:
    response = send(desk, name="Ó Súilleabháin, Ciarán 🦄")
    found = find(wanted="o suilleabhain", by=night.desk, now=datetime.now(UTC))

    assert [child.reference for child in found] == [registered(response)]
    assert "Recorded The child is on the record." in words(desk.get(response["Location"]))


def test_all_that_is_known_is_kept(desk: Client, night: Night) -> None:
    response = send(
        desk,
        name="سلام مخترع",
        known_as="Sal",
        original_script="سلام",
        date_of_birth_day="1",
        date_of_birth_month="june",
        date_of_birth_year="2011",
        date_of_birth_certainty="disputed",
        sex="M",
        nationality="Eritrean",
        languages="Tigrinya, Arabic",
        placement=night.home.reference,
    )
    said = words(desk.get(f"/children/{registered(response)}"))

    assert (
        "Date of birth Wednesday 1 June 2011, disputed Sex Male Nationality Eritrean Languages Tigrinya, Arabic"
        in said
    )
    assert f"Lives in the area of {night.host.name} Lives at {night.home.name}" in said


def test_homes_of_ones_own_area_come_first_and_others_name_theirs(desk: Client, night: Night) -> None:
    own = make_organisation(
        kind=OrganisationKind.SUPPORTED_ACCOMMODATION, name="Zed House", area_authority=night.authority
    )
    page = desk.get("/children/new?name=Testa").content.decode()
    other = f"{night.home.name} ({night.host.name})"

    assert 0 < page.index(f'<option value="{own.reference}">Zed House</option>') < page.index(other)


def test_child_put_on_the_record_while_reporting_goes_on_to_the_report(desk: Client) -> None:
    form = desk.get("/children/new", {"then": "report", "name": "Nobodyson"})
    response = desk.post("/children/new", hidden(form) | {"name": drawn(form, "name")})

    assert response["Location"] == f"/report/{registered(response)}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["Enter the child's name as you heard it"]),
        ({"name": "   "}, ["Enter the child's name as you heard it"]),
        ({"name": "ﷺ" * 60}, ["Written out in full this name is too long. Shorten it."]),
        (
            {"name": "x" * 201},
            ["The name as you heard it must be 200 characters or fewer; it is 201 now"],
        ),
        (
            {"name": "A", "date_of_birth_day": "1", "date_of_birth_month": "1", "date_of_birth_year": "2999"},
            ["The date of birth must be today or in the past"],
        ),
        ({"name": "A", "placement": "nonsense"}, ["Choose one of the answers on the page"]),
        ({"name": "A", "sex": "X"}, ["Choose one of the answers on the page"]),
    ],
    ids=["nothing", "spaces", "long when folded", "long", "born tomorrow", "no such home", "no such answer"],
)
def test_new_child_says_what_is_wrong(typed: dict[str, str], said: list[str], desk: Client) -> None:
    response = send(desk, **typed)

    assert (title(response), errors(response)) == ("Error: Put a child on the record – Lantern", said)


def test_same_press_twice_puts_one_child_on_the_record(desk: Client, night: Night) -> None:
    carried = hidden(desk.get("/children/new?name=Testa")) | {"name": "Onceonly Testly"}
    answers = {desk.post("/children/new", carried)["Location"] for _ in range(2)}

    assert (len(answers), len(find(wanted="onceonly", by=night.desk, now=datetime.now(UTC)))) == (1, 1)


def test_home_does_not_put_children_on_the_record(night: Night, signed_in: Any) -> None:
    assert signed_in(Role.CARER, organisation=night.home).get("/children/new?name=Testa").status_code == 403


def test_live_installation_that_proved_nothing_puts_no_child_on_the_record(
    desk: Client, settings: Any
) -> None:
    settings.IS_DEMO = False
    response = send(desk, name="Testa Early")

    assert errors(response)[0].startswith("Lantern cannot record a child yet:")
    assert drawn(response, "name") == "Testa Early"


def test_account_outside_an_authority_is_refused(db: None, signed_in: Any) -> None:
    charity = make_organisation(kind=OrganisationKind.CHARITY)
    response = send(signed_in(organisation=charity), name="Testa Elsewhere")

    assert (response.status_code, "puts the child on the record" in words(response)) == (403, True)
