"""The reference that the Home Office gave for a child: the newest that an entry of a chronology gave, and stands."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from lantern.actions.mistakes import root_of
from lantern.queries.corrected import standing
from lantern.queries.ladder import facts_of
from lantern.record.context import hand_on
from lantern.record.models import ChildIdentifier, Event, GivenReference, MissingEpisode
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.tellings import Whom


def issuer_for(episode: MissingEpisode) -> int | None:
    """Give the organisation that is the Home Office for this child; None where nobody is stored."""
    posts = facts_of([episode])[episode.pk].posts[Whom.IMMIGRATION]
    return posts[0].organisation if posts else None


def keep(episode: MissingEpisode, given: GivenReference, *, issuer: int) -> bool:
    """Keep this reference in the place of any that an entry recorded; False where the number is taken."""
    held = ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE)
    try:
        with transaction.atomic():
            held.exclude(given_in=None).delete()  # what came another way no entry may take out
            ChildIdentifier.objects.create(
                child_id=episode.child_id,
                kind=HOME_OFFICE,
                value=given.value,
                issued_by_id=issuer,
                given_in=given,
            )
    except IntegrityError:
        return False
    return True


def settle_reference(*, episode: MissingEpisode, changed: Event) -> None:
    """Let the child's reference agree with the entries that stand, where one of them was withdrawn, or stands again.

    The one that was recorded before comes back; where another child has it by now it stays in the chronology alone.
    What was sealed is not among the entries: it is not to be read here.
    """
    if not GivenReference.objects.filter(event=root_of(changed)).exists():
        return
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        newest = _newest_standing(episode)
        held = ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE)
        recorded = held.exclude(given_in=None)
        issuer = issuer_for(episode) or recorded.values_list("issued_by", flat=True).first()
        recorded.exclude(given_in=newest).delete()
        if newest and issuer and not held.filter(value=newest.value).exists():
            keep(episode, newest, issuer=issuer)


def _newest_standing(episode: MissingEpisode) -> GivenReference | None:
    stand = standing([*_entries(episode), *_corrections(episode)])
    given = [row.given_reference for row in stand if hasattr(row, "given_reference")]
    return given[-1] if given else None


def _entries(episode: MissingEpisode) -> Sequence[Event]:
    """Give the entries of this child that recorded a reference, those that are struck too, the newest last."""
    rows = Event.objects.filter(episode__child=episode.child_id, given_reference__isnull=False)
    return list(rows.select_related("given_reference").order_by("recorded_at", "pk"))


def _corrections(episode: MissingEpisode) -> Sequence[Event]:
    rows = Event.objects.filter(episode__child=episode.child_id, corrects__isnull=False)
    return list(rows.select_related("given_reference").order_by("recorded_at", "pk"))
