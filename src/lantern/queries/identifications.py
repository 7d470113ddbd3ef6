"""Who a child nobody knew was said to be: each time it was said, and what taking it back would mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.policies.matching import TURNS
from lantern.queries.children import display_names
from lantern.queries.matches import Turn, standing_since, version_of
from lantern.queries.seeing import may, reads, seen_as, visible_to
from lantern.queries.values import IdentityLine
from lantern.record.models import Child, Identification, MissingEpisode, PrivatePerson, ProtectedContact
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission

_NOT_FOUND = (
    "There is no name by that reference that you may take back. Open the child's page again, or ring the duty team. "
    "This attempt has been recorded."
)
_NOT_YOURS = (
    "Only the authority that looks after the child takes back who they are. Nothing was changed. Ring it."
)


@dataclass(frozen=True, kw_only=True)
class IdentityPage:
    """Who a child was said to be, as it is shown before it is taken back.

    `added` is how many relatives, friends, addresses and telephones were stored of the child since.
    """

    reference: str
    child_reference: str
    name: str
    said_at: datetime
    undone_at: datetime | None
    version: int
    turns: tuple[Turn, ...]
    added: int


def find_identification(*, reference: str, by: Actor) -> Identification:
    """Give what was said of a child whom this actor may see; raise NotFound where there is nothing of that kind."""
    found = Identification.objects.filter(child__in=visible_to(by), reference=reference).first()
    if found is None:
        raise NotFound(_NOT_FOUND)
    return found


def require_may_undo(*, child: Child, by: Actor) -> None:
    """Refuse whoever may not say of this child who they are."""
    if not may(permission=Permission.MATCH_CHILD, row=child, by=by):
        raise NotPermitted(_NOT_YOURS)


def identities_of(child: Child, *, by: Actor) -> tuple[IdentityLine, ...]:
    """Give each time it was said who a child is, the newest first, to a reader who may open the child's record.

    A name that was taken back is another child's: it is read by whoever says who a child is, and by nobody else.
    """
    decides = may(permission=Permission.MATCH_CHILD, row=child, by=by)
    rows = Identification.objects.filter(child=child).order_by("-recorded_at", "-pk")
    return tuple(
        IdentityLine(
            reference=row.reference,
            name=row.name if decides or row.undone_at is None else "",
            said_at=row.recorded_at,
            undone_at=row.undone_at,
            may_undo=decides and row.undone_at is None,
        )
        for row in rows
    )


@reads
def identity_page(*, reference: str, by: Actor, now: datetime) -> IdentityPage:
    """Give who a child was said to be to whoever may take it back; raise NotFound or NotPermitted to others."""
    said = find_identification(reference=reference, by=by)
    child = visible_to(by).get(pk=said.child_id)
    require_may_undo(child=child, by=by)
    with seen_as(SYSTEM):
        episodes = list(MissingEpisode.objects.filter(child=child).order_by("pk"))
        turns = _turns(said, episodes)
        added = _added(said)
    return IdentityPage(
        reference=said.reference,
        child_reference=child.reference,
        name=said.name if said.undone_at else display_names([child.pk])[child.pk],
        said_at=said.recorded_at,
        undone_at=said.undone_at,
        version=child.version + version_of(episodes),
        turns=turns,
        added=added,
    )


def _turns(said: Identification, episodes: Iterable[MissingEpisode]) -> tuple[Turn, ...]:
    """Give the turns since, whichever desk recorded them: whose they are decides who is missing still."""
    rows = [row for episode in episodes for row in standing_since(said, episode, TURNS)]
    return tuple(
        Turn(kind=EventKind(row.kind), happened=When(on=row.happened_on, at=row.happened_at)) for row in rows
    )


def _added(said: Identification) -> int:
    since = {"child": said.child_id, "recorded_at__gt": said.recorded_at}
    return PrivatePerson.objects.filter(**since).count() + ProtectedContact.objects.filter(**since).count()
