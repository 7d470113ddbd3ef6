"""The pure rules: may being late be waited out, does away hold, and until when an absence is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.policies import away, counting, leading
from lantern.policies import lateness as policy
from lantern.policies.counting import Ends, InCare
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.refusals import NotPermitted, Refused

TODAY = date(2026, 3, 14)
NOW = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)
PLAN = policy.Plan(may_be_late=True, minutes=60, trafficking_concern=Answer.NO)
FACTS = policy.Facts(born=date(2010, 6, 1), is_unaccompanied=False, is_missing=False, youngest=13)
OUT = MissingKind.AWAY_WITHOUT_AUTHORISATION
SURE = away.Away(
    how_known="Rang",
    address_verified_by="PC 1",
    adults_verified_by="PC 1",
    address="3 Invented Street",
    adults="Invented Aunt",
    check_again_at=NOW + timedelta(hours=3),
)


@pytest.mark.parametrize(
    ("plan", "facts", "words"),
    [
        (PLAN, {}, ""),
        (PLAN, {"born": date(2013, 3, 14)}, ""),
        (PLAN, {"born": date(2013, 3, 15)}, "under 13"),
        (PLAN, {"born": None}, "how old"),
        (PLAN, {"is_unaccompanied": True}, "unaccompanied"),
        (PLAN, {"is_missing": True}, "already recorded missing"),
        (None, {}, "agreed nothing"),
        (replace(PLAN, trafficking_concern=Answer.YES), {}, "concern that the child is trafficked"),
        (replace(PLAN, trafficking_concern=Answer.NOT_KNOWN), {}, "not known whether"),
        (replace(PLAN, may_be_late=False, minutes=None), {}, "is not waited out"),
    ],
)
def test_being_late_is_waited_out_only_where_nothing_speaks_against_it(
    plan: policy.Plan | None, facts: dict[str, object], words: str
) -> None:
    said = policy.why_not(plan=plan, facts=replace(FACTS, **facts), today=TODAY)  # type: ignore[arg-type]

    assert (words in said) if words else said == ""


@given(minutes=st.integers(1, 10_000), longest=st.integers(1, 600))
def test_no_plan_waits_longer_than_the_cap(minutes: int, longest: int) -> None:
    cap = timedelta(minutes=longest)
    trigger = policy.trigger_at(expected_at=NOW, minutes=minutes, longest=cap)

    assert NOW < trigger <= NOW + cap


def test_away_with_everything_said_is_away_and_without_any_one_it_is_missing() -> None:
    assert away.kind_of(kind=OUT, away=SURE) is OUT
    for name in away.WHAT_IS_NEEDED:
        lacks = replace(SURE, **{name: None if name == "check_again_at" else "  "})
        assert away.kind_of(kind=OUT, away=lacks) is MissingKind.MISSING
        assert away.lacking(lacks) == (away.WHAT_IS_NEEDED[name],)
    assert away.kind_of(kind=OUT, away=None) is MissingKind.MISSING
    assert away.kind_of(kind=MissingKind.MISSING, away=None) is MissingKind.MISSING
    assert away.kind_of(kind=None, away=SURE) is None


@given(minutes=st.integers(-500, 500))
def test_away_holds_until_the_time_to_make_sure_again_and_no_longer(minutes: int) -> None:
    check = NOW + timedelta(minutes=minutes)

    assert away.holds(kind=OUT, check_at=check, now=NOW) is (minutes > 0)
    assert not away.holds(kind=OUT, check_at=None, now=NOW)
    assert not away.holds(kind=MissingKind.MISSING, check_at=check, now=NOW)


@pytest.mark.parametrize(
    ("check", "back", "kind"),
    [
        (3, None, OUT),
        (-3, None, MissingKind.MISSING),
        (-3, -4, OUT),  # back before anybody had to make sure again
        (-3, -2, MissingKind.MISSING),
        (None, -2, OUT),  # a closed absence that came with a file
        (None, None, MissingKind.MISSING),
    ],
)
def test_what_was_owed_asks_whether_away_held_while_the_child_was_out(
    check: int | None, back: int | None, kind: MissingKind
) -> None:
    held = away.held_while_out(
        kind=OUT,
        check_at=None if check is None else NOW + timedelta(hours=check),
        returned=None if back is None else When.moment(NOW + timedelta(hours=back)),
        now=NOW,
    )

    assert held is kind


def test_who_was_born_on_29_february_is_18_on_1_march() -> None:
    assert [counting.eighteenth_birthday(day) for day in (date(2008, 2, 29), date(2008, 3, 14))] == [
        date(2026, 3, 1),
        date(2026, 3, 14),
    ]


def care(*spans: tuple[date, date | None]) -> list[InCare]:
    return [InCare(began_on=began, ended_on=ended) for began, ended in spans]


@pytest.mark.parametrize(
    ("born", "disputed", "spells", "ends"),
    [
        (None, False, [], None),
        (date(2008, 3, 20), False, [], Ends(until_on=date(2026, 3, 20), because=CountEnds.EIGHTEEN)),
        (date(2008, 3, 20), True, [], None),
        (date(2007, 3, 20), False, [], None),  # 18 before this absence: it says nothing of it
        (None, False, care((date(2025, 1, 1), None)), None),
        (
            None,
            False,
            care((date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 3, 18))),
            Ends(until_on=date(2026, 3, 18), because=CountEnds.CARE_ENDED),
        ),
        (None, False, care((date(2025, 1, 1), date(2026, 3, 15)), (date(2026, 3, 16), None)), None),
        (None, False, care((date(2025, 1, 1), date(2026, 3, 1))), None),
        (
            date(2008, 3, 20),
            False,
            care((date(2025, 1, 1), date(2026, 3, 18))),
            Ends(until_on=date(2026, 3, 18), because=CountEnds.CARE_ENDED),
        ),
    ],
)
def test_the_last_counted_day_is_the_first_that_ends_the_absence(
    born: date | None, disputed: bool, spells: list[InCare], ends: Ends | None
) -> None:
    assert counting.last_counted_day(born=born, is_disputed=disputed, care=spells, since=TODAY) == ends


def test_who_may_be_asked_to_lead() -> None:
    allowed = {"eligible": {1, 2}, "leads": 1, "responsible": 1, "waiting": False}
    leading.check_may_ask(asked=2, by=1, **allowed)  # type: ignore[arg-type]
    for wrong in ({"asked": 3}, {"asked": 1}, {"asked": 2, "by": 2}, {"asked": 2, "waiting": True}):
        with pytest.raises(Refused):
            leading.check_may_ask(**{"by": 1, **allowed, **wrong})  # type: ignore[arg-type]
    leading.check_may_ask(asked=1, by=1, **{**allowed, "leads": 2})  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        leading.check_may_answer(asked=2, by=1, is_open=True)


@pytest.mark.parametrize(
    ("usual", "now", "expected"),
    [
        (time(21), datetime(2026, 11, 22, 21, 30, tzinfo=UTC), datetime(2026, 11, 22, 21, tzinfo=UTC)),
        (
            time(21),
            datetime(2026, 6, 22, 20, 30, tzinfo=UTC),
            datetime(2026, 6, 22, 20, tzinfo=UTC),
        ),  # summer
        (time(22), datetime(2026, 11, 22, 1, 30, tzinfo=UTC), datetime(2026, 11, 21, 22, tzinfo=UTC)),
        (
            time(21),
            datetime(2026, 3, 29, 2, tzinfo=UTC),
            datetime(2026, 3, 28, 21, tzinfo=UTC),
        ),  # clocks go on
    ],
)
def test_usual_time_is_the_last_that_was_on_londons_clocks(
    usual: time, now: datetime, expected: datetime
) -> None:
    assert policy.last_expected(usual=usual, now=now) == expected
