"""The guardian of a child: who was asked for, who was named, what they said, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.queries.concern_events import Said, of_kind, said_of
from lantern.record.models import Event, GuardianAccess
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.events import EventKind


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """That a service was asked for a guardian."""

    said: Said
    service: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class AllocationLine:
    """Who was named; `left` is said once they have no more to do with the child."""

    said: Said
    guardian_name: str
    service: str
    role: GuardianRole
    contact: str
    left: Said | None
    let_in_by: str  # empty where the guardian has no account that sees this child
    let_in_at: datetime | None

    @property
    def has_account(self) -> bool:
        """Whether the guardian sees this child by their own account, until they leave."""
        return self.let_in_at is not None


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """A contact, or a view on a decision: `about` is that decision's entry, or what it was in words."""

    said: Said
    says: GuardianSays
    about: int | None
    about_words: str


@dataclass(frozen=True, kw_only=True)
class ChallengeLine:
    """What the guardian challenged, and what was answered."""

    said: Said
    about: ChallengeAbout
    answer: Said | None
    agreed: bool | None


@dataclass(frozen=True, kw_only=True)
class GuardianNow:
    """All of it; `now` is the guardian whom the child has."""

    asked: tuple[AskedLine, ...] = ()
    allocations: tuple[AllocationLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    challenges: tuple[ChallengeLine, ...] = ()

    @property
    def now(self) -> AllocationLine | None:
        """The guardian whom the child has now; None where there is none, or the last one left."""
        return next((one for one in self.allocations if one.left is None), None)


def guardian_of(rows: Sequence[Event]) -> GuardianNow:
    """Give the guardian's part of these standing events, the newest first."""
    left = {row.answers_id: said_of(row) for row in of_kind(rows, EventKind.GUARDIAN_LEFT)}
    with_account = _with_account(of_kind(rows, EventKind.GUARDIAN_ALLOCATED))
    answers = {row.answers_id: row for row in of_kind(rows, EventKind.GUARDIAN_ANSWERED)}
    return GuardianNow(
        asked=tuple(
            AskedLine(
                said=said_of(row), service=row.guardian_asked.service, reference=row.guardian_asked.reference
            )
            for row in reversed(of_kind(rows, EventKind.GUARDIAN_REFERRED))
        ),
        allocations=tuple(
            _allocation(row, left, with_account)
            for row in reversed(of_kind(rows, EventKind.GUARDIAN_ALLOCATED))
        ),
        notes=tuple(
            NoteLine(
                said=said_of(row),
                says=GuardianSays(row.guardian_note.says),
                about=row.answers_id,
                about_words=row.guardian_note.about,
            )
            for row in reversed(of_kind(rows, EventKind.GUARDIAN_SAID))
        ),
        challenges=tuple(
            _challenge(row, answers.get(row.pk))
            for row in reversed(of_kind(rows, EventKind.GUARDIAN_CHALLENGED))
        ),
    )


def _with_account(allocations: Sequence[Event]) -> dict[int, GuardianAccess]:
    """Give those of these allocations by which somebody's account sees the child."""
    if not allocations:
        return {}
    return {row.event_id: row for row in GuardianAccess.objects.filter(event__in=allocations)}


def _allocation(
    row: Event, left: dict[int | None, Said], with_account: dict[int, GuardianAccess]
) -> AllocationLine:
    held, access = row.guardian_allocation, with_account.get(row.pk)
    return AllocationLine(
        said=said_of(row),
        guardian_name=held.guardian_name,
        service=held.service,
        role=GuardianRole(held.role),
        contact=held.contact,
        left=left.get(row.pk),
        let_in_by=access.by_name if access else "",
        let_in_at=access.recorded_at if access else None,
    )


def _challenge(row: Event, answer: Event | None) -> ChallengeLine:
    return ChallengeLine(
        said=said_of(row),
        about=ChallengeAbout(row.guardian_challenge.about),
        answer=said_of(answer) if answer else None,
        agreed=answer.guardian_answer.agreed if answer else None,
    )
