"""Refer a child to the National Referral Mechanism, and record what was sent and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit, written_by_role
from lantern.policies import referrals as policy
from lantern.policies.missing import check_not_matched
from lantern.policies.referrals import Decision
from lantern.policies.times import check_not_future
from lantern.queries.children import display_names
from lantern.queries.concern_events import of_kind
from lantern.queries.known_of_child import known_of
from lantern.queries.missing import find_child, lock_child
from lantern.queries.referrals import (
    Referral,
    WelfareSent,
    answers_of,
    asked_of,
    decision_of,
    standing_series,
    welfare_of,
)
from lantern.queries.seeing import require
from lantern.record.models import (
    Child,
    Event,
    NrmAnswer,
    NrmDecision,
    NrmLetter,
    NrmReferral,
    WelfareForm,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.referrals import FORM, NAMES, Decider, Ground, Outcome, Purpose
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class NewReferral:
    """One referral: when it was made, who decides, what it says, and, of a further one, what it is about."""

    happened: When
    decider: Decider
    answers: tuple[tuple[str, str], ...]  # by the names of the questions; what is empty was not answered
    wholly_before_first: bool | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class NewDecision:
    """One decision: what kind, how, on which day, by whom; `anew` is the reconsideration that it answers."""

    ground: Ground
    outcome: Outcome
    decided: When
    decider: Decider
    anew: int | None = None
    recovery_allowed: bool = False
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class NewLetter:
    """What was sent to the competent authority after the referral, or came from it."""

    purpose: Purpose
    happened: When
    ground: Ground | None = None
    reference: str = ""
    words: str = ""


@acts
def record_welfare_form(*, child: str, sent: When, sent_to: str, by: Actor, now: datetime) -> int:
    """Record that the child welfare form was sent to the authority: it comes before the referral."""
    row = _may_refer(child, is_new=True, by=by)
    check_not_future(happened=sent, words="when it was sent", field="sent", now=now)
    if not sent_to.strip():
        raise Refused("Enter to whom the form was sent.", field="sent_to")
    form = WelfareForm(
        child=row,
        sent_on=sent.on,
        sent_at=sent.at,
        sent_to=sent_to.strip(),
        **written_by_role(by=by, now=now),
    )
    check_fits(form)
    form.save(force_insert=True)
    audit(action="referrals.record_welfare_form", about=child, by=by, now=now)
    return form.pk


@acts
def refer(*, child: str, referral: NewReferral, by: Actor, now: datetime) -> int:
    """Record that a child was referred. A child is never asked for consent; the welfare form comes first."""
    row = _may_refer(child, is_new=True, by=by)
    rows, series = standing_series(row)
    certainty = DateCertainty(row.date_of_birth_certainty)
    born = None if row.is_unidentified else row.date_of_birth
    on = referral.happened.on
    policy.check_is_a_child(born_on=born, certainty=certainty, on=on)
    policy.check_route(decider=referral.decider, born_on=born, certainty=certainty, on=on)
    form = welfare_of(row, rows)
    policy.check_welfare_form(sent_on=form.sent.on if form else None, referred_on=on)
    assert form is not None
    answers = _answers(referral)
    if series and referral.wholly_before_first is None:
        raise Refused(
            "This child was referred before. Say whether all of it was done before the first decision.",
            field="wholly_before_first",
        )
    event = events.append(
        child=row,
        kind=EventKind.NRM_REFERRED,
        happened=referral.happened,
        words=referral.words,
        detail=NrmReferral(
            welfare_form_id=form.number,
            form=FORM,
            decider=referral.decider.value,
            wholly_before_first=referral.wholly_before_first if series else None,
        ),
        more=answers,
        by=by,
        now=now,
    )
    audit(action="referrals.refer", about=child, by=by, now=now)
    return event.pk


def _answers(referral: NewReferral) -> list[NrmAnswer]:
    said = {name: answer.strip() for name, answer in referral.answers if answer.strip()}
    if not set(said) <= set(NAMES):
        raise Refused(
            "There is a question here that is not asked. Nothing was recorded. Open the page again."
        )
    policy.check_said(slavery=said.get("slavery", ""), trafficking=said.get("trafficking", ""))
    return [NrmAnswer(question=name, answer=answer) for name, answer in said.items()]


@acts
def record_decision(*, child: str, referral: int, decision: NewDecision, by: Actor, now: datetime) -> int:
    """Record what the competent authority, or a devolved panel, decided on one referral."""
    row = _may_refer(child, by=by)
    held, rows = _referral(row, referral)
    policy.check_decision(
        Decision(
            ground=decision.ground,
            outcome=decision.outcome,
            decided_on=decision.decided.on,
            anew=decision.anew,
        ),
        before=_decisions(held, rows),
        asked=_asked(held, rows),
        referred_on=held.happened_on,
        today=day_of(now),
    )
    event = events.append(
        child=row,
        kind=EventKind.NRM_DECIDED,
        happened=decision.decided,
        words=decision.words,
        answers=next((each for each in rows if each.pk == decision.anew), held),
        detail=NrmDecision(
            referral=held.nrm_referral,
            ground=decision.ground.value,
            outcome=decision.outcome.value,
            decider=decision.decider.value,
            anew_id=decision.anew,
            recovery_allowed=decision.recovery_allowed
            and (decision.ground, decision.outcome) == (Ground.REASONABLE, Outcome.POSITIVE),
        ),
        by=by,
        now=now,
    )
    audit(action="referrals.record_decision", about=child, by=by, now=now)
    return event.pk


@acts
def record_letter(*, child: str, referral: int, letter: NewLetter, by: Actor, now: datetime) -> int:
    """Record what was sent to the competent authority after the referral: more, or a request to decide anew."""
    row = _may_refer(child, by=by)
    held, rows = _referral(row, referral)
    _check_letter(letter, held, rows)
    event = events.append(
        child=row,
        kind=EventKind.NRM_INFORMED,
        happened=letter.happened,
        words=letter.words,
        answers=held,
        detail=NrmLetter(
            referral=held.nrm_referral,
            purpose=letter.purpose.value,
            ground=letter.ground.value if letter.ground else "",
            reference=letter.reference.strip(),
        ),
        by=by,
        now=now,
    )
    audit(action="referrals.record_letter", about=child, by=by, now=now)
    return event.pk


def _check_letter(letter: NewLetter, held: Event, rows: list[Event]) -> None:
    if letter.happened.on < held.happened_on:
        raise policy.WrongOrder("This cannot be before the referral. Check the day.", field="happened")
    if letter.purpose is Purpose.REFERENCE and not letter.reference.strip():
        raise Refused("Enter the reference.", field="reference")
    if letter.purpose is Purpose.FURTHER_INFORMATION and not letter.words.strip():
        raise Refused("Say what was sent.", field="words")
    if letter.purpose is Purpose.RECONSIDERATION:
        if letter.ground is None:
            raise Refused("Choose which decision is asked for anew.", field="ground")
        policy.check_reconsideration(
            ground=letter.ground,
            asked_on=letter.happened.on,
            before=_decisions(held, rows),
            asked=_asked(held, rows),
        )


def _may_refer(child: str, *, is_new: bool = False, by: Actor) -> Child:
    """Take the child for somebody of a first responder organisation who may refer; refuse others with whom to ask.

    What comes of a referral is recorded where it was made, even once the child was matched; a new one is not.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.REFER_TO_NRM, row=row, by=by)
    if is_new:
        check_not_matched(is_matched=row.matched_to_id is not None)
    own = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    if own is not None:
        policy.check_first_responder(OrganisationKind(own.kind))
    return row


def _referral(child: Child, number: int) -> tuple[Event, list[Event]]:
    rows, _ = standing_series(child)
    held = next((row for row in of_kind(rows, EventKind.NRM_REFERRED) if row.pk == number), None)
    if held is None:
        raise NotFound("There is no such referral that stands. Record the referral first.")
    return held, rows


def _decisions(held: Event, rows: list[Event]) -> list[Decision]:
    own = held.nrm_referral.pk
    decided = of_kind(rows, EventKind.NRM_DECIDED)
    return [decision_of(row) for row in decided if row.nrm_decision.referral_id == own]


def _asked(held: Event, rows: list[Event]) -> tuple[policy.Asked, ...]:
    own = held.nrm_referral.pk
    return asked_of(
        [row for row in of_kind(rows, EventKind.NRM_INFORMED) if row.nrm_letter.referral_id == own]
    )


@dataclass(frozen=True, kw_only=True)
class Beforehand:
    """What a new referral begins with: what the record knows, and whether it is a further one of the series."""

    known: dict[str, str]
    is_further: bool
    welfare: WelfareSent | None


@acts
def open_form(*, child: str, by: Actor, now: datetime) -> Beforehand:
    """Open the form of a referral, filled in from the record. What is read into it is audited."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.REFER_TO_NRM, row=row, by=by)
    rows, series = standing_series(row)
    begun = Beforehand(known=known_of(row, by=by), is_further=bool(series), welfare=welfare_of(row, rows))
    audit(action="referrals.open_form", about=child, by=by, now=now)
    return begun


@dataclass(frozen=True, kw_only=True)
class OpenedReferral:
    """One referral, with all that it says."""

    child: str
    name: str
    referral: Referral
    answers: dict[str, str]
    as_of: datetime


@acts
def open_referral(*, child: str, referral: int, by: Actor, now: datetime) -> OpenedReferral:
    """Open one referral whole: it names those suspected and other children, so reading it is audited."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_PROTECTED, row=row, by=by)
    _, series = standing_series(row)
    found = next((one for one in series if one.said.number == referral), None)
    if found is None:
        raise NotFound("There is no such referral that you may see. Open the child’s page again.")
    opened = OpenedReferral(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        referral=found,
        answers=answers_of(referral),
        as_of=now,
    )
    audit(action="referrals.open_referral", about=child, by=by, now=now)
    return opened
