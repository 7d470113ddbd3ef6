"""Whose a duty is: one missing episode's, or that of one child's case."""

from __future__ import annotations

from dataclasses import dataclass

from lantern.record.models import OwedDuty, OwedStep


@dataclass(frozen=True, kw_only=True)
class Thread:
    """Whose these duties are: one episode's, or those of one child's case."""

    episode: int | None = None
    child: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """Give the columns of a row that say so."""
        return {"episode_id": self.episode, "child_id": self.child}


def thread_of(row: OwedDuty | OwedStep) -> Thread:
    """Give whose this stored duty is, or this step of its clock."""
    return Thread(episode=row.episode_id, child=row.child_id)
