"""What else is done to find a child: a charity's text, appeals, a recovery order, a warning notice, the Home Office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.queries import tellings
from lantern.queries.corrected import standing
from lantern.queries.details import by_event
from lantern.queries.missing import find_episode
from lantern.queries.publicity import AppealLine, PlaceLine, appeals_of, to_take_down
from lantern.queries.seeing import reads
from lantern.queries.values import TellingLine
from lantern.record.models import ChildIdentifier, Event, MissingEpisode, WarningNoticePerson
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.publicity import OrderAskedBy, OrderGround, OrderSays
from lantern.vocabulary.roles import OrganisationKind, Permission

KINDS = (
    EventKind.TEXTSAFE_ASKED.value,
    EventKind.TEXTSAFE_ANSWERED.value,
    EventKind.RECOVERY_ORDER_SOUGHT.value,
    EventKind.RECOVERY_ORDER_DECIDED.value,
    EventKind.WARNING_NOTICE_SERVED.value,
)
_DETAILS = ("text_safe", "text_safe_answer", "order_sought", "order_decided", "warning_notice")


@dataclass(frozen=True, kw_only=True)
class TextSafeLine:
    """That the charity was asked to text the child, and what it answered; nothing where it has not."""

    number: int
    asked: When
    asked_by: str
    post: str
    reference: str
    words: str
    answered: When | None = None
    is_sent: bool | None = None
    answered_by: str = ""
    answer_words: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """A recovery order: who applied, and what the court decided; nothing where it has not."""

    number: int
    sought: When
    asked_by: OrderAskedBy
    ground: OrderGround
    applicant: str
    court: str
    words: str
    decided: When | None = None
    is_granted: bool | None = None
    says: tuple[OrderSays, ...] = ()
    reference: str = ""
    ends_on: date | None = None
    decided_words: str = ""


@dataclass(frozen=True, kw_only=True)
class WarningLine:
    """A warning notice; `person` is None where this reader may not see on whom."""

    number: int
    served: When
    force: str
    officer: str
    reference: str
    ends_on: date | None
    words: str
    person: str | None


@dataclass(frozen=True, kw_only=True)
class SearchMeasures:
    """All of it on one episode."""

    text_safe: tuple[TextSafeLine, ...]
    appeals: tuple[AppealLine, ...]
    down: tuple[PlaceLine, ...]  # what is to be taken down, the longest overdue first
    orders: tuple[OrderLine, ...]
    notices: tuple[WarningLine, ...]
    home_office: tuple[TellingLine, ...]
    home_office_reference: str  # as it gave one for this child


@reads
def search_measures(*, reference: str, by: Actor, now: datetime) -> SearchMeasures:
    """Give what is done to find a child beside the enquiries, as this reader may see it, the newest first."""
    episode = find_episode(reference=reference, by=by)
    rows = measures_of(episode)
    appeals = appeals_of([episode], by=by, now=now)[episode.pk]
    return SearchMeasures(
        text_safe=tuple(_text_safe(row, rows) for row in _newest(rows, EventKind.TEXTSAFE_ASKED)),
        appeals=appeals,
        down=to_take_down(appeals),
        orders=tuple(_order(row, rows) for row in _newest(rows, EventKind.RECOVERY_ORDER_SOUGHT)),
        notices=_notices(_newest(rows, EventKind.WARNING_NOTICE_SERVED), by=by),
        home_office=_home_office(episode, by=by),
        home_office_reference=_reference(episode),
    )


@reads
def take_downs(*, reference: str, by: Actor, now: datetime) -> tuple[PlaceLine, ...]:
    """Give what is to be taken down on one episode: for its own page, which shows it above the rest."""
    episode = find_episode(reference=reference, by=by)
    return to_take_down(appeals_of([episode], by=by, now=now)[episode.pk])


def measures_of(episode: MissingEpisode) -> list[Event]:
    """Give the standing events of a charity's text, orders and notices, with their details, in order."""
    tells = Q(kind__in=KINDS) | Q(corrects__isnull=False)
    rows = Event.objects.filter(tells, episode=episode).select_related(*_DETAILS)
    return [row for row in standing(rows.order_by("recorded_at", "pk")) if row.kind in KINDS]


def _newest(rows: Iterable[Event], kind: EventKind) -> list[Event]:
    return [row for row in rows if row.kind == kind.value][::-1]


def _answer(row: Event, rows: Iterable[Event]) -> Event | None:
    return next((each for each in rows if each.answers_id == row.pk), None)


def _when(row: Event) -> When:
    return When(on=row.happened_on, at=row.happened_at)


def _text_safe(row: Event, rows: Iterable[Event]) -> TextSafeLine:
    answer = _answer(row, rows)
    return TextSafeLine(
        number=row.pk,
        asked=_when(row),
        asked_by=row.text_safe.asked_by,
        post=row.text_safe.asked_by_post,
        reference=row.text_safe.reference,
        words=row.words,
        answered=_when(answer) if answer else None,
        is_sent=answer.text_safe_answer.is_sent if answer else None,
        answered_by=answer.text_safe_answer.answered_by if answer else "",
        answer_words=answer.words if answer else "",
    )


def _order(row: Event, rows: Iterable[Event]) -> OrderLine:
    held = row.order_sought
    line = OrderLine(
        number=row.pk,
        sought=_when(row),
        asked_by=OrderAskedBy(held.asked_by),
        ground=OrderGround(held.ground),
        applicant=held.applicant,
        court=held.court,
        words=row.words,
    )
    answer = _answer(row, rows)
    if answer is None:
        return line
    said = answer.order_decided
    return replace(
        line,
        decided=_when(answer),
        is_granted=said.is_granted,
        says=tuple(each for each in OrderSays if getattr(said, f"says_{each.value}")),
        reference=said.reference,
        ends_on=said.ends_on,
        decided_words=answer.words,
    )


def _notices(rows: Sequence[Event], *, by: Actor) -> tuple[WarningLine, ...]:
    """Give the warning notices; on whom they were served only where the database lets this reader see it."""
    sees = access.relations_that(role=by.role, permission=Permission.SEE_PROTECTED)
    people = by_event(WarningNoticePerson, rows) if sees else {}
    return tuple(
        WarningLine(
            number=row.pk,
            served=_when(row),
            force=row.warning_notice.force,
            officer=row.warning_notice.officer,
            reference=row.warning_notice.reference,
            ends_on=row.warning_notice.ends_on,
            words=row.words,
            person=people[row.pk].name if row.pk in people else None,
        )
        for row in rows
    )


def _reference(episode: MissingEpisode) -> str:
    held = ChildIdentifier.objects.filter(child=episode.child_id, kind=HOME_OFFICE)
    return held.order_by("-pk").values_list("value", flat=True).first() or ""


def _home_office(episode: MissingEpisode, *, by: Actor) -> tuple[TellingLine, ...]:
    """Give what the Home Office was told of this episode, and told again, the newest first."""
    kind = OrganisationKind.IMMIGRATION.value
    offices = set(Organisation.objects.filter(kind=kind).values_list("name", flat=True))
    lines = tellings.lines_of([episode], by=by)[episode.pk]
    told = [line for line in lines if line.organisation in offices]
    return tuple(sorted(told, key=lambda line: line.recorded_at, reverse=True))
