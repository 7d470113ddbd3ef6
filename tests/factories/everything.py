"""One row in every guarded table about one child of one night."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from lantern.accounts.models import Account, Organisation
from lantern.record.models import Child, Event
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind
from tests.factories import (
    access,
    after,
    arrivals,
    casework,
    children,
    childs_page,
    concerns,
    discussions,
    duplicates,
    feed,
    imports,
    involved,
    matches,
    missing,
    notices,
    places,
    plans,
    publicity,
    waking,
)
from tests.factories.case_events import make_case_event
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_organisation

Rows = dict[type[Model], set[int]]


@dataclass(frozen=True, kw_only=True)
class Everything:
    """A night, and the keys of every row about its child."""

    night: Night
    rows: Rows
    episode_id: int
    let_in: Organisation
    service: Organisation  # was asked to hold the return interview of this very episode
    guardian: Account  # of whom nobody but this very child is
    sealed_id: int
    sealed_answer_id: int
    case_event_ids: frozenset[int]  # of the child's case, and of no episode
    unknown: Child  # who was matched with the child: a stranger's, seen by whoever sees every child


def make_everything() -> Everything:
    """Make one of each, all about one child."""
    night = make_night()
    child = night.child
    episode = missing.make_missing_episode(child=child, police_force=night.force)
    event = missing.make_event(episode=episode)
    telling = notices.make_telling(event=event, organisation=night.host)
    care = children.make_care_episode(child=child)
    placement = children.make_placement(child=child, provider=night.home)
    run = imports.make_import_run(authority=night.authority)
    offered = missing.make_event(episode=episode, kind=EventKind.RETURN_INTERVIEW_OFFERED)
    plan = involved.make_return_plan(child=child)
    link = childs_page.make_childs_link(episode=episode)
    person = involved.make_private_person(child=child)
    going = plans.make_going_missing_plan(child=child)
    care_event = make_case_event(child=child, kind=EventKind.CARE_PLAN_RECORDED)
    holding = plans.make_plan_holding(plan=going)
    wish = plans.make_child_wish(child=child)
    let_in = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    sealed = missing.make_event(episode=episode, kind=EventKind.INFORMATION_RECEIVED)
    sealed_answer = missing.make_call_answer(event=sealed)
    unknown = children.make_child(is_unidentified=True)
    match = matches.make_child_match(known=child, unknown=unknown)
    welfare = concerns.make_welfare_form(child=child)
    referral = concerns.make_nrm_referral(event=event, welfare_form=welfare)
    interview = after.make_return_interview(event=event)
    guardian = concerns.make_guardian_access(
        event=make_case_event(kind=EventKind.GUARDIAN_ALLOCATED, child=child)
    )
    service = after.make_interview_asked(episode=episode)
    given = discussions.make_minutes_given(event=event)
    made = [
        child,
        episode,
        event,
        offered,
        telling,
        care,
        placement,
        run,
        children.make_child_name(child=child, name="Another Invented Name"),
        children.make_child_identifier(child=child),
        children.make_responsibility_period(child=child),
        children.make_unaccompanied_period(child=child),
        children.make_protected_contact(child=child),
        children.make_care_episode_address(care_episode=care),
        children.make_care_review(child=child),
        children.make_placement_address(placement=placement),
        missing.make_event_source(event=event),
        missing.make_report_detail(event=event),
        missing.make_classification_detail(event=event),
        missing.make_risk_detail(event=event),
        missing.make_police_call_detail(event=event),
        missing.make_interview_offer_detail(event=offered),
        missing.make_call_answer(event=event),
        sealed_answer,
        missing.make_located_detail(event=event),
        missing.make_located_place(event=event),
        missing.make_enquiry_detail(event=event),
        missing.make_owed_duty(arises_from=event),
        waking.make_owed_step(arises_from=event),
        notices.make_telling_attempt(telling=telling),
        notices.make_notice_code(telling=telling),
        notices.make_acknowledgement(telling=telling),
        imports.make_import_row(run=run),
        involved.make_away_detail(event=event),
        involved.make_away_place(event=event),
        involved.make_lead_detail(event=event),
        involved.make_count_detail(event=event),
        involved.make_private_call_detail(event=event, person=person),
        involved.make_episode_access(episode=episode, organisation=let_in),
        plan,
        involved.make_lateness(child=child, plan=plan),
        involved.make_involvement(child=child),
        person,
        involved.make_private_decision(person=person),
        involved.make_told_whom(event=event),
        involved.make_nobody_told(episode=episode),
        involved.make_photograph(child=child),
        access.make_bundle(child=child),
        sealed,
        involved.make_seal(event=sealed),
        match,
        matches.make_match_moved(match=match, episode=episode),
        matches.make_identification(child=child),
        going,
        going.event,
        care_event,
        holding,
        holding.event,
        wish,
        wish.event,
        plans.make_plan_step(plan=going),
        plans.make_plan_person(plan=going, person=person),
        plans.make_episode_plan(episode=episode, plan=going),
        plans.make_care_status_detail(event=care_event),
        plans.make_placement_detail(event=care_event),
        plans.make_ended_at_once(event=care_event),
        plans.make_end_notice(event=care_event),
        *(make(event=event) for make in arrivals.MADE),
        *(make(event=event) for make in casework.MADE),
        concerns.make_concern_detail(event=event),
        concerns.make_sign_seen(event=event),
        concerns.make_view_detail(event=event),
        concerns.make_not_referred_detail(event=event),
        welfare,
        referral,
        concerns.make_nrm_answer(event=event),
        concerns.make_nrm_decision(event=event, referral=referral),
        concerns.make_nrm_letter(event=event, referral=referral),
        concerns.make_guardian_asked(event=event),
        concerns.make_guardian_allocation(event=event),
        guardian,
        guardian.event,
        concerns.make_guardian_note(event=event),
        concerns.make_guardian_challenge(event=event),
        concerns.make_guardian_answer(event=event),
        interview,
        service,
        after.make_service_terms(authority=night.authority, service=service.service),
        after.make_interviewed_return(event=event, interview=interview),
        after.make_interview_said(event=event),
        after.make_interview_theme(event=event),
        after.make_not_held_detail(event=event),
        after.make_interview_share(event=event, interview=interview),
        after.make_prevention_detail(event=event),
        after.make_prevention_said(event=event),
        after.make_visit_detail(event=event),
        after.make_child_answered_detail(event=event, interview=interview),
        after.make_said_in_confidence(event=event),
        link,
        childs_page.make_child_said_detail(event=event, link=link),
        childs_page.make_changed_detail(event=event),
        childs_page.make_not_told_detail(event=event, interview=interview),
        discussions.make_discussion_detail(event=event),
        discussions.make_discussion_person(event=event),
        discussions.make_discussion_episode(event=event, episode=episode),
        discussions.make_action_detail(event=event, organisation=night.force),
        discussions.make_action_answer(event=event),
        given,
        discussions.make_minutes_receipt(given=given),
        discussions.make_risk_basis(event=event),
        discussions.make_risk_cited(event=event, entry=offered),
        discussions.make_challenge_detail(event=event),
        discussions.make_challenge_answer(event=event),
        discussions.make_floor_detail(event=event),
        discussions.make_search_review(event=event),
        feed.make_legal_status_period(child=child),
        feed.make_fed_thing(child=child),
        duplicates.make_pair_decision(first=child, second=unknown),
        publicity.make_appeal(event=event),
        publicity.make_appeal_signature(event=event),
        publicity.make_appeal_place(event=event),
        publicity.make_appeal_down(event=event),
        publicity.make_text_safe_asked(event=event),
        publicity.make_text_safe_answer(event=event),
        publicity.make_recovery_order_sought(event=event),
        publicity.make_recovery_order_decided(event=event),
        publicity.make_given_reference(event=event),
        publicity.make_warning_notice(event=event),
        publicity.make_warning_notice_person(event=event),
        places.make_listed_place(event=event, came_from=event),
        places.make_place_search(event=event),
    ]
    rows: Rows = {}
    for row in made:
        rows.setdefault(type(row), set()).add(row.pk)
    return Everything(
        night=night,
        rows=rows,
        episode_id=episode.pk,
        let_in=let_in,
        service=service.service,
        guardian=guardian.account,
        sealed_id=sealed.pk,
        sealed_answer_id=sealed_answer.pk,
        case_event_ids=frozenset(
            row.pk for row in made if isinstance(row, Event) and row.child_id is not None
        ),
        unknown=unknown,
    )
