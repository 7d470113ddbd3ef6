"""What is owed: the duties as data, and the one reckoning. Pure; standard library only."""

from __future__ import annotations

from lantern.procedures import calendar, conditions, duty, handbook, history, loading, telling

__all__ = ["calendar", "conditions", "duty", "handbook", "history", "loading", "telling"]
