"""The duties as pages that a practitioner can read and sign off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from lantern.procedures.calendar import CALENDARS, ENGLAND_AND_WALES, Clock, Within
from lantern.procedures.conditions import CONDITIONS, EXCUSES
from lantern.procedures.duty_words import (
    CLOCK_WORDS,
    EVENT_WORDS,
    OWED_BY_WORDS,
    PARTICULAR_WORDS,
    SOURCE_READ_WORDS,
    TERM_WORDS,
)
from lantern.procedures.law import Duty, LocalTerm, ReckonedOn
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import SAID_BY, Particular


def page(duty: Duty) -> str:
    """Write one duty as a Markdown page."""
    parts = [f"# {duty.title}", duty.text, _table(duty), "## Source", _source(duty)]
    if duty.notes:
        parts += ["## Notes", duty.notes]
    return "\n\n".join(parts) + "\n"


def index(duties: Iterable[Duty]) -> str:
    """Write the list of all duties as a Markdown page that links to each one's own."""
    rows = [f"| {_linked(duty)} | {OWED_BY_WORDS[duty.owed_by]} | {by_when(duty)} |" for duty in duties]
    head = [
        "# Duties",
        "",
        "What Lantern thinks is owed to a child. Each page is made from the duty's own file. Which rows of the "
        "reference have none, and why: [what is a duty here, and what is not](../duties-known.md).",
        "",
    ]
    return "\n".join([*head, "| Duty | Owed by | By when |", "|---|---|---|", *rows]) + "\n"


def _linked(duty: Duty) -> str:
    return f"[{duty.title}]({duty.code}.md)" + (", not reckoned yet" if duty.not_run else "")


def by_when(duty: Duty) -> str:
    """Say in words by when a duty is to be met."""
    if duty.within is None:
        return " ".join([CLOCK_WORDS[duty.counted_in], *_again(duty)])
    length = _length(duty.within)
    if duty.is_period:
        begins = f"Lasts {length}"
    elif duty.is_target:
        begins = f"Expected within {length}, an aim and not a limit"
    else:
        begins = f"Within {length}"
    return " ".join([f"{begins}: {_counted(duty)}.", *_later(duty), *_again(duty)])


def _counted(duty: Duty) -> str:
    if duty.beginning_with:
        return f"{CLOCK_WORDS[duty.counted_in]}, the day on which it begins being the first"
    if duty.counted_in is Clock.WORKING_DAYS and duty.calendar != ENGLAND_AND_WALES:
        return f"{CLOCK_WORDS[duty.counted_in]}, as in {CALENDARS[duty.calendar]}"
    return CLOCK_WORDS[duty.counted_in]


def _later(duty: Duty) -> list[str]:
    if not duty.later_of:
        return []
    return [
        f"Or at the end of the day on which {_kinds(duty.later_of, duty.later_where)}, where that is later; until then "
        "no end is shown."
    ]


def _again(duty: Duty) -> list[str]:
    if not duty.at_intervals_of:
        return []
    lengths = ", then ".join(_length(each) for each in duty.at_intervals_of)
    if duty.for_the_first is None or duty.after_that is None:
        return [f"Then at intervals of not more than {lengths}."]
    return [
        f"Then at intervals of not more than {lengths} for the first {_length(duty.for_the_first)}, and of not more "
        f"than {_length(duty.after_that)} after that."
    ]


def _table(duty: Duty) -> str:
    rows = [
        ("Not reckoned yet", duty.not_run),
        ("Owed by", OWED_BY_WORDS[duty.owed_by]),
        ("Begins when", _begins(duty)),
        ("Only if", " ".join(CONDITIONS[name].words for name in duty.conditions)),
        ("By when", by_when(duty)),
        *((TERM_WORDS[term.kind], _term(term)) for term in duty.local_terms),
        ("Met when", met_words(duty)),
        ("Ends without being met when", excused_words(duty)),
        ("Warned of", _warned(duty)),
        ("In force", _in_force(duty)),
        ("Replaces", duty.replaces or ""),
        ("Code", f"`{duty.code}`"),
    ]
    lines = [f"| {name} | {words} |" for name, words in rows if words]
    return "\n".join(["| | |", "|---|---|", *lines])


def _warned(duty: Duty) -> str:
    befores = ", ".join(f"{_hours(each)} before" for each in duty.warn_before)
    if befores and duty.reckoned_on is ReckonedOn.CASE:
        return f"{befores}; not told yet, since what is owed in a child's case wakes nobody yet"
    return befores


def _begins(duty: Duty) -> str:
    begins = _kinds(duty.arises_on, duty.arises_where)
    if duty.follows:
        begins = f"the duty `{duty.follows}` is met" + _where(duty.arises_where)
    if duty.only_first:
        begins += ", the first time in one episode"
    if duty.only_after:
        begins += "; only where before that " + _kinds(duty.only_after, duty.only_after_where)
    if duty.arises_unless:
        begins += "; not where " + ", or ".join(PARTICULAR_WORDS[each] for each in duty.arises_unless)
    if duty.only_recorded_here:
        begins += "; not where an import took it over, or an authority's first feed found it so"
    if duty.often is None:
        return begins
    return f"{begins}, for at least the {_place(duty.often.times)} time within {duty.often.days} days"


def met_words(duty: Duty) -> str:
    """Say in words what meets a duty; nothing meets a period."""
    where = "case" if duty.reckoned_on is ReckonedOn.CASE else "episode"
    earlier = f" (also if that was earlier in the same {where})" if duty.counts_earlier else ""
    if duty.counts_back:
        earlier = f" (also if that was up to {duty.counts_back} days before)"
    return _kinds(duty.met_by, duty.met_where) + earlier


def excused_words(duty: Duty) -> str:
    """Say in words what ends a duty without its being met."""
    return "; or ".join([*_excusing(duty), *(EXCUSES[name].words for name in duty.excused_if)])


def _excusing(duty: Duty) -> list[str]:
    return [_kinds([kind], duty.excused_where) for kind in duty.excused_by]


def _term(term: LocalTerm) -> str:
    decided = f" Decided by {term.decided_by}: {term.reasons}" if term.decided_by else ""
    until = f", until {_day(term.in_force_until)}" if term.in_force_until else ""
    return f"{_length(term.within)}, from {_day(term.in_force_from)}{until}. {term.source}.{decided}"


def _source(duty: Duty) -> str:
    return "\n".join(
        [
            f"- {duty.source}",
            f"- {duty.source_reference}",
            f"- {duty.source_address}",
            f"- How it was read: {duty.source_read}. {SOURCE_READ_WORDS[duty.source_read]}",
        ]
    )


def _kinds(kinds: Sequence[EventKind], where: Sequence[Particular] = ()) -> str:
    """Say each kind with what is asked of it: what it cannot say is not asked."""
    return "; or ".join(
        EVENT_WORDS[kind] + _where([each for each in where if kind in SAID_BY[each]]) for kind in kinds
    )


def _where(where: Iterable[Particular]) -> str:
    return "".join(f", and {PARTICULAR_WORDS[each]}" for each in where)


def _place(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(number, f"{number}th")


def _length(within: Within) -> str:
    words = within.unit.replace("_", " ")
    return f"{within.amount} {words.removesuffix('s') if within.amount == 1 else words}"


def _hours(length: timedelta) -> str:
    return _length(Within(int(length.total_seconds()) // 3600, "hours"))


def _in_force(duty: Duty) -> str:
    begins = f"from {_day(duty.in_force_from)}" if duty.in_force_from else "the source carries no date"
    return f"{begins}, until {_day(duty.in_force_until)}" if duty.in_force_until else begins


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
