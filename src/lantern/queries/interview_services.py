"""Which service is asked to hold the return interview of one episode, and which could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from lantern.accounts.models import Organisation
from lantern.policies.interview_services import MAY_BE_ASKED
from lantern.queries.missing import find_episode
from lantern.queries.seeing import reads, require
from lantern.record.models import InterviewAsked
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission, Role


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A service that was asked: by whom and when, and whether that was taken back."""

    service: str
    telephone: str
    days_after: int
    by_name: str
    at: datetime
    ended_at: datetime | None
    ended_by: str


@dataclass(frozen=True, kw_only=True)
class Services:
    """The service that is asked now, those that were, and those that could be, each with how many could see it."""

    now: Asked | None
    before: tuple[Asked, ...]
    could: tuple[tuple[str, str], ...]  # a reference, and a name


@reads
def services_of(*, reference: str, by: Actor, now: datetime) -> Services:
    """Give who is asked to hold this episode's interview, for a reader who may ask."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.ASK_INTERVIEWER, row=episode, by=by)
    rows = InterviewAsked.objects.filter(episode=episode).select_related("service").order_by("-pk")
    lines = [_line(row) for row in rows]
    people = Count(
        "accounts", filter=Q(accounts__role=Role.INTERVIEWER.value, accounts__is_active=True), distinct=True
    )
    kinds = [kind.value for kind in MAY_BE_ASKED]
    could = (
        Organisation.objects.filter(kind__in=kinds)
        .exclude(pk=episode.responsible_authority_id)
        .annotate(people=people)
        .filter(people__gt=0)
        .order_by("name", "pk")
    )
    return Services(
        now=next((line for line in lines if line.ended_at is None), None),
        before=tuple(line for line in lines if line.ended_at is not None),
        could=tuple((one.reference, one.name) for one in could),
    )


def _line(row: InterviewAsked) -> Asked:
    return Asked(
        service=row.service.name,
        telephone=row.service.out_of_hours_telephone or row.service.switchboard,
        days_after=row.days_after,
        by_name=row.by_name,
        at=row.recorded_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by_name,
    )
