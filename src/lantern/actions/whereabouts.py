"""In whose view it is known where the child is: the one place where a view is written, verified or not."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from lantern.actions import events
from lantern.policies.away import Away, check_time, kind_of, lacking
from lantern.procedures import waiting
from lantern.record.models import AwayDetail, AwayPlace, ClassificationDetail, Event, MissingEpisode
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
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

    What was said of the place is kept beside it either way. The police's view is their own, and asks for none.
    """
    check_can_be_kept(away)
    is_own = whose is ClassifiedBy.AUTHORITY
    check_time(away=away, within=waiting.in_force().check_within, now=now)
    counts_as = kind_of(kind=kind, away=away) if is_own else kind
    is_away = is_own and counts_as is MissingKind.AWAY_WITHOUT_AUTHORISATION
    if is_own and counts_as is not kind:
        words = f"{words}\n{why_missing(away)}".strip()
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


def why_missing(away: Away | None) -> str:
    """Say what "out" lacks, so that it counts as missing; empty where nothing does."""
    missed = lacking(away)
    if not missed:
        return ""
    return f"Said to be out. Counts as missing, because it is not said {'; '.join(missed)}."


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
