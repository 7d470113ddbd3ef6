"""Why something is owed, in plain values that can be printed as JSON, and as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from lantern.procedures import handbook
from lantern.procedures.conditions import CONDITIONS, EXCUSES
from lantern.procedures.duty import Owed, Standing
from lantern.procedures.duty_words import EVENT_WORDS, OWED_BY_WORDS, PARTICULAR_WORDS, SOURCE_READ_WORDS
from lantern.procedures.facts import FACT_WORDS
from lantern.procedures.history import Happened
from lantern.procedures.law import Duty, TermKind
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.particulars import Particular

FORMAT = "lantern-duties-explain-1"

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.RUNNING: "Owed, and the time is running",
    Standing.EXPECTED: "Expected: an aim, and no limit",
    Standing.OVERDUE: "Overdue",
    Standing.MET: "Met",
    Standing.MET_LATE: "Met, but late",
    Standing.EXCUSED: "Ended without being met",
    Standing.ENDED: "Over",
}


def explained(
    owed: Iterable[Owed],
    *,
    duties: Sequence[Duty],
    history: Sequence[Happened],
    notes: Sequence[str] = (),
    now: datetime,
) -> dict[str, Any]:
    """Say of each thing owed what, by whom, since when, until when, why, discharged by what, under which source.

    Moments are UTC in ISO 8601. The form is documented in docs/explaining-duties.md.
    """
    by_code = {duty.code: duty for duty in duties}
    by_id = {event.id: event for event in history}
    return {
        "format": FORMAT,
        "at": _iso(now),
        "notes": list(notes),
        "owed": [_one(each, by_code[each.duty_code], by_id) for each in owed],
    }


def _one(owed: Owed, duty: Duty, by_id: Mapping[int, Happened]) -> dict[str, Any]:
    standard = duty.term(TermKind.STANDARD, owed.arose.on)
    return {
        "duty": duty.code,
        "title": duty.title,
        "text": duty.text,
        "standing": owed.standing.value,
        "standing_words": _standing_words(owed),
        "owed_by": duty.owed_by.value,
        "owed_by_words": OWED_BY_WORDS[duty.owed_by],
        "episode": owed.episode,
        "since": _when(owed.arose),
        "until": _iso(owed.due_at),
        "until_words": handbook.by_when(duty),
        "until_by_source": _iso(owed.source_due_at or owed.due_at),
        "local_standard": {"until": _iso(owed.standard_at), "source": standard.source} if standard else None,
        "why": _why(owed, duty, by_id[owed.arises_from]),
        "discharged_by": _discharged(owed, duty, by_id),
        "would_discharge": handbook.met_words(duty),
        "would_end": handbook.excused_words(duty),
        "source": {
            "title": duty.source,
            "reference": duty.source_reference,
            "address": duty.source_address,
            "read": duty.source_read.value,
            "read_words": SOURCE_READ_WORDS[duty.source_read],
            "is_local": duty.source_read.is_local,
            "in_force_from": duty.in_force_from.isoformat() if duty.in_force_from else None,
        },
        "not_run": duty.not_run,
    }


def _standing_words(owed: Owed) -> str:
    """Say how it stands, and where only a local decision gives longer, that it is the source's time that is over."""
    words = STANDING_WORDS[owed.standing]
    if owed.was_overdue:
        return "Ended without being met, after its time was over"
    is_late = owed.standing in {Standing.OVERDUE, Standing.MET_LATE}
    if is_late and owed.source_due_at and owed.due_at and owed.source_due_at < owed.due_at:
        return f"{words} by the source itself; a local decision gives longer"
    return words


def _why(owed: Owed, duty: Duty, event: Happened) -> dict[str, Any]:
    return {
        "event": event.id,
        "kind": event.kind.value,
        "words": _said_of(event, duty.arises_where),
        "follows": duty.follows,
        "conditions": [{"name": name, "words": CONDITIONS[name].words} for name in duty.conditions],
        "not_known": [{"fact": fact.value, "words": FACT_WORDS[fact]} for fact in owed.assumed],
    }


def _said_of(event: Happened, asked: Iterable[Particular]) -> str:
    """Say what happened, with what of it the duty asks for and the event says."""
    said = [PARTICULAR_WORDS[each] for each in asked if event.says is not None and each in event.says]
    return ", and ".join([EVENT_WORDS[event.kind], *said])


def _discharged(owed: Owed, duty: Duty, by_id: Mapping[int, Happened]) -> dict[str, Any] | None:
    if owed.settled is None:
        return None
    if owed.met_by_event is None:
        words = EXCUSES[owed.excuse].words if owed.excuse else "the time is over"
        return {"event": None, "kind": owed.excuse or "time", "words": words, "when": _when(owed.settled)}
    event = by_id[owed.met_by_event]
    asked = duty.met_where if event.kind in duty.met_by else duty.excused_where
    return {
        "event": event.id,
        "kind": event.kind.value,
        "words": _said_of(event, asked),
        "when": _when(owed.settled),
    }


def _when(when: When) -> dict[str, str | None]:
    return {"on": when.on.isoformat(), "at": _iso(when.at)}


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def as_text(said: Mapping[str, Any]) -> str:
    """Write an explanation for a person, all times London's."""
    parts = [f"As at {_spoken(said['at'])}", *said["notes"]]
    parts += [_text_of(each) for each in said["owed"]] or ["Nothing is owed."]
    return "\n\n".join(parts) + "\n"


def _text_of(one: Mapping[str, Any]) -> str:
    why, done, standard = one["why"], one["discharged_by"], one["local_standard"]
    source = one["source"]
    lines = [
        f"{one['title']} ({one['duty']}): {one['standing_words']}",
        f"  Owed by: {one['owed_by_words']}",
        f"  Why: {why['words']} (event {why['event']}, {_said(one['since'])})",
        *(f"    {each['words']}" for each in why["conditions"]),
        *(f"    Not known, and so taken as it weighs more: {each['words']}" for each in why["not_known"]),
        f"  Until: {_spoken(one['until']) if one['until'] else 'no time'}. {one['until_words']}",
    ]
    if one["until_by_source"] != one["until"]:
        lines.append(f"  By the source itself: {_spoken(one['until_by_source'])}")
    if standard:
        lines.append(f"  Local standard, not law: {_spoken(standard['until'])} ({standard['source']})")
    if done:
        by = f" (event {done['event']})" if done["event"] else ""
        how = "Discharged" if Standing(one["standing"]).is_met else "Ended by"
        lines.append(f"  {how}: {done['words']}{by}, {_said(done['when'])}")
    else:
        lines.append(f"  Discharged when: {one['would_discharge'] or 'its time is over'}")
        if one["would_end"]:
            lines.append(f"  Would end it: {one['would_end']}")
    lines.append(
        f"  Source: {source['title']}, {source['reference']}, {source['address']}. {source['read_words']}"
    )
    if one["not_run"]:
        lines.append(f"  Not in the product yet: {one['not_run']}")
    return "\n".join(lines)


def _said(when: Mapping[str, str | None]) -> str:
    return _spoken(when["at"]) if when["at"] else spoken(When(on=date.fromisoformat(str(when["on"]))))


def _spoken(iso: str | None) -> str:
    return spoken(When.moment(datetime.fromisoformat(str(iso))))
