"""What was entered in error: which event it is, whether this actor may correct it, and what it began with."""

from __future__ import annotations

from lantern.actions import events
from lantern.policies import access
from lantern.policies import missing as policy
from lantern.queries.seeing import relations_to
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy
from lantern.vocabulary.refusals import NotPermitted, Refused


def root_of(event: Event) -> Event:
    """Give what a thread of corrections began with: a withdrawal of gossip is no news to those who were told."""
    while event.corrects is not None:
        event = event.corrects
    return event


def mistaken_event(episode: MissingEpisode, number: int, *, may_be_struck: bool = False, by: Actor) -> Event:
    """Give the event to be withdrawn, where the actor may correct it and, unless `may_be_struck`, nobody has yet."""
    mistaken = Event.objects.filter(episode=episode, pk=number).select_related("classification").first()
    struck = mistaken is not None and not events.stands(mistaken)
    policy.check_may_correct(
        kind=EventKind(mistaken.kind) if mistaken else None,
        is_corrected=struck and not may_be_struck,
        is_undone=struck,
    )
    assert mistaken is not None
    _check_not_sealed(mistaken)
    if mistaken.corrects is not None:
        policy.check_not_rematched(corrects=EventKind(mistaken.corrects.kind), kind=EventKind(mistaken.kind))
    if not _may_correct(mistaken, episode, by=by):
        raise NotPermitted(
            "Only the authority that looks after the child, or whoever recorded this, corrects it. "
            "Nothing was changed. Ring the duty team. This refusal has been recorded."
        )
    if mistaken.kind == EventKind.MISSING_REPORTED.value:
        _check_no_other_report(episode)
    return mistaken


def _may_correct(mistaken: Event, episode: MissingEpisode, *, by: Actor) -> bool:
    said = getattr(mistaken, "classification", None)
    return any(
        access.may_correct(
            role=by.role,
            relation=relation,
            kind=EventKind(mistaken.kind),
            by_police=said is not None and said.classified_by == ClassifiedBy.POLICE.value,
            recorded_by_own=by.organisation_id is not None
            and mistaken.by_organisation_id == by.organisation_id,
        )
        for relation in relations_to(row=episode, by=by)
    )


def _check_not_sealed(mistaken: Event) -> None:
    """Refuse to take back what a seal rests on: what it withdrew is not to be seen here."""
    if mistaken.corrects_id and not Event.objects.filter(pk=mistaken.corrects_id, seal=None).exists():
        raise Refused(
            "The entry that this withdrew was sealed, and stays shut. Nothing was changed. If it did belong to "
            "this child, record it again."
        )


def _check_no_other_report(episode: MissingEpisode) -> None:
    """Keep a child on the board while anybody's report still stands."""
    joined = Event.objects.filter(episode=episode, kind=EventKind.REPORT_JOINED.value)
    if any(events.stands(event) for event in joined):
        raise Refused(
            "Somebody else reported this child missing too, and that report stands. Nothing was changed. "
            "If it is wrong as well, withdraw it first. If the child is back, record that instead."
        )
