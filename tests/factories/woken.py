"""The clock of what is owed, moved on by hand, and whom it told: of everything, or of what `where` picks out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lantern.actions import missing, waking
from lantern.record.models import Event, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.events import EventKind
from tests.factories.night import NOW, Night, at
from tests.factories.organisations import make_duty_shift
from tests.factories.sight import SIMULATOR, invented, seen_as


def tick(**later: float) -> int:
    """Ask what is due so much after NOW; give how many duties were gone through."""
    return waking.wake_what_is_due(by=SYSTEM, now=at(**later))


@invented
def told(**where: Any) -> list[tuple[str, str, str, str, str]]:
    """Give each telling: of which step, to whom by its table, by what, who was on duty, and how it stands."""
    return [
        (
            row.owed_step.step,
            row.owed_step.whom,
            row.channel,
            row.on_duty.name if row.on_duty else "",
            row.state,
        )
        for row in _tellings(**where).select_related("owed_step", "on_duty")
    ]


@invented
def to_whom(**where: Any) -> list[tuple[str, int, int | None, str]]:
    """Give each telling by the organisation and team that it went to, and as what they stand to the child."""
    return list(_tellings(**where).values_list("owed_step__whom", "organisation", "team", "relation"))


def _tellings(**where: Any) -> Any:
    rows = Telling.objects.filter(owed_step__isnull=False, **where)
    return rows.order_by("owed_step__came_at", "pk")


def rota(night: Night, *names: str) -> None:
    """Put these people on the authority's rota for a month, in the order in which they are rung."""
    for place, name in enumerate(names, 1):
        make_duty_shift(
            organisation=night.authority, name=name, place=place, from_at=NOW, until_at=at(days=30)
        )


def strike(night: Night, reference: str, kind: EventKind, when: datetime) -> None:
    """Withdraw the newest entry of this kind on an episode, as typed in error."""
    with seen_as(SIMULATOR):
        event = Event.objects.filter(episode__reference=reference, kind=kind.value).order_by("pk").last()
        assert event is not None
    missing.correct(
        reference=reference,
        event=event.pk,
        reasons="Typed in error",
        seen_version=None,
        by=night.desk,
        now=when,
    )
