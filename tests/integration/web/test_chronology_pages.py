"""A child's chronology on its page, on paper, and as plain text for another system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from lantern.record.models import AuditEntry
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests import printed
from tests.factories.case_events import make_case_event
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import day_boxes

HOSTILE = "<script>alert(1)</script> #eval *bold* مرحبا"


@pytest.fixture
def night(db: None) -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    now = datetime.now(UTC) - timedelta(days=2)
    make_case_event(child=night.child, recorded_at=now - timedelta(days=1), words=HOSTILE)
    return night.reported(now=now, last_seen=When.moment(now - timedelta(hours=1)))


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def address(night: Night, rest: str = "") -> str:
    return f"/children/{night.child.reference}/chronology{rest}"


def audited(action: str) -> list[tuple[str, str]]:
    rows = AuditEntry.objects.filter(action=f"chronologies.{action}").order_by("number")
    return [(row.outcome, row.about) for row in rows]


def test_the_childs_page_leads_to_it_and_it_shows_case_and_episode(
    night: Night, reference: str, desk: Client
) -> None:
    assert address(night) in desk.get(f"/children/{night.child.reference}").content.decode()

    page = desk.get(address(night))

    said = words(page)
    assert "2 entries of 2." in said
    assert "A sign of exploitation" in said
    assert HOSTILE in said
    assert "<script>alert(1)" not in page.content.decode()
    assert "The child’s case" in said
    assert reference in said
    assert audited("open_chronology") == [("done", night.child.reference)]


def test_it_is_narrowed_and_says_so(night: Night, reference: str, desk: Client) -> None:
    said = words(desk.get(address(night), {"group": "concern", "episode": ""}))

    assert "1 entry of 2." in said
    assert "Only: Signs of exploitation, and referrals." in said
    assert "Reported missing" not in said


def test_it_says_that_it_is_as_it_was_known(night: Night, reference: str, desk: Client) -> None:
    day = datetime.now(UTC) - timedelta(days=3)

    said = words(desk.get(address(night), day_boxes("known_on", day)))

    assert "As it was known at" in said
    assert "1 entry of 1." in said
    assert "Reported missing" not in said


def test_days_that_contradict_each_other_are_refused_and_stay_typed(
    night: Night, reference: str, desk: Client
) -> None:
    now = datetime.now(UTC)
    asked = day_boxes("from_on", now) | day_boxes("until_on", now - timedelta(days=1))

    page = desk.get(address(night), asked)

    assert errors(page) == ["The last day is before the first. Change one of them."]
    assert f'value="{now.year}"' in page.content.decode()
    back = desk.get(address(night, "/paper"), asked)
    assert back.status_code == 302
    assert back["Location"].startswith(address(night))


def test_a_day_to_come_is_refused_as_a_day_on_which_it_was_known(
    night: Night, reference: str, desk: Client
) -> None:
    page = desk.get(address(night), day_boxes("known_on", datetime.now(UTC) + timedelta(days=2)))

    assert len(errors(page)) == 1


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999", "٣", ""])
def test_a_page_that_is_none_shows_one_that_is(night: Night, reference: str, desk: Client, page: str) -> None:
    assert desk.get(address(night), {"page": page}).status_code == 200


def test_it_comes_as_a_pdf_without_a_name_in_the_files_name(
    night: Night, reference: str, desk: Client
) -> None:
    answer = desk.get(address(night, "/paper"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="chronology-{night.child.reference}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    said = printed.words(answer.content)
    assert "<script>alert(1)</script> #eval *bold*" in said
    assert "Made by Dee Deskly" in said
    assert "1 of 1" in said
    assert audited("print_chronology") == [("done", night.child.reference)]


def test_it_says_how_far_it_is_where_the_browser_asks(night: Night, reference: str, desk: Client) -> None:
    answer = desk.get(address(night, "/paper"), {"steps": "1"})

    sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    steps, _, pdf = sent.partition(b"pdf\n")
    assert steps.decode().split("\n")[0].split()[0] == "0"
    assert pdf.startswith(b"%PDF-1.7")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_who_may_not_read_it_gets_neither_page_nor_paper(
    night: Night, reference: str, signed_in: Callable[..., Client]
) -> None:
    carer = signed_in(account=make_account(role=Role.CARER, organisation=night.home))
    stranger = signed_in()

    for rest in ("", "/paper", "/paper?steps=1"):
        assert carer.get(address(night, rest)).status_code == 403
        assert stranger.get(address(night, rest)).status_code == 404
    assert address(night) not in carer.get(f"/children/{night.child.reference}").content.decode()


def test_an_episode_is_copied_as_plain_text(night: Night, reference: str, desk: Client) -> None:
    assert f"/missing/{reference}/copy" in desk.get(f"/missing/{reference}").content.decode()

    page = desk.get(f"/missing/{reference}/copy").content.decode()

    text = page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]
    assert f"Missing episode {reference}" in text
    assert "Reported missing" in text
    assert "Copied from Lantern by Dee Deskly" in text
    assert "A sign of exploitation" not in text
    assert audited("copy_entries") == [("done", reference)]


def test_an_entry_of_the_case_is_copied_as_plain_text(night: Night, reference: str, desk: Client) -> None:
    made = make_case_event(child=night.child, recorded_at=datetime.now(UTC), words="One & <two>")

    page = desk.get(address(night, f"/{made.pk}/copy")).content.decode()

    assert "One &amp; &lt;two&gt;" in page
    assert HOSTILE not in page
    assert desk.get(address(night, f"/{made.pk + 999}/copy")).status_code == 404
    assert audited("copy_entries") == [("done", night.child.reference), ("refused", night.child.reference)]


def test_who_may_not_read_it_copies_nothing(
    night: Night, reference: str, signed_in: Callable[..., Client]
) -> None:
    carer = signed_in(account=make_account(role=Role.CARER, organisation=night.home))

    assert carer.get(f"/missing/{reference}/copy").status_code == 403
    assert "/copy" not in carer.get(f"/missing/{reference}").content.decode()
