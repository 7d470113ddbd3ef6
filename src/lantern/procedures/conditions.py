"""The facts a duty may depend on, and the conditions that read them: a duty's file only names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lantern.procedures.history import Happened
from lantern.vocabulary.missing import MissingKind


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is so about a child, beside what happened. Anything left out is not known.

    `authority_kinds` gives the responsible authority's standing classification of each episode, by its id.
    """

    authority_kinds: Mapping[int, MissingKind | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing that must hold for a duty to arise, with the words in which the handbook states it."""

    words: str
    holds: Callable[[Facts, Happened], bool]


def is_missing_not_away(facts: Facts, arising: Happened) -> bool:
    """Say whether the child counts as missing: always, unless the authority knows where they are."""
    return facts.authority_kinds.get(arising.episode) is not MissingKind.AWAY_WITHOUT_AUTHORISATION


CONDITIONS: Mapping[str, Condition] = {
    "is_missing_not_away": Condition(
        words="The responsible authority has not classified the child as away with whereabouts known, or nobody made "
        "sure of it again in time. Not classified yet counts as missing.",
        holds=is_missing_not_away,
    ),
}
