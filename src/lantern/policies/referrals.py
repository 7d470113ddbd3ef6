"""A referral to the National Referral Mechanism: who may make it, in which order, and the recovery period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lantern.vocabulary.calls import Answer
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.referrals import Decider, Ground, Outcome
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind

# Of the organisations that Lantern knows by their kind, those that are first responders as a whole.
FIRST_RESPONDERS = frozenset(
    {OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.POLICE_FORCE, OrganisationKind.IMMIGRATION}
)
RECOVERY_DAYS = 30  # beginning with the day of the decision (Nationality and Borders Act 2022, section 61)
ADULT = 18
PANEL_NOT_WITHIN = 100  # days before the eighteenth birthday, in the devolved pilot


class WrongOrder(Refused):
    """Something is recorded before what has to come first, or a second time."""


class NotAChild(Refused):
    """The person is known to be an adult; a child's referral asks for no consent, and an adult's does."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision on a referral, as far as it stands: `anew` where it answers a reconsideration."""

    ground: Ground
    outcome: Outcome
    decided_on: date
    anew: int | None = None  # the reconsideration that it answers


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A reconsideration that was asked for: its number, the decision it is about, and the day."""

    number: int
    ground: Ground
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class RecoveryPeriod:
    """The days on which the child is not removed from the United Kingdom; both ends count."""

    from_on: date
    at_least_until_on: date  # the end of the 30 days
    until_on: date | None  # None: until the conclusive grounds decision, which is not made yet


def recovery_period(*, reasonable_on: date, conclusive_on: date | None) -> RecoveryPeriod:
    """Reckon the recovery period from the London days of the two decisions; day 1 is the day of the first.

    It ends on the later of the conclusive decision's day and the thirtieth day (Nationality and Borders Act
    2022, section 61(2) and (3); text seen). Raises WrongOrder where the second decision is before the first.
    """
    if conclusive_on is not None and conclusive_on < reasonable_on:
        raise WrongOrder("The conclusive grounds decision cannot be before the reasonable grounds decision.")
    thirtieth = reasonable_on + timedelta(days=RECOVERY_DAYS - 1)
    until = None if conclusive_on is None else max(conclusive_on, thirtieth)
    return RecoveryPeriod(from_on=reasonable_on, at_least_until_on=thirtieth, until_on=until)


def recovery_of(
    decisions: Iterable[Decision], *, wholly_before_first: bool, allowed: bool
) -> RecoveryPeriod | None:
    """Give the recovery period that these decisions open; None where they open none.

    A further referral about things done wholly before the first decision opens none by itself: the competent
    authority may allow one (section 62; text seen).
    """
    newest = newest_of(decisions)
    reasonable = newest.get(Ground.REASONABLE)
    if reasonable is None or reasonable.outcome is Outcome.NEGATIVE or (wholly_before_first and not allowed):
        return None
    conclusive = newest.get(Ground.CONCLUSIVE)
    on = conclusive.decided_on if conclusive else None
    return recovery_period(reasonable_on=reasonable.decided_on, conclusive_on=on)


def newest_of(decisions: Iterable[Decision]) -> dict[Ground, Decision]:
    """Give the decision of each kind that holds: the one that was made anew, where there is one."""
    return {each.ground: each for each in sorted(decisions, key=lambda one: (one.decided_on, one.anew or 0))}


def check_first_responder(kind: OrganisationKind) -> None:
    """Refuse whoever is no first responder organisation, and say whom to ask."""
    if kind not in FIRST_RESPONDERS:
        raise Refused(
            "Your organisation is no first responder, so it cannot refer. Nothing was recorded. Ask the authority "
            "that looks after the child, or the police, to refer, and record what you saw as a sign."
        )


def check_is_a_child(*, born_on: date | None, certainty: DateCertainty, on: date) -> None:
    """Refuse, with NotAChild, somebody whom a document shows to be 18 on that day.

    Any less certain age is treated as under 18 until it is determined (Modern Slavery Act 2015, section 51).
    """
    if born_on is None or certainty is not DateCertainty.DOCUMENTED or on < birthday(born_on, ADULT):
        return
    raise NotAChild(
        "A document shows that this person is 18 or older. Nothing was recorded here. An adult is asked whether "
        "they consent: use the adult's referral. If the document is doubted, correct on the record how the date of "
        "birth is known, and then refer as a child."
    )


def birthday(born_on: date, years: int) -> date:
    """Give the day on which somebody reaches an age in years; of those born on 29 February, 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def check_route(*, decider: Decider, born_on: date | None, certainty: DateCertainty, on: date) -> None:
    """Refuse a devolved panel for a child whom a document shows to be 100 days or fewer from 18."""
    if decider is not Decider.DEVOLVED_PANEL or born_on is None or certainty is not DateCertainty.DOCUMENTED:
        return
    if (birthday(born_on, ADULT) - on).days <= PANEL_NOT_WITHIN:
        raise Refused(
            f"A devolved panel decides for children more than {PANEL_NOT_WITHIN} days from 18. Choose the competent "
            "authority.",
            field="decider",
        )


def check_welfare_form(*, sent_on: date | None, referred_on: date) -> None:
    """Refuse, with WrongOrder, a referral before the child welfare form was sent to the authority."""
    if sent_on is None:
        raise WrongOrder(
            "The child welfare form comes first. Nothing was recorded, and what you typed is kept. Record when it "
            "was sent and to whom, and then the referral."
        )
    if referred_on < sent_on:
        raise WrongOrder(
            "The referral cannot be before the child welfare form was sent. Check both days.",
            field="happened",
        )


def check_said(*, slavery: str, trafficking: str) -> None:
    """Refuse a referral that says of both slavery and trafficking that it is about neither."""
    if {slavery, trafficking} == {Answer.NO.value}:
        raise Refused(
            "A referral is about slavery, about trafficking, or about both. You need not be certain: choose yes "
            "or not known for one of them.",
            field="slavery",
        )


def check_decision(
    decision: Decision, *, before: Iterable[Decision], asked: Iterable[Asked], referred_on: date, today: date
) -> None:
    """Refuse, with WrongOrder, a decision that cannot stand beside what is recorded. Days are London days."""
    held = list(before)
    if decision.decided_on > today:
        raise WrongOrder("The decision’s day is in the future. Nothing was recorded.", field="decided_on")
    if decision.decided_on < referred_on:
        raise WrongOrder("The decision cannot be before the referral. Check the day.", field="decided_on")
    open_now = open_reconsiderations(asked, held)
    if any(one.ground is decision.ground and one.anew == decision.anew for one in held):
        raise WrongOrder(
            "This decision is recorded already. Nothing was recorded. If it was decided anew, record first that "
            "a reconsideration was asked for.",
            field="ground",
        )
    _check_anew(decision, open_now)
    if decision.ground is Ground.CONCLUSIVE:
        _check_reasonable_first(decision, held)


def open_reconsiderations(asked: Iterable[Asked], decisions: Iterable[Decision]) -> tuple[Asked, ...]:
    """Give what was asked for and is not decided anew yet."""
    answered = {one.anew for one in decisions}
    return tuple(one for one in asked if one.number not in answered)


def _check_anew(decision: Decision, open_now: Iterable[Asked]) -> None:
    if decision.anew is None:
        return
    asked = next((one for one in open_now if one.number == decision.anew), None)
    if asked is None or asked.ground is not decision.ground:
        raise WrongOrder(
            "No reconsideration of this decision is open. Open the page again, and choose what was decided.",
            field="ground",
        )
    if decision.decided_on < asked.asked_on:
        raise WrongOrder("It cannot be decided anew before it was asked for.", field="decided_on")


def _check_reasonable_first(decision: Decision, held: Iterable[Decision]) -> None:
    reasonable = newest_of(held).get(Ground.REASONABLE)
    if reasonable is None or reasonable.outcome is Outcome.NEGATIVE:
        raise WrongOrder(
            "A conclusive grounds decision follows a positive reasonable grounds decision. Record that one first.",
            field="ground",
        )
    if decision.decided_on < reasonable.decided_on:
        raise WrongOrder(
            "The conclusive grounds decision cannot be before the reasonable grounds decision.",
            field="decided_on",
        )


def check_reconsideration(
    *, ground: Ground, asked_on: date, before: Iterable[Decision], asked: Iterable[Asked]
) -> None:
    """Refuse, with WrongOrder, to ask for a decision anew that is not made, or asked for anew already."""
    held = list(before)
    decided = newest_of(held).get(ground)
    if decided is None:
        raise WrongOrder("This is not decided yet, so it cannot be decided anew.", field="ground")
    if any(one.ground is ground for one in open_reconsiderations(asked, held)):
        raise WrongOrder("A reconsideration of this decision is asked for already.", field="ground")
    if asked_on < decided.decided_on:
        raise WrongOrder("It cannot be asked for anew before it was decided.", field="happened")
