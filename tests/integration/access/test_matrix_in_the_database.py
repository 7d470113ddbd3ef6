from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.utils import ProgrammingError

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.queries.seeing import episodes_visible_to, visible_to
from lantern.record import models as record
from lantern.record.context import context_of, seen_as
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation, Role
from tests.factories.access import make_bundle_content, make_draft, make_released_bundle
from tests.factories.children import make_child
from tests.factories.childs_page import make_calendar_address, make_childs_text
from tests.factories.everything import Everything, make_everything
from tests.factories.missing import make_missing_episode
from tests.factories.night import SEEN
from tests.factories.notices import make_demo_message
from tests.factories.organisations import make_account, make_organisation

NEEDED: dict[type[Model], Permission] = {
    record.Child: Permission.SEE_NAME,
    record.ChildName: Permission.SEE_NAME,
    record.ChildIdentifier: Permission.SEE_NAME,
    record.ResponsibilityPeriod: Permission.SEE_NAME,
    record.UnaccompaniedPeriod: Permission.SEE_RECORD,
    record.CareEpisode: Permission.SEE_RECORD,
    record.CareReview: Permission.SEE_RECORD,
    record.Placement: Permission.SEE_RECORD,
    record.ProtectedContact: Permission.SEE_PROTECTED,
    record.CareEpisodeAddress: Permission.SEE_PROTECTED,
    record.PlacementAddress: Permission.SEE_PROTECTED,
    record.MissingEpisode: Permission.SEE_EPISODE,
    record.OwedDuty: Permission.SEE_EPISODE,
    record.OwedStep: Permission.SEE_EPISODE,
    record.Telling: Permission.SEE_EPISODE,
    record.TellingAttempt: Permission.SEE_EPISODE,
    record.NoticeCode: Permission.SEE_EPISODE,
    record.Acknowledgement: Permission.SEE_EPISODE,
    record.Event: Permission.SEE_RECORD,
    record.ReportDetail: Permission.SEE_RECORD,
    record.ClassificationDetail: Permission.SEE_RECORD,
    record.RiskDetail: Permission.SEE_RECORD,
    record.PoliceCallDetail: Permission.SEE_RECORD,
    record.InterviewOfferDetail: Permission.SEE_RECORD,
    record.CallAnswer: Permission.SEE_RECORD,
    record.LocatedDetail: Permission.SEE_RECORD,
    record.EnquiryDetail: Permission.SEE_RECORD,
    record.EventSource: Permission.SEE_PROTECTED,
    record.LocatedPlace: Permission.SEE_PROTECTED,
    record.AwayDetail: Permission.SEE_RECORD,
    record.AwayPlace: Permission.SEE_PROTECTED,
    record.LeadDetail: Permission.SEE_RECORD,
    record.CountDetail: Permission.SEE_RECORD,
    record.PrivateCallDetail: Permission.SEE_PROTECTED,
    record.EpisodeAccess: Permission.SEE_RECORD,
    record.InterviewAsked: Permission.SEE_RECORD,
    record.ReturnPlan: Permission.SEE_NAME,
    record.Involvement: Permission.SEE_RECORD,
    record.NobodyTold: Permission.SEE_PROTECTED,
    record.PrivatePerson: Permission.SEE_PROTECTED,
    record.PrivateDecision: Permission.SEE_PROTECTED,
    record.Photograph: Permission.SEE_PROTECTED,
    record.Bundle: Permission.SEE_PROTECTED,
    record.Seal: Permission.SEE_SEALED,
    record.ChildMatch: Permission.SEE_RECORD,
    record.MatchMoved: Permission.SEE_RECORD,
    record.Identification: Permission.SEE_RECORD,
    record.GoingMissingPlan: Permission.SEE_PLAN,
    record.PlanStep: Permission.SEE_PLAN,
    record.PlanPerson: Permission.SEE_PLAN,
    record.PlanHolding: Permission.SEE_PLAN,
    record.EpisodePlan: Permission.SEE_EPISODE,
    record.ChildWish: Permission.SEE_PLAN,
    record.CareStatusDetail: Permission.SEE_RECORD,
    record.PlacementDetail: Permission.SEE_RECORD,
    record.EndedAtOnce: Permission.SEE_RECORD,
    record.EndNotice: Permission.SEE_RECORD,
    record.VisitMade: Permission.SEE_RECORD,
    record.ReviewDetail: Permission.SEE_RECORD,
    record.ReviewAsked: Permission.SEE_RECORD,
    record.OfficerView: Permission.SEE_RECORD,
    record.CaseStep: Permission.SEE_RECORD,
    record.AgeDetail: Permission.SEE_RECORD,
    record.AreaApproval: Permission.SEE_RECORD,
    record.AreaNotice: Permission.SEE_RECORD,
    record.AreaNoticeReceived: Permission.SEE_RECORD,
    record.AreaNoticeTurn: Permission.SEE_RECORD,
    record.ArrivalDetail: Permission.SEE_RECORD,
    record.PlacementHearer: Permission.SEE_RECORD,
    record.TransferAnswer: Permission.SEE_RECORD,
    record.TransferAsked: Permission.SEE_RECORD,
    record.ArrivalPeople: Permission.SEE_PROTECTED,
    record.ConcernDetail: Permission.SEE_RECORD,
    record.SignSeen: Permission.SEE_RECORD,
    record.ViewDetail: Permission.SEE_RECORD,
    record.NotReferredDetail: Permission.SEE_RECORD,
    record.WelfareForm: Permission.SEE_RECORD,
    record.NrmReferral: Permission.SEE_RECORD,
    record.NrmAnswer: Permission.SEE_PROTECTED,
    record.NrmDecision: Permission.SEE_RECORD,
    record.NrmLetter: Permission.SEE_RECORD,
    record.GuardianAsked: Permission.SEE_RECORD,
    record.GuardianAccess: Permission.SEE_RECORD,
    record.GuardianAllocation: Permission.SEE_RECORD,
    record.GuardianNote: Permission.SEE_RECORD,
    record.GuardianChallenge: Permission.SEE_RECORD,
    record.GuardianAnswer: Permission.SEE_RECORD,
    record.ReturnInterview: Permission.SEE_RECORD,
    record.InterviewedReturn: Permission.SEE_RECORD,
    record.NotHeldDetail: Permission.SEE_RECORD,
    record.PreventionDetail: Permission.SEE_RECORD,
    record.VisitDetail: Permission.SEE_RECORD,
    record.ChildAnsweredDetail: Permission.SEE_RECORD,
    record.PreventionSaid: Permission.SEE_PROTECTED,
    record.InterviewSaid: Permission.SEE_PROTECTED,
    record.InterviewTheme: Permission.SEE_PROTECTED,
    record.InterviewShare: Permission.SEE_PROTECTED,
    record.SaidInConfidence: Permission.SEE_PROTECTED,
    record.DiscussionDetail: Permission.SEE_RECORD,
    record.Appeal: Permission.SEE_RECORD,
    record.AppealSignature: Permission.SEE_RECORD,
    record.AppealPlace: Permission.SEE_RECORD,
    record.AppealDown: Permission.SEE_RECORD,
    record.TextSafeAsked: Permission.SEE_RECORD,
    record.TextSafeAnswer: Permission.SEE_RECORD,
    record.RecoveryOrderSought: Permission.SEE_RECORD,
    record.RecoveryOrderDecided: Permission.SEE_RECORD,
    record.GivenReference: Permission.SEE_RECORD,
    record.ToldWhom: Permission.SEE_RECORD,
    record.WarningNotice: Permission.SEE_RECORD,
    record.WarningNoticePerson: Permission.SEE_PROTECTED,
    record.ListedPlace: Permission.SEE_PROTECTED,
    record.PlaceSearch: Permission.SEE_RECORD,
    record.DiscussionPerson: Permission.SEE_RECORD,
    record.DiscussionEpisode: Permission.SEE_RECORD,
    record.ActionDetail: Permission.SEE_RECORD,
    record.ActionAnswer: Permission.SEE_RECORD,
    record.MinutesGiven: Permission.SEE_RECORD,
    record.MinutesReceipt: Permission.SEE_RECORD,
    record.RiskBasis: Permission.SEE_RECORD,
    record.RiskCited: Permission.SEE_RECORD,
    record.ChallengeDetail: Permission.SEE_RECORD,
    record.ChallengeAnswer: Permission.SEE_RECORD,
    record.FloorDetail: Permission.SEE_RECORD,
    record.SearchReview: Permission.SEE_RECORD,
    record.LegalStatusPeriod: Permission.SEE_RECORD,
    record.FedThing: Permission.SEE_PROTECTED,
    record.PairDecision: Permission.SEE_RECORD,
    record.ChildsLink: Permission.SEE_EPISODE,
    record.ChildSaidDetail: Permission.SEE_RECORD,
    record.ChangedDetail: Permission.SEE_RECORD,
    record.NotToldDetail: Permission.SEE_RECORD,
}

# What hangs on the child, and not on one episode: whoever was let into one episode sees none of it.
OF_THE_CHILD = (
    record.ChildIdentifier,
    record.ResponsibilityPeriod,
    record.UnaccompaniedPeriod,
    record.CareEpisode,
    record.CareReview,
    record.Placement,
    record.ProtectedContact,
    record.CareEpisodeAddress,
    record.PlacementAddress,
    record.ReturnPlan,
    record.Involvement,
    record.PrivatePerson,
    record.PrivateDecision,
    record.ChildMatch,
    record.MatchMoved,
    record.Identification,
    record.GoingMissingPlan,
    record.PlanStep,
    record.PlanPerson,
    record.PlanHolding,
    record.ChildWish,
    record.CareStatusDetail,
    record.EndedAtOnce,
    record.EndNotice,
    record.PlacementDetail,
    record.WelfareForm,
    record.GuardianAccess,
    record.Bundle,
    record.LegalStatusPeriod,
    record.FedThing,
)
# What a child said in confidence: the authority that looks after the child reads it, and no host, force or home.
IN_CONFIDENCE = (
    record.InterviewSaid,
    record.InterviewTheme,
    record.InterviewShare,
    record.SaidInConfidence,
)
# Of two children, here of two authorities: read by whoever sees every child, and by nobody who sees only one.
OF_BOTH = (record.PairDecision,)
OF_AN_AUTHORITY = (record.ImportRun, record.ImportRow)
# Of an account's own: no role and no relation opens them.
OF_ACCOUNTS = (record.Draft, record.BundleContent)
# Of no child: a text of the child's page that somebody read, and an account's own calendar.
OF_NO_CHILD = (record.ChildsText, record.CalendarAddress)
GUARDED = [
    *NEEDED,
    record.Lateness,
    record.ServiceTerms,
    *OF_AN_AUTHORITY,
    record.DemoMessage,
    *OF_ACCOUNTS,
    *OF_NO_CHILD,
]


def actor_in(relation: Relation, role: Role, about: Everything) -> Actor:
    """Give somebody in a role whose organisation stands in a relation to the child."""
    night = about.night
    organisation = {
        Relation.RESPONSIBLE: night.authority,
        Relation.HOST: night.host,
        Relation.PLACEMENT: night.home,
        Relation.POLICE: night.force,
        Relation.GIVEN: about.let_in,
        Relation.ASKED: about.service,
    }.get(relation, STRANGERS[0])
    if role is not Role.LINK_HOLDER:
        # A guardian is the child's by their own account: their service stands in no relation to the child.
        account = about.guardian.pk if relation is Relation.ALLOCATED else None
        return Actor(role=role, name="Somebody", organisation_id=organisation.pk, account_id=account)
    if relation in (Relation.NONE, Relation.ALLOCATED):
        return Actor(role=role, name="Somebody")
    sees_name = access.may(role=role, relation=relation, permission=Permission.SEE_NAME)
    return Actor(
        role=role,
        name="Somebody",
        organisation_id=organisation.pk,
        episode_id=about.episode_id,
        child_id=night.child.pk if sees_name else None,
        asked_id=about.rows[record.InterviewAsked].copy().pop() if relation is Relation.ASKED else None,
    )


def seen_by(actor: Actor) -> dict[str, set[int]]:
    """Give every row that the database shows this actor, asked without the first guard."""
    with seen_as(actor):
        return {model.__name__: set(model._default_manager.values_list("pk", flat=True)) for model in GUARDED}


def held_back(
    relation: Relation, elsewhere: access.Allowed, mine: Everything, others: Everything
) -> dict[str, set[int]]:
    """Give what is read by other rules than its permission alone: what hangs on the child, or is in confidence."""
    shut = set(OF_BOTH) | set(OF_THE_CHILD if relation is Relation.GIVEN else ())
    shut |= set(IN_CONFIDENCE if relation is not Relation.RESPONSIBLE else ())
    return {
        model.__name__: mine.rows[model] | others.rows[model] if NEEDED[model] in elsewhere else set()
        for model in shut
    }


def as_the_matrix_says(
    role: Role, relation: Relation, mine: Everything, others: Everything
) -> dict[str, set[int]]:
    # What a notice tells its reader is reached by its link alone: an account is not let in by it.
    cell = access.MATRIX[role][relation]
    if relation is Relation.TOLD and role not in (
        Role.LINK_HOLDER,
        Role.SYSTEM,
        Role.SIMULATOR,
        Role.NATIONAL_OVERSIGHT,
    ):
        cell = access.MATRIX[role][Relation.NONE]
    elsewhere = access.MATRIX[role][Relation.NONE]
    expected = {
        model.__name__: (mine.rows[model] if permission in cell else set())
        | (others.rows[model] if permission in elsewhere else set())
        for model, permission in NEEDED.items()
    }
    expected |= held_back(relation, elsewhere, mine, others)
    if relation is Relation.GIVEN and Permission.SEE_RECORD not in elsewhere:
        expected["Event"] -= mine.case_event_ids
    if Permission.SEE_NAME in elsewhere:
        expected["Child"] |= {mine.unknown.pk, others.unknown.pk}
        expected["ChildName"] |= {
            name for about in (mine, others) for name in NAMES_OF_UNKNOWN[about.unknown.pk]
        }
    own_imports = relation is Relation.RESPONSIBLE and Permission.SEE_IMPORTS in access.WITHOUT_CHILD[role]
    for about, rights in ((mine, cell), (others, elsewhere)):
        if Permission.SEE_SEALED not in rights:
            expected["Event"].discard(about.sealed_id)
            expected["CallAnswer"].discard(about.sealed_answer_id)
    # Who may see the child's name, and the worker, who reads which clocks have run out.
    reads_clocks = Permission.SEE_RECORD in elsewhere
    expected["Lateness"] = {
        key
        for about, rights in ((mine, cell), (others, elsewhere))
        for key in about.rows[record.Lateness]
        if reads_clocks or (Permission.SEE_NAME in rights and relation is not Relation.GIVEN)
    }
    for model in OF_AN_AUTHORITY:
        expected[model.__name__] = mine.rows[model] if own_imports else set()
    # What an authority agreed with a service is read by whoever may ask one, for their own authority.
    expected["ServiceTerms"] = {
        key
        for about, rights in (
            (mine, cell if relation is Relation.RESPONSIBLE else elsewhere),
            (others, elsewhere),
        )
        for key in about.rows[record.ServiceTerms]
        if Permission.ASK_INTERVIEWER in rights
    }
    outbox = Permission.SEE_OUTBOX in access.WITHOUT_CHILD[role]
    expected["DemoMessage"] = set(DEMO_MESSAGES) if outbox else set()
    for model in OF_ACCOUNTS:
        expected[model.__name__] = set()
    expected["ChildsText"] = set(TEXTS)
    expected["CalendarAddress"] = (
        set(CALENDARS) if reads_clocks else set()
    )  # the worker's, with the token in hand
    return expected


DEMO_MESSAGES: list[int] = []
TEXTS: list[int] = []
CALENDARS: list[int] = []
STRANGERS: list[Organisation] = []
NAMES_OF_UNKNOWN: dict[int, set[int]] = {}


@pytest.fixture
def two_children(db: None) -> tuple[Everything, Everything]:
    mine, others = make_everything(), make_everything()
    with seen_as(Actor(role=Role.SIMULATOR, name="Simulator")):
        for about in (mine, others):
            names = record.ChildName.objects.values_list("pk", flat=True)
            about.rows[record.ChildName] = set(names.filter(child=about.night.child))
            NAMES_OF_UNKNOWN[about.unknown.pk] = set(names.filter(child=about.unknown))
    DEMO_MESSAGES[:] = [make_demo_message().pk]
    TEXTS[:] = [make_childs_text().pk]
    CALENDARS[:] = [make_calendar_address().pk]
    STRANGERS[:] = [make_organisation()]
    make_draft()
    released = make_released_bundle(child=mine.night.child)
    make_bundle_content(bundle=released)
    mine.rows[record.Bundle].add(released.pk)
    return mine, others


def test_the_database_shows_each_role_what_the_matrix_says_and_nothing_more(
    two_children: tuple[Everything, Everything],
) -> None:
    mine, others = two_children
    # What the database is told of an actor is all it goes by: the same words are asked about once.
    answers: dict[str, dict[str, set[int]]] = {}

    for role, relation in itertools.product(Role, Relation):
        actor = actor_in(relation, role, mine)
        told = context_of(actor)
        shown = answers[told] if told in answers else answers.setdefault(told, seen_by(actor))
        expected = as_the_matrix_says(role, relation, mine, others)
        wrong = {name: (keys, expected[name]) for name, keys in shown.items() if keys != expected[name]}
        assert (role, relation, wrong) == (role, relation, {})
        assert set(shown) == set(expected)


@pytest.mark.django_db
def test_every_guarded_table_is_asked_here() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        assert {row[0] for row in cursor.fetchall()} == {model._meta.db_table for model in GUARDED}


def test_a_connection_that_has_said_nothing_sees_nothing(
    two_children: tuple[Everything, Everything],
) -> None:
    assert {model.__name__: model._default_manager.count() for model in GUARDED} == {
        model.__name__: 0 for model in GUARDED
    }


@pytest.mark.django_db
def test_a_draft_is_seen_by_its_owner_and_by_nobody_else() -> None:
    draft = make_draft()
    neighbour = make_draft(account=make_account(organisation=draft.account.organisation))

    seen = {}
    for one in (draft, neighbour):
        with seen_as(one.account.as_actor()):
            seen[one.pk] = list(record.Draft.objects.values_list("pk", flat=True))
    assert seen == {draft.pk: [draft.pk], neighbour.pk: [neighbour.pk]}


def fail_as(actor: Actor) -> None:
    with seen_as(actor):
        assert record.Child.objects.count() == 1
        raise ZeroDivisionError


def test_who_was_seen_is_forgotten_at_the_end_and_after_a_failure(
    two_children: tuple[Everything, Everything],
) -> None:
    desk = two_children[0].night.desk
    with seen_as(desk):
        assert record.Child.objects.count() == 1
        with pytest.raises(ZeroDivisionError):
            fail_as(two_children[1].night.desk)
        assert record.Child.objects.get().pk == two_children[0].night.child.pk
    assert record.Child.objects.count() == 0


def test_what_may_not_be_seen_may_not_be_written_or_changed(
    two_children: tuple[Everything, Everything],
) -> None:
    mine, others = two_children
    contact = {"what": "carer", "recorded_at": SEEN}

    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(mine.night.host_desk):
        record.ProtectedContact.objects.create(child_id=mine.night.child.pk, **contact)
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(mine.night.desk):
        record.ProtectedContact.objects.create(child_id=others.night.child.pk, **contact)
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(mine.night.carer):
        record.Event.objects.create(
            episode_id=mine.episode_id,
            kind="child_returned",
            happened_on=SEEN.date(),
            recorded_at=SEEN,
            by_name="Invented",
            by_role="carer",
        )
    with seen_as(mine.night.desk):
        assert record.MissingEpisode.objects.filter(pk=others.episode_id).update(is_void=True) == 0
        assert record.OwedDuty.objects.filter(episode_id=others.episode_id).delete()[0] == 0
    # A child cannot be given away to be seen no more, nor taken by naming oneself her authority.
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        seen_as(mine.night.carer),
        transaction.atomic(),
    ):
        record.Child.objects.filter(pk=mine.night.child.pk).update(placement_provider=others.night.home)


def random_lives(chance: random.Random) -> list[Organisation]:
    """Make children whose organisations are drawn by lot, also twice the same one, some of them missing."""
    authorities = [make_organisation() for _ in range(3)]
    homes = [make_organisation(kind=OrganisationKind.CHILDRENS_HOME) for _ in range(2)]
    forces = [make_organisation(kind=OrganisationKind.POLICE_FORCE) for _ in range(2)]
    for _ in range(15):
        child = make_child(
            responsible_authority=chance.choice(authorities),
            host_authority=chance.choice([*authorities, None]),
            placement_provider=chance.choice([*homes, None]),
        )
        for month in range(1, chance.randint(1, 3)):
            seen = When.moment(SEEN.replace(month=month))
            # An episode keeps the organisations of its own day, which may no longer be the child's.
            make_missing_episode(
                child=child,
                last_seen=seen,
                returned=seen,
                responsible_authority=chance.choice(authorities),
                host_authority=chance.choice([*authorities, None]),
                police_force=chance.choice([*forces, None]),
                is_void=chance.random() < 0.2,
            )
    return [*authorities, *homes, *forces, make_organisation()]


@pytest.mark.django_db
def test_the_two_guards_let_the_same_rows_through() -> None:
    organisations = random_lives(random.Random(1))
    with seen_as(Actor(role=Role.SIMULATOR, name="Simulator")):
        episodes = list(record.MissingEpisode.objects.values_list("pk", "child_id"))
    actors = [
        Actor(role=role, name="Somebody", organisation_id=organisation.pk)
        for role in Role
        for organisation in organisations
        if role is not Role.LINK_HOLDER
    ]
    actors += [Actor(role=role, name="Somebody") for role in Role]
    actors += [
        Actor(role=Role.LINK_HOLDER, name="Somebody", episode_id=episode, child_id=named)
        for episode, child in episodes[:3]
        for named in (child, None)
    ]

    for actor in actors:
        with seen_as(actor):
            first = keys(visible_to(actor)), keys(episodes_visible_to(actor))
            second = keys(record.Child.objects.all()), keys(record.MissingEpisode.objects.all())
        assert (actor, first) == (actor, second)


def keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))
