"""Signs, views, referrals and guardians, as bare rows of a child's case."""

from __future__ import annotations

from typing import Any

from lantern.accounts.models import Account
from lantern.record.models import (
    Child,
    ConcernDetail,
    Event,
    GuardianAccess,
    GuardianAllocation,
    GuardianAnswer,
    GuardianAsked,
    GuardianChallenge,
    GuardianNote,
    NotReferredDetail,
    NrmAnswer,
    NrmDecision,
    NrmLetter,
    NrmReferral,
    SignSeen,
    ViewDetail,
    WelfareForm,
)
from lantern.vocabulary.concerns import AuthorityView, ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.referrals import FORM, Decider, Ground, Outcome, Purpose
from lantern.vocabulary.roles import Role
from lantern.vocabulary.signs import VERSION, Certainty, HeardFrom
from tests.factories.case_events import make_case_event
from tests.factories.children import make_child
from tests.factories.missing import RECORDED_AT
from tests.factories.organisations import make_account
from tests.factories.sight import invented


@invented
def make_concern_detail(*, event: Event | None = None, **fields: Any) -> ConcernDetail:
    fields.setdefault("version", VERSION)
    fields.setdefault("heard_from", HeardFrom.OWN.value)
    fields.setdefault("evidence", "Seen at the door by an invented worker")
    return ConcernDetail.objects.create(
        event=event or make_case_event(kind=EventKind.CONCERN_RECORDED), **fields
    )


@invented
def make_sign_seen(*, event: Event | None = None, **fields: Any) -> SignSeen:
    fields.setdefault("code", "debt")
    fields.setdefault("certainty", Certainty.SUSPECTED.value)
    return SignSeen.objects.create(event=event or make_case_event(kind=EventKind.CONCERN_RECORDED), **fields)


@invented
def make_view_detail(*, event: Event | None = None, **fields: Any) -> ViewDetail:
    fields.setdefault("view", AuthorityView.POTENTIAL_VICTIM.value)
    return ViewDetail.objects.create(event=event or make_case_event(kind=EventKind.CONCERN_VIEWED), **fields)


@invented
def make_not_referred_detail(*, event: Event | None = None, **fields: Any) -> NotReferredDetail:
    fields.setdefault("decided_by", "Invented Manager")
    fields.setdefault("look_again_on", day_of(RECORDED_AT))
    return NotReferredDetail.objects.create(
        event=event or make_case_event(kind=EventKind.NOT_REFERRED), **fields
    )


@invented
def make_welfare_form(*, child: Child | None = None, **fields: Any) -> WelfareForm:
    fields.setdefault("sent_on", day_of(RECORDED_AT))
    fields.setdefault("sent_to", "Invented Duty Team")
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return WelfareForm.objects.create(child=child or make_child(), **fields)


@invented
def make_nrm_referral(*, event: Event | None = None, **fields: Any) -> NrmReferral:
    form = fields["welfare_form"] = fields.get("welfare_form") or make_welfare_form()
    fields.setdefault("form", FORM)
    fields.setdefault("decider", Decider.COMPETENT_AUTHORITY.value)
    event = event or make_case_event(kind=EventKind.NRM_REFERRED, child=form.child)
    return NrmReferral.objects.create(event=event, **fields)


@invented
def make_nrm_answer(*, event: Event | None = None, **fields: Any) -> NrmAnswer:
    fields.setdefault("question", "perpetrators")
    fields.setdefault("answer", "Nobody is known by name")
    return NrmAnswer.objects.create(event=event or make_case_event(kind=EventKind.NRM_REFERRED), **fields)


@invented
def make_nrm_decision(
    *, event: Event | None = None, referral: NrmReferral | None = None, **fields: Any
) -> NrmDecision:
    referral = referral or make_nrm_referral()
    fields.setdefault("ground", Ground.REASONABLE.value)
    fields.setdefault("outcome", Outcome.POSITIVE.value)
    fields.setdefault("decider", Decider.COMPETENT_AUTHORITY.value)
    event = event or make_case_event(kind=EventKind.NRM_DECIDED, child=referral.event.child)
    return NrmDecision.objects.create(event=event, referral=referral, **fields)


@invented
def make_nrm_letter(
    *, event: Event | None = None, referral: NrmReferral | None = None, **fields: Any
) -> NrmLetter:
    referral = referral or make_nrm_referral()
    fields.setdefault("purpose", Purpose.FURTHER_INFORMATION.value)
    event = event or make_case_event(kind=EventKind.NRM_INFORMED, child=referral.event.child)
    return NrmLetter.objects.create(event=event, referral=referral, **fields)


@invented
def make_guardian_asked(*, event: Event | None = None, **fields: Any) -> GuardianAsked:
    fields.setdefault("service", "Invented Guardians")
    return GuardianAsked.objects.create(
        event=event or make_case_event(kind=EventKind.GUARDIAN_REFERRED), **fields
    )


@invented
def make_guardian_allocation(*, event: Event | None = None, **fields: Any) -> GuardianAllocation:
    fields.setdefault("guardian_name", "Gil Invented")
    fields.setdefault("service", "Invented Guardians")
    fields.setdefault("role", GuardianRole.DIRECT.value)
    return GuardianAllocation.objects.create(
        event=event or make_case_event(kind=EventKind.GUARDIAN_ALLOCATED), **fields
    )


@invented
def make_guardian_access(
    *, event: Event | None = None, account: Account | None = None, **fields: Any
) -> GuardianAccess:
    """Make an account see a child as guardian: the event must be of the child's case."""
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("recorded_at", RECORDED_AT)
    return GuardianAccess.objects.create(
        event=event or make_case_event(kind=EventKind.GUARDIAN_ALLOCATED),
        account=account or make_account(role=Role.GUARDIAN),
        **fields,
    )


@invented
def make_guardian_note(*, event: Event | None = None, **fields: Any) -> GuardianNote:
    fields.setdefault("says", GuardianSays.CONTACT.value)
    return GuardianNote.objects.create(event=event or make_case_event(kind=EventKind.GUARDIAN_SAID), **fields)


@invented
def make_guardian_challenge(*, event: Event | None = None, **fields: Any) -> GuardianChallenge:
    fields.setdefault("about", ChallengeAbout.SAFER_ACCOMMODATION.value)
    return GuardianChallenge.objects.create(
        event=event or make_case_event(kind=EventKind.GUARDIAN_CHALLENGED), **fields
    )


@invented
def make_guardian_answer(*, event: Event | None = None, **fields: Any) -> GuardianAnswer:
    fields.setdefault("agreed", True)
    return GuardianAnswer.objects.create(
        event=event or make_case_event(kind=EventKind.GUARDIAN_ANSWERED), **fields
    )
