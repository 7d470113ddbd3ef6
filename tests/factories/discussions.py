"""Strategy discussions, actions and what a police level relied on, as bare rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lantern.accounts.models import Organisation
from lantern.record.models import (
    ActionAnswer,
    ActionDetail,
    ChallengeAnswer,
    ChallengeDetail,
    DiscussionDetail,
    DiscussionEpisode,
    DiscussionPerson,
    Event,
    FloorDetail,
    MinutesGiven,
    MinutesReceipt,
    MissingEpisode,
    RiskBasis,
    RiskCited,
    SearchReview,
)
from lantern.vocabulary.days import day_of
from lantern.vocabulary.discussions import (
    ChallengeOutcome,
    HeldBy,
    Outcome,
    Route,
    Section47,
    SetIn,
    TookPartFor,
)
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Role
from tests.factories.case_events import make_case_event
from tests.factories.missing import RECORDED_AT, make_event, make_missing_episode
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

HELD = EventKind.STRATEGY_DISCUSSION_HELD


@invented
def make_discussion_detail(*, event: Event | None = None, **fields: Any) -> DiscussionDetail:
    fields.setdefault("held_by", HeldBy.MEETING.value)
    fields.setdefault("decided", "The police ring the friend; the social worker sees the child.")
    fields.setdefault("section_47", Section47.NOT_MADE.value)
    fields.setdefault("section_47_because", "Nobody has seen the child yet.")
    if not fields.get("no_review_because"):
        fields.setdefault("next_review_on", day_of(RECORDED_AT) + timedelta(days=3))
    return DiscussionDetail.objects.create(event=event or make_case_event(kind=HELD), **fields)


@invented
def make_discussion_person(*, event: Event | None = None, **fields: Any) -> DiscussionPerson:
    fields.setdefault("name", "Invented Sergeant")
    fields.setdefault("post", "Sergeant")
    fields.setdefault("organisation", "Invented Police")
    fields.setdefault("took_part_for", TookPartFor.POLICE.value)
    return DiscussionPerson.objects.create(event=event or make_case_event(kind=HELD), **fields)


@invented
def make_discussion_episode(
    *, event: Event | None = None, episode: MissingEpisode | None = None
) -> DiscussionEpisode:
    return DiscussionEpisode.objects.create(
        event=event or make_case_event(kind=HELD), episode=episode or make_missing_episode()
    )


@invented
def make_action_detail(
    *, event: Event | None = None, organisation: Organisation | None = None, **fields: Any
) -> ActionDetail:
    fields.setdefault("owner", "Invented Worker")
    fields.setdefault("due_on", day_of(RECORDED_AT) + timedelta(days=1))
    fields.setdefault("set_in", SetIn.DESK.value)
    event = event or make_case_event(kind=EventKind.ACTION_SET)
    return ActionDetail.objects.create(
        event=event, organisation=organisation or make_organisation(), **fields
    )


@invented
def make_action_answer(*, event: Event | None = None, **fields: Any) -> ActionAnswer:
    fields.setdefault("outcome", Outcome.DONE.value)
    return ActionAnswer.objects.create(
        event=event or make_case_event(kind=EventKind.ACTION_ANSWERED), **fields
    )


@invented
def make_minutes_given(*, event: Event | None = None, **fields: Any) -> MinutesGiven:
    fields.setdefault("to", "Invented Nurse")
    fields.setdefault("organisation", "Invented Health Trust")
    fields.setdefault("route", Route.BY_HAND.value)
    fields.setdefault("given_on", day_of(RECORDED_AT))
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return MinutesGiven.objects.create(event=event or make_case_event(kind=HELD), **fields)


@invented
def make_minutes_receipt(*, given: MinutesGiven | None = None, **fields: Any) -> MinutesReceipt:
    given = given or make_minutes_given()
    fields.setdefault("received_on", day_of(RECORDED_AT))
    fields.setdefault("words", "She rang back.")
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.SOCIAL_WORKER.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return MinutesReceipt.objects.create(given=given, event=given.event, **fields)


@invented
def make_risk_basis(*, event: Event | None = None, **fields: Any) -> RiskBasis:
    fields.setdefault("relied_on", "Her telephone has been off since nine.")
    return RiskBasis.objects.create(event=event or make_event(kind=EventKind.RISK_ASSESSED), **fields)


@invented
def make_risk_cited(*, event: Event | None = None, entry: Event | None = None) -> RiskCited:
    event = event or make_event(kind=EventKind.RISK_ASSESSED)
    return RiskCited.objects.create(event=event, entry=entry or make_event(episode=event.episode))


@invented
def make_challenge_detail(*, event: Event | None = None, **fields: Any) -> ChallengeDetail:
    fields.setdefault("put_to", "Inspector Invented")
    return ChallengeDetail.objects.create(event=event or make_event(kind=EventKind.RISK_CHALLENGED), **fields)


@invented
def make_challenge_answer(*, event: Event | None = None, **fields: Any) -> ChallengeAnswer:
    fields.setdefault("outcome", ChallengeOutcome.KEPT.value)
    fields.setdefault("officer", "Inspector Invented")
    return ChallengeAnswer.objects.create(
        event=event or make_event(kind=EventKind.CHALLENGE_ANSWERED), **fields
    )


@invented
def make_search_review(*, event: Event | None = None, **fields: Any) -> SearchReview:
    fields.setdefault("done_since", "The hospitals were asked again.")
    fields.setdefault("who", "Invented Manager, head of service")
    fields.setdefault("next_review_at", RECORDED_AT + timedelta(hours=20))
    return SearchReview.objects.create(
        event=event or make_event(kind=EventKind.INFORMATION_RECEIVED), **fields
    )


@invented
def make_floor_detail(*, event: Event | None = None, **fields: Any) -> FloorDetail:
    fields.setdefault("level", RiskLevel.LOW.value)
    return FloorDetail.objects.create(
        event=event or make_event(kind=EventKind.INFORMATION_RECEIVED), **fields
    )
