"""The demonstration's search: places on the list, a charity asked to text a child, an appeal not all have signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lantern.actions import places, publicity, search_measures
from lantern.actions.places import Looked, Place
from lantern.actions.publicity import Proposed
from lantern.queries.places import places as places_of
from lantern.queries.search_measures import search_measures as measures_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.places import PlaceKind, PlaceOutcome, Point
from lantern.vocabulary.publicity import ChildView, Signer


def placed(episode: str, *, by: Actor, now: datetime) -> None:
    """Put what the report says, a friend's address and a station on the list; somebody looked at one of them."""
    told: dict[str, Any] = {"reference": episode, "by": by, "now": now}
    seen = next((each for each in places_of(**told).said if each.address), None)
    station = Place(
        kind=PlaceKind.TRANSPORT,
        address="Northmere railway station, the side entrance",
        why="A ticket to the coast was in his other coat.",
        point=Point(Decimal("53.79648"), Decimal("-1.54785")),
    )
    friend = Place(
        kind=PlaceKind.FRIEND,
        address="Flat 2, 14 Invented Row",
        why="An older friend he has named twice; his key worker was there with him once.",
        point=Point(Decimal("53.80512"), Decimal("-1.56011")),
        said_by="His key worker",
    )
    for place in (station, friend):
        places.list_place(place=place, happened=When.moment(now), came_from=None, **told)
    if seen is not None:
        last = Place(kind=seen.kind, address=seen.address)
        places.list_place(place=last, happened=seen.known, came_from=seen.number, **told)
    number = next(each.number for each in places_of(**told).listed if each.kind is PlaceKind.TRANSPORT)
    looked = Looked(
        outcome=PlaceOutcome.SIGNS,
        by_whom="PC 4411 Demoton, Ness and Wold Police",
        words="The ticket clerk knew his photograph: he asked for the last train and left.",
    )
    later = now + timedelta(minutes=25)
    places.record_search(
        reference=episode,
        place=number,
        looked=looked,
        happened=When.moment(later),
        seen_version=None,
        by=by,
        now=later,
    )


def sought(episode: str, *, by: Actor, now: datetime) -> None:
    """Ask the charity, and propose an appeal for three days that the police alone have signed."""
    told: dict[str, Any] = {"reference": episode, "happened": When.moment(now), "by": by, "now": now}
    search_measures.ask_text_safe(
        asked_by="Sergeant Demoton",
        post="Duty sergeant",
        case_reference="",
        words="",
        **told,
    )
    proposed = Proposed(
        channel="The force’s own pages",
        text="Have you seen this boy? He wore a grey coat. Ring 101, or the charity Missing People on 116 000.",
        expires_at=now + timedelta(days=3),
        child_view=ChildView.NOT_KNOWN,
        child_view_words="He has been here eleven days. Nobody asked him.",
        words="His telephone has been off since the afternoon.",
    )
    publicity.propose(reference=episode, proposed=proposed, by=by, now=now)
    (line,) = measures_of(reference=episode, by=by, now=now).appeals
    publicity.sign(
        appeal=line.number,
        signer=Signer.POLICE,
        name="Inspector Invented",
        post="Missing person unit",
        words="By telephone, to the duty desk.",
        **told,
    )
