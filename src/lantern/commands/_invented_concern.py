"""The demonstration's child with a concern about trafficking: signs, a view, a referral and a guardian."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import concerns, guardians, referrals
from lantern.actions.concerns import Signs
from lantern.actions.guardians import Named
from lantern.actions.referrals import NewReferral
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import AuthorityView, GuardianRole
from lantern.vocabulary.days import When
from lantern.vocabulary.referrals import Decider
from lantern.vocabulary.signs import Certainty, HeardFrom


def referred(child: str, *, guardian: Actor, by: Actor, now: datetime) -> None:
    """Let a child be referred the day after a sign was heard, with nobody having decided yet, and a guardian named."""
    heard, later = When.moment(now - timedelta(hours=30)), When.moment(now - timedelta(hours=20))
    seen = (("number_to_ring", Certainty.OBSERVED), ("debt", Certainty.SUSPECTED))
    signs = Signs(
        seen=seen,
        happened=heard,
        heard_from=HeardFrom.CARER,
        evidence="A slip of paper with a foreign number, which he will not give away.",
    )
    concerns.record_signs(child=child, signs=signs, by=by, now=now)
    concerns.record_view(
        child=child,
        view=AuthorityView.POTENTIAL_VICTIM,
        happened=later,
        reasons="The number, and what he said of money that his uncle owes.",
        by=by,
        now=now,
    )
    referrals.record_welfare_form(
        child=child, sent=later, sent_to="Northmere children’s duty team", by=by, now=now
    )
    answers = (("trafficking", "yes"), ("slavery", "not_known"), ("control", "A debt; a number to ring."))
    referral = NewReferral(happened=later, decider=Decider.COMPETENT_AUTHORITY, answers=answers)
    referrals.refer(child=child, referral=referral, by=by, now=now)
    service = "Beside You Guardians"
    guardians.ask_for_guardian(
        child=child, happened=later, service=service, reference="", words="", by=by, now=now
    )
    named = Named(guardian_name="", service="", role=GuardianRole.DIRECT, account=guardian.account_id)
    guardians.allocate(child=child, happened=later, named=named, words="", by=by, now=now)
