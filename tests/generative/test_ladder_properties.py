"""Whatever is stored of a child, the ladder keeps its order, tells nobody twice, and never a person."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lantern.procedures import telling
from lantern.procedures.telling import Gap, Post, TellingFacts, who_is_told
from lantern.vocabulary.tellings import MESSAGES, Channel, TellingStage, Whom

POSTS = st.builds(
    Post,
    organisation=st.integers(1, 4),
    team=st.none() | st.integers(1, 2),
    channels=st.frozensets(st.sampled_from(Channel)),
)
FACTS = st.builds(
    TellingFacts,
    posts=st.dictionaries(st.sampled_from(Whom), st.lists(POSTS, max_size=3).map(tuple)),
    not_asked=st.frozensets(st.sampled_from(Whom)),
    is_unaccompanied=st.booleans(),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(facts=FACTS, now=MOMENTS)
def test_ladder_holds(facts: TellingFacts, now: datetime) -> None:
    table = telling.in_force()
    ladder = who_is_told(table=table, facts=facts, calendar=None, now=now)
    order = [step.stage for step in table.steps]
    asked = [(step.stage, line.whom) for step in table.steps for line in step.tells]

    places = [order.index(told.stage) for told in ladder.told]
    assert places == sorted(places)
    keys = [(told.post.organisation, told.post.team, told.channel) for told in ladder.told]
    assert len(keys) == len(set(keys))
    for told in ladder.told:
        assert (told.stage, told.whom) in asked
        assert told.post in facts.posts[told.whom]
        assert told.channel in told.post.channels
        assert told.stage not in (TellingStage.SEARCH, TellingStage.PARENTS)
        assert told.at is None or told.at > now
        assert not told.asks_answer or told.channel in MESSAGES
    assert all(not facts.posts.get(gap.whom) and isinstance(gap, Gap) for gap in ladder.gaps)


@given(facts=FACTS, now=MOMENTS)
def test_whoever_is_stored_and_asked_for_is_told_by_each_channel_there_is(
    facts: TellingFacts, now: datetime
) -> None:
    ladder = who_is_told(table=telling.in_force(), facts=facts, calendar=None, now=now)
    keys = {(told.post.organisation, told.post.team, told.channel) for told in ladder.told}

    wanted = {
        (post.organisation, post.team, channel)
        for step in telling.in_force().steps
        for line in step.tells
        for post in facts.posts.get(line.whom, ())
        for channel in line.by
        if channel in post.channels
    }
    assert keys == wanted
