"""The rule of which event speaks to which, told plainly: what is quick gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given

from lantern.procedures import stories as told
from lantern.procedures.history import ANSWERS_ONE, Happened
from lantern.procedures.law import Duty, ReckonedOn
from lantern.procedures.stories import Arising, Speaking, Story
from tests.generative.test_duties import DUTIES, histories, quickly


@given(histories())
@quickly
def test_what_speaks_to_what_is_what_the_plain_rule_says(history: list[Happened]) -> None:
    parts = told.stories(history)
    for duty in DUTIES.values():
        for story in parts[duty.reckoned_on]:
            arisings = told.arisings(duty, story)
            for events, not_before in ((told.settling(duty, story), False), (told.ending(duty, story), True)):
                quick = Speaking(events, duty=duty, story=story, arisings=arisings)
                assert [quick.first(each, not_before=not_before) for each in arisings] == [
                    plainly(events, duty, story, each, arisings, not_before=not_before) for each in arisings
                ]


def test_every_duty_is_reckoned_on_one_or_the_other() -> None:
    assert {duty.reckoned_on for duty in DUTIES.values()} == set(ReckonedOn)


def plainly(
    events: Sequence[Happened],
    duty: Duty,
    story: Story,
    arising: Arising,
    arisings: Sequence[Arising],
    *,
    not_before: bool,
) -> Happened | None:
    for event in events:
        if event.id == arising.event.id or (not_before and not event.is_at_or_after(arising.event)):
            continue
        if speaks(event, arising, duty, story, arisings):
            return event
    return None


def speaks(event: Happened, arising: Arising, duty: Duty, story: Story, arisings: Sequence[Arising]) -> bool:
    named = thread_named(event, duty, story, arisings)
    if named is not None:
        return named == story.root_of[arising.event.id]
    if apart(event, arising.episode) or takes_back_nothing(event, arising, duty):
        return False
    if of_another(event, arising.event, story):
        return False
    if arising.again and event.order <= arising.event.order:
        return False
    if event.kind in ANSWERS_ONE:
        its = [each.event for each in arisings if not apart(event, each.episode)]
        earlier = [each for each in its if event.is_at_or_after(each) and not of_another(event, each, story)]
        return bool(earlier) and earlier[-1].id == arising.event.id
    return duty.counts_earlier or event.is_at_or_after(arising.event) or just_before(event, arising, duty)


def just_before(event: Happened, arising: Arising, duty: Duty) -> bool:
    if duty.counts_back is None or event.kind not in duty.met_by:
        return False
    return event.when.on >= arising.event.when.on - timedelta(days=duty.counts_back)


def takes_back_nothing(event: Happened, arising: Arising, duty: Duty) -> bool:
    if event.kind not in duty.excused_by or event.kind not in duty.arises_on:
        return False
    return event.kind is not arising.event.kind or not event.is_at_or_after(arising.event)


def apart(event: Happened, episode: int | None) -> bool:
    return event.episode is not None and episode is not None and event.episode != episode


def of_another(event: Happened, other: Happened, story: Story) -> bool:
    if event.answers is None or other.answers is None:
        return False
    return story.root_of.get(event.answers) != story.root_of.get(other.answers)


def thread_named(event: Happened, duty: Duty, story: Story, arisings: Sequence[Arising]) -> int | None:
    if event.answers is None or event.answers not in story.root_of:
        return None
    root = story.root_of[event.answers]
    is_arising = story.kind_of[event.answers] in duty.arises_on or any(
        story.root_of[each.event.id] == root for each in arisings
    )
    return root if is_arising else None
