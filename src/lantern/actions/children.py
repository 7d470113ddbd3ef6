"""Register a child, and open a child's record: both are acts, and audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation, Team
from lantern.actions import readiness
from lantern.actions.acting import acts, audit
from lantern.policies import access
from lantern.queries import children as children_seen
from lantern.queries.duplicates import lines_of_pairs
from lantern.queries.identifications import identities_of
from lantern.queries.matches import lines_of
from lantern.queries.missing import episode_page, find_child, heads_of_child
from lantern.queries.owed import OwedInCase, owed_in_case
from lantern.queries.plan_briefs import PlanBrief, plan_brief_of
from lantern.queries.values import ChildPage, EpisodePage
from lantern.queries.workers import Worker, workers_of
from lantern.record.models import Child, ChildName, Placement, ResponsibilityPeriod
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex
from lantern.vocabulary.names import name_key
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation


@dataclass(frozen=True, kw_only=True)
class NewChild:
    """What is known of a child who is not yet on the record. A name as heard is enough."""

    name: str
    known_as: str = ""
    original_script: str = ""
    date_of_birth: date | None = None
    date_of_birth_certainty: DateCertainty = DateCertainty.STATED
    sex: Sex = Sex.UNKNOWN
    nationality: str = ""
    languages: str = ""
    placement: str = ""  # the reference of the home or service


@acts
def register_child(*, child: NewChild, by: Actor, now: datetime) -> str:
    """Put a child on the record of the actor's own authority; gives the new reference."""
    if not access.may(
        role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.REGISTER_CHILD
    ) or not _is_authority(by.organisation_id):
        raise NotPermitted("Only the authority that looks after a child puts the child on the record.")
    assert by.organisation_id is not None
    readiness.require_ready()
    if not child.name.strip():
        raise Refused("Type the child's name as you heard it.", field="name")
    if child.date_of_birth and child.date_of_birth > day_of(now):
        raise Refused("The date of birth is in the future. Check the year.", field="date_of_birth")
    row = write_child(child, authority=by.organisation_id, now=now)
    audit(action="children.register_child", about=row.reference, by=by, now=now)
    return row.reference


def _is_authority(organisation: int | None) -> bool:
    kind = OrganisationKind.LOCAL_AUTHORITY.value
    return organisation is not None and Organisation.objects.filter(pk=organisation, kind=kind).exists()


def write_child(child: NewChild, *, authority: int, now: datetime) -> Child:
    """Write a child with names, authority and home. Called by the action, or the feed, that was allowed to."""
    provider = home_of(child.placement)
    row = Child(
        date_of_birth=child.date_of_birth,
        date_of_birth_certainty=child.date_of_birth_certainty.value,
        sex=child.sex.value,
        nationality=child.nationality,
        languages=child.languages,
        responsible_authority_id=authority,
        responsible_team=Team.objects.filter(organisation_id=authority).order_by("pk").first(),
        host_authority_id=host_of(provider, authority=authority),
        placement_provider=provider,
        recorded_at=now,
    )
    names = _names(child, of=row, now=now)
    for each in (row, *names):
        check_fits(each)
    row.save(force_insert=True)
    ChildName.objects.bulk_create(names)
    relate(row, provider=provider, now=now)
    return row


def home_of(placement: str) -> Organisation | None:
    """Give the home or service of this reference, where one was named; refuse one that is none of ours."""
    if not placement:
        return None
    kinds = [kind.value for kind in access.RELATION_BELONGS_TO[Relation.PLACEMENT]]
    provider = Organisation.objects.filter(reference=placement, kind__in=kinds).first()
    if provider is None:
        raise Refused("There is no such home or service here. Choose it from the list.", field="placement")
    return provider


def host_of(provider: Organisation | None, *, authority: int) -> int | None:
    """Give the authority in whose area a home stands, for a child of this one; none where that is its own area."""
    area = provider.area_authority_id if provider else None
    return area if area != authority else None


def _names(child: NewChild, *, of: Child, now: datetime) -> list[ChildName]:
    """Give the rows of her names. A folded name may be longer than the name: its tail is not needed to find her."""
    longest = ChildName._meta.get_field("search_key").max_length
    names = {
        NameKind.BIRTH: child.name.strip(),
        NameKind.KNOWN_AS: child.known_as.strip(),
        NameKind.ORIGINAL_SCRIPT: child.original_script.strip(),
    }
    return [
        ChildName(child=of, kind=kind.value, name=name, search_key=name_key(name)[:longest], recorded_at=now)
        for kind, name in names.items()
        if name
    ]


def relate(
    row: Child, *, provider: Organisation | None, placed_on: date | None = None, now: datetime
) -> None:
    """Write the dated rows behind the access key that the child carries."""
    today = day_of(now)
    pairs = [
        (ResponsibilityPeriod.RESPONSIBLE, row.responsible_authority_id),
        (ResponsibilityPeriod.HOST, row.host_authority_id),
    ]
    ResponsibilityPeriod.objects.bulk_create(
        ResponsibilityPeriod(
            child=row, relation=relation, organisation_id=organisation, from_on=today, recorded_at=now
        )
        for relation, organisation in pairs
        if organisation is not None
    )
    if provider is not None:
        Placement.objects.create(child=row, provider=provider, from_on=placed_on or today, recorded_at=now)


@acts
def open_episode(*, reference: str, by: Actor, now: datetime) -> EpisodePage:
    """Open a missing episode: what it says of a child is read, so the reading is audited, refusals too."""
    page = episode_page(reference=reference, by=by, now=now)
    audit(action="children.open_episode", about=reference, by=by, now=now)
    return page


@dataclass(frozen=True, kw_only=True)
class OpenedChild(ChildPage):
    """A child's record with what else its page shows. `plan` is None where this reader may not see it."""

    plan: PlanBrief | None = None
    owed: OwedInCase = OwedInCase()
    workers: tuple[Worker, ...] = ()


@acts
def open_child(*, reference: str, every_episode: bool = False, by: Actor, now: datetime) -> OpenedChild:
    """Open a child's record. Reading it is an act: it is audited in the same transaction, refusals too.

    It holds the newest episodes; all of them where that is asked for.
    """
    child = find_child(reference=reference, by=by)
    page = children_seen.page_of(child=child, by=by, now=now)
    heads, total = heads_of_child(child, name=page.name, every=every_episode, by=by, now=now)
    more = {
        "episodes": tuple(heads),
        "episodes_in_all": total,
        "matches": lines_of(child, by=by),
        "identities": identities_of(child, by=by),
        "joined": lines_of_pairs(child, by=by),
        "plan": plan_brief_of(child, by=by, now=now),
        "workers": workers_of(child.pk),
        "owed": owed_in_case(child, now=now) if Permission.SEE_RECORD in page.may else OwedInCase(),
    }
    audit(action="children.open_child", about=reference, by=by, now=now)
    return OpenedChild(**vars(page) | more)
