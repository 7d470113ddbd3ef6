"""The clocks of what nobody has answered yet follow the police risk level, whenever it is set, changed or struck."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from lantern.policies import risk
from lantern.procedures import answering
from lantern.record.models import MissingEpisode, Telling
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.tellings import TellingAbout, TellingState

_OVER = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)


def follow_level(*, episode: MissingEpisode, was: str, now: datetime) -> None:
    """Move the running clocks of an episode whose level is no longer `was`.

    A clock that has run out stays so, and a graver level never puts one off. Calls that follow a message run on a
    clock without a level, and so does the news that the child is back.
    """
    moved = _moved(was=_level(was), is_now=_level(episode.risk_level))
    if moved:
        running = Telling.objects.filter(episode=episode, follows_up=None, answer_by__gt=now)
        running.exclude(state__in=_OVER).exclude(about=TellingAbout.RETURNED.value).update(
            answer_by=F("answer_by") + moved
        )


def _moved(*, was: RiskLevel | None, is_now: RiskLevel | None) -> timedelta:
    table, about = answering.in_force(), TellingAbout.MISSING
    moved = table.wait(is_now, about=about) - table.wait(was, about=about)
    is_graver = risk.urgency(is_now) > risk.urgency(was)
    return min(moved, timedelta(0)) if is_graver else moved


def _level(said: str) -> RiskLevel | None:
    return RiskLevel(said) if said else None
