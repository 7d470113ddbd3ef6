"""The told-ladder: who is to be told of an episode, and how far that has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from lantern.queries.seeing import permissions_among, reads
from lantern.queries.values import TellingLine
from lantern.queries.workers import Worker, workers_of
from lantern.record.models import Child, DemoMessage, MissingEpisode, Telling, TellingAttempt
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import AttemptOutcome, Channel, CodeStrength, TellingAbout, TellingState

# Only what a line shows: a board has hundreds of these, and whole rows of four tables each cost it dearly.
_NUMBERS = (
    "team__out_of_hours_telephone",
    "organisation__out_of_hours_telephone",
    "organisation__switchboard",
)
_SHOWN = (
    "pk",
    "episode_id",
    "reference",
    "relation",
    "channel",
    "about",
    "state",
    "recorded_at",
    "told_at",
    "organisation_id",
    "organisation__name",
    "team__name",
    *_NUMBERS,
    "answer_by",
    "link_withdrawn_at",
    "stage",
    "relation",
    "next_attempt_at",
    "on_duty__name",
    "on_duty__post",
    "on_duty__telephone",
    "follows_up__reference",
    "follows_up__stage",
    "acknowledgement__name",
    "acknowledgement__job_title",
    "acknowledgement__strength",
)
_OWED = ("owed_step__code", "owed_step__due_at", "owed_step__step", "owed_step__arises_from")
_SENT_AT = Subquery(
    TellingAttempt.objects.filter(telling=OuterRef("pk"), outcome=AttemptOutcome.TAKEN.value)
    .order_by("-number")
    .values("ended_at")[:1]
)
_A_HOME = {"organisation__name": "The placement", "team__name": None, **dict.fromkeys(_NUMBERS)}
_A_HOME |= {"on_duty__name": None, "on_duty__post": None, "on_duty__telephone": None}
_A_HOME |= {"acknowledgement__name": None}
_WORST_FIRST = {state: place for place, state in enumerate(TellingState)}


def lines_of(
    episodes: Sequence[MissingEpisode], *, owed: bool = False, by: Actor
) -> dict[int, tuple[TellingLine, ...]]:
    """Give each episode's tellings, what is still to do first: of its turns, or of what is `owed` on it.

    That a guardian or the Home Office is told says something of the child: only who may read the record sees who
    is told in such a capacity. A small home is as good as a name, and is named to nobody who may not see that.
    """
    sees = permissions_among(episodes, by=by)
    lines: dict[int, list[TellingLine]] = {e.pk: [] for e in episodes}
    rows = Telling.objects.filter(episode__in=list(lines), owed_step__isnull=not owed)
    rows = rows.order_by("recorded_at", "pk")
    in_full = len(lines) == 1
    shown = (*_SHOWN, *(_OWED if owed else ()))
    found = list(
        rows.annotate(sent_at=_SENT_AT).values(*shown, "sent_at") if in_full else rows.values(*shown)
    )
    tried = _attempts(row["pk"] for row in found) if in_full else {}
    workers = _workers(episodes[0].child_id, sees[episodes[0].pk]) if in_full else {}
    for row in found:
        allowed = sees[row["episode_id"]]
        if (
            row["relation"] in (Relation.TOLD.value, Relation.ASKED.value)
            and Permission.SEE_RECORD not in allowed
        ):
            continue
        is_home = row["relation"] == Relation.PLACEMENT.value and Permission.SEE_NAME not in allowed
        row |= {"attempts": tried.get(row["pk"], ()), "workers": workers.get(row["organisation_id"], ())}
        lines[row["episode_id"]].append(_line({**row, **_A_HOME} if is_home else row))
    return {
        key: tuple(sorted(value, key=lambda line: (line.is_done, _WORST_FIRST[line.state])))
        for key, value in lines.items()
    }


def lines_in_case(child: Child) -> tuple[TellingLine, ...]:
    """Give who was told of what is owed in a child's case, to who reads the record; which of it, the database holds."""
    rows = Telling.objects.filter(child=child, owed_step__isnull=False).order_by("recorded_at", "pk")
    found = list(rows.annotate(sent_at=_SENT_AT).values(*_SHOWN, *_OWED, "sent_at"))
    tried = _attempts(row["pk"] for row in found) if found else {}
    return tuple(_line(row | {"attempts": tried.get(row["pk"], ())}) for row in found)


def _workers(child: int, allowed: frozenset[Permission]) -> dict[int, tuple[Worker, ...]]:
    """Give the child's workers by organisation, to whoever may read the child's record."""
    if Permission.SEE_RECORD not in allowed:
        return {}
    found: dict[int, list[Worker]] = {}
    for one in workers_of(child):
        found.setdefault(one.organisation_id, []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _attempts(tellings: Iterable[int]) -> dict[int, tuple[tuple[datetime, AttemptOutcome | None], ...]]:
    """Give when each message was tried, and how that ended; what the server answered stays with the record."""
    rows = TellingAttempt.objects.filter(telling__in=list(tellings)).order_by("telling", "number")
    tried: dict[int, tuple[tuple[datetime, AttemptOutcome | None], ...]] = {}
    for telling, at, outcome in rows.values_list("telling_id", "claimed_at", "outcome"):
        tried[telling] = (*tried.get(telling, ()), (at, AttemptOutcome(outcome) if outcome else None))
    return tried


def _line(row: dict[str, Any]) -> TellingLine:
    numbers = (row[name] for name in _NUMBERS)
    answered = row["acknowledgement__name"]
    strength = row["acknowledgement__strength"]
    return TellingLine(
        reference=row["reference"],
        organisation=row["organisation__name"],
        team=row["team__name"] or "",
        telephone=row["on_duty__telephone"] or next(filter(None, numbers), ""),
        switchboard=row["organisation__switchboard"] or "",
        is_let_in=row["relation"] == Relation.GIVEN.value,
        answer_by=row["answer_by"],
        link_withdrawn_at=row["link_withdrawn_at"],
        stage=row["stage"] or row["follows_up__stage"] or "",  # a call stands where its message did
        is_police=row["relation"] == Relation.POLICE.value,
        is_placement=row["relation"] == Relation.PLACEMENT.value,
        send_at=row["next_attempt_at"] if row["state"] == TellingState.WAITING.value else None,
        follows_up=row["follows_up__reference"] or "",
        on_duty=", ".join(filter(None, (row["on_duty__name"], row["on_duty__post"]))),
        channel=Channel(row["channel"]),
        about=TellingAbout(row["about"]),
        state=TellingState(row["state"]),
        recorded_at=row["recorded_at"],
        told_at=row["told_at"],
        sent_at=row.get("sent_at"),
        attempts=row.get("attempts", ()),
        workers=row.get("workers", ()),
        owed_code=row.get("owed_step__code", ""),
        owed_due_at=row.get("owed_step__due_at"),
        owed_step=row.get("owed_step__step", ""),
        owed_root=row.get("owed_step__arises_from", 0),
        acknowledged_by=f"{answered}, {row['acknowledgement__job_title']}" if answered is not None else "",
        strength=CodeStrength(strength) if strength else None,
    )


@reads
def notice(*, by: Actor, now: datetime) -> TellingLine | None:
    """Give the one telling that this link's holder was sent."""
    row = Telling.objects.filter(pk=by.telling_id or 0).values(*_SHOWN).first()
    return _line(row) if row else None


@reads
def outbox(*, by: Actor, now: datetime) -> list[DemoMessage]:
    """Give the demonstration's messages, newest first; there is none in a live installation."""
    return list(DemoMessage.objects.order_by("-sent_at", "-pk")[:100])
