"""Several children went together and one caller says so: one transaction, and each child an episode of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.actions.grouping import bind
from lantern.actions.missing import Report, check_stands, report_one
from lantern.actions.police import PoliceCall, record_one_call
from lantern.actions.said import GivenAnswer
from lantern.queries.children import display_names
from lantern.queries.missing import heads_of, lock, lock_child
from lantern.queries.seeing import require
from lantern.record.models import Child, MissingEpisode
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import Worry
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission

FEWEST, MOST = 2, 20


@dataclass(frozen=True, kw_only=True)
class OwnFacts:
    """What is so of one of the children alone. What is left empty is as it was said of them all."""

    last_seen: When | None = None
    last_seen_where: str = ""
    wearing: str = ""
    why_worried: str = ""
    caller_worry: Worry | None = None
    caller_reasons: str = ""
    words: str = ""
    answers: tuple[GivenAnswer, ...] = ()  # on the call sheet

    def of(self, shared: Report) -> Report:
        """Give the report of this child: its own facts over the shared ones."""
        own = {name: value for name, value in vars(self).items() if value}
        return replace(shared, **own)


@acts
def report_several(
    *, children: Sequence[str], report: Report, own: Mapping[str, OwnFacts], by: Actor, now: datetime
) -> str:
    """Report children who went missing together: all of them, or none.

    Each is opened, or joined to the episode that is open, with its own chronology, risk and tellings. Gives the
    reference of the first child's episode. A refusal names the child it is about.
    """
    _check_number(children, one="child", several="children")
    for facts in own.values():
        check_can_be_kept(facts)
    held = _lock_all(children, by=by)
    names = display_names([child.pk for child in held.values()])
    reported = [
        _report(held[reference], own.get(reference, OwnFacts()).of(report), names=names, by=by, now=now)
        for reference in children
    ]
    bind([episode for episode, _ in reported], now=now)
    for episode, done in reported:  # last: the chain of the audit is locked from here on
        audit(action=done, about=episode.reference, by=by, now=now)
    return reported[0][0].reference


def _check_number(references: Sequence[str], *, one: str, several: str) -> None:
    if len(set(references)) != len(references):
        raise Refused(f"The same {one} is here twice. Nothing was recorded. Choose each {one} once.")
    if len(references) < FEWEST:
        raise Refused(f"Choose two {several} or more. Nothing was recorded.", field="children")
    if len(references) > MOST:
        raise Refused(
            f"No more than {MOST} {several} are recorded at once. Nothing was recorded. Do it in two parts.",
            field="children",
        )


def _lock_all(children: Sequence[str], *, by: Actor) -> dict[str, Child]:
    """Take the children in one order, whichever order they were said in: two desks must not wait on each other."""
    return {reference: lock_child(reference=reference, by=by) for reference in sorted(children)}


def _report(
    child: Child, report: Report, *, names: Mapping[int, str], by: Actor, now: datetime
) -> tuple[MissingEpisode, str]:
    try:
        return report_one(child=child, report=report, by=by, now=now)
    except Refused as refused:
        raise _about(names[child.pk], refused) from refused


def _about(name: str, refused: Refused) -> Refused:
    """Give the same refusal with the name of the child it is about."""
    words = f"{name}: {refused.message} Nothing was recorded for any of the children."
    return type(refused)(words, field=refused.field)


@acts
def record_call_for_several(
    *, log_numbers: Mapping[str, str], call: PoliceCall, by: Actor, now: datetime
) -> str:
    """Record one call to the police in which they were told of several children: all of them, or none.

    `log_numbers` holds each episode's own, by its reference. Gives the reference that stands first. A refusal
    names the child it is about.
    """
    _check_number(list(log_numbers), one="episode", several="episodes")
    held = {reference: lock(reference=reference, by=by) for reference in sorted(log_numbers)}
    heads = heads_of(list(held.values()), by=by, now=now)
    names = {head.reference: head.name or head.reference for head in heads}
    for reference, log_number in log_numbers.items():
        check_can_be_kept(log_number)
        _record_call(held[reference], replace(call, log_number=log_number), names=names, by=by, now=now)
    for reference in log_numbers:
        audit(action="police.record_police_call", about=reference, by=by, now=now)
    return next(iter(log_numbers))


def _record_call(
    episode: MissingEpisode, call: PoliceCall, *, names: Mapping[str, str], by: Actor, now: datetime
) -> None:
    try:
        require(permission=Permission.RECORD_POLICE_CALL, row=episode, by=by)
        check_stands(episode)
        record_one_call(episode=episode, call=call, by=by, now=now)
    except Refused as refused:
        raise _about(names[episode.reference], refused) from refused
