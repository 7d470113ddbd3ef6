"""The series of a child's referrals to the National Referral Mechanism, with what was decided on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.policies import referrals as policy
from lantern.policies.referrals import Asked, Decision, RecoveryPeriod
from lantern.queries.concern_events import REFERRALS, Said, of_kind, said_of, standing_of
from lantern.record.models import Child, Event, NrmAnswer, WelfareForm
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.referrals import Decider, Ground, Outcome, Purpose


@dataclass(frozen=True, kw_only=True)
class WelfareSent:
    """That the child welfare form was sent: when, to whom, and who recorded it."""

    number: int
    sent: When
    sent_to: str
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """One decision, with who decided, whether it was made anew, and who recorded it."""

    said: Said
    ground: Ground
    outcome: Outcome
    decider: Decider
    is_anew: bool


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """One letter to or from the competent authority."""

    said: Said
    purpose: Purpose
    ground: Ground | None
    reference: str
    is_open: bool  # a reconsideration that is not decided yet


@dataclass(frozen=True, kw_only=True)
class Referral:
    """One referral of the series, and how it stands."""

    place: int  # 1 for the first of the series
    said: Said
    decider: Decider
    welfare: WelfareSent
    wholly_before_first: bool | None
    reference: str
    decisions: tuple[DecisionLine, ...]
    letters: tuple[LetterLine, ...]
    open_reconsiderations: tuple[Asked, ...]
    recovery: RecoveryPeriod | None


def series_of(rows: Sequence[Event]) -> tuple[Referral, ...]:
    """Give the referrals among these standing events, the first first."""
    referred = of_kind(rows, EventKind.NRM_REFERRED)
    return tuple(_referral(row, rows, place) for place, row in enumerate(referred, start=1))


def _referral(row: Event, rows: Sequence[Event], place: int) -> Referral:
    held = row.nrm_referral
    decided = [one for one in of_kind(rows, EventKind.NRM_DECIDED) if one.nrm_decision.referral_id == held.pk]
    written = [one for one in of_kind(rows, EventKind.NRM_INFORMED) if one.nrm_letter.referral_id == held.pk]
    decisions, asked = [decision_of(one) for one in decided], asked_of(written)
    still_open = policy.open_reconsiderations(asked, decisions)
    references = [one.nrm_letter.reference for one in written if one.nrm_letter.reference]
    return Referral(
        place=place,
        said=said_of(row),
        decider=Decider(held.decider),
        welfare=_welfare(held.welfare_form),
        wholly_before_first=held.wholly_before_first,
        reference=references[-1] if references else "",
        decisions=tuple(_decision_line(one) for one in decided),
        letters=tuple(_letter_line(one, {each.number for each in still_open}) for one in written),
        open_reconsiderations=still_open,
        recovery=policy.recovery_of(
            decisions,
            wholly_before_first=bool(held.wholly_before_first),
            allowed=any(one.nrm_decision.recovery_allowed for one in decided),
        ),
    )


def decision_of(row: Event) -> Decision:
    """Give a decision as the rules read it."""
    held = row.nrm_decision
    return Decision(
        ground=Ground(held.ground),
        outcome=Outcome(held.outcome),
        decided_on=row.happened_on,
        anew=held.anew_id,
    )


def asked_of(rows: Sequence[Event]) -> tuple[Asked, ...]:
    """Give the reconsiderations among these letters."""
    return tuple(
        Asked(number=row.pk, ground=Ground(row.nrm_letter.ground), asked_on=row.happened_on)
        for row in rows
        if row.nrm_letter.purpose == Purpose.RECONSIDERATION.value
    )


def _decision_line(row: Event) -> DecisionLine:
    held = row.nrm_decision
    return DecisionLine(
        said=said_of(row),
        ground=Ground(held.ground),
        outcome=Outcome(held.outcome),
        decider=Decider(held.decider),
        is_anew=held.anew_id is not None,
    )


def _letter_line(row: Event, still_open: set[int]) -> LetterLine:
    held = row.nrm_letter
    return LetterLine(
        said=said_of(row),
        purpose=Purpose(held.purpose),
        ground=Ground(held.ground) if held.ground else None,
        reference=held.reference,
        is_open=row.pk in still_open,
    )


def _welfare(row: WelfareForm) -> WelfareSent:
    return WelfareSent(
        number=row.pk,
        sent=When(on=row.sent_on, at=row.sent_at),
        sent_to=row.sent_to,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )


def welfare_of(child: Child, rows: Sequence[Event]) -> WelfareSent | None:
    """Give the newest child welfare form that no standing referral followed yet."""
    used = {row.nrm_referral.welfare_form_id for row in of_kind(rows, EventKind.NRM_REFERRED)}
    free = WelfareForm.objects.filter(child=child).exclude(pk__in=used).order_by("-sent_on", "-pk").first()
    return _welfare(free) if free else None


def standing_series(child: Child) -> tuple[list[Event], tuple[Referral, ...]]:
    """Give the standing events of a child's referrals, and the series that they make."""
    rows = standing_of(child, kinds=REFERRALS)
    return rows, series_of(rows)


def answers_of(referral: int) -> dict[str, str]:
    """Give what a referral says, by the names of its questions: nothing to whoever may not read protected words."""
    rows = NrmAnswer.objects.filter(event=referral)
    return dict(rows.values_list("question", "answer"))
