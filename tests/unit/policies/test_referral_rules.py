"""The order of a referral, the presumption of age, and the recovery period by the later-of rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.policies import referrals as policy
from lantern.policies.referrals import Asked, Decision, NotAChild, RecoveryPeriod, WrongOrder
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.referrals import Decider, Ground, Outcome
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind

DAY = date(2026, 3, 2)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))


def positive(ground: Ground, on: date, anew: int | None = None) -> Decision:
    return Decision(ground=ground, outcome=Outcome.POSITIVE, decided_on=on, anew=anew)


@pytest.mark.parametrize(
    ("conclusive_on", "until"),
    [
        (None, None),
        (date(2026, 3, 2), date(2026, 3, 31)),  # decided at one meeting: the thirty days are kept
        (date(2026, 3, 31), date(2026, 3, 31)),  # on day 30
        (date(2026, 4, 1), date(2026, 4, 1)),  # on day 31: until the decision
        (date(2027, 1, 9), date(2027, 1, 9)),
    ],
)
def test_the_recovery_period_ends_on_the_later_of_decision_and_thirtieth_day(
    conclusive_on: date | None, until: date | None
) -> None:
    assert policy.recovery_period(reasonable_on=DAY, conclusive_on=conclusive_on) == RecoveryPeriod(
        from_on=DAY, at_least_until_on=date(2026, 3, 31), until_on=until
    )


def test_the_days_are_counted_across_the_change_of_the_clocks() -> None:
    found = policy.recovery_period(reasonable_on=date(2026, 3, 28), conclusive_on=None)

    assert found.at_least_until_on == date(2026, 4, 26)


@given(on=DAYS, later=st.integers(min_value=0, max_value=900))
def test_a_recovery_period_is_never_shorter_than_thirty_days_nor_than_until_the_decision(
    on: date, later: int
) -> None:
    decided = on + timedelta(days=later)
    found = policy.recovery_period(reasonable_on=on, conclusive_on=decided)

    assert found.until_on is not None
    assert (found.until_on - found.from_on).days + 1 >= 30
    assert found.until_on >= decided
    assert found.until_on in (decided, found.at_least_until_on)


@given(on=DAYS, first=st.integers(0, 900), more=st.integers(0, 900))
def test_a_later_decision_never_shortens_a_recovery_period(on: date, first: int, more: int) -> None:
    sooner = policy.recovery_period(reasonable_on=on, conclusive_on=on + timedelta(days=first)).until_on
    later = policy.recovery_period(reasonable_on=on, conclusive_on=on + timedelta(days=first + more)).until_on

    assert sooner is not None
    assert later is not None
    assert later >= sooner


def test_a_conclusive_decision_before_the_reasonable_one_has_no_recovery_period() -> None:
    with pytest.raises(WrongOrder):
        policy.recovery_period(reasonable_on=DAY, conclusive_on=DAY - timedelta(days=1))


def test_which_decisions_open_a_recovery_period() -> None:
    first = positive(Ground.REASONABLE, DAY)
    no = Decision(ground=Ground.REASONABLE, outcome=Outcome.NEGATIVE, decided_on=DAY)
    anew = positive(Ground.REASONABLE, DAY + timedelta(days=20), anew=7)
    whole = policy.recovery_period(reasonable_on=DAY, conclusive_on=None)

    assert policy.recovery_of([], wholly_before_first=False, allowed=False) is None
    assert policy.recovery_of([no], wholly_before_first=False, allowed=False) is None
    assert policy.recovery_of([first], wholly_before_first=False, allowed=False) == whole
    assert policy.recovery_of([first], wholly_before_first=True, allowed=False) is None
    assert policy.recovery_of([first], wholly_before_first=True, allowed=True) == whole
    assert policy.recovery_of([no, anew], wholly_before_first=False, allowed=False) == policy.recovery_period(
        reasonable_on=anew.decided_on, conclusive_on=None
    )


@pytest.mark.parametrize(
    ("born", "certainty", "is_refused"),
    [
        (date(2008, 3, 2), DateCertainty.DOCUMENTED, True),  # 18 that day
        (date(2008, 3, 3), DateCertainty.DOCUMENTED, False),
        (date(1998, 3, 2), DateCertainty.STATED, False),
        (date(1998, 3, 2), DateCertainty.ESTIMATED, False),
        (date(1998, 3, 2), DateCertainty.DISPUTED, False),
        (None, DateCertainty.DOCUMENTED, False),
        (date(2008, 2, 29), DateCertainty.DOCUMENTED, True),
    ],
)
def test_only_a_documented_age_of_18_is_an_adult(
    born: date | None, certainty: DateCertainty, is_refused: bool
) -> None:
    if is_refused:
        with pytest.raises(NotAChild):
            policy.check_is_a_child(born_on=born, certainty=certainty, on=DAY)
    else:
        policy.check_is_a_child(born_on=born, certainty=certainty, on=DAY)


def test_whoever_is_born_on_29_february_is_18_on_1_march() -> None:
    assert policy.birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert policy.birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("days", "certainty", "decider", "is_refused"),
    [
        (100, DateCertainty.DOCUMENTED, Decider.DEVOLVED_PANEL, True),
        (101, DateCertainty.DOCUMENTED, Decider.DEVOLVED_PANEL, False),
        (100, DateCertainty.STATED, Decider.DEVOLVED_PANEL, False),
        (10, DateCertainty.DOCUMENTED, Decider.COMPETENT_AUTHORITY, False),
    ],
)
def test_a_panel_decides_for_children_more_than_100_days_from_18(
    days: int, certainty: DateCertainty, decider: Decider, is_refused: bool
) -> None:
    eighteen = DAY + timedelta(days=days)
    born = eighteen.replace(year=eighteen.year - 18)
    if is_refused:
        with pytest.raises(Refused, match="more than 100 days"):
            policy.check_route(decider=decider, born_on=born, certainty=certainty, on=DAY)
    else:
        policy.check_route(decider=decider, born_on=born, certainty=certainty, on=DAY)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_authorities_forces_and_immigration_are_first_responders_and_nobody_else(
    kind: OrganisationKind,
) -> None:
    if kind.value in ("local_authority", "police_force", "immigration"):
        policy.check_first_responder(kind)
    else:
        with pytest.raises(Refused, match="no first responder"):
            policy.check_first_responder(kind)


def test_the_welfare_form_comes_before_the_referral() -> None:
    policy.check_welfare_form(sent_on=DAY, referred_on=DAY)
    with pytest.raises(WrongOrder, match="comes first"):
        policy.check_welfare_form(sent_on=None, referred_on=DAY)
    with pytest.raises(WrongOrder, match="cannot be before"):
        policy.check_welfare_form(sent_on=DAY, referred_on=DAY - timedelta(days=1))


def refusal(decision: Decision, *, before: list[Decision], asked: list[Asked] | None = None) -> str:
    try:
        policy.check_decision(
            decision, before=before, asked=asked or [], referred_on=DAY, today=DAY + timedelta(days=60)
        )
    except WrongOrder as refused:
        return refused.message
    return ""


def test_decisions_come_in_their_order_and_once() -> None:
    reasonable, conclusive = (
        positive(Ground.REASONABLE, DAY),
        positive(Ground.CONCLUSIVE, DAY + timedelta(days=30)),
    )
    no = Decision(ground=Ground.REASONABLE, outcome=Outcome.NEGATIVE, decided_on=DAY)
    asked = Asked(number=9, ground=Ground.REASONABLE, asked_on=DAY + timedelta(days=3))
    anew = positive(Ground.REASONABLE, DAY + timedelta(days=9), anew=9)

    assert refusal(reasonable, before=[]) == ""
    assert refusal(conclusive, before=[reasonable]) == ""
    assert "recorded already" in refusal(reasonable, before=[reasonable])
    assert "follows a positive reasonable" in refusal(conclusive, before=[])
    assert "follows a positive reasonable" in refusal(conclusive, before=[no])
    assert "before the reasonable" in refusal(
        positive(Ground.CONCLUSIVE, DAY), before=[positive(Ground.REASONABLE, DAY + timedelta(days=1))]
    )
    assert "in the future" in refusal(positive(Ground.REASONABLE, DAY + timedelta(days=61)), before=[])
    assert "before the referral" in refusal(positive(Ground.REASONABLE, DAY - timedelta(days=1)), before=[])
    assert refusal(anew, before=[no], asked=[asked]) == ""
    assert "No reconsideration" in refusal(anew, before=[no])
    assert "before it was asked" in refusal(
        positive(Ground.REASONABLE, DAY, anew=9), before=[no], asked=[asked]
    )
    assert refusal(conclusive, before=[no, anew], asked=[asked]) == ""


def test_a_reconsideration_is_of_a_decision_and_asked_once() -> None:
    no = Decision(ground=Ground.REASONABLE, outcome=Outcome.NEGATIVE, decided_on=DAY)
    asked = Asked(number=9, ground=Ground.REASONABLE, asked_on=DAY)

    policy.check_reconsideration(ground=Ground.REASONABLE, asked_on=DAY, before=[no], asked=[])
    with pytest.raises(WrongOrder, match="not decided yet"):
        policy.check_reconsideration(ground=Ground.CONCLUSIVE, asked_on=DAY, before=[no], asked=[])
    with pytest.raises(WrongOrder, match="asked for already"):
        policy.check_reconsideration(ground=Ground.REASONABLE, asked_on=DAY, before=[no], asked=[asked])
    with pytest.raises(WrongOrder, match="before it was decided"):
        policy.check_reconsideration(
            ground=Ground.REASONABLE, asked_on=DAY - timedelta(days=1), before=[no], asked=[]
        )


def test_a_referral_is_about_slavery_or_trafficking_or_both() -> None:
    policy.check_said(slavery="no", trafficking="not_known")
    policy.check_said(slavery="", trafficking="")
    with pytest.raises(Refused, match="You need not be certain"):
        policy.check_said(slavery="no", trafficking="no")
