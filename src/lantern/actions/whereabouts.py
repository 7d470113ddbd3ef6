"""In whose view it is known where the child is: the one place where a view is written, verified or not."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from lantern.actions import events
from lantern.policies.away import Away, check_time, kind_of, lacking
from lantern.procedures import waiting
from lantern.queries.children import age_of
from lantern.record.context import hand_on
from lantern.record.models import AwayDetail, AwayPlace, ClassificationDetail, Event, MissingEpisode
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind


def append_view(
    *,
    episode: MissingEpisode,
    kind: MissingKind,
    happened: When,
    away: Away | None = None,
    words: str = "",
    whose: ClassifiedBy = ClassifiedBy.AUTHORITY,
    by: Actor,
    now: datetime,
) -> Event:
    """Append one view. The authority's "out" without all that makes it sure counts as missing, and is kept so.

    So does that of a child younger than the local table has for it, or of an age that nobody knows.

    What was said of the place is kept beside it either way. The police's view is their own, and asks for none.
    """
    check_can_be_kept(away)
    is_own = whose is ClassifiedBy.AUTHORITY
    check_time(away=away, within=waiting.in_force().check_within, now=now)
    young = is_own and _is_too_young(episode, kind, now=now)
    counts_as = kind_of(kind=kind, away=away, is_too_young=young) if is_own else kind
    is_away = is_own and counts_as is MissingKind.AWAY_WITHOUT_AUTHORISATION
    if is_own and counts_as is not kind:
        words = f"{words}\n{why_missing(away, is_too_young=young)}".strip()
    return events.append(
        episode=episode,
        kind=EventKind.CLASSIFIED,
        happened=happened,
        words=words,
        detail=ClassificationDetail(
            kind=(counts_as or kind).value,
            classified_by=whose.value,
            check_again_at=away.check_again_at if is_away and away else None,
        ),
        more=_rows(away if is_own and kind is MissingKind.AWAY_WITHOUT_AUTHORISATION else None),
        by=by,
        now=now,
    )


def why_missing(away: Away | None, *, is_too_young: bool = False) -> str:
    """Say why "out" counts as missing; empty where it does not."""
    if is_too_young:
        return f"Said to be out. Counts as missing: {too_young()}"
    missed = lacking(away)
    if not missed:
        return ""
    return f"Said to be out. Counts as missing, because it is not said {'; '.join(missed)}."


def too_young() -> str:
    """Say the local table's word on the age."""
    table = waiting.in_force()
    return f"no child under {table.youngest_away}, or of an age that nobody knows, counts as out ({table.source})."


def _is_too_young(episode: MissingEpisode, kind: MissingKind, *, now: datetime) -> bool:
    table = waiting.in_force()
    if kind is not MissingKind.AWAY_WITHOUT_AUTHORISATION or table.youngest_away is None:
        return False
    with hand_on(child_id=episode.child_id):  # whoever says so may see the episode; the child is a row apart
        return table.is_too_young_to_be_away(age_of(episode.child, day_of(now)))


def _rows(away: Away | None) -> list[models.Model]:
    """Give the rows that keep what was said: what could lead somebody to the child in its own table."""
    if away is None or away.is_empty:
        return []
    detail = AwayDetail(
        how_known=away.how_known,
        address_verified_by=away.address_verified_by,
        adults_verified_by=away.adults_verified_by,
    )
    return [detail, AwayPlace(address=away.address, adults=away.adults)]
