"""Which authority leads an episode, which may be asked to, and what was asked and answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.queries.corrected import standing
from lantern.queries.seeing import those_on_which
from lantern.record.models import EpisodeAccess, Event, LeadDetail, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One authority that was asked to lead, and what it answered. `accepted` is None while it has not."""

    number: int
    authority: str
    asked_by: str
    asked_at: datetime
    words: str
    accepted: bool | None
    answered_by: str
    answered_at: datetime | None
    answer: str
    is_own: bool  # the reader's own authority is the one that was asked


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Who leads now; who may be asked, by reference and name; and what was asked, the newest first."""

    leads: str
    is_responsible: bool
    may_be_asked: tuple[tuple[str, str], ...]
    asked: tuple[Asking, ...]


def may_lead(episode: MissingEpisode, *, now: datetime) -> list[Organisation]:
    """Give the authorities that stand to the episode, or were let into it and have not been shut out."""
    given = EpisodeAccess.objects.filter(
        episode=episode, ended_at=None, from_at__lte=now, until_at__gt=now
    ).values_list("organisation_id", flat=True)
    own = [episode.responsible_authority_id, episode.host_authority_id]
    rows = Organisation.objects.filter(
        Q(pk__in=[key for key in own if key is not None]) | Q(pk__in=list(given)),
        kind=OrganisationKind.LOCAL_AUTHORITY.value,
    )
    return list(rows.order_by("name", "pk"))


def _standing(episode: MissingEpisode) -> list[LeadDetail]:
    """Give what was asked and answered and was not withdrawn, in the order in which it was recorded."""
    stands = standing(Event.objects.filter(episode=episode))
    details = LeadDetail.objects.filter(event__in=stands).select_related("event", "authority")
    return list(details.order_by("event__recorded_at", "event_id"))


def waiting_of(episode: MissingEpisode) -> list[LeadDetail]:
    """Give what was asked and not answered yet."""
    details = _standing(episode)
    answered = {each.event.answers_id for each in details if each.accepted is not None}
    return [each for each in details if each.accepted is None and each.event_id not in answered]


def unanswered(episodes: Iterable[MissingEpisode], *, by: Actor) -> dict[int, tuple[Asking, ...]]:
    """Give, by episode, each authority that was asked to lead and has not answered, whoever waited longest first.

    Nothing of an episode whose chronology the reader does not see, nor of one whose report was withdrawn.
    """
    not_void = [row for row in episodes if not row.is_void]
    readable = {row.pk: row for row in those_on_which(Permission.SEE_RECORD, not_void, by=by)}
    asked = LeadDetail.objects.filter(event__episode__in=list(readable), accepted=None)
    held: defaultdict[int, tuple[Asking, ...]] = defaultdict(tuple)
    for key in dict.fromkeys(asked.values_list("event__episode", flat=True)):
        held[key] = tuple(_asking(each, None, by=by) for each in waiting_of(readable[key]))
    return held


def lead_of(episode: MissingEpisode, *, by: Actor, now: datetime) -> Lead:
    """Give who leads and what was asked, to a reader of the chronology."""
    details = _standing(episode)
    answers = {each.event.answers_id: each for each in details if each.accepted is not None}
    leads = episode.lead_authority or episode.responsible_authority
    asked = [_asking(each, answers.get(each.event_id), by=by) for each in details if each.accepted is None]
    waiting = {
        each.authority_id for each in details if each.accepted is None and each.event_id not in answers
    }
    may_be_asked = [
        (each.reference, each.name)
        for each in may_lead(episode, now=now)
        if each.pk != leads.pk
        and each.pk not in waiting
        and (each.pk != by.organisation_id or each.pk == episode.responsible_authority_id)
    ]
    return Lead(
        leads=leads.name,
        is_responsible=leads.pk == episode.responsible_authority_id,
        may_be_asked=tuple(may_be_asked),
        asked=tuple(reversed(asked)),
    )


def _asking(detail: LeadDetail, answer: LeadDetail | None, *, by: Actor) -> Asking:
    asking = detail.event
    return Asking(
        number=asking.pk,
        authority=detail.authority.name,
        asked_by=asking.by_name,
        asked_at=asking.recorded_at,
        words=asking.words,
        accepted=answer.accepted if answer else None,
        answered_by=answer.event.by_name if answer else "",
        answered_at=answer.event.recorded_at if answer else None,
        answer=answer.event.words if answer else "",
        is_own=detail.authority_id == by.organisation_id,
    )
