"""Which service is asked to hold the return interview of one episode, and which could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from lantern.queries.missing import find_episode
from lantern.queries.owed_lines import limit_of
from lantern.queries.seeing import reads, require, visible_to
from lantern.queries.service_terms import ServiceLine, services_for
from lantern.record.context import read_as
from lantern.record.models import InterviewAsked, NoticeCode, OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_DUTY = "return-interview-72h"


@dataclass(frozen=True, kw_only=True)
class Told:
    """How a service without accounts was told: by which channel, when it was taken or answered, and who opened it."""

    channel: Channel
    state: TellingState
    at: datetime
    link_ends_at: datetime | None
    is_withdrawn: bool
    is_over: bool  # it told them that they are asked no more
    opened: tuple[tuple[datetime, str], ...]  # when a code was given, and by whom


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A service that was asked: by whom and when, what it answered, and whether that was taken back."""

    service: str
    service_reference: str
    telephone: str
    days_after: int
    by_name: str
    at: datetime
    ended_at: datetime | None
    ended_by: str
    accepted_at: datetime | None = None
    accepted_by: str = ""
    declined_because: str = ""
    was_in_vain: bool = False  # it ended because the child is not back after all; nobody took it back
    told: tuple[Told, ...] = ()

    @property
    def was_unasked(self) -> bool:
        """Say whether the service was told, or is being told, that what it was asked no longer stands."""
        return any(each.is_over for each in self.told)


@dataclass(frozen=True, kw_only=True)
class Services:
    """The service that is asked now, those that were, and those that could be, each with what was agreed with it."""

    now: Asked | None
    before: tuple[Asked, ...]
    could: tuple[ServiceLine, ...]
    holds: ServiceLine | None = None  # the one that is asked now
    hours: tuple[datetime, datetime] | None = None  # from which moment to which the 72 hours run


@reads
def services_of(*, reference: str, by: Actor, now: datetime) -> Services:
    """Give who is asked to hold this episode's interview, for a reader who may ask."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.ASK_INTERVIEWER, row=episode, by=by)
    rows = list(InterviewAsked.objects.filter(episode=episode).select_related("service").order_by("-pk"))
    told = _told([row.pk for row in rows])
    lines = [line_of(row, told=told.get(row.pk, ())) for row in rows]
    asked = next((line for line in lines if line.ended_at is None), None)
    listed = services_for(episode.responsible_authority_id, now=now)
    due = OwedDuty.objects.filter(episode=episode, code=_DUTY, due_at__isnull=False).order_by("-pk").first()
    return Services(
        now=asked,
        before=tuple(line for line in lines if line.ended_at is not None),
        could=tuple(line for line in listed if line.is_reached),
        holds=next((one for one in listed if asked and one.reference == asked.service_reference), None),
        hours=(due.arose_at, limit) if due and due.arose_at and (limit := limit_of(due)) else None,
    )


@dataclass(frozen=True, kw_only=True)
class OwnAsking:
    """What a service that is asked reads of its own asking: by whom, when, and what it answered."""

    by_name: str
    at: datetime
    accepted_at: datetime | None
    accepted_by: str
    link_ends_at: datetime | None
    languages: str = ""  # of the child


@reads
def own_asking(*, reference: str, by: Actor, now: datetime) -> OwnAsking | None:
    """Give the asking that runs for this reader's own organisation; None where it is not asked for this episode."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    child = visible_to(by).filter(pk=episode.child_id).first()
    with read_as(SYSTEM):  # who was asked is of the record, which a service does not read
        rows = InterviewAsked.objects.filter(episode=episode, service=by.organisation_id or 0, ended_at=None)
        row = rows.annotate(link_ends_at=Max("tellings__link_expires_at")).first()
    if row is None:
        return None
    return OwnAsking(
        by_name=row.by_name,
        at=row.recorded_at,
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by_name,
        link_ends_at=row.link_ends_at,
        languages=child.languages if child else "",
    )


def line_of(row: InterviewAsked, *, told: tuple[Told, ...] = ()) -> Asked:
    """Give an asking, read with its service, as whoever may ask sees it."""
    return Asked(
        service=row.service.name,
        service_reference=row.service.reference,
        telephone=row.service.out_of_hours_telephone or row.service.switchboard,
        days_after=row.days_after,
        by_name=row.by_name,
        at=row.recorded_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by_name,
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by_name,
        declined_because=row.declined_because,
        was_in_vain=row.was_in_vain,
        told=told,
    )


def _told(askings: Sequence[int]) -> dict[int, tuple[Told, ...]]:
    rows = list(Telling.objects.filter(asked__in=askings, relation=Relation.ASKED.value).order_by("-pk"))
    codes = NoticeCode.objects.filter(telling__in=rows, used_at__isnull=False).order_by("used_at")
    opened: dict[int, list[tuple[datetime, str]]] = {}
    for telling, at, name, post in codes.values_list("telling_id", "used_at", "name", "job_title"):
        assert at is not None
        opened.setdefault(telling, []).append((at, ", ".join(filter(None, (name, post)))))
    found: dict[int, tuple[Told, ...]] = {}
    for row in rows:
        assert row.asked_id is not None
        line = Told(
            channel=Channel(row.channel),
            state=TellingState(row.state),
            at=row.recorded_at,
            link_ends_at=row.link_expires_at,
            is_withdrawn=row.link_withdrawn_at is not None,
            is_over=row.about == TellingAbout.UNASKED.value,
            opened=tuple(opened.get(row.pk, ())),
        )
        found[row.asked_id] = (*found.get(row.asked_id, ()), line)
    return found
