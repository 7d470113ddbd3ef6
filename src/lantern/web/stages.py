"""Where a telling stands on the ladder of the local table, and which of them somebody is waiting for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lantern.procedures import telling as tables
from lantern.queries.values import TellingLine
from lantern.vocabulary.tellings import Channel
from lantern.web import calls


def stage_title(line: TellingLine) -> str:
    """Name the stage a telling stands in; nothing where it came before there was a table."""
    step = tables.in_force().step(line.stage)
    return step.title if step else ""


def stage_place(line: TellingLine) -> int:
    """Give the place of a telling's stage in the table; what has none stands last."""
    stages = [step.stage.value for step in tables.in_force().steps]
    return stages.index(line.stage) if line.stage in stages else len(stages)


def is_asked(line: TellingLine) -> bool:
    """Say whether somebody is to answer this message: not where the table only lets them know."""
    step = tables.in_force().step(line.stage)
    return step is None or step.asks_answer or line.channel is Channel.TELEPHONE


def counted(lines: Iterable[TellingLine], now: datetime) -> list[TellingLine]:
    """Give the tellings somebody is to answer by now: one a desk, without what waits or only lets know."""
    asked = [line for line in lines if line.is_done or (is_asked(line) and not calls.waits(line, now))]
    by_mail = {(line.organisation, line.team) for line in asked if line.channel is Channel.EMAIL}
    return [
        line
        for line in asked
        if line.channel not in (Channel.SMS, Channel.WEBHOOK) or (line.organisation, line.team) not in by_mail
    ]
