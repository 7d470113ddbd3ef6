"""Who may do what, as data. The page that prints it, the actions, the queries and the database read it.

A cell answers: may somebody in this role, acting for an organisation that stands in this relation to the
child, do this? What a cell does not list is not allowed. No cell is left out: empty is meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from lantern.policies.access_titles import PERMISSION_TITLES as PERMISSION_TITLES
from lantern.policies.access_titles import RELATION_TITLES as RELATION_TITLES
from lantern.policies.access_titles import ROLE_TITLES as ROLE_TITLES
from lantern.policies.belonging import ANY_ORGANISATION as ANY_ORGANISATION
from lantern.policies.belonging import RELATION_BELONGS_TO as RELATION_BELONGS_TO
from lantern.policies.belonging import ROLE_BELONGS_TO as ROLE_BELONGS_TO
from lantern.policies.matrix import MATRIX as MATRIX
from lantern.policies.matrix import NOTHING as NOTHING
from lantern.policies.matrix import WITHOUT_CHILD as WITHOUT_CHILD
from lantern.policies.matrix import Allowed as Allowed
from lantern.policies.recording import TO_RECORD as TO_RECORD
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission, Relation, Role


def may(*, role: Role, relation: Relation | None, permission: Permission) -> bool:
    """Say whether this role may do this, in this relation to the child (None where no child is meant)."""
    if permission in WITHOUT_CHILD[role]:
        return True
    return relation is not None and permission in MATRIX[role][relation]


def permissions(*, role: Role, relations: Iterable[Relation]) -> Allowed:
    """Give all that this role may do with one child, where its organisation stands in these relations."""
    return NOTHING.union(*(MATRIX[role][relation] for relation in relations))


def relations_that(role: Role, permission: Permission) -> frozenset[Relation]:
    """Give the relations in which this role has this permission: what a query or the database filters by."""
    return frozenset(relation for relation, cell in MATRIX[role].items() if permission in cell)


def may_correct(
    *, role: Role, relation: Relation, kind: EventKind, by_police: bool, recorded_by_own: bool
) -> bool:
    """Say whether this role may correct an event of this kind.

    Where CORRECT is held, any. Otherwise only what one's own organisation recorded and one may record
    oneself: a force its risk level, a home its wrong "back". `by_police` marks the police classification.
    """
    if may(role=role, relation=relation, permission=Permission.CORRECT):
        return True
    is_police_kind = by_police and kind is EventKind.CLASSIFIED
    needed = Permission.CLASSIFY_FOR_POLICE if is_police_kind else TO_RECORD[kind]
    return recorded_by_own and may(role=role, relation=relation, permission=needed)
