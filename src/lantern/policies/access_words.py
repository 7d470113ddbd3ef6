"""The access matrix in words, for the page that shows it and the one that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantern.policies import access
from lantern.vocabulary.roles import Permission, Relation, Role


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a role may do where its organisation stands in one relation to the child."""

    relation: str
    may: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleWords:
    """One role: where it belongs, what it may do at all, and what it may do for a child in each relation."""

    role: Role
    title: str
    belongs_to: str
    at_all: tuple[str, ...]
    standings: tuple[Standing, ...]
    sees_no_child: bool


def roles() -> tuple[RoleWords, ...]:
    """Give every role of the matrix in words. A relation in which a role may do nothing is said, not left out."""
    return tuple(_role(role) for role in Role)


def page() -> str:
    """Write the whole matrix as a Markdown page."""
    parts = [
        "# Who may do what",
        "Made from the matrix that the pages, the actions and the database read: `policies/access.py`. What is not "
        "listed is not allowed.",
    ]
    for words in roles():
        parts.append(f"## {words.title}")
        parts.append(words.belongs_to)
        parts.append("Without a child in hand: " + (_listed(words.at_all) or "nothing."))
        parts.append(_table(words.standings))
    return "\n\n".join(parts) + "\n"


def _table(standings: Iterable[Standing]) -> str:
    rows = [f"| {one.relation} | {_listed(one.may) or 'Nothing.'} |" for one in standings]
    return "\n".join(
        ["| How the organisation stands to the child | What this role may do |", "|---|---|", *rows]
    )


def _role(role: Role) -> RoleWords:
    cells = access.MATRIX[role]
    return RoleWords(
        role=role,
        title=access.ROLE_TITLES[role],
        belongs_to=_belongs_to(role),
        at_all=_titles(access.WITHOUT_CHILD[role]),
        standings=tuple(
            Standing(relation=access.RELATION_TITLES[relation], may=_titles(cells[relation]))
            for relation in Relation
            if cells[relation] or _can_stand(role, relation)
        ),
        sees_no_child=not any(cells.values()),
    )


def _can_stand(role: Role, relation: Relation) -> bool:
    """Say whether an organisation of this role can stand in this relation; machines' roles belong nowhere."""
    kinds = access.ROLE_BELONGS_TO[role]
    return not kinds or bool(kinds & access.RELATION_BELONGS_TO[relation])


def _belongs_to(role: Role) -> str:
    kinds = access.ROLE_BELONGS_TO[role]
    if not kinds:
        return "Belongs to no organisation, and nobody can sign in as it."
    if kinds == access.ANY_ORGANISATION:
        return "Belongs to any organisation."
    return f"Belongs to a {' or a '.join(sorted(kind.value.replace('_', ' ') for kind in kinds))}."


def _titles(allowed: Iterable[Permission]) -> tuple[str, ...]:
    kept = set(allowed)
    return tuple(access.PERMISSION_TITLES[permission] for permission in Permission if permission in kept)


def _listed(words: tuple[str, ...]) -> str:
    return "; ".join(words) + "." if words else ""
