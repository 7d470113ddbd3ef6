"""What an authority agreed with each service, and how many interviews it holds for it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.policies.interview_services import MAY_BE_ASKED, channel_for
from lantern.queries.corrected import is_struck
from lantern.queries.seeing import reads
from lantern.record.context import read_as
from lantern.record.models import Event, InterviewAsked, ServiceTerms
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation, Role
from lantern.vocabulary.tellings import Channel

_SETTLED = (EventKind.RETURN_INTERVIEW_HELD.value, EventKind.RETURN_INTERVIEW_NOT_POSSIBLE.value)


@dataclass(frozen=True, kw_only=True)
class TermsLine:
    """What was agreed from one day on, and who wrote it down."""

    from_on: date
    most_open: int | None
    works_saturday: bool
    works_sunday: bool
    weekend_words: str
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """A service that could be asked: how it hears of it, what it holds for this authority, and what was agreed."""

    reference: str
    name: str
    telephone: str
    people: int  # interviewers with an account here
    channel: Channel | None  # how it is told, where nobody has an account; None too where nothing reaches it
    open_now: int  # asked by this authority, neither held nor settled
    terms: TermsLine | None  # in force today
    has_second_mailbox: bool = False  # else a link and its code go to one mailbox

    @property
    def is_reached(self) -> bool:
        """Say whether anybody there would hear that they are asked."""
        return bool(self.people) or self.channel is not None


def services_for(
    authority: int | None, *, now: datetime, only: Sequence[int] | None = None
) -> list[ServiceLine]:
    """Give the services that an authority may ask, by name; called for a reader who may ask.

    Other authorities where no interviewer has an account stand last: there may be many. `only` narrows them to these
    organisations.
    """
    people = Count(
        "accounts", filter=Q(accounts__role=Role.INTERVIEWER.value, accounts__is_active=True), distinct=True
    )
    rows = Organisation.objects.filter(kind__in=[kind.value for kind in MAY_BE_ASKED]).exclude(
        pk=authority or 0
    )
    if only is not None:
        rows = rows.filter(pk__in=only)
    found = list(rows.annotate(people=people).order_by("name", "pk"))
    authority_kind = OrganisationKind.LOCAL_AUTHORITY.value
    found.sort(key=lambda row: row.kind == authority_kind and not row.people)
    keys = [row.pk for row in found]
    held, agreed = _open_now(keys, authority), _in_force(keys, authority, on=day_of(now))
    return [_line(row, open_now=held.get(row.pk, 0), terms=agreed.get(row.pk)) for row in found]


@reads
def services(*, by: Actor, now: datetime) -> list[ServiceLine]:
    """Give every service that the reader's authority could ask, with what was agreed with each."""
    _require(by)
    return services_for(by.organisation_id, now=now)


@dataclass(frozen=True, kw_only=True)
class ServiceTermsPage:
    """One service with all that was ever agreed with it, the newest first."""

    service: ServiceLine
    earlier: tuple[TermsLine, ...]


@reads
def terms_of(*, service: str, by: Actor, now: datetime) -> ServiceTermsPage:
    """Give what the reader's authority agreed with one service; raise NotFound where there is none such."""
    _require(by)
    key = Organisation.objects.filter(reference=service).values_list("pk", flat=True).first()
    lines = services_for(by.organisation_id, now=now, only=[key or 0])
    if not lines:
        raise NotFound("There is no such service here. Open the list of services again.")
    rows = ServiceTerms.objects.filter(authority=by.organisation_id, service=key).order_by("-from_on", "-pk")
    return ServiceTermsPage(service=lines[0], earlier=tuple(_terms(row) for row in rows))


def _require(by: Actor) -> None:
    if not access.may(role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.ASK_INTERVIEWER):
        raise NotPermitted("Only the authority that asks a service reads what it agreed with it.")


def _line(row: Organisation, *, open_now: int, terms: ServiceTerms | None) -> ServiceLine:
    number = row.out_of_hours_telephone or row.switchboard
    people: int = row.people  # type: ignore[attr-defined]
    return ServiceLine(
        reference=row.reference,
        name=row.name,
        telephone=number,
        people=people,
        channel=channel_for(people=people, mailbox=row.email, telephone=number),
        open_now=open_now,
        terms=_terms(terms) if terms else None,
        has_second_mailbox=bool(row.second_email) and row.second_email != row.email,
    )


def _terms(row: ServiceTerms) -> TermsLine:
    names = TermsLine.__dataclass_fields__
    return TermsLine(**{name: getattr(row, name) for name in names})


def _open_now(services: Sequence[int], authority: int | None) -> dict[int, int]:
    """Count the interviews that each is asked to hold by this authority: a number, whichever child it is of."""
    settled = Event.objects.filter(~is_struck(), episode=OuterRef("episode_id"), kind__in=_SETTLED)
    rows = InterviewAsked.objects.filter(
        ~Exists(settled),
        service__in=services,
        ended_at=None,
        episode__responsible_authority=authority,
        episode__is_void=False,
    )
    with read_as(SYSTEM):
        counted = rows.values("service_id").annotate(n=Count("pk"))
        return {row["service_id"]: row["n"] for row in counted}


def _in_force(services: Sequence[int], authority: int | None, *, on: date) -> dict[int, ServiceTerms]:
    rows = ServiceTerms.objects.filter(authority=authority, service__in=services, from_on__lte=on)
    return {row.service_id: row for row in rows.order_by("from_on", "pk")}
