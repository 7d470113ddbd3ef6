"""When somebody at a desk is told that another authority knows a child of such a name, and how often."""

from __future__ import annotations

from datetime import timedelta

from lantern.policies import access
from lantern.vocabulary.roles import Permission, Role

# So that nobody finds out, name by name, which children are known where.
MOST_SHOWN = 10
WITHIN = timedelta(hours=1)
SHORTEST_NUMBER = 4


def may_be_told_elsewhere(role: Role) -> bool:
    """Say whether this role is told at all: who may put a child on the record must not put one there twice."""
    return access.may(role=role, relation=None, permission=Permission.REGISTER_CHILD)


def is_whole(*, key: str, number: str) -> bool:
    """Say whether what was typed can be a whole name or a whole number: a part of a name is never answered.

    `key` is the folded name, `number` what was typed as a number or reference.
    """
    has_figures = any(character.isdecimal() for character in number)
    return len(key.split()) > 1 or (has_figures and len(number) >= SHORTEST_NUMBER)


def is_spent(shown: int) -> bool:
    """Say whether this account was shown as many as are shown within one hour."""
    return shown >= MOST_SHOWN
