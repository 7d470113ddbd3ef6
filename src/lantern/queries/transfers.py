"""Whether a child is handed over to another authority: who was asked, told of which risk, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.seeing import reads, require
from lantern.record.context import read_as
from lantern.record.models import Child, Event, MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What the other authority answered in writing."""

    accepted: bool
    answered_by: str
    route: Route
    happened: When
    words: str


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """That an authority was asked, what it was told of the risk, and its answer; None where there is none."""

    number: int
    to_authority: str
    missing_risk: str
    trafficking_risk: str
    asked: When
    by_name: str
    answer: Answered | None


@dataclass(frozen=True, kw_only=True)
class TransferPage:
    """All of it for one child, the newest first."""

    child: str
    name: str
    authority: str
    lines: tuple[AskedLine, ...]
    authorities: tuple[tuple[str, str], ...]  # to choose from: reference and name
    version: int

    @property
    def open(self) -> AskedLine | None:
        """What waits for an answer."""
        return next((each for each in self.lines if each.answer is None), None)


def asked_of(child: Child) -> list[Event]:
    """Give what stands of asking and answering, in the order of recording; read under the child's own rule."""
    told = Event.objects.filter(child=child, kind=EventKind.CARE_PLAN_RECORDED.value)
    related = ("transfer_asked__to_authority", "transfer_answer")
    rows = list(told.select_related(*related).order_by("recorded_at", "pk"))
    struck = Event.objects.filter(child=child, corrects__in=rows) if rows else ()
    stand = {row.pk for row in standing([*rows, *struck])}
    return [
        row
        for row in rows
        if row.pk in stand and (hasattr(row, "transfer_asked") or hasattr(row, "transfer_answer"))
    ]


def waiting(rows: list[Event]) -> Event | None:
    """Give the asking that nobody has answered."""
    answered = {row.answers_id for row in rows if hasattr(row, "transfer_answer")}
    asked = (row for row in rows if hasattr(row, "transfer_asked") and row.pk not in answered)
    return next(asked, None)


def is_missing(child: Child) -> bool:
    """Say whether the child is recorded missing now, whichever desk recorded it."""
    with read_as(SYSTEM):
        rows = MissingEpisode.objects.filter(child=child.pk, returned_on=None, is_void=False)
        return rows.exists()


@reads
def transfer(*, child: str, by: Actor, now: datetime) -> TransferPage:
    """Give whether a child is handed over, to the authority that looks after the child."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    rows = asked_of(row)
    answers = {each.answers_id: each for each in rows if hasattr(each, "transfer_answer")}
    lines = [_line(each, answers.get(each.pk)) for each in rows if hasattr(each, "transfer_asked")]
    authorities = Organisation.objects.filter(kind=OrganisationKind.LOCAL_AUTHORITY.value)
    others = authorities.exclude(pk=row.responsible_authority_id).order_by("name", "pk")
    return TransferPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        authority=row.responsible_authority.name,
        lines=tuple(reversed(lines)),
        authorities=tuple((each.reference, each.name) for each in others),
        version=row.version,
    )


def _line(row: Event, answer: Event | None) -> AskedLine:
    said = row.transfer_asked
    return AskedLine(
        number=row.pk,
        to_authority=said.to_authority.name,
        missing_risk=said.missing_risk,
        trafficking_risk=said.trafficking_risk,
        asked=When(on=row.happened_on, at=row.happened_at),
        by_name=row.by_name,
        answer=_answer(answer) if answer else None,
    )


def _answer(row: Event) -> Answered:
    said = row.transfer_answer
    return Answered(
        accepted=said.accepted,
        answered_by=said.answered_by,
        route=Route(said.route),
        happened=When(on=row.happened_on, at=row.happened_at),
        words=row.words,
    )
