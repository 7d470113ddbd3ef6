"""Whatever a child says on their page, and however often: the episode and what is owed stay what they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lantern.policies.folding import EpisodeEvent, fold
from lantern.procedures.history import Happened
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from tests.generative.test_duties import EPISODES, MOMENTS, histories, quickly, reckoned, times
from tests.generative.test_fold import episodes, whens

WORDS = EventKind.CHILD_SAID
WITHOUT = tuple(kind for kind in EventKind if kind is not WORDS)
AFTER_ALL = 1_000  # numbers that no drawn event has


@given(episodes(), st.lists(whens(), min_size=1, max_size=5), st.timedeltas(timedelta(0), timedelta(days=9)))
@quickly
def test_no_word_moves_the_episode(
    events: list[EpisodeEvent], said: Sequence[When], since: timedelta
) -> None:
    recorded = events[0].recorded_at + since
    words = [
        EpisodeEvent(id=AFTER_ALL + place, kind=WORDS, happened=when, recorded_at=recorded)
        for place, when in enumerate(said)
    ]
    assert fold([*words, *events]) == fold(events)


@given(
    histories(kinds=WITHOUT),
    st.lists(st.tuples(st.sampled_from(EPISODES), times()), min_size=1, max_size=5),
    MOMENTS,
)
@quickly
def test_no_word_meets_excuses_or_puts_off_what_is_owed(
    history: list[Happened], said: Sequence[tuple[int, When]], now: datetime
) -> None:
    recorded = max((event.recorded_at for event in history), default=now)
    words = [
        Happened(
            id=AFTER_ALL + place,
            episode=episode,
            kind=WORDS,
            when=when,
            recorded_at=recorded,
            corrects=None,
            answers=None,
        )
        for place, (episode, when) in enumerate(said)
    ]
    assert reckoned([*history, *words], now) == reckoned(history, now)
