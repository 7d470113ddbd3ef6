"""Tell the database who is asking, for the length of one transaction and no longer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.db import connection, transaction

from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission, Relation, Role

# What row-level security asks for; everything else is decided by the policies alone.
_GUARDED = (
    Permission.SEE_EPISODE,
    Permission.SEE_NAME,
    Permission.SEE_RECORD,
    Permission.SEE_PROTECTED,
    Permission.SEE_SEALED,
    Permission.SEE_PLAN,
    Permission.GIVE_ACCESS,
    Permission.KEEP_GUARDIAN,
    Permission.ASK_INTERVIEWER,
    Permission.SEE_IMPORTS,
    Permission.SEE_OUTBOX,
    Permission.REGISTER_CHILD,  # who may be told that another authority knows a child of such a name
)
# These hold no single child's relation: what they may see at all, they may see of every child.
_EVERYWHERE = {Role.SYSTEM, Role.SIMULATOR, Role.OPERATOR, Role.NATIONAL_OVERSIGHT}
_OF_A_CHILD = (
    Permission.SEE_EPISODE,
    Permission.SEE_NAME,
    Permission.SEE_RECORD,
    Permission.SEE_PROTECTED,
    Permission.SEE_PLAN,
)
_OF_AN_EPISODE = (Permission.SEE_EPISODE, Permission.SEE_RECORD, Permission.SEE_PROTECTED)


@lru_cache(maxsize=512)
def context_of(actor: Actor) -> str:
    """Give the actor's place in the access matrix as the JSON that row-level security reads."""
    orgs: dict[str, dict[str, list[int]]] = {}
    every: list[str] = []
    ids: dict[str, list[int]] = {}
    for permission in _GUARDED:
        relations = access.relations_that(role=actor.role, permission=permission)
        if actor.role in _EVERYWHERE:
            invents = actor.role is Role.SIMULATOR and bool(relations)
            if invents or Relation.NONE in relations or permission in access.WITHOUT_CHILD[actor.role]:
                every.append(permission.value)
            continue
        if actor.role is Role.LINK_HOLDER:
            ids |= _ids_of_link(actor, permission, relations)
        elif actor.organisation_id is not None:
            orgs[permission.value] = {r.value: [actor.organisation_id] for r in relations if _keyed(r)}
            if permission in access.WITHOUT_CHILD[actor.role]:
                orgs[permission.value]["responsible"] = [actor.organisation_id]
    if Permission.SEE_OUTBOX in access.WITHOUT_CHILD[actor.role]:
        every.append(Permission.SEE_OUTBOX.value)
    if actor.role is Role.LINK_HOLDER and actor.telling_id:
        ids["telling"] = [actor.telling_id]
    told = {"orgs": orgs, "every": every, "ids": ids, "account": actor.account_id}
    return json.dumps(told | _allocated(actor) | _asked(actor))


def _allocated(actor: Actor) -> dict[str, list[str]]:
    """Say what this very person may see of a child whose guardian they are: the database finds out which those are.

    Only where that is anything: nobody else's questions ask for it.
    """
    if actor.role in _EVERYWHERE or actor.account_id is None:
        return {}
    cell = access.MATRIX[actor.role][Relation.ALLOCATED]
    return {"allocated": [each.value for each in _GUARDED if each in cell]} if cell else {}


def _asked(actor: Actor) -> dict[str, list[str] | int]:
    """Say what may be seen of an episode whose return interview the actor's organisation was asked to hold.

    Who has no account but a link sees the one episode of the one asking that it was sent for.
    """
    cell = access.MATRIX[actor.role][Relation.ASKED]
    by_link = actor.role is Role.LINK_HOLDER
    if actor.role in _EVERYWHERE or actor.organisation_id is None or not cell:
        return {}
    if by_link and actor.asked_id is None:
        return {}
    told: dict[str, list[str] | int] = {"asked": [each.value for each in _GUARDED if each in cell]}
    told["service"] = actor.organisation_id
    return told | ({"asking": actor.asked_id} if by_link and actor.asked_id is not None else {})


def _ids_of_link(
    actor: Actor, permission: Permission, relations: frozenset[Relation]
) -> dict[str, list[int]]:
    """Bind a link's holder to the one episode, and to the child only where the notice's relation allows a name."""
    if permission is Permission.SEE_EPISODE and relations and actor.episode_id:
        return {permission.value: [actor.episode_id]}
    if permission is Permission.SEE_NAME and actor.child_id:
        return {f"child_{permission.value}": [actor.child_id]}
    return {}


def _keyed(relation: Relation) -> bool:
    return relation not in (Relation.NONE, Relation.TOLD, Relation.ALLOCATED, Relation.ASKED)


@contextmanager
def seen_as(actor: Actor) -> Iterator[None]:
    """Run a transaction (or part of one) in which the database sees this actor; then put back who was seen before.

    Where the part fails, its rollback puts the setting back; a whole transaction ends, and the setting with it.
    """
    is_part = connection.in_atomic_block
    with transaction.atomic():
        before = _swap(context_of(actor))
        yield
        if is_part:
            _swap(before)


@contextmanager
def read_as(actor: Actor) -> Iterator[None]:
    """Let one read inside an action's or a query's transaction see what another actor sees.

    Without a rollback of its own: where the read fails, the whole transaction does.
    """
    before = _swap(context_of(actor))
    yield
    _swap(before)


@contextmanager
def hand_on(
    *,
    episode_id: int | None = None,
    child_id: int | None = None,
    sealed: bool = False,
    asking: bool = False,
) -> Iterator[None]:
    """Let the database see one episode whole, or the child alone, for an action that its actor has been allowed.

    A carer may record that a child is back without reading the chronology: the fold reads it for them. With
    `child_id` also that child's own rows; with `sealed` also what was sealed in the episode; with `asking` the row of
    the service that is asked may be changed, since it answers for itself.
    """
    permissions = (
        *_OF_AN_EPISODE,
        *([Permission.SEE_SEALED] if sealed else []),
        *([Permission.ASK_INTERVIEWER] if asking else []),
    )
    ids: dict[str, list[int]] = {}
    if episode_id is not None:
        ids = {permission.value: [episode_id] for permission in permissions}
    if child_id is not None:
        ids |= {f"child_{permission.value}": [child_id] for permission in _OF_A_CHILD}
    before = _swap(json.dumps({"ids": ids}))
    yield
    _swap(before)


@contextmanager
def hand_on_children(*child_ids: int) -> Iterator[None]:
    """Let the database see these children's own rows whole, for an action that its actor has been allowed."""
    ids = {f"child_{permission.value}": list(child_ids) for permission in _OF_A_CHILD}
    before = _swap(json.dumps({"ids": ids}))
    yield
    _swap(before)


@contextmanager
def acting_as(actor: Actor, **said: str | int | None) -> Iterator[None]:
    """Run an action: seen as its actor, and what it writes says in the history what this is and who did it.

    Told once, not with each statement: what changes from call to call would be planned anew each time.
    """
    is_part = connection.in_atomic_block
    with transaction.atomic():
        before = _swap_all(context_of(actor), str(uuid.uuid4()), json.dumps(said))
        yield
        if is_part:  # else the transaction ends here, and what was said with it
            _swap_all(*before)


def _swap_all(context: str, history_id: str, history: str) -> tuple[str, str, str]:
    """Set who is seen and what the history is told, in one statement, and give what was set before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT context, id, metadata, set_config('lantern.context', %s, true), "
            "set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true) "
            "FROM (SELECT coalesce(current_setting('lantern.context', true), '') AS context, "
            "coalesce(current_setting('pghistory.context_id', true), '') AS id, "
            "coalesce(current_setting('pghistory.context_metadata', true), '') AS metadata OFFSET 0) AS held",
            [context, history_id, history],
        )
        before = cursor.fetchone()
        return str(before[0]), str(before[1]), str(before[2])


def _swap(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before, set_config('lantern.context', %s, true) FROM "
            "(SELECT coalesce(current_setting('lantern.context', true), '') AS before OFFSET 0) AS held",
            [value],
        )
        return str(cursor.fetchone()[0])
