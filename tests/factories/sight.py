"""Rows are made through the same two guards as in life: by somebody who may see what they write."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from lantern.record.context import seen_as
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

P = ParamSpec("P")
R = TypeVar("R")

SIMULATOR = Actor(role=Role.SIMULATOR, name="Simulator")


def invented(make: Callable[P, R]) -> Callable[P, R]:
    """Make the row as the simulator, who invents the children of every authority."""

    @functools.wraps(make)
    def making(*args: P.args, **kwargs: P.kwargs) -> R:
        with seen_as(SIMULATOR):
            return make(*args, **kwargs)

    return making
