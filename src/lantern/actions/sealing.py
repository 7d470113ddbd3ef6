"""An entry was made on the wrong child: it is withdrawn, and shut to all but the information owner, at once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, check_version, written_by_role
from lantern.actions.given_references import settle_reference
from lantern.actions.missing import settle, tell_again
from lantern.actions.mistakes import mistaken_event, root_of
from lantern.actions.unasking import end_in_vain
from lantern.policies import missing as policy
from lantern.queries import seals
from lantern.queries.missing import lock
from lantern.record.context import hand_on
from lantern.record.models import Event, MissingEpisode, Seal
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import TellingAbout


@acts
def seal(
    *, reference: str, event: int, reasons: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Withdraw an entry that was made on the wrong child, with all that answers or corrects it, and shut it.

    From then on the information owner of the authority that looks after the child reads it, and nobody else. The
    episode is folded anew and whoever was told is told. A struck entry may be sealed too.
    """
    episode = lock(reference=reference, by=by)
    check_version(held=episode.version, seen=seen_version)
    if not reasons.strip():
        raise Refused("Enter how it came to be on the wrong child, and who says so.", field="reasons")
    with hand_on(episode_id=episode.pk):
        wrong = mistaken_event(episode, event, may_be_struck=True, by=by)
    if wrong.kind == EventKind.ENTERED_IN_ERROR.value:
        raise Refused("Seal the entry itself: its correction is sealed with it. Nothing was changed.")
    with hand_on(episode_id=episode.pk, sealed=True):
        stood = events.stands(wrong)
        withdrawal = _shut(episode, wrong, reasons=reasons, by=by, now=now)
        settle(episode=episode, now=now)
        if end_in_vain(episode=episode, by=by, now=now):
            settle(episode=episode, now=now)
        _forget_when_seen(episode)
        notices.settle_calls(episode=episode)
        settle_reference(episode=episode, changed=wrong)
        if stood and EventKind(root_of(wrong).kind) in policy.TOLD_TO_OTHERS:
            tell_again(withdrawal, about=TellingAbout.CORRECTED, episode=episode, now=now)
    audit(action="sealing.seal", about=reference, by=by, now=now)
    return reference


def _shut(episode: MissingEpisode, wrong: Event, *, reasons: str, by: Actor, now: datetime) -> Event:
    """Withdraw and seal the entry with all that rests on it; give its withdrawal, which says nothing of it."""
    whole = _with_all_that_rests_on(wrong)
    withdrawals = [
        events.withdraw(each, episode=episode, words=_was_sealed(each), by=by, now=now)
        for each in whole
        if each.kind != EventKind.ENTERED_IN_ERROR.value
    ]
    for each in whole:
        row = Seal(
            event=each,
            reasons=reasons.strip(),
            **written_by_role(by=by, now=now),
        )
        check_fits(row)
        row.save(force_insert=True)
    return withdrawals[0]


def _was_sealed(entry: Event) -> str:
    made = spoken(When.moment(entry.recorded_at))
    return f"An entry made on {made} was sealed: it belonged to another child."


def _with_all_that_rests_on(wrong: Event) -> list[Event]:
    """Give the entry, then what corrects or answers it or names its place, and so on: each may repeat it."""
    found = [wrong]
    for each in found:
        leads = Q(corrects=each) | Q(answers=each) | Q(listed_place__came_from=each)
        rests = Event.objects.filter(leads, seal=None).order_by("pk")
        found += [event for event in rests if event not in found]
    return found


def _forget_when_seen(episode: MissingEpisode) -> None:
    """Where the whole report was another child's, so was the time of last being seen that stands on the row."""
    if episode.is_void:
        episode.last_seen_on, episode.last_seen_at = day_of(episode.recorded_at), None
        episode.save(update_fields=["last_seen_on", "last_seen_at"])


@acts
def open_seal(*, number: int, by: Actor, now: datetime) -> seals.SealedEntry:
    """Open one sealed entry, with those who saw it: an act of the information owner's, and audited."""
    page = seals.sealed_entry(number=number, by=by, now=now)
    audit(action="sealing.open_seal", about=page.line.episode, by=by, now=now)
    return page
