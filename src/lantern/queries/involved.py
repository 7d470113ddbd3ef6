"""Who has to do with a child: organisations by their post, and the relatives and friends a worker may ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import Organisation, Team
from lantern.policies.involved import HOLDS
from lantern.queries.children import display_names
from lantern.queries.ladder import decided_of, newest_decisions
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, reads, require
from lantern.queries.values import Decided
from lantern.queries.workers import Worker, workers_of
from lantern.record.models import NobodyTold, PrivateCallDetail, PrivateDecision, PrivatePerson
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import CallOutcome, MayBeTold
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An organisation, or one of its teams, that may be stored, with the capacities its kind can hold."""

    value: str  # the organisation's reference, and the team's number after a stroke
    words: str
    kind: OrganisationKind


@dataclass(frozen=True, kw_only=True)
class InvolvedPage:
    """Who has to do with one child, and who might."""

    child: str
    name: str
    involved: tuple[Worker, ...]
    choices: tuple[Choice, ...]


@reads
def involved(*, child: str, by: Actor, now: datetime) -> InvolvedPage:
    """Give who has to do with a child, and the organisations of this installation that might be stored."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.KEEP_INVOLVED, row=row, by=by)
    return InvolvedPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        involved=workers_of(row.pk),
        choices=_choices(),
    )


def _choices() -> tuple[Choice, ...]:
    kinds = {kind.value for held in HOLDS.values() for kind in held}
    teams: dict[int, list[Team]] = {}
    for team in Team.objects.filter(organisation__kind__in=kinds).order_by("name"):
        teams.setdefault(team.organisation_id, []).append(team)
    found = []
    for row in Organisation.objects.filter(kind__in=kinds).order_by("name"):
        kind = OrganisationKind(row.kind)
        found.append(Choice(value=row.reference, words=row.name, kind=kind))
        for team in teams.get(row.pk, []):
            found.append(
                Choice(value=f"{row.reference}/{team.pk}", words=f"{row.name}, {team.name}", kind=kind)
            )
    return tuple(found)


# Relatives and friends ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A relative or friend. The number is there only where a decision says that they may be told."""

    reference: str
    name: str
    is_to_the_child: str
    has_parental_responsibility: bool | None
    decided: MayBeTold
    reasons: str
    decided_by: str
    decided_at: datetime | None
    telephone: str
    calls: tuple[tuple[datetime, CallOutcome], ...]  # those of this episode, the newest first


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """The relatives and friends of one missing child, and how it stands with each."""

    people: tuple[PersonLine, ...]
    decided: Decided
    nobody_because: str  # why nobody is to be told, where a worker recorded that for this episode
    nobody_by: str


@reads
def private_people(*, reference: str, by: Actor, now: datetime) -> PeoplePage:
    """Give the relatives and friends of an episode's child, those undecided first."""
    episode = episodes_visible_to(by).filter(reference=reference).first()
    if episode is None:
        raise NotFound("There is nothing by that reference that you may see. Ring the duty team.")
    require(permission=Permission.TELL_PRIVATE_PERSON, row=episode, by=by)
    people = list(PrivatePerson.objects.filter(child=episode.child_id).order_by("pk"))
    newest = newest_decisions([person.pk for person in people])
    calls: dict[int, list[tuple[datetime, CallOutcome]]] = {}
    made = PrivateCallDetail.objects.filter(Q(event__episode=episode)).select_related("event")
    for call in made.order_by("-event__recorded_at", "-pk"):
        at = call.event.happened_at or call.event.recorded_at
        calls.setdefault(call.person_id, []).append((at, CallOutcome(call.outcome)))
    lines = [person_line(row, newest.get(row.pk), calls.get(row.pk, [])) for row in people]
    order = (MayBeTold.UNDECIDED, MayBeTold.YES, MayBeTold.NO)
    nobody = NobodyTold.objects.filter(episode=episode).order_by("-pk").first()
    return PeoplePage(
        people=tuple(sorted(lines, key=lambda line: order.index(line.decided))),
        decided=decided_of([episode])[episode.pk],
        nobody_because=nobody.reasons if nobody else "",
        nobody_by=nobody.by_name if nobody else "",
    )


def person_line(
    row: PrivatePerson, decision: PrivateDecision | None, calls: list[tuple[datetime, CallOutcome]]
) -> PersonLine:
    """Give one relative or friend; the number only where a decision says that they may be told."""
    decided = MayBeTold(decision.may_be_told) if decision else MayBeTold.UNDECIDED
    return PersonLine(
        reference=row.reference,
        name=row.name,
        is_to_the_child=row.is_to_the_child,
        has_parental_responsibility=row.has_parental_responsibility,
        decided=decided,
        reasons=decision.reasons if decision else "",
        decided_by=decision.by_name if decision else "",
        decided_at=decision.recorded_at if decision else None,
        telephone=row.telephone if decided is MayBeTold.YES else "",
        calls=tuple(calls),
    )
