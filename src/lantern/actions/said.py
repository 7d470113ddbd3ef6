"""What somebody told us, as values with the rows that keep them: a report, an answer, a child who is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from lantern.policies.away import Away
from lantern.record.models import CallAnswer, EventSource, LocatedDetail, LocatedPlace, ReportDetail
from lantern.vocabulary.calls import SHEET, Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import CallerView, LocatedState, MissingKind, Worry


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """One answer on the call sheet, by the short name of its question."""

    question: str
    answer: Answer
    words: str = ""


def as_rows(answers: Iterable[GivenAnswer]) -> list[CallAnswer]:
    """Give a row for each answer, under the list of questions that was asked from."""
    return [
        CallAnswer(sheet=SHEET, question=each.question, answer=each.answer.value, words=each.words)
        for each in answers
    ]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a caller knew. Nothing is required but when last seen; of a child who is recorded missing, not even that.

    `last_seen` is None where this caller does not know: then what was said before stands, untouched.
    """

    last_seen: When | None
    noticed: When | None = None
    said_by: str = ""
    said_by_role: str = ""
    contact: str = ""
    last_seen_where: str = ""
    wearing: str = ""
    why_worried: str = ""
    done_to_trace: str = ""
    words: str = ""
    answers: tuple[GivenAnswer, ...] = ()  # on the call sheet; a question left out is not known
    kind: MissingKind | None = None  # the authority's classification, where somebody who may has decided
    away: Away | None = None  # what makes it sure that the child is out; without it "out" counts as missing
    caller_view: CallerView | None = None  # missing, out or late as the caller sees it; it decides nothing
    caller_worry: Worry | None = None
    caller_reasons: str = ""  # why the caller sees it so
    called: When | None = None  # when the call was taken; now where nobody says otherwise

    def as_detail(self) -> ReportDetail:
        """Give the row that keeps these facts beside the event."""
        return ReportDetail(
            last_seen_on=self.last_seen.on if self.last_seen else None,
            last_seen_at=self.last_seen.at if self.last_seen else None,
            noticed_on=self.noticed.on if self.noticed else None,
            noticed_at=self.noticed.at if self.noticed else None,
            last_seen_where=self.last_seen_where,
            wearing=self.wearing,
            why_worried=self.why_worried,
            done_to_trace=self.done_to_trace,
            caller_view=self.caller_view.value if self.caller_view else "",
            caller_worry=self.caller_worry.value if self.caller_worry else "",
            caller_reasons=self.caller_reasons,
        )

    def as_answers(self) -> list[CallAnswer]:
        """Give a row for each question that was answered, or of which it was said that nobody knows."""
        return as_rows(self.answers)

    def as_source(self, *, now: datetime) -> EventSource | None:
        """Give the row that keeps who said so; none where nobody was named."""
        if not (self.said_by or self.contact):
            return None
        return EventSource(
            said_by=self.said_by, said_by_role=self.said_by_role, contact=self.contact, obtained_at=now
        )


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of a child who is found and not yet back: with an owner, and a time to look again."""

    state: LocatedState = LocatedState.NOT_KNOWN
    safe_and_well: Answer = Answer.NOT_KNOWN
    owner: str = ""
    check_again_at: datetime | None = None
    said_by: str = ""
    said_by_role: str = ""
    contact: str = ""
    place: str = ""
    collected_by: str = ""
    to_address: str = ""
    authorised_by: str = ""

    def rows(self, *, now: datetime) -> list[models.Model]:
        """Give the rows that keep these facts: what could lead somebody to the child in its own table."""
        detail = LocatedDetail(
            state=self.state.value,
            safe_and_well=self.safe_and_well.value,
            owner=self.owner,
            check_again_at=self.check_again_at,
        )
        place = LocatedPlace(
            place=self.place,
            collected_by=self.collected_by,
            to_address=self.to_address,
            authorised_by=self.authorised_by,
        )
        source = EventSource(
            said_by=self.said_by, said_by_role=self.said_by_role, contact=self.contact, obtained_at=now
        )
        return [detail, place, *([source] if self.said_by or self.contact else [])]
