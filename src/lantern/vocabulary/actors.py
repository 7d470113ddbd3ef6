"""Whoever acts or reads."""

from __future__ import annotations

from dataclasses import dataclass

from lantern.vocabulary.roles import Role


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person in a role, the holder of one notice's link, a system job, an import or an operator.

    `organisation_id` is the organisation acted for (None for the system and operators). `telling_id` and
    `episode_id` bind a link holder to the one notice whose code they gave. `name` is shown in the chronology.
    """

    role: Role
    name: str
    organisation_id: int | None = None
    account_id: int | None = None
    telling_id: int | None = None
    episode_id: int | None = None
    asked_id: int | None = None  # a link holder's, where the link asks their service for one interview
    child_id: int | None = None  # a link holder's, and only where the notice's relation lets the name be seen


SYSTEM = Actor(role=Role.SYSTEM, name="Lantern")
