"""A service that is asked for an interview says whether it can hold it; and what an authority agreed with a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, written_by
from lantern.actions.interviews import not_held_yet
from lantern.actions.missing import check_stands, settle
from lantern.actions.told_whom import no_news
from lantern.actions.unasking import withdraw_links
from lantern.policies import access
from lantern.policies import interview_services as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import (
    Acknowledgement,
    InterviewAsked,
    MissingEpisode,
    NoticeCode,
    ServiceTerms,
    Telling,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import TellingState

_DONE = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)


@acts
def answer(*, reference: str, accepts: bool, reason: str, who: str = "", by: Actor, now: datetime) -> str:
    """Record that the service that is asked holds the interview, or cannot, and why. To decline ends the asking.

    The service answers for itself. Whoever asked may record what it said on the telephone: `who` is who said it.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    check_stands(episode)
    not_held_yet(episode)
    with hand_on(episode_id=episode.pk, asking=True):
        rows = InterviewAsked.objects.select_for_update(of=("self",)).select_related("service")
        held = rows.filter(episode=episode, ended_at=None).first()
    if held is None:
        raise Refused("No service is asked to hold this interview. Nothing was recorded.")
    said_by = _said_by(held, who, episode=episode, by=by)
    policy.check_answer(accepts=accepts, accepted_by=held.accepted_by_name, reason=reason)
    if accepts:
        _accepted(held, said_by, reason, episode=episode, by=by, now=now)
    else:
        _declined(held, said_by, reason, episode=episode, by=by, now=now)
    audit(action="service_answers.answer", about=reference, by=by, now=now)
    return reference


def _said_by(held: InterviewAsked, who: str, *, episode: MissingEpisode, by: Actor) -> str:
    if by.organisation_id == held.service_id:
        return by.name
    require(permission=Permission.ASK_INTERVIEWER, row=episode, by=by)
    if not who.strip():
        raise Refused(f"Enter who at {held.service.name} said it: a name, and their post.", field="who")
    return who.strip()[:200]


def _accepted(
    held: InterviewAsked, said_by: str, words: str, *, episode: MissingEpisode, by: Actor, now: datetime
) -> None:
    held.accepted_at, held.accepted_by_name = now, said_by
    _keep(held, "accepted_at", "accepted_by_name")
    _told(held, by=by, now=now)
    said = f"{held.service.name} holds the return interview, says {said_by}. {words.strip()}".strip()
    _entered(episode, EventKind.ORGANISATION_TOLD, said, by=by, now=now)


def _declined(
    held: InterviewAsked, said_by: str, reason: str, *, episode: MissingEpisode, by: Actor, now: datetime
) -> None:
    """End the asking with its reason: what the service saw, it sees no more, and another may be asked at once."""
    _told(held, by=by, now=now)
    withdraw_links(held, now=now)
    held.ended_at, held.ended_by_name, held.declined_because = now, said_by, reason.strip()
    _keep(held, "ended_at", "ended_by_name", "declined_because")
    said = f"{held.service.name} cannot hold the return interview, says {said_by}: {reason.strip()}"
    _entered(episode, EventKind.ACCESS_ENDED, said, by=by, now=now)


def _keep(held: InterviewAsked, *names: str) -> None:
    check_fits(held)
    with hand_on(episode_id=held.episode_id, asking=True):
        held.save(update_fields=names)


def _told(held: InterviewAsked, *, by: Actor, now: datetime) -> None:
    """Mark what the service was sent as answered: by whoever gave the link's code, else by whom it was rung."""
    with hand_on(episode_id=held.episode_id):
        sent = Telling.objects.select_for_update(of=("self",)).filter(asked=held)
        for telling in sent.exclude(state__in=_DONE):
            code = (
                NoticeCode.objects.filter(telling=telling, used_at__isnull=False).order_by("-used_at").first()
            )
            if code is not None and code.name and telling.pk == by.telling_id:
                Acknowledgement.objects.create(
                    telling=telling,
                    name=code.name,
                    job_title=code.job_title,
                    strength=code.strength,
                    acknowledged_at=now,
                )
            notices.mark_told(telling, told_at=now)


def _entered(episode: MissingEpisode, kind: EventKind, words: str, *, by: Actor, now: datetime) -> None:
    with hand_on(episode_id=episode.pk):
        detail = no_news() if kind is EventKind.ORGANISATION_TOLD else None
        events.append(
            episode=episode, kind=kind, happened=When.moment(now), words=words, detail=detail, by=by, now=now
        )
        settle(episode=episode, now=now)


# What was agreed with a service ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was agreed from a day on: how many interviews at a time (None: no number), and who works at weekends."""

    from_on: date
    most_open: int | None
    works_saturday: bool
    works_sunday: bool
    weekend_words: str = ""


@acts
def keep_terms(*, service: str, terms: Terms, by: Actor, now: datetime) -> str:
    """Keep what the actor's own authority agreed with a service. What held before stays on the record."""
    may = access.may(role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.ASK_INTERVIEWER)
    if not may or by.organisation_id is None:
        raise NotPermitted("Only the authority that asks a service keeps what it agreed with it.")
    kinds = [kind.value for kind in policy.MAY_BE_ASKED]
    places = Organisation.objects.filter(reference=service, kind__in=kinds).exclude(pk=by.organisation_id)
    asked = places.first()
    if asked is None:
        raise Refused("There is no such service here. Open the list of services again.")
    policy.check_terms(from_on=terms.from_on, most_open=terms.most_open, today=day_of(now))
    row = ServiceTerms(
        authority_id=by.organisation_id,
        service=asked,
        from_on=terms.from_on,
        most_open=terms.most_open,
        works_saturday=terms.works_saturday,
        works_sunday=terms.works_sunday,
        weekend_words=terms.weekend_words.strip(),
        **written_by(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="service_answers.keep_terms", about=asked.reference, by=by, now=now)
    return asked.reference
