"""A mark in every column about signs, referrals and guardians of the marked child."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import concerns, guardians, referrals
from lantern.actions.concerns import Signs
from lantern.actions.guardians import Named
from lantern.actions.referrals import NewDecision, NewLetter, NewReferral
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import AuthorityView, ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.referrals import NAMES, Decider, Ground, Outcome, Purpose
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.signs import Certainty, HeardFrom
from tests.factories.marked_beside import named
from tests.factories.marks import MARKS
from tests.factories.night import Night
from tests.factories.organisations import make_account, make_organisation


def referred(night: Night, *, by: Actor, now: datetime) -> dict[str, str]:
    """Go through it all: a sign, a view, no referral and then one, a decision, and a guardian who challenges."""
    m, child, when = MARKS, night.child.reference, When.moment(now)
    told = {"child": child, "by": by, "now": now}
    said = {**told, "happened": when, "words": m["Event.words"]}
    signs = Signs(
        seen=(("debt", Certainty.OBSERVED),),
        happened=when,
        heard_from=HeardFrom.CHILD,
        said_by=m["EventSource.said_by"],
        evidence=m["ConcernDetail.evidence"],
        words=m["Event.words"],
    )
    concerns.record_signs(signs=signs, **told)
    view = {"happened": when, "reasons": m["Event.words"]}
    concerns.record_view(view=AuthorityView.POTENTIAL_VICTIM, **view, **told)
    again = day_of(now) + timedelta(days=30)
    decided_by = m["NotReferredDetail.decided_by"]
    concerns.record_no_referral(decided_by=decided_by, look_again_on=again, **view, **told)
    number = _nrm(child, when, by=by, now=now)
    guardians.ask_for_guardian(
        service=m["GuardianAsked.service"], reference=m["GuardianAsked.reference"], **said
    )
    named_now = Named(
        guardian_name=m["GuardianAllocation.guardian_name"],
        service=m["GuardianAllocation.service"],
        role=GuardianRole.DIRECT,
        contact=m["GuardianAllocation.contact"],
    )
    guardians.allocate(named=named_now, **said)
    guardian = make_account(
        role=Role.GUARDIAN, organisation=make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    )
    let_in_by = named(by, "GuardianAccess.by_name")
    guardians.let_in(child=child, account=guardian.pk, by=let_in_by, now=now)
    guardians.note(says=GuardianSays.VIEW, decision=None, about=m["GuardianNote.about"], **said)
    challenge = guardians.challenge(about=ChallengeAbout.TRACING, **said)
    return {"nrm": str(number), "challenge": str(challenge), "guardian": str(guardian.pk)}


def _nrm(child: str, when: When, *, by: Actor, now: datetime) -> int:
    m, told = MARKS, {"child": child, "now": now}
    sent_by = named(by, "WelfareForm.by_name")
    referrals.record_welfare_form(sent=when, sent_to=m["WelfareForm.sent_to"], by=sent_by, **told)
    answers = tuple((name, m["NrmAnswer.answer"]) for name in NAMES)
    referral = NewReferral(
        happened=when, decider=Decider.COMPETENT_AUTHORITY, answers=answers, words=m["Event.words"]
    )
    number = referrals.refer(referral=referral, by=by, **told)
    letter = NewLetter(purpose=Purpose.REFERENCE, happened=when, reference=m["NrmLetter.reference"])
    referrals.record_letter(referral=number, letter=letter, by=by, **told)
    decision = NewDecision(
        ground=Ground.REASONABLE,
        outcome=Outcome.POSITIVE,
        decided=when,
        decider=Decider.COMPETENT_AUTHORITY,
        words=m["Event.words"],
    )
    referrals.record_decision(referral=number, decision=decision, by=by, **told)
    # A second form, which no referral followed yet.
    referrals.record_welfare_form(sent=when, sent_to=m["WelfareForm.sent_to"], by=sent_by, **told)
    return number
