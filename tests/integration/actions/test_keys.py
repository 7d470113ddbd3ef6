from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import children, missing
from lantern.record.models import AuditEntry, Child, ClaimedKey, Event
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotPermitted, Refused
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def press(night: Night, key: str, **given: Any) -> str:
    """Press the report form's button."""
    words: dict[str, Any] = {
        "child": night.child.reference,
        "report": night.report(),
        "by": night.desk,
        "now": NOW,
        "key": key,
    }
    return missing.report_missing(**(words | given))


def events() -> list[str]:
    with seen_as(SIMULATOR):
        return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_the_same_press_twice_gives_the_same_answer_and_one_report() -> None:
    night = make_night()

    assert press(night, "one") == press(night, "one", now=at(minutes=1))

    assert events() == ["missing_reported"]
    assert AuditEntry.objects.count() == 1


def test_another_press_is_another_report() -> None:
    night = make_night()

    assert press(night, "one") == press(night, "two")

    assert events() == ["missing_reported", "report_joined"]


def test_a_press_that_was_refused_may_be_pressed_again() -> None:
    night = make_night()
    with pytest.raises(Refused):
        press(night, "one", report=night.report(last_seen=When.moment(at(hours=1))))
    assert ClaimedKey.objects.count() == 0

    press(night, "one")

    assert events() == ["missing_reported"]


def test_a_key_of_another_form_or_another_person_is_refused() -> None:
    night = make_night()
    colleague = make_actor(organisation=night.authority)
    reference = press(night, "one")

    with pytest.raises(NotPermitted, match="belongs to another form"):
        press(night, "one", by=colleague)
    with pytest.raises(NotPermitted, match="belongs to another form"):
        missing.record_return(
            reference=reference,
            returned=When.moment(NOW),
            words="",
            seen_version=None,
            by=night.desk,
            now=NOW,
            key="one",  # type: ignore[call-arg]
        )

    assert events() == ["missing_reported"]
    assert episode_of(reference).stage == "missing"


@pytest.mark.parametrize("key", ["k" * 65, "one\0", "one\ntwo"])
def test_a_key_that_no_form_of_ours_makes_is_refused_in_words(key: str) -> None:
    with pytest.raises(Refused, match="not one of ours"):
        press(make_night(), key)


def test_registering_a_child_twice_with_one_press_makes_one_child() -> None:
    night = make_night()
    words: dict[str, Any] = {"child": children.NewChild(name="Invented"), "by": night.desk, "now": NOW}

    first, second = (children.register_child(**words, key="one") for _ in range(2))

    assert first == second
    with seen_as(SIMULATOR):
        assert Child.objects.filter(reference=first).count() == 1
