"""Why something is owed: the same reckoning that is stored, told to who may read it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from lantern.record.models import AuditEntry
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories import cases
from tests.factories.night import at, make_night
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db


def test_the_page_says_what_by_whom_since_until_why_and_under_which_source(signed_in: Any) -> None:
    night = make_night()
    night.reported()
    cases.refer(night)
    cases.discuss(night, held=When.moment(at(hours=5)), now=at(hours=6))
    client = signed_in(Role.DUTY_WORKER, organisation=night.authority)

    response = client.get(f"/children/{night.child.reference}/owed")

    said = words(response)
    assert response.status_code == 200
    for part in (
        "Reasonable grounds decided Expected: an aim, and no limit",
        "Owed by The Home Office",
        "Because A referral to the National Referral Mechanism is made.",
        "Not known: whether the child is unaccompanied. Taken so that this is owed.",
        "Missing child discussed with the police Met",
        "Local standard, not law: Sunday 15 March 2026, 23:40",
        "Source, local Example for a local protocol: replace it with your own before use.",
    ):
        assert part in said
    assert AuditEntry.objects.filter(action="why_owed.open_why", about=night.child.reference).count() == 1


def test_what_is_owed_now_is_listed_first_by_its_time_and_each_leads_to_its_own_lines(signed_in: Any) -> None:
    night = make_night()
    night.reported()
    cases.decide(night, cases.refer(night))
    client = signed_in(Role.DUTY_WORKER, organisation=night.authority)

    page = client.get(f"/children/{night.child.reference}/owed").content.decode()

    main = page[page.index("<main") :]
    listed = re.findall(r'<a class="govuk-link" href="#([a-z0-9-]+)">', main)
    ids = re.findall(r'<section class="[^"]*" id="([a-z0-9-]+)">', main)
    assert len(set(ids)) == len(ids)
    assert listed == ids[: len(listed)]
    assert main.index("No longer owed: ") > main.index(f'id="{listed[-1]}"')
    contents = main[: main.index("<section")]
    assert contents.index("Overdue") < contents.index("Owed, and the time is running")


def test_the_work_lists_lead_to_why_for_who_may_read_it_and_for_no_one_else(signed_in: Any) -> None:
    night = make_night()
    night.reported()
    cases.refer(night)
    opened = {}
    for role, organisation in (
        (Role.DUTY_WORKER, night.authority),
        (Role.DUTY_WORKER, night.host),
        (Role.POLICE_DESK, night.force),
        (Role.CARER, night.home),
    ):
        client = signed_in(role, organisation=organisation)
        page = client.get(reverse("work-of-organisation")).content.decode()
        links = re.findall(r'href="(/children/[^"]*/owed)#([a-z0-9-]+)"', page)
        for address, code in links:
            why = client.get(address)
            assert why.status_code == 200
            assert f'id="{code}"' in why.content.decode()
        opened[(role, organisation)] = len(links)
    assert opened[(Role.DUTY_WORKER, night.authority)] > 1
    assert opened[(Role.CARER, night.home)] == 0


def test_whoever_may_not_read_the_record_is_not_told(signed_in: Any) -> None:
    night = make_night()
    night.reported()
    cases.refer(night)

    for role, organisation in ((Role.CARER, night.home), (Role.DUTY_WORKER, make_night().authority)):
        client = signed_in(role, organisation=organisation)
        assert client.get(f"/children/{night.child.reference}/owed").status_code in {403, 404}
