"""What is proposed to ask the police for, the local floor, and a challenge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lantern.policies import risk
from lantern.policies.risk import Asked
from lantern.procedures import floors
from lantern.procedures.local_tables import BadTable
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Role

NOW = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)
LOW, MEDIUM, HIGH = RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH
FLOOR = Asked(level=MEDIUM, reasons=("Every child",))


def test_the_example_asks_for_more_of_a_child_with_a_concern_or_a_young_one() -> None:
    table = floors.in_force()
    assert risk.gravest(table.asked(age=16, has_concern=False)).level is MEDIUM
    assert risk.gravest(table.asked(age=16, has_concern=True)).level is HIGH
    assert risk.gravest(table.asked(age=12, has_concern=False)).level is HIGH


def test_an_age_that_nobody_knows_counts_as_young() -> None:
    asked = risk.gravest(floors.in_force().asked(age=None, has_concern=False))
    assert asked == Asked(level=HIGH, reasons=("The age is not known, and may be under 13",))


def test_every_reason_for_the_gravest_level_is_given_once() -> None:
    asked = risk.proposed(floor=FLOOR, earlier=[(HIGH, "In May"), (LOW, "In June"), (HIGH, "In May")])
    assert asked == Asked(level=HIGH, reasons=("In May",))


def test_an_earlier_low_level_does_not_lower_what_is_asked_for() -> None:
    assert risk.proposed(floor=FLOOR, earlier=[(LOW, "In June")]) == FLOOR


def test_a_floor_is_lowered_and_never_raised_by_lowering() -> None:
    lowered = risk.floor_that_stands(floor=FLOOR, lowered_to=LOW, because="Lee: seen daily")
    assert lowered == Asked(level=LOW, reasons=("Lee: seen daily",))
    assert risk.floor_that_stands(floor=FLOOR, lowered_to=HIGH, because="") == FLOOR
    assert risk.floor_that_stands(floor=FLOOR, lowered_to=None, because="") == FLOOR


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MISSING_LEAD])
def test_nobody_but_the_missing_lead_lowers_a_floor(role: Role) -> None:
    with pytest.raises(NotPermitted):
        risk.check_may_lower(role=role, level=LOW, floor=MEDIUM, reasons="Seen daily")


@pytest.mark.parametrize(("level", "reasons", "field"), [(MEDIUM, "Why", "level"), (LOW, " ", "reasons")])
def test_a_floor_is_lowered_below_itself_and_with_a_reason(
    level: RiskLevel, reasons: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        risk.check_may_lower(role=Role.MISSING_LEAD, level=level, floor=MEDIUM, reasons=reasons)
    assert refused.value.field == field


def test_a_level_whose_review_is_late_is_as_urgent_as_none() -> None:
    assert risk.urgency(LOW, review_is_late=True) == risk.urgency(None) == 5


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held": None}, None),
        ({"waits": True}, None),
        ({"asked": LOW}, "level_asked"),
        ({"asked": MEDIUM}, "level_asked"),
        ({"reasons": " "}, "reasons"),
        ({"put_to": ""}, "put_to"),
    ],
)
def test_a_challenge_that_asks_for_nothing_is_refused(said: dict[str, object], field: str | None) -> None:
    right = {"held": MEDIUM, "asked": HIGH, "reasons": "He owes money", "put_to": "Insp. 1", "waits": False}
    risk.check_challenge(**right)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        risk.check_challenge(**{**right, **said})  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"answered": When.moment(NOW - timedelta(hours=1))}, "answered"),
        ({"officer": " "}, "officer"),
        ({"words": ""}, "words"),
    ],
)
def test_an_answer_that_answers_nothing_is_refused(said: dict[str, object], field: str) -> None:
    right = {"challenged": NOW, "answered": When.moment(NOW), "officer": "Insp. 1", "words": "We agree"}
    risk.check_answer(**right)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        risk.check_answer(**{**right, **said})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_information_is_obtained_before_the_level_that_relied_on_it() -> None:
    assessed = When.moment(NOW)
    risk.check_relied_on(assessed=assessed, relied_on="Seen", obtained=assessed, said_by="A friend")
    for said, field in (
        ({"obtained": When.moment(NOW + timedelta(hours=1))}, "obtained"),
        ({"relied_on": " "}, "relied_on"),
    ):
        with pytest.raises(Refused) as refused:
            risk.check_relied_on(
                **{"assessed": assessed, "relied_on": "Seen", "obtained": assessed, "said_by": "", **said}  # type: ignore[arg-type]
            )
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('concern = "high"', 'concern = "low"', "concern asks for less than every_child"),
        ('young = "high"', 'young = "grave"', "young is 'grave', not very_low, low, medium or high"),
        ("years = 13", "years = 0", "years is 0, not a whole number above nought"),
    ],
)
def test_a_table_that_cannot_be_kept_to_is_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    text = (Path(floors.__file__).parent / "local" / "example" / "risk.toml").read_text()
    file = tmp_path / "risk.toml"
    file.write_text(text.replace(old, new))
    with pytest.raises(BadTable) as refused:
        floors.read(file)
    assert words in refused.value.message
