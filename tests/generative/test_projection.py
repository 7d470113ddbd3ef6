"""Whatever people do, and in whatever order: the row is the fold, what is stored is what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lantern.actions import (
    case,
    duties,
    events,
    information,
    interviews,
    missing,
    placements,
    police,
    reckoning,
)
from lantern.actions.placements import Ending
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import duties_owed
from lantern.procedures.facts import FactName
from lantern.procedures.in_force import asked_in_force
from lantern.queries.child_facts import facts_of
from lantern.queries.happenings import happenings, reviews_of, said_by
from lantern.queries.working_days import calendars
from lantern.record.models import AuditEntry, Child, Event, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, RiskLevel
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.referrals import Ground, Outcome
from lantern.vocabulary.refusals import Refused
from tests.factories import cases
from tests.factories.chain import broken_links
from tests.factories.night import NOW, make_night
from tests.factories.sight import SIMULATOR, seen_as

quickly = settings(
    deadline=None,
    database=None,
    max_examples=8,
    stateful_step_count=14,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink one takes minutes, and its steps are printed anyway
)

MINUTES = st.integers(-30 * 60, 30 * 60)


class Undone(Exception):
    """Raised to roll back what one example wrote."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo everything at the end, as if this example had never been."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


class Nights(RuleBasedStateMachine):
    """Everything that can be recorded about one child's absences, drawn by lot, refusals included."""

    def __init__(self) -> None:
        super().__init__()
        self.rollback = rolled_back()
        self.rollback.__enter__()
        self.now: datetime = NOW

    def teardown(self) -> None:
        self.rollback.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.night = make_night()
        self.references = [self.night.reported()]
        self.referrals: list[int] = []

    def when(self, minutes: int, is_known: bool) -> When:
        """Give a time about now, perhaps known to the day only."""
        moment = When.moment(self.now + timedelta(minutes=minutes))
        return moment if is_known else When(on=moment.on)

    def attempt(self, doing: Any, **given: Any) -> str | None:
        """Do something an hour later, or be refused; both are fine."""
        self.now += timedelta(hours=1)
        try:
            return str(doing(by=self.night.desk, now=self.now, **given))
        except Refused:
            return None

    @rule(seen=MINUTES, is_known=st.booleans(), kind=st.none() | st.sampled_from(MissingKind))
    def report(self, seen: int, is_known: bool, kind: MissingKind | None) -> None:
        known = self.night.report(last_seen=self.when(seen, is_known), kind=kind)
        reference = self.attempt(missing.report_missing, child=self.night.child.reference, report=known)
        if reference and reference not in self.references:
            self.references.append(reference)

    @rule(data=st.data(), minutes=MINUTES, is_known=st.booleans(), back=st.booleans())
    def turn(self, data: Any, minutes: int, is_known: bool, back: bool) -> None:
        turn, field = (missing.record_return, "returned") if back else (missing.record_located, "located")
        when = {field: self.when(minutes, is_known)}
        self.attempt(turn, reference=self.one(data), words="", seen_version=None, **when)

    @rule(data=st.data(), minutes=MINUTES, is_known=st.booleans(), was_answered=st.booleans())
    def ring(self, data: Any, minutes: int, is_known: bool, was_answered: bool) -> None:
        call = police.PoliceCall(
            called=self.when(minutes, is_known), was_answered=was_answered, log_number="L", handler="H"
        )
        self.attempt(police.record_police_call, reference=self.one(data), call=call, seen_version=None)

    @rule(
        data=st.data(),
        minutes=MINUTES,
        level=st.sampled_from(RiskLevel),
        review=st.none() | st.integers(-2, 9),
    )
    def assess(self, data: Any, minutes: int, level: RiskLevel, review: int | None) -> None:
        assessed = self.when(minutes, True)
        again = None if review is None else assessed.earliest + timedelta(hours=review)
        risk = police.Risk(level=level, officer="PC 0000", assessed=assessed, next_review_at=again)
        self.attempt(police.record_risk, reference=self.one(data), risk=risk, seen_version=None)

    @rule(data=st.data(), kind=st.sampled_from(MissingKind), whose=st.sampled_from(ClassifiedBy))
    def classify(self, data: Any, kind: MissingKind, whose: ClassifiedBy) -> None:
        self.attempt(
            missing.classify,
            reference=self.one(data),
            kind=kind,
            classified_by=whose,
            reasons="",
            seen_version=None,
        )

    @rule(data=st.data(), minutes=MINUTES)
    def hear(self, data: Any, minutes: int) -> None:
        told = information.Information(words="words", obtained=self.when(minutes, True))
        self.attempt(information.record_information, reference=self.one(data), information=told)

    @rule(data=st.data(), minutes=MINUTES, is_known=st.booleans())
    def offer(self, data: Any, minutes: int, is_known: bool) -> None:
        offer = interviews.Offer(offered=self.when(minutes, is_known), offered_by="Invented")
        self.attempt(interviews.record_offer, reference=self.one(data), offer=offer)

    @rule(data=st.data())
    def correct(self, data: Any) -> None:
        reference = self.one(data)
        with seen_as(SIMULATOR):
            numbers = list(
                Event.objects.filter(episode__reference=reference).order_by("pk").values_list("pk", flat=True)
            )
        chosen = numbers[data.draw(st.integers(0, len(numbers) - 1))]
        self.attempt(missing.correct, reference=reference, event=chosen, reasons="", seen_version=None)

    @rule(days=st.integers(0, 20))
    def refer(self, days: int) -> None:
        number = self.attempt_case(cases.refer, happened=self.days_ago(days))
        if number is not None:
            self.referrals.append(number)

    @rule(
        data=st.data(),
        days=st.integers(0, 20),
        ground=st.sampled_from(Ground),
        outcome=st.sampled_from(Outcome),
    )
    def decide(self, data: Any, days: int, ground: Ground, outcome: Outcome) -> None:
        if self.referrals:
            referral = data.draw(st.sampled_from(self.referrals))
            on = self.days_ago(days)
            self.attempt_case(cases.decide, referral=referral, ground=ground, outcome=outcome, on=on)

    @rule(days=st.integers(0, 20), trafficking=st.sampled_from(Answer), alone=st.sampled_from(Answer))
    def say_status(self, days: int, trafficking: Answer, alone: Answer) -> None:
        self.now += timedelta(hours=1)
        on = self.days_ago(days)
        cases.say_status(self.night, trafficking=trafficking, unaccompanied=alone, on=on, now=self.now)

    @rule(minutes=MINUTES)
    def discuss(self, minutes: int) -> None:
        self.attempt_case(cases.discuss, held=self.when(minutes, True))

    @rule(data=st.data())
    def withdraw_of_the_case(self, data: Any) -> None:
        with seen_as(SIMULATOR):
            rows = Event.objects.filter(child=self.night.child).order_by("pk")
            numbers = list(rows.values_list("pk", flat=True))
        if numbers:
            chosen = data.draw(st.sampled_from(numbers))
            reference = self.night.child.reference
            self.attempt(case.withdraw, child=reference, event=chosen, reasons="Not so.")

    @rule(days=st.integers(0, 20))
    def end_care(self, days: int) -> None:
        ending = Ending(
            ended_on=self.days_ago(days).on, reasons="Home.", lives_now=LivesNow.FAMILY, approved_by="X"
        )
        reference = self.night.child.reference
        self.attempt(placements.end_care, child=reference, ending=ending, seen_version=None)

    def days_ago(self, days: int) -> When:
        return When(on=(self.now - timedelta(days=days)).date())

    def attempt_case(self, doing: Any, **given: Any) -> int | None:
        """Do something of the child's case an hour later, or be refused."""
        self.now += timedelta(hours=1)
        try:
            return int(doing(self.night, now=self.now, **given))
        except Refused:
            return None

    def one(self, data: Any) -> str:
        return self.references[data.draw(st.integers(0, len(self.references) - 1))]

    @invariant()
    def the_row_is_the_fold_of_its_events(self) -> None:
        with seen_as(SIMULATOR):
            for episode in MissingEpisode.objects.all():
                folded = events.columns_of(events.state_of(episode=episode))
                assert folded == {name: getattr(episode, name) for name in folded}

    @invariant()
    def what_is_stored_is_what_is_owed(self) -> None:
        with seen_as(SIMULATOR):
            for episode in MissingEpisode.objects.all():
                state = events.state_of(episode=episode)
                # Years later and at this moment alike: what is stored does not depend on when it is asked.
                for now in (self.now, self.now + timedelta(days=900)):
                    anew = duties.reckoned(episode=episode, state=state, now=now)
                    assert stored(episode=episode) == sorted(map(as_stored, anew))

    @invariant()
    def what_is_stored_of_a_case_is_what_is_owed_in_it(self) -> None:
        """Reckoned here from every event of the child, as one who may see all; stored by what each action read."""
        with seen_as(SIMULATOR):
            for child in Child.objects.all():
                events_of = Event.objects.filter(Q(child=child) | Q(episode__child=child))
                rows = list(events_of.order_by("-pk"))
                episodes = {each.pk: each for each in MissingEpisode.objects.filter(child=child)}
                kinds = {key: reckoning.kind_held(each, now=self.now) for key, each in episodes.items()}
                anew = duties_owed(
                    duties=duties.duties_in_force(),
                    history=happenings(
                        rows,
                        child=child.pk,
                        episodes=episodes,
                        reviews=reviews_of(rows),
                        says=said_by(rows, kinds=set(EventKind)),
                    ),
                    facts=Facts(
                        authority_kinds=kinds, dated=facts_of([child.pk], names=set(FactName))[child.pk]
                    ),
                    calendars=calendars(),
                    now=self.now,
                )
                of_case = [owed for owed in anew if owed.duty_code in asked_in_force().case]
                assert stored(child=child) == sorted(map(as_stored, of_case))
                assert reckoning.differences_of([child.pk], mends=False, now=self.now) == []

    @invariant()
    def everyone_told_of_an_episode_is_told_of_its_last_turn(self) -> None:
        with seen_as(SIMULATOR):
            for episode in MissingEpisode.objects.all():
                rows = Telling.objects.filter(episode=episode).select_related("event")
                last = max((row.event_id for row in rows), default=None)
                everyone = {(row.organisation_id, row.team_id, row.channel) for row in rows}
                assert everyone == {
                    (row.organisation_id, row.team_id, row.channel) for row in rows if row.event_id == last
                }
                waiting = [r for r in rows if r.channel == "telephone" and r.state == "waiting"]
                assert len(waiting) == len({row.organisation_id for row in waiting})

    @invariant()
    def the_chain_is_whole(self) -> None:
        entries = list(AuditEntry.objects.all())
        first = min((entry.number for entry in entries), default=1)
        if first == 1:
            assert broken_links(entries) == []


def stored(**of: MissingEpisode | Child) -> list[tuple[Any, ...]]:
    rows = OwedDuty.objects.filter(**of)
    return sorted(
        tuple(map(str, row))
        for row in rows.values_list(
            *("code", "title", "owed_by", "arises_from_id", "arose_on", "arose_at", "due_at"),
            *("settled_as", "settled_on", "settled_at", "settled_by_id"),
            *("source_due_at", "standard_at", "assumed", "excuse"),
        )
    )


def as_stored(owed: Any) -> tuple[str, ...]:
    settled = owed.settled if owed.standing.is_settled else None
    return tuple(
        map(
            str,
            (
                *(owed.duty_code, owed.title, owed.owed_by.value, owed.arises_from),
                *(owed.arose.on, owed.arose.at, owed.due_at),
                owed.standing.value if owed.standing.is_settled else "",
                *(settled.on if settled else None, settled.at if settled else None, owed.met_by_event),
                *(owed.source_due_at, owed.standard_at, ",".join(owed.assumed), owed.excuse),
            ),
        )
    )


@pytest.mark.django_db
def test_row_projection_tellings_and_chain_hold_whatever_is_recorded() -> None:
    run_state_machine_as_test(Nights, settings=quickly)
