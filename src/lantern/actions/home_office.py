"""The Home Office answers with a reference: it is kept on the child, so that the next notice can give it."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.given_references import issuer_for, keep
from lantern.actions.missing import check_stands, settle
from lantern.policies.publicity import check_home_office_reference
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import ChildIdentifier, GivenReference, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.refusals import NotTold, Refused
from lantern.vocabulary.roles import Permission


@acts
def record_reference(
    *, reference: str, number: str, happened: When, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record the reference that the Home Office gave for this child; a newer one takes its place.

    It is found by the search of numbers. What was there before stays in the chronology, and comes back where the
    newer entry is withdrawn.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.KEEP_INVOLVED, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    given = " ".join(number.split())
    check_home_office_reference(given)
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        entry = events.append(
            episode=episode,
            kind=EventKind.INFORMATION_RECEIVED,
            happened=happened,
            words=f"The Home Office gave its reference: {given}.",
            detail=GivenReference(value=given),
            by=by,
            now=now,
        )
        _keep(episode, entry.given_reference)
        settle(episode=episode, now=now)
    audit(action="home_office.record_reference", about=reference, by=by, now=now)
    return reference


def _keep(episode: MissingEpisode, given: GivenReference) -> None:
    issuer = issuer_for(episode)
    if issuer is None:
        raise Refused(
            "Nobody is stored as the Home Office for this child, so no reference of it can be kept. Store it under "
            "who has to do with the child, then record this."
        )
    if ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE, value=given.value).exists():
        raise Refused("This reference is recorded already. Nothing was changed.", field="number")
    if not keep(episode, given, issuer=issuer):
        raise NotTold(
            "This reference cannot be kept for this child. Nothing was recorded. Check it with the Home Office. "
            "This refusal has been recorded.",
            field="number",
        )
