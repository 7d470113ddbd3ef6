"""What a page says of who was told that something owed comes due, of what comes next, and of clocks nobody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lantern.actions import missing, waking
from lantern.queries.missing import episode_page
from lantern.queries.waking import Clocks
from lantern.queries.work import What, Whose, work
from lantern.record.context import seen_as
from lantern.record.models import OwedDuty
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.web.owed import clocks_words, owed_lines
from lantern.web.work import said
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_duty_shift
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def back(night: Night) -> str:
    reference = night.reported(now=at(hours=-3), last_seen=When.moment(at(hours=-5)))
    missing.record_return(
        reference=reference, returned=When.moment(NOW), words="", seen_version=None, by=night.desk, now=NOW
    )
    return reference


def interview(night: Night, back: str, **later: float) -> dict[str, object]:
    page = episode_page(reference=back, by=night.desk, now=at(**later))
    return next(line for line in owed_lines(page) if line["title"] == "Independent return interview offered")


def test_a_duty_says_who_was_told_and_who_is_told_next(night: Night, back: str) -> None:
    assert interview(night, back, hours=1)["next"] == "Not done by Monday 23:40: whoever is on duty is told"
    make_duty_shift(organisation=night.authority, name="First Invented", until_at=at(days=9))
    waking.wake_what_is_due(by=SYSTEM, now=at(hours=72))

    line = interview(night, back, hours=73)
    to = f"{night.authority.name}, {night.team.name}"
    told = line["told"]
    assert isinstance(told, list)
    assert [each["words"] for each in told] == [
        f"Overdue: {to}, written to Tuesday 23:40. Nobody has answered",
        f"Overdue: First Invented, {to} is to be rung since Tuesday 23:40",
    ]
    assert [bool(each["href"]) for each in told] == [False, True]
    assert line["next"] == "Not done by 01:40: the next on duty is told"


def test_what_was_told_of_an_earlier_due_moment_still_stands_with_its_duty(night: Night, back: str) -> None:
    waking.wake_what_is_due(by=SYSTEM, now=at(hours=72))
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(code="return-interview-72h").update(due_at=at(hours=75))
    told = interview(night, back, hours=74)["told"]
    assert isinstance(told, list)
    assert len(told) == 2


def test_a_call_that_is_to_be_made_stands_on_the_work_list_with_the_page_to_record_it(
    night: Night, back: str
) -> None:
    waking.wake_what_is_due(by=SYSTEM, now=at(hours=72))
    found = work(whose=Whose.ORGANISATION, by=night.desk, now=at(hours=73))
    calls = [line for line in found.lines if line.what is What.NOTICE and line.call]
    assert [said(line, at(hours=73))["href"] for line in calls] == [
        reverse("ring", args=[back, calls[0].call])
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "Lantern has not asked yet what is due, so nobody is told when something becomes overdue."),
        (
            6,
            "Lantern has not asked since 23:34 what is due. What came due since may be told to nobody.",
        ),
        (5, ""),
    ],
)
def test_clocks_that_nobody_asks_are_said(night: Night, back: str, minutes: int | None, words: str) -> None:
    if minutes is not None:
        waking.note_asked(question=waking.QUESTION, by=SYSTEM, now=NOW - timedelta(minutes=minutes))
    page = episode_page(reference=back, by=night.desk, now=NOW)
    assert clocks_words(page.clocks, NOW) == words
    assert clocks_words(Clocks(), NOW) == ""


def test_the_pages_that_show_duties_say_so(night: Night, back: str, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(role=Role.DUTY_WORKER, organisation=night.authority)
    pages = [reverse("board"), reverse("work-of-organisation"), reverse("episode", args=[back])]
    assert ["Lantern has not asked yet" in browser.get(each).content.decode() for each in pages] == [True] * 3
    waking.note_asked(question=waking.QUESTION, by=SYSTEM, now=datetime.now(UTC))
    assert ["Lantern has not asked" in browser.get(each).content.decode() for each in pages] == [False] * 3
