"""The reference that the Home Office gave for a child: the newest that an entry of a chronology says, and stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from lantern.actions.mistakes import root_of
from lantern.queries.corrected import standing
from lantern.queries.ladder import facts_of
from lantern.record.context import hand_on
from lantern.record.models import ChildIdentifier, Event, MissingEpisode
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.tellings import Whom

_BEFORE, _AFTER, _LONGEST = "The Home Office gave its reference: ", ".", 100


def words_of(number: str) -> str:
    """Say a reference in the words of the chronology."""
    return f"{_BEFORE}{number}{_AFTER}"


def number_in(entry: Event) -> str:
    """Give the reference that an entry recorded; nothing where it recorded none."""
    is_one = entry.kind == EventKind.INFORMATION_RECEIVED.value and entry.words.startswith(_BEFORE)
    number = entry.words.removeprefix(_BEFORE).removesuffix(_AFTER) if is_one else ""
    return number if len(number) <= _LONGEST else ""  # a longer one is a note in the same words


def issuer_for(episode: MissingEpisode) -> int | None:
    """Give the organisation that is the Home Office for this child; None where nobody is stored."""
    posts = facts_of([episode])[episode.pk].posts[Whom.IMMIGRATION]
    return posts[0].organisation if posts else None


def keep(episode: MissingEpisode, number: str, *, issuer: int) -> bool:
    """Keep this reference in the place of any that an entry recorded; False where the number is taken."""
    held = ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE)
    said = [number_in(entry) for entry in _entries(episode)]
    try:
        with transaction.atomic():
            held.filter(value__in=said).delete()  # what came another way no entry may take out
            ChildIdentifier.objects.create(
                child_id=episode.child_id, kind=HOME_OFFICE, value=number, issued_by_id=issuer
            )
    except IntegrityError:
        return False
    return True


def settle_reference(*, episode: MissingEpisode, changed: Event) -> None:
    """Let the child's reference agree with the entries that stand, where one of them was withdrawn, or stands again.

    The one that was recorded before comes back; where another child has it by now it stays in the chronology alone.
    """
    number = number_in(root_of(changed))
    if not number:
        return
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        entries = _entries(episode)
        stand = [number_in(entry) for entry in standing([*entries, *_corrections(episode)])]
        newest = next((said for said in reversed(stand) if said), "")
        held = ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE)
        # What was sealed is not among the entries: it is not to be read here.
        recorded = held.filter(value__in=[number, *(number_in(entry) for entry in entries)])
        issuer = issuer_for(episode) or recorded.values_list("issued_by", flat=True).first()
        recorded.exclude(value=newest).delete()
        if newest and issuer and not held.filter(value=newest).exists():
            keep(episode, newest, issuer=issuer)


def _entries(episode: MissingEpisode) -> Sequence[Event]:
    """Give the entries of this child that recorded a reference, those that are struck too, the newest last."""
    rows = Event.objects.filter(
        episode__child=episode.child_id,
        kind=EventKind.INFORMATION_RECEIVED.value,
        words__startswith=_BEFORE,
        source=None,  # what somebody was told, and typed in the same words, recorded none
    )
    return list(rows.order_by("recorded_at", "pk"))


def _corrections(episode: MissingEpisode) -> Sequence[Event]:
    rows = Event.objects.filter(episode__child=episode.child_id, corrects__isnull=False)
    return list(rows.order_by("recorded_at", "pk"))
