"""The first guard: what an actor may see, from the matrix in `policies.access`. Row-level security is the second."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import ParamSpec, Protocol, TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from lantern.policies import access
from lantern.queries.corrected import is_struck
from lantern.record.auditing import append_refusal
from lantern.record.context import seen_as
from lantern.record.models import Child, EpisodeAccess, Event, GuardianAccess, MissingEpisode
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission, Relation, Role

__all__ = [
    "asked_for",
    "asked_of",
    "episodes_visible_to",
    "guarded_by",
    "is_known_when",
    "is_missing_still",
    "let_in_only",
    "let_in_only_of",
    "may",
    "permissions_among",
    "permissions_on",
    "reads",
    "relations_among",
    "relations_to",
    "require",
    "seen_as",
    "those_on_which",
    "visible_child",
    "visible_episode",
    "visible_to",
]

P = ParamSpec("P")
R = TypeVar("R")
Seen = TypeVar("Seen", Child, MissingEpisode)

_COLUMN = {
    Relation.RESPONSIBLE: "responsible_authority_id",
    Relation.HOST: "host_authority_id",
    Relation.PLACEMENT: "placement_provider_id",
    Relation.POLICE: "police_force_id",
}
_OF_CHILD = (Relation.RESPONSIBLE, Relation.HOST, Relation.PLACEMENT)


class OfAnEpisode(Protocol):
    """What of a missing episode says who stands in a relation to it: the row itself, or those columns alone."""

    @property
    def pk(self) -> int: ...
    @property
    def child_id(self) -> int: ...
    @property
    def is_void(self) -> bool: ...


def reads(query: Callable[P, R]) -> Callable[P, R]:
    """Run a query in a transaction in which the database sees the actor given as `by`; audit its refusals."""
    name = f"{query.__module__.rsplit('.', 1)[-1]}.{query.__name__}"

    @functools.wraps(query)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        by, now = kwargs["by"], kwargs["now"]
        assert isinstance(by, Actor)
        assert isinstance(now, datetime)
        for value in kwargs.values():
            check_can_be_kept(value)
        try:
            with seen_as(by):
                return query(*args, **kwargs)
        except (NotFound, NotPermitted):
            append_refusal(action=name, given=kwargs, by=by, now=now)
            raise

    return reading


def relations_to(*, row: Child | MissingEpisode, by: Actor) -> frozenset[Relation]:
    """Give every relation in which the actor's organisation stands to this child or episode."""
    if isinstance(row, MissingEpisode):
        return relations_among([row], by=by)[row.pk]
    return _relations_among_children([row], by=by)[row.pk]


def _relations_among_children(rows: Sequence[Child], *, by: Actor) -> dict[int, frozenset[Relation]]:
    """Give, by child, what `relations_to` gives, asking the database once for all of them."""
    keys = [row.pk for row in rows]
    asked = _asked_among(keys, by=by)
    if by.role is Role.LINK_HOLDER:
        return {key: frozenset({Relation.ASKED if key in asked else Relation.NONE}) for key in keys}
    found = {row.pk: _own_relations(row, by=by) for row in rows}
    policed, guarded = _policed_among(keys, by=by), _guarded_among(keys, by=by)
    held = ((Relation.POLICE, policed), (Relation.ALLOCATED, guarded), (Relation.ASKED, asked))
    for relation, children in held:
        for key in children:
            found[key].add(relation)
    return {key: frozenset(each or {Relation.NONE}) for key, each in found.items()}


def relations_among(rows: Sequence[OfAnEpisode], *, by: Actor) -> dict[int, frozenset[Relation]]:
    """Give, by episode, what `relations_to` gives, asking the database once for all of them.

    Whoever is let into an episode is let into that one, never to all there is of its child. One that is void is no
    guardian's.
    """
    if by.role is Role.LINK_HOLDER:
        bound = {by.episode_id} if by.asked_id is None else set(asked_of(by))
        held = Relation.TOLD if by.asked_id is None else Relation.ASKED
        return {row.pk: frozenset({held if row.pk in bound else Relation.NONE}) for row in rows}
    found = {row.pk: _own_relations(row, by=by) for row in rows}
    strange = [key for key, held in found.items() if not held]
    if strange and _may_be_given(by):
        for key in _given_to(by).filter(episode__in=strange).values_list("episode_id", flat=True):
            found[key].add(Relation.GIVEN)
    guarded = _guarded_among([row.child_id for row in rows if not row.is_void and row.child_id], by=by)
    asked = set(asked_of(by))
    for row in rows:
        if not row.is_void and row.child_id in guarded:
            found[row.pk].add(Relation.ALLOCATED)
        if row.pk in asked:
            found[row.pk].add(Relation.ASKED)
    return {key: frozenset(held or {Relation.NONE}) for key, held in found.items()}


def _own_relations(row: Child | OfAnEpisode, *, by: Actor) -> set[Relation]:
    own = by.organisation_id
    return {r for r, column in _COLUMN.items() if own is not None and getattr(row, column, None) == own}


def _policed_among(children: Sequence[int], *, by: Actor) -> set[int]:
    """Give those of these children of whom the actor's force holds an episode."""
    own = by.organisation_id
    if own is None or not access.MATRIX[by.role][Relation.POLICE]:
        return set()
    held = MissingEpisode.objects.filter(child__in=children, police_force_id=own, is_void=False)
    return set(held.values_list("child_id", flat=True))


def _given_to(actor: Actor) -> QuerySet[EpisodeAccess]:
    """Give what this actor's organisation was let into and has not been shut out of, by the database's clock."""
    return EpisodeAccess.objects.filter(
        organisation_id=actor.organisation_id or 0,
        ended_at=None,
        from_at__lte=Now(),
        until_at__gt=Now(),
        episode__is_void=False,
    )


def _may_be_given(actor: Actor) -> bool:
    return actor.organisation_id is not None and bool(access.MATRIX[actor.role][Relation.GIVEN])


def guarded_by(actor: Actor) -> QuerySet[GuardianAccess]:
    """Give by which allocations this very person is a child's guardian now: they stand, and no leaving answers them."""
    if actor.account_id is None or not access.MATRIX[actor.role][Relation.ALLOCATED]:
        return GuardianAccess.objects.none()
    left = Event.objects.filter(answers=OuterRef("event_id"), kind=EventKind.GUARDIAN_LEFT.value)
    return GuardianAccess.objects.filter(
        ~is_struck("event_id"),
        ~Exists(left.filter(~is_struck())),
        account=actor.account_id,
    )


def _guarded_among(children: Iterable[int], *, by: Actor) -> set[int]:
    """Give those of these children whose guardian the actor is now."""
    if not access.MATRIX[by.role][Relation.ALLOCATED]:
        return set()
    keys = guarded_by(by).filter(event__child__in=set(children)).values_list("event__child_id", flat=True)
    return {key for key in keys if key is not None}


def _guarded_keys(*, permission: Permission, by: Actor) -> list[int]:
    """Give the children whose guardian the actor is, where that gives this permission at all."""
    if permission not in access.MATRIX[by.role][Relation.ALLOCATED]:
        return []
    return [key for key in guarded_by(by).values_list("event__child_id", flat=True) if key is not None]


def asked_of(actor: Actor) -> list[int]:
    """Give the episodes whose return interview the actor's organisation is asked to hold now.

    The database reckons it from the chronology, which an interviewer does not read.
    """
    if actor.organisation_id is None or not access.MATRIX[actor.role][Relation.ASKED]:
        return []
    if actor.role is not Role.LINK_HOLDER:
        return asked_for(actor.organisation_id)
    if actor.asked_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_asked_by(%s, %s)", [actor.organisation_id, actor.asked_id])
        return list(cursor.fetchone()[0])


def asked_for(organisation_id: int) -> list[int]:
    """Give the episodes whose interview an organisation is asked to hold now, whoever asks that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_asked_of(%s)", [organisation_id])
        return list(cursor.fetchone()[0])


def _asked_among(children: Sequence[int], *, by: Actor) -> set[int]:
    """Give those of these children whose interview the actor was asked to hold."""
    keys = asked_of(by)
    return (
        {row.child_id for row in MissingEpisode.objects.filter(child__in=children, pk__in=keys)}
        if keys
        else set()
    )


def _asked_keys(*, permission: Permission, by: Actor) -> list[int]:
    return asked_of(by) if permission in access.MATRIX[by.role][Relation.ASKED] else []


def let_in_only(children: Iterable[int], *, by: Actor) -> set[int]:
    """Give those of these children whom the actor sees for one episode alone, and not by a relation of its own."""
    asked = set(children)
    if not asked or not _may_be_given(by):
        return set()
    keys = asked & set(_given_to(by).values_list("episode__child_id", flat=True))
    return keys - set(_own_children(by).filter(pk__in=keys).values_list("pk", flat=True)) if keys else keys


def let_in_only_of(children: Iterable[Child], *, by: Actor) -> set[int]:
    """Do the same for children read before: whose own columns lead to the actor's organisation need no asking."""
    return let_in_only([child.pk for child in children if not _is_own(child, by=by)], by=by)


def _is_own(child: Child, *, by: Actor) -> bool:
    return any(
        getattr(child, _COLUMN[relation]) == by.organisation_id is not None
        and access.may(role=by.role, relation=relation, permission=Permission.SEE_NAME)
        for relation in _OF_CHILD
    )


def _given_keys(key: str, *, permission: Permission, by: Actor) -> Iterator[Q]:
    """Give the condition for what the actor was let into, asked first so that an empty answer costs no index."""
    allowed = Relation.GIVEN in access.relations_that(role=by.role, permission=permission)
    keys = list(_given_to(by).values_list(key, flat=True)) if allowed and _may_be_given(by) else []
    if keys:
        yield Q(pk__in=keys)


def may(*, permission: Permission, row: Child | MissingEpisode, by: Actor) -> bool:
    """Say whether the actor may do this to this child or episode."""
    return any(
        access.may(role=by.role, relation=relation, permission=permission)
        for relation in relations_to(row=row, by=by)
    )


def permissions_on(*, row: Child | MissingEpisode, by: Actor) -> frozenset[Permission]:
    """Give all that the actor may do with this child or episode."""
    return access.permissions(role=by.role, relations=relations_to(row=row, by=by))


def permissions_among(
    rows: Sequence[Child] | Sequence[MissingEpisode], *, by: Actor
) -> dict[int, frozenset[Permission]]:
    """Give, by child or by episode, what `permissions_on` gives, asking the database once for all of them."""
    episodes = [row for row in rows if isinstance(row, MissingEpisode)]
    children = [row for row in rows if isinstance(row, Child)]
    held = relations_among(episodes, by=by) if episodes else _relations_among_children(children, by=by)
    return {key: access.permissions(role=by.role, relations=relations) for key, relations in held.items()}


def those_on_which(permission: Permission, rows: Sequence[Seen], *, by: Actor) -> list[Seen]:
    """Give those of these children, or of these episodes, on which the actor has this permission."""
    if not rows or not access.relations_that(role=by.role, permission=permission):
        return []
    allowed = permissions_among(rows, by=by)
    return [row for row in rows if permission in allowed[row.pk]]


def require(*, permission: Permission, row: Child | MissingEpisode, by: Actor) -> None:
    """Refuse unless the actor may do this to this child or episode; the refusal is audited by the action."""
    if not may(permission=permission, row=row, by=by):
        raise NotPermitted(
            "Your role does not allow this for this child. If you need it, ask your information owner. "
            "This refusal has been recorded."
        )


def is_known_when(episode: MissingEpisode | None, *, by: Actor) -> bool:
    """Say whether a report may leave out when the child was last seen: it is recorded, and this actor may see that.

    A child who was found may have gone again: then it matters since when. What the actor may not see is not told.
    """
    if episode is None or not is_missing_still(episode):
        return False
    return may(permission=Permission.SEE_EPISODE, row=episode, by=by)


def is_missing_still(episode: MissingEpisode) -> bool:
    """Say whether the child is neither found nor back, of an episode that was not withdrawn."""
    return not episode.is_void and episode.stage == Stage.MISSING.value


def _matching(*, permission: Permission, by: Actor, relations: tuple[Relation, ...]) -> Q:
    allowed = access.relations_that(role=by.role, permission=permission)
    if Relation.NONE in allowed:
        return Q()
    condition = Q(pk__in=[])
    for relation in relations:
        if relation in allowed and by.organisation_id is not None:
            condition |= Q(**{_COLUMN[relation]: by.organisation_id})
    return condition


def visible_child(rows: QuerySet[Child], *, by: Actor) -> Child | None:
    """Give the first of these children that the actor may see; what it was let into is asked only after its own."""
    return next(
        (found for condition in _children_conditions(by) if (found := rows.filter(condition).first())), None
    )


def visible_episode(rows: QuerySet[MissingEpisode], *, by: Actor) -> MissingEpisode | None:
    """Give the first of these episodes that the actor may see; what it was let into is asked only after its own."""
    return next(
        (found for condition in _episode_conditions(by) if (found := rows.filter(condition).first())), None
    )


def episodes_visible_to(actor: Actor) -> QuerySet[MissingEpisode]:
    """Give the missing episodes whose reference, clocks and tellings this actor may see."""
    return MissingEpisode.objects.filter(reduce(or_, _episode_conditions(actor)))


def _episode_conditions(actor: Actor) -> Iterator[Q]:
    """Give the conditions of which one must hold: the actor's own relations first, what it was let into last."""
    if actor.role is Role.LINK_HOLDER:
        of_asking = actor.asked_id is not None
        yield Q(pk__in=asked_of(actor) if of_asking else list(filter(None, [actor.episode_id])))
        return
    permission = Permission.SEE_EPISODE
    yield _matching(permission=permission, by=actor, relations=tuple(_COLUMN))
    if Relation.NONE not in access.relations_that(role=actor.role, permission=permission):
        yield from _given_keys("episode_id", permission=permission, by=actor)
        if guarded := _guarded_keys(permission=permission, by=actor):
            yield Q(child__in=guarded, is_void=False)
        if asked := _asked_keys(permission=permission, by=actor):
            yield Q(pk__in=asked)


def visible_to(actor: Actor) -> QuerySet[Child]:
    """Give the children whose name this actor may see: the only way to a child."""
    return Child.objects.filter(reduce(or_, _children_conditions(actor)))


def _children_conditions(actor: Actor) -> Iterator[Q]:
    if actor.role is Role.LINK_HOLDER:
        ended = actor.asked_id is not None and not asked_of(actor)
        yield Q(pk__in=[] if ended else list(filter(None, [actor.child_id])))
        return
    yield _own(actor)
    if Relation.NONE not in access.relations_that(role=actor.role, permission=Permission.SEE_NAME):
        yield from _given_keys("episode__child_id", permission=Permission.SEE_NAME, by=actor)
        if guarded := _guarded_keys(permission=Permission.SEE_NAME, by=actor):
            yield Q(pk__in=guarded)
        if asked := _asked_keys(permission=Permission.SEE_NAME, by=actor):
            yield Q(pk__in=MissingEpisode.objects.filter(pk__in=asked).values("child_id"))


def _own_children(actor: Actor) -> QuerySet[Child]:
    return Child.objects.filter(_own(actor))


def _own(actor: Actor) -> Q:
    permission = Permission.SEE_NAME
    allowed = access.relations_that(role=actor.role, permission=permission)
    condition = _matching(
        permission=permission,
        by=actor,
        relations=_OF_CHILD,
    )
    everywhere = Relation.NONE in allowed  # nothing to add: OR would narrow an empty condition
    if Relation.POLICE in allowed and not everywhere and actor.organisation_id is not None:
        policed = MissingEpisode.objects.filter(police_force_id=actor.organisation_id, is_void=False)
        condition |= Q(pk__in=policed.values("child_id"))
    return condition
