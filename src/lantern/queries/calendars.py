"""Whose calendar an address is, and the deadlines in it: what kind, and when. Nothing of a child goes further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.queries.seeing import reads
from lantern.queries.work import What, Whose, WorkLine, work_of
from lantern.record.models import CalendarAddress
from lantern.vocabulary.actors import Actor

# What is long over is chased from the work list; a calendar is for what is to come.
OVERDUE_FOR = timedelta(days=7)
_DUTIES = {
    "return-interview-72h": "A return interview is due",
    "police-reported": "The police are to be told",
    "risk-known": "A risk level is to be known",
    "risk-reviewed": "A risk level is to be reviewed",
    **dict.fromkeys(("visit-first", "visit-next", "visit-next-settled"), "A visit is due"),
    **dict.fromkeys(("review-first", "review-second", "review-next"), "A review is due"),
    **dict.fromkeys(("care-plan-written", "placement-plan-signed"), "A plan is due"),
    "conference-held": "A conference is due",
    "assessment-complete": "An assessment is due",
}
_KINDS = {
    What.DUTY: "Something is owed",
    What.ACTION: "An action is due",
    What.ENQUIRY: "An enquiry is due",
    What.REVIEW: "A discussion is to be looked at again",
    What.NOTICE: "A message waits for an answer",
    What.CHALLENGE: "A challenge waits for an answer",
    What.TAKE_DOWN: "Something published is to be taken down",
    What.STILL_MISSING: "A search is to be discussed anew",
    What.ARRIVAL: "A message waits for an answer",
    What.GUARDIAN_CHALLENGE: "A challenge waits for an answer",
    What.END_NOTICE: "Somebody is to be told in writing",
}


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One deadline: its kind in words that are the same for every child, and when (UTC). `key` tells it from others."""

    words: str
    at: datetime
    key: str


@dataclass(frozen=True, kw_only=True)
class OwnCalendar:
    """Whether this account has an address now, and since when. The address itself was shown once."""

    made_at: datetime | None


@reads
def own_calendar(*, by: Actor, now: datetime) -> OwnCalendar:
    """Say whether the reader has an address."""
    row = CalendarAddress.objects.filter(account=by.account_id or 0, withdrawn_at=None).first()
    return OwnCalendar(made_at=row.made_at if row else None)


@reads
def owner_of(*, token_hash: str, by: Actor, now: datetime) -> Actor | None:
    """Give who reads the calendar of this address, as they may see the record; None where it leads nowhere."""
    rows = CalendarAddress.objects.select_related("account").filter(withdrawn_at=None)
    row = rows.filter(token_hash=token_hash, account__is_active=True).first()
    return row.account.as_actor() if row else None


@reads
def deadlines(*, by: Actor, now: datetime) -> tuple[Deadline, ...]:
    """Give the deadlines of the reader's own work list and their organisation's, the earliest first."""
    found = {}
    for whose in (Whose.MINE, Whose.ORGANISATION):
        for line in work_of(whose, by=by, now=now).lines:
            if line.until is not None and line.until >= now - OVERDUE_FOR:
                found[line.what, line.number] = _deadline(line, line.until)
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.words, one.key)))


def _deadline(line: WorkLine, until: datetime) -> Deadline:
    words = _DUTIES.get(line.code, _KINDS[line.what]) if line.what is What.DUTY else _KINDS[line.what]
    return Deadline(words=words, at=until, key=f"{line.what.value} {line.number}")
