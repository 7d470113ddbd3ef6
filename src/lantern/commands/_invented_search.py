"""The demonstration's search: a charity asked to text a child, and an appeal that not everybody has signed yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from lantern.actions import publicity, search_measures
from lantern.actions.publicity import Proposed
from lantern.queries.search_measures import search_measures as measures_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.publicity import ChildView, Signer


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
