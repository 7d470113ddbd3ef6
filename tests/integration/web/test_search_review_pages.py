"""The review of a search that goes on: asked for, recorded, refused where it would put the next one off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import missing, police
from lantern.actions.police import Risk
from lantern.actions.still_missing import Review, review_search
from lantern.policies.still_missing import check_review
from lantern.procedures import still_missing
from lantern.queries.missing import episode_page
from lantern.queries.still_missing import SearchReviewed, search_reviewed
from lantern.queries.work import What, Whose, work
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel, Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from tests.factories.night import Night, episode_of, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
REPORTED = NOW - timedelta(hours=30)
DONE, DECIDED, WHO = "Hospitals asked", "Ask the aunt in the city", "Ma Nager, head of service"


@pytest.fixture
def night() -> Night:
    return make_night(name="Testa Stillgone")


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported(now=REPORTED, last_seen=When.moment(REPORTED - timedelta(hours=2)))


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def reviewed(night: Night, reference: str, *, by: Actor | None = None, **said: Any) -> None:
    given = {"done_since": DONE, "decided": DECIDED, "who": WHO, "next_review_at": NOW + timedelta(hours=5)}
    review_search(
        reference=reference, review=Review(**given | said), seen_version=None, by=by or night.desk, now=NOW
    )


def due(night: Night, *, now: datetime = NOW) -> list[tuple[When, datetime | None]]:
    lines = work(whose=Whose.ORGANISATION, by=night.desk, now=now).lines
    return [(line.since, line.until) for line in lines if line.what is What.STILL_MISSING]


def held(night: Night, reference: str, *, now: datetime = NOW) -> SearchReviewed:
    found = search_reviewed(reference=reference, by=night.desk, now=now)
    assert found is not None
    return found


def test_the_page_asks_for_the_review_and_says_afterwards_what_was_decided(
    night: Night, reference: str, desk: Client
) -> None:
    page = words(desk.get(f"/missing/{reference}"))
    assert "The search is to be reviewed" in page
    assert "No review is recorded yet." in page
    listed = desk.get("/to-do/organisation")
    assert "Still missing: a review of the search is due" in words(listed)
    href = f"/missing/{reference}/search/review"
    assert href in listed.content.decode()

    form = desk.get(href)
    typed = {
        "done_since": DONE,
        "decided": DECIDED,
        "who": WHO,
        **boxes("next_review_at", NOW + timedelta(hours=5)),
    }
    said = words(desk.post(href, {**hidden(form), **typed}, follow=True))
    assert "Recorded. The search goes on: a review closes nothing." in said
    assert "The search is to be reviewed" not in said
    for each in (DONE, DECIDED, WHO, "Recorded by Dee Deskly"):
        assert each in said
    assert due(night) == []
    assert episode_of(reference).stage == Stage.MISSING.value


def test_what_is_left_out_or_puts_the_next_review_off_is_said_and_what_was_typed_stays(
    reference: str, desk: Client
) -> None:
    href = f"/missing/{reference}/search/review"
    page = desk.get(href)
    sent = desk.post(
        href, {**hidden(page), "done_since": DONE, **boxes("next_review_at", NOW + timedelta(days=9))}
    )
    said = str(errors(sent))
    assert "Enter what is decided" in said
    assert "Enter who decided" in said
    assert DONE in sent.content.decode()

    typed = {"done_since": DONE, "decided": DECIDED, "who": WHO}
    late = desk.post(href, {**hidden(page), **typed, **boxes("next_review_at", NOW + timedelta(days=9))})
    assert "The local protocol asks for the next review by" in str(errors(late))
    past = desk.post(href, {**hidden(page), **typed, **boxes("next_review_at", NOW - timedelta(hours=1))})
    assert "nobody is closed by silence" in str(errors(past))
    on = boxes("next_review_at", NOW + timedelta(hours=5))
    on |= {key: "" for key in on if key.endswith(("hour", "minute"))}
    day_alone = desk.post(href, {**hidden(page), **typed, **on})
    assert "Enter the time of the next review too" in str(errors(day_alone))


def test_a_review_begins_the_interval_anew_and_may_ask_for_the_next_sooner(
    night: Night, reference: str
) -> None:
    assert due(night) == [(When.moment(REPORTED), REPORTED + timedelta(hours=24))]
    reviewed(night, reference)
    assert due(night, now=NOW + timedelta(hours=4)) == []
    sooner = (When.moment(NOW), NOW + timedelta(hours=5))
    assert due(night, now=NOW + timedelta(hours=6)) == [sooner]
    found = held(night, reference)
    assert (found.due_at, found.is_due, len(found.reviews)) == (NOW + timedelta(hours=5), False, 1)


def test_a_higher_level_brings_the_review_forward_and_a_struck_review_was_none(
    night: Night, reference: str
) -> None:
    level = Risk(level=RiskLevel.LOW, officer="PC 1 Invented", assessed=When.moment(REPORTED))
    police.record_risk(reference=reference, risk=level, seen_version=None, by=night.desk, now=NOW)
    reviewed(night, reference, next_review_at=NOW + timedelta(days=6))
    assert held(night, reference).due_at == NOW + timedelta(days=6)
    high = Risk(level=RiskLevel.HIGH, officer="PC 1 Invented", assessed=When.moment(NOW))
    police.record_risk(reference=reference, risk=high, seen_version=None, by=night.desk, now=NOW)
    assert held(night, reference).due_at == NOW + timedelta(hours=24)

    (line,) = held(night, reference).reviews
    missing.correct(
        reference=reference,
        event=line.number,
        reasons="Another child",
        seen_version=None,
        by=night.desk,
        now=NOW,
    )
    found = held(night, reference)
    assert (found.reviews, found.due_at) == ((), REPORTED + timedelta(hours=24))


def test_who_may_not_review_and_when_there_is_nothing_to_review(night: Night, reference: str) -> None:
    for by in (night.police, night.carer, night.host_desk):
        with pytest.raises((NotPermitted, NotFound)):
            reviewed(night, reference, by=by)
    assert search_reviewed(reference=reference, by=night.carer, now=NOW) is None
    read = search_reviewed(reference=reference, by=night.police, now=NOW)
    assert read is not None
    assert not read.may_review
    with pytest.raises(Stale):
        review_search(
            reference=reference,
            review=Review(done_since=DONE, decided=DECIDED, who=WHO, next_review_at=NOW + timedelta(hours=1)),
            seen_version=-1,
            by=night.desk,
            now=NOW,
        )
    given = {"reference": reference, "words": "", "seen_version": None, "by": night.desk, "now": NOW}
    missing.record_return(returned=When.moment(NOW - timedelta(minutes=1)), **given)
    with pytest.raises(Refused, match="no search to review"):
        reviewed(night, reference)
    assert held(night, reference).due_at is None


def test_a_folder_without_the_intervals_keeps_what_the_last_review_said(
    night: Night, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = still_missing.Reviews(source="Nobody", every={})
    monkeypatch.setattr(still_missing, "in_force", lambda: none)
    assert (due(night), held(night, reference).due_at) == ([], None)
    reviewed(night, reference, next_review_at=NOW + timedelta(days=20))
    assert due(night, now=NOW + timedelta(days=19)) == []
    assert due(night, now=NOW + timedelta(days=21)) == [(When.moment(NOW), NOW + timedelta(days=20))]


def test_the_chronology_keeps_what_was_said_of_a_review(night: Night, reference: str) -> None:
    reviewed(night, reference)
    entries = episode_page(reference=reference, by=night.desk, now=NOW).chronology
    (entry,) = [each for each in entries if each.words == DECIDED]
    facts = dict(entry.facts)
    assert (facts["Review of the search: done since the last"], facts["Who decided"]) == (DONE, WHO)
    assert "Next review" in facts


@pytest.mark.parametrize("field", ["done_since", "decided", "who"])
def test_a_review_that_says_nothing_is_refused_where_it_says_nothing(field: str) -> None:
    said = {"done_since": DONE, "decided": DECIDED, "who": WHO} | {field: " "}
    with pytest.raises(Refused) as refused:
        check_review(
            stage=Stage.MISSING, next_review_at=NOW + timedelta(hours=1), every=None, now=NOW, **said
        )
    assert refused.value.field == field
