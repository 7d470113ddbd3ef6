"""What is owed in a case beside others: two actions at once, the morning's letter, and who may not read the record."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from lantern.actions import missing, reckoning
from lantern.queries.digests import figures_by_authority, morning
from lantern.queries.missing import episode_page
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.roles import Role
from tests.factories.cases import discuss, say_status
from tests.factories.night import at, made_sure, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import seen_as

LONGEST = 30  # seconds that two actions may take before they stand still


@pytest.mark.usefixtures("fresh_database")
def test_two_actions_on_one_child_wait_for_one_another_and_both_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = make_night()
    reference = night.reported()
    given: dict[str, Any] = {
        "reference": reference,
        "classified_by": ClassifiedBy.AUTHORITY,
        "seen_version": None,
    }
    missing.classify(
        **given,
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        reasons="They rang.",
        away=made_sure(),
        by=night.desk,
        now=at(minutes=5),
    )
    has_child, has_turn = threading.Event(), threading.Event()
    hold = reckoning.hold

    def in_turns(*args: Any, **more: Any) -> None:
        if threading.current_thread().name == "discusses":
            has_child.set()
            has_turn.wait(LONGEST)
            hold(*args, **more)
        else:
            hold(*args, **more)
            has_turn.set()
            has_child.wait(LONGEST)

    monkeypatch.setattr(reckoning, "hold", in_turns)
    failed: dict[str, BaseException] = {}

    def act(doing: Callable[[], object]) -> None:
        try:
            doing()
        except BaseException as error:  # shown by the assertion below
            failed[threading.current_thread().name] = error
        finally:
            connection.close()

    two = [
        threading.Thread(
            name="discusses",
            target=act,
            args=(lambda: discuss(night, held=When.moment(at(minutes=6)), now=at(minutes=10)),),
        ),
        threading.Thread(
            name="classifies",
            target=act,
            args=(
                lambda: missing.classify(
                    **given,
                    kind=MissingKind.MISSING,
                    reasons="Nobody knows.",
                    by=night.desk,
                    now=at(minutes=9),
                ),
            ),
        ),
    ]
    for each in two:
        each.start()
    for each in two:
        each.join(LONGEST)

    assert failed == {}
    assert not any(each.is_alive() for each in two)


@pytest.mark.django_db
def test_the_letter_counts_what_is_owed_in_a_case_as_the_page_does() -> None:
    night = make_night()
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    night.reported()
    later = at(days=2)

    with seen_as(SYSTEM):
        letter = figures_by_authority(now=later)[night.authority.pk]
    page = morning(by=lead, now=later)

    assert letter == page.figures
    assert [(line.code, line.until) for line in page.overdue] == [
        ("missing-discussed", at(days=0) + timedelta(hours=24))
    ]
    assert letter.overdue == 1


@pytest.mark.django_db
def test_who_may_not_read_the_record_reads_off_no_duty_where_a_child_comes_from() -> None:
    night = make_night()
    say_status(night, unaccompanied=Answer.YES)
    reference = night.reported()

    seen = {
        reader.role: [
            line.code for line in episode_page(reference=reference, by=reader, now=at(minutes=5)).owed
        ]
        for reader in (night.desk, night.carer)
    }

    assert seen == {
        Role.DUTY_WORKER: ["home-office-told", "police-reported"],
        Role.CARER: ["police-reported"],
    }
