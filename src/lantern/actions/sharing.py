"""Let another force or authority into one episode for a time: a named worker says who, how long and why."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version, written_by
from lantern.actions.missing import check_stands, settle
from lantern.policies import sharing as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.queries.sharing import stands_by_itself
from lantern.record.context import hand_on
from lantern.record.models import EpisodeAccess, Event, MissingEpisode, Telling
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_NOT_IN = (
    "This organisation is not let in any more. Nothing was changed. "
    "If they still need the record, let them in anew."
)


@acts
def let_in(
    *,
    reference: str,
    organisation: str,
    until: datetime,
    reasons: str,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Let a force or an authority into this one episode until a moment (UTC), and have it told by its own channel."""
    episode, asked = _taken(reference, organisation, seen_version=seen_version, by=by)
    policy.check_until(until=until, now=now)
    policy.check_reasons(reasons)
    policy.check_may_be_let_in(
        kind=OrganisationKind(asked.kind), sees_already=stands_by_itself(episode, asked.pk)
    )
    held = _held(episode, asked)
    if held is not None and held.until_at > now:
        still = spoken(When.moment(held.until_at))
        raise Refused(
            f"{asked.name} is let in already, until {still}. Nothing was changed. Extend that instead."
        )
    _close(held, at=held.until_at if held else now, by_name="")
    words = f"{asked.name} let in until {spoken(When.moment(until))}. {reasons.strip()}"
    event = _given(episode, asked, until=until, reasons=reasons, words=words, by=by, now=now)
    with hand_on(episode_id=episode.pk):
        notices.tell(
            event=event,
            about=TellingAbout.LET_IN,
            recipients=[_recipient(asked)],
            episode=episode,
            now=now,
        )
    audit(action="sharing.let_in", about=reference, by=by, now=now)
    return reference


@acts
def extend(
    *,
    reference: str,
    organisation: str,
    until: datetime,
    reasons: str,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Let an organisation that is in stay until another moment (UTC): the old access ends, and a new one begins."""
    episode, asked = _taken(reference, organisation, seen_version=seen_version, by=by)
    policy.check_until(until=until, now=now)
    policy.check_reasons(reasons)
    held = _held(episode, asked)
    if held is None or held.until_at <= now:
        raise Refused(_NOT_IN)
    _close(held, at=now, by_name=by.name)
    words = f"{asked.name}: the time was changed, now until {spoken(When.moment(until))}. {reasons.strip()}"
    _given(episode, asked, until=until, reasons=reasons, words=words, by=by, now=now)
    audit(action="sharing.extend", about=reference, by=by, now=now)
    return reference


@acts
def end(*, reference: str, organisation: str, seen_version: int | None, by: Actor, now: datetime) -> str:
    """End an organisation's access at once: what was still to be told to it is withdrawn, and its links are shut."""
    episode, asked = _taken(reference, organisation, seen_version=seen_version, by=by)
    held = _held(episode, asked)
    if held is None or held.until_at <= now:
        raise Refused(_NOT_IN)
    _close(held, at=now, by_name=by.name)
    words = f"{asked.name} is no longer let in."
    with hand_on(episode_id=episode.pk):
        _entered(episode, EventKind.ACCESS_ENDED, words, by=by, now=now)
        sent = Telling.objects.filter(episode=episode, organisation=asked, relation=Relation.GIVEN.value)
        sent.filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
        sent.exclude(Q(state=TellingState.TOLD.value)).update(
            state=TellingState.WITHDRAWN.value, answer_by=None, next_attempt_at=None
        )
    audit(action="sharing.end", about=reference, by=by, now=now)
    return reference


def _taken(
    reference: str, organisation: str, *, seen_version: int | None, by: Actor
) -> tuple[MissingEpisode, Organisation]:
    """Take the episode for somebody who may let others into it, and find the organisation."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.GIVE_ACCESS, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    asked = Organisation.objects.filter(reference=organisation).first()
    if asked is None:
        raise NotFound(
            "There is no such force or authority here. Nobody was let in. Search for it by name again."
        )
    return episode, asked


def _held(episode: MissingEpisode, organisation: Organisation) -> EpisodeAccess | None:
    rows = EpisodeAccess.objects.select_for_update(of=("self",))
    return rows.filter(episode=episode, organisation=organisation, ended_at=None).first()


def _close(held: EpisodeAccess | None, *, at: datetime, by_name: str) -> None:
    if held is not None:
        held.ended_at, held.ended_by_name = at, by_name
        held.save(update_fields=["ended_at", "ended_by_name"])


def _given(
    episode: MissingEpisode,
    organisation: Organisation,
    *,
    until: datetime,
    reasons: str,
    words: str,
    by: Actor,
    now: datetime,
) -> Event:
    row = EpisodeAccess(
        episode=episode,
        organisation=organisation,
        from_at=now,
        until_at=until,
        reasons=reasons.strip(),
        **written_by(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    with hand_on(episode_id=episode.pk):
        return _entered(episode, EventKind.ACCESS_GIVEN, words, by=by, now=now)


def _entered(episode: MissingEpisode, kind: EventKind, words: str, *, by: Actor, now: datetime) -> Event:
    event = events.append(episode=episode, kind=kind, happened=When.moment(now), words=words, by=by, now=now)
    settle(episode=episode, now=now)
    return event


def _recipient(organisation: Organisation) -> notices.Recipient:
    """Police act on a call; an authority is written to."""
    is_force = organisation.kind == OrganisationKind.POLICE_FORCE.value
    channel = Channel.TELEPHONE if is_force else Channel.EMAIL
    return notices.Recipient(
        organisation=organisation.pk, team=None, relation=Relation.GIVEN, channel=channel
    )
