"""Ask a service to hold one return interview, tell one that has no account here, and take it back."""

from __future__ import annotations

from datetime import datetime

from lantern.accounts.models import Account, Organisation
from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version, written_by
from lantern.actions.interviews import not_held_yet
from lantern.actions.missing import check_stands, settle
from lantern.actions.recipients import Recipient
from lantern.actions.unasking import is_asked_again, withdraw_links
from lantern.policies import interview_services as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Event, InterviewAsked, MissingEpisode, Telling
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission, Relation, Role
from lantern.vocabulary.tellings import Channel, TellingAbout


@acts
def ask_service(
    *, reference: str, service: str, days_after: int, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Ask a service to hold the return interview: its interviewers see this one episode from now.

    One where nobody has an account is told, by its mailbox with a link or by a telephone task.
    """
    episode = _taken(reference, seen_version=seen_version, by=by)
    if episode.stage != Stage.RETURNED.value:
        raise Refused("The child is not recorded back. Nothing was recorded. Ask once the child is back.")
    policy.check_days(days_after)
    asked = _service(service)
    people = _people(asked)
    channel = _channel(asked, people=people)
    policy.check_may_be_asked(
        name=asked.name,
        is_own=asked.pk == episode.responsible_authority_id,
        is_reached=bool(people or channel),
    )
    held = _running(episode)
    policy.check_not_asked(held.service.name if held else "")
    not_held_yet(episode)
    row = InterviewAsked(
        episode=episode,
        service=asked,
        days_after=days_after,
        **written_by(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    words = f"{asked.name} was asked to hold the return interview."
    is_asked_again(row, now=now)
    event = _entered(episode, EventKind.ACCESS_GIVEN, words, by=by, now=now)
    if channel is not None:
        _tell(row, channel, event=event, now=now)
    audit(action="interview_services.ask_service", about=reference, by=by, now=now)
    return reference


@acts
def send_anew(*, reference: str, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Send a service that is asked a new link, and let the one before open nothing."""
    episode = _taken(reference, seen_version=seen_version, by=by)
    held = _running(episode)
    if held is None:
        raise Refused("No service is asked to hold this interview. Nothing was sent.")
    if _channel(held.service, people=_people(held.service)) is not Channel.EMAIL:
        raise Refused(
            f"{held.service.name} is not asked by a link: they have an account here, or no mailbox is recorded. "
            "Nothing was sent. Ring them."
        )
    withdraw_links(held, now=now)
    words = f"A new link was sent to {held.service.name}, for the return interview."
    event = _entered(episode, EventKind.ACCESS_GIVEN, words, by=by, now=now)
    _tell(held, Channel.EMAIL, event=event, now=now)
    audit(action="interview_services.send_anew", about=reference, by=by, now=now)
    return reference


@acts
def take_back(*, reference: str, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Take an interview back from the service that was asked: it sees the episode no more. A struck report's too."""
    episode = _held(reference, seen_version=seen_version, by=by)
    held = _running(episode)
    if held is None:
        raise Refused("No service is asked to hold this interview. Nothing was changed.")
    held.ended_at, held.ended_by_name = now, by.name
    check_fits(held)
    held.save(update_fields=["ended_at", "ended_by_name"])
    withdraw_links(held, now=now)
    words = f"{held.service.name} is no longer asked to hold the return interview."
    _entered(episode, EventKind.ACCESS_ENDED, words, by=by, now=now)
    audit(action="interview_services.take_back", about=reference, by=by, now=now)
    return reference


def _taken(reference: str, *, seen_version: int | None, by: Actor) -> MissingEpisode:
    episode = _held(reference, seen_version=seen_version, by=by)
    check_stands(episode)
    return episode


def _held(reference: str, *, seen_version: int | None, by: Actor) -> MissingEpisode:
    episode = lock(reference=reference, by=by)
    require(permission=Permission.ASK_INTERVIEWER, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    return episode


def _service(reference: str) -> Organisation:
    kinds = [kind.value for kind in policy.MAY_BE_ASKED]
    found = Organisation.objects.filter(reference=reference, kind__in=kinds).first()
    if found is None:
        raise Refused("There is no such service here. Choose it from the list.", field="service")
    return found


def _running(episode: MissingEpisode) -> InterviewAsked | None:
    rows = InterviewAsked.objects.select_for_update(of=("self",)).select_related("service")
    return rows.filter(episode=episode, ended_at=None).first()


def _people(service: Organisation) -> int:
    return Account.objects.filter(organisation=service, role=Role.INTERVIEWER.value, is_active=True).count()


def _channel(service: Organisation, *, people: int) -> Channel | None:
    number = service.out_of_hours_telephone or service.switchboard
    return policy.channel_for(people=people, mailbox=service.email, telephone=number)


def _tell(held: InterviewAsked, channel: Channel, *, event: Event, now: datetime) -> None:
    """Put the asking in the outbox, or on the list of calls; a service that has accepted is asked for no answer."""
    asked = Recipient(
        organisation=held.service_id,
        team=None,
        relation=Relation.ASKED,
        channel=channel,
        asks_answer=held.accepted_at is None,
    )
    about = TellingAbout.ASKED
    with hand_on(episode_id=held.episode_id):
        tellings = notices.tell(event=event, about=about, recipients=[asked], episode=held.episode, now=now)
        Telling.objects.filter(pk__in=[telling.pk for telling in tellings]).update(asked=held)


def _entered(episode: MissingEpisode, kind: EventKind, words: str, *, by: Actor, now: datetime) -> Event:
    with hand_on(episode_id=episode.pk):
        event = events.append(
            episode=episode, kind=kind, happened=When.moment(now), words=words, by=by, now=now
        )
        settle(episode=episode, now=now)
    return event
