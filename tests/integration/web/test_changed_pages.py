"""The pages of what changed after a return, and of why a child was not told yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import held, interviews
from lantern.actions.interviews import Offer
from lantern.queries import changed, chase
from lantern.queries.seeing import visible_to
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.back import make_held
from tests.factories.children import make_child
from tests.factories.night import Night, make_night
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import day_boxes, drawn
from tests.integration.web.test_after_pages import came_back, send

NOW = datetime.now(UTC)
RETURNED = NOW - timedelta(hours=30)


@pytest.fixture
def night(db: None) -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    return came_back(night, returned=RETURNED)


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(Role.DUTY_WORKER, organisation=night.authority)


def test_what_changed_is_recorded_with_what_is_known_filled_in(
    desk: Client, night: Night, reference: str
) -> None:
    address = f"/missing/{reference}/after/changed"
    assert f'href="{address}"' in desk.get(f"/missing/{reference}/after").content.decode()
    assert drawn(desk.get(address), "lived_with") == night.home.name
    sent = {
        "placement": "moved",
        "lived_with": night.home.name,
        "moves": "2",
        "plan": "not_changed",
        "review": "asked",
        "review_ground": "child_asks",
        "reviewing_officer": "Rena Invented",
        "words": "pelican-lagoon",
    }
    wrong = send(desk, address, sent)
    assert errors(wrong) == ["Enter the day on which the review was asked for."]
    assert (drawn(wrong, "words"), drawn(wrong, "moves")) == ("pelican-lagoon", "2")
    assert errors(send(desk, address, {**sent, "moves": "many"})) == ["Enter a whole number, such as 3"]
    assert len(errors(send(desk, address, {}))) == 3
    assert send(desk, address, {**sent, **day_boxes("review_asked_on", NOW)}).status_code == 302
    page = words(desk.get(f"/missing/{reference}/after"))
    assert "The child asks for it (regulation 33(3)(ac))" in page
    assert "pelican-lagoon" in page
    assert "What changed after the return" in words(desk.get(f"/missing/{reference}"))


def test_child_not_told_yet_stands_on_the_list_with_who_will(
    desk: Client, night: Night, reference: str
) -> None:
    address = f"/missing/{reference}/after/not-told"
    assert desk.get(address).status_code == 404
    _hear(night, reference)
    assert "Not recorded" in words(desk.get("/interviews"))
    sent = {"why": "Asleep", "who_will": "Ira Invented", **day_boxes("by_on", NOW - timedelta(days=2))}
    assert errors(send(desk, address, sent))[0].startswith("The child is to be told by a day that is over")
    assert len(errors(send(desk, address, {}))) == 2
    assert send(desk, address, {**sent, **day_boxes("by_on", NOW + timedelta(days=2))}).status_code == 302
    assert "Ira Invented will tell the child by" in words(desk.get("/interviews"))
    assert "Asleep" in words(desk.get(f"/missing/{reference}/after"))


def test_more_than_a_page_of_them_is_led_to(
    desk: Client, night: Night, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantern.queries.changed.SIZE", 1)
    _hear(night, reference)
    assert "untold=" not in desk.get("/interviews").content.decode()
    sister = make_child(name="Ada Later", responsible_authority=night.authority)
    second = came_back(replace(night, child=sister), returned=RETURNED + timedelta(hours=1))
    _hear(night, second, hours=4)  # whoever was heard first waits longest, and stands first

    first = desk.get("/interviews?running=1")
    assert "2 returns whose child was heard and not told." in words(first)
    assert 'href="/interviews?running=1&amp;untold=2#untold"' in first.content.decode()
    pages = [desk.get(f"/interviews?untold={page}").content.decode() for page in (1, 2, 99)]
    found = [
        [each in page for each in (f"/missing/{reference}/after#", f"/missing/{second}/after#")]
        for page in pages
    ]
    assert found == [[True, False], [False, True], [False, True]]


def test_who_was_heard_first_is_on_the_first_page_whenever_they_came_back(
    desk: Client, night: Night, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantern.queries.changed.SIZE", 1)
    sister = make_child(name="Ada Later", responsible_authority=night.authority)
    second = came_back(replace(night, child=sister), returned=RETURNED + timedelta(hours=1))
    _hear(night, reference, hours=5)
    _hear(night, second, hours=20)
    pages = [desk.get(f"/interviews?untold={page}").content.decode() for page in (1, 2)]
    assert [f"/missing/{second}/after#" in page for page in pages] == [True, False]
    assert [f"/missing/{reference}/after#" in page for page in pages] == [False, True]


def test_a_line_that_the_reader_may_not_see_is_dropped_before_the_pages_are_cut(
    desk: Client, night: Night, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sister = make_child(name="Ada Later", responsible_authority=night.authority)
    second = came_back(replace(night, child=sister), returned=RETURNED + timedelta(hours=1))
    for listing, size in ((changed, "SIZE"), (chase, "RUNNING")):
        monkeypatch.setattr(listing, size, 1)
        monkeypatch.setattr(listing, "visible_to", lambda by: visible_to(by).exclude(pk=night.child.pk))
    page = desk.get("/interviews")
    assert f"/missing/{second}/after" in page.content.decode()
    assert "Nobody whose 72 hours still run" not in words(page)
    assert "running=2" not in page.content.decode()
    for each in (reference, second):
        _hear(night, each)
    page = desk.get("/interviews")
    assert f"/missing/{second}/after#" in page.content.decode()
    assert "Nobody who was heard is waiting" not in words(page)
    assert "untold=2" not in page.content.decode()
    assert "Nobody whose 72 hours still run" in words(page)


def _hear(night: Night, reference: str, *, hours: float = 5) -> None:
    at = NOW - timedelta(hours=hours)
    from_desk: dict[str, Any] = {"by": night.desk, "now": NOW}
    offer = Offer(offered=When.moment(at), offered_by="Ira Invented")
    interviews.record_offer(reference=reference, offer=offer, **from_desk)
    said = make_held(held=When.moment(at), limits_said=When.moment(at))
    held.record_held(reference=reference, held=said, **from_desk)


def test_police_record_neither(signed_in: Any, night: Night, reference: str) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=night.force)
    for page in ("changed", "not-told"):
        assert police.get(f"/missing/{reference}/after/{page}").status_code == 403
