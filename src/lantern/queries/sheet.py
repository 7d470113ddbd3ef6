"""The call sheet: what is known of a missing child, in the order in which the police ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.policies.access import ROLE_TITLES
from lantern.queries.children import born_on
from lantern.queries.corrected import standing
from lantern.queries.earlier import OnRecord, Responsible, earlier_than, responsible_for
from lantern.queries.missing import heads_of
from lantern.queries.seeing import episodes_visible_to, may, permissions_on, reads, visible_to
from lantern.queries.values import EpisodeHead
from lantern.record.models import (
    CareEpisode,
    Child,
    ChildName,
    Event,
    EventSource,
    MissingEpisode,
    PlacementAddress,
    ProtectedContact,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import QUESTIONS, SHEET, Answer, Question, words_asked
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import NameKind, Worry
from lantern.vocabulary.roles import Permission, Role

Sources = Mapping[int, EventSource] | None  # by event; None: this reader may not see who told us


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said to one question, when, and by whom: by whoever told us, else by whoever typed it."""

    answer: Answer
    words: str
    happened: When
    asked: str = ""  # the words that were asked then, where they have changed since
    told_by: str = ""  # name and role; empty where this reader may not see who told us
    typed_by: str = ""  # name and role, where nobody else was named


@dataclass(frozen=True, kw_only=True)
class SheetAnswer:
    """A question with the answer that stands, and what else was said before it. No answer: not known, never no."""

    question: Question
    said: Said | None = None
    before: tuple[Said, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Worried:
    """How worried a caller is and why, in their own words: no level of risk."""

    worry: Worry | None
    said: Said


@dataclass(frozen=True, kw_only=True)
class CallSheet:
    """All that is read out to the police control room of one missing child, as one reader may see it."""

    head: EpisodeHead
    caller: str
    caller_organisation: str
    caller_telephone: str
    names: tuple[tuple[NameKind, str], ...]
    date_of_birth: date | None
    date_of_birth_certainty: str
    sex: str
    nationality: str
    languages: str
    last_seen_where: str
    wearing: str
    answers: tuple[SheetAnswer, ...]
    worried: tuple[Worried, ...]  # whoever said it last stands first
    heard: tuple[Said, ...]  # what became known since, in the order in which it did
    earlier: OnRecord  # beside the answers, never as one of them
    responsible: tuple[Responsible, ...]  # as recorded; none too where this reader may not see
    legal_code: str  # as the last statutory return has it
    authority_telephone: str
    sources: tuple[str, ...] | None  # who said so; None: this reader may not see
    addresses: tuple[tuple[str, str], ...] | None  # None: this reader may not see
    may: frozenset[Permission]
    as_of: datetime


def sheet_of(episode: MissingEpisode, *, by: Actor, now: datetime) -> CallSheet:
    """Give the call sheet of one episode. Called by the action that audits its opening."""
    child = visible_to(by).filter(pk=episode.child_id).first()
    head = heads_of([episode], by=by, now=now)[0]
    said = _standing(episode)
    reports = [row for row in said if hasattr(row, "report")]
    own = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    sources = _sources(said) if may(permission=Permission.SEE_PROTECTED, row=episode, by=by) else None
    private = child if child and _may_see_addresses(episode, child, by=by) else None
    return CallSheet(
        head=head,
        caller=by.name,
        caller_organisation=own.name if own else "",
        caller_telephone=_number(own) if own else "",
        names=_names(child) if child else (),
        date_of_birth=born_on(child) if child else None,
        date_of_birth_certainty=child.date_of_birth_certainty if child else "",
        sex=child.sex if child else "",
        nationality=child.nationality if child else "",
        languages=child.languages if child else "",
        last_seen_where=_last(reports, "last_seen_where", head.last_seen),
        wearing=_last(reports, "wearing", head.last_seen),
        answers=_answers(said, sources),
        worried=tuple(_worried(row, sources) for row in reversed(reports) if _says_worry(row)),
        heard=tuple(_said(row, sources, Answer.YES, row.words) for row in said if _is_heard(row)),
        earlier=earlier_than(episode, by=by),
        responsible=responsible_for(private) if private else (),
        legal_code=_legal_code(child) if child else "",
        authority_telephone=_number(episode.responsible_authority),
        sources=None if sources is None else _who_told(said, sources),
        addresses=_addresses(private) if private else None,
        may=permissions_on(row=episode, by=by),
        as_of=now,
    )


def _may_see_addresses(episode: MissingEpisode, child: Child, *, by: Actor) -> bool:
    return all(may(permission=Permission.SEE_PROTECTED, row=row, by=by) for row in (episode, child))


@reads
def answers_now(*, reference: str, by: Actor, now: datetime) -> tuple[SheetAnswer, ...]:
    """Give every question with the answer that stands; none of the answers where the reader may not see them."""
    episode = episodes_visible_to(by).filter(reference=reference).first()
    if episode is None or not may(permission=Permission.SEE_RECORD, row=episode, by=by):
        return _answers((), None)
    said = _standing(episode)
    protected = may(permission=Permission.SEE_PROTECTED, row=episode, by=by)
    return _answers(said, _sources(said) if protected else None)


def _standing(episode: MissingEpisode) -> list[Event]:
    """Give the events that stand, in the order in which they became known.

    What was typed later from paper takes the place its own time gives it, where that time is known.
    """
    rows = (
        Event.objects.filter(episode=episode)
        .select_related("report")
        .prefetch_related("answers_given")
        .order_by("recorded_at", "pk")
    )
    return sorted(
        standing(rows), key=lambda row: (row.happened_at or row.recorded_at, row.recorded_at, row.pk)
    )


def _happened(row: Event) -> When:
    return When(on=row.happened_on, at=row.happened_at)


def _is_heard(row: Event) -> bool:
    return row.kind == EventKind.INFORMATION_RECEIVED.value and bool(row.words)


def _says_worry(row: Event) -> bool:
    return bool(row.report.caller_worry or row.report.caller_reasons)


def _worried(row: Event, sources: Sources) -> Worried:
    worry = Worry(row.report.caller_worry) if row.report.caller_worry else None
    return Worried(worry=worry, said=_said(row, sources, Answer.YES, row.report.caller_reasons))


def _last(reports: Sequence[Event], name: str, last_seen: When) -> str:
    """Give what was said last of a fact: first of all by whoever saw the child last, else by whoever said it."""
    told = [row.report for row in reports if getattr(row.report, name)]
    seen = [each for each in told if (each.last_seen_on, each.last_seen_at) == (last_seen.on, last_seen.at)]
    return str(getattr((seen or told)[-1], name)) if told else ""


# The answers ---------------------------------------------------------------------------------------------------


def _answers(said: Sequence[Event], sources: Sources) -> tuple[SheetAnswer, ...]:
    given: dict[str, list[Said]] = {question.name: [] for question in QUESTIONS}
    for row in said:
        for name, answer in _of_one(row, sources):
            given[name].append(answer)
    return tuple(_answer(question, given[question.name]) for question in QUESTIONS)


def _of_one(row: Event, sources: Sources) -> Iterable[tuple[str, Said]]:
    """Give the answers one event holds; a report's own words answer three of the questions too."""
    held = {
        each.question: _said(
            row, sources, Answer(each.answer), each.words, asked=_other_words(each.question, each.sheet)
        )
        for each in row.answers_given.all()
    }
    if report := getattr(row, "report", None):
        own = {
            "why_worried": report.why_worried,
            "done_to_trace": report.done_to_trace,
            "anything_else": row.words,
        }
        held = {name: _said(row, sources, Answer.YES, words) for name, words in own.items() if words} | held
    return held.items()


def _other_words(question: str, sheet: str) -> str:
    asked = words_asked(question=question, sheet=sheet)
    return "" if asked == words_asked(question=question, sheet=SHEET) else asked


def _said(row: Event, sources: Sources, answer: Answer, words: str, *, asked: str = "") -> Said:
    """Give what was said, with who told us for a reader who may see it; where nobody is named, with who typed it."""
    told_by = typed_by = ""
    if sources is not None:
        told = sources.get(row.pk)
        told_by = _joined(told.said_by, told.said_by_role) if told else ""
        typed_by = "" if told_by else _joined(row.by_name, ROLE_TITLES[Role(row.by_role)])
    return Said(
        answer=answer,
        words=words,
        happened=_happened(row),
        asked=asked,
        told_by=told_by,
        typed_by=typed_by,
    )


def _answer(question: Question, said: Sequence[Said]) -> SheetAnswer:
    if not said:
        return SheetAnswer(question=question)
    last = _that_stands(said)
    before = tuple(
        each
        for each in reversed(said)
        if each is not last
        and (each.answer, each.words) != (last.answer, last.words)
        and _says_something(each)
    )
    return SheetAnswer(question=question, said=last, before=before)


def _that_stands(said: Sequence[Said]) -> Said:
    """Give the answer that is read out: the last, unless it only says that somebody else did not know.

    A bare "not known" does take the place of a no: that nobody knows is never read out as a no.
    """
    known = next((each for each in reversed(said) if _says_something(each)), said[-1])
    return said[-1] if known.answer is Answer.NO else known


def _says_something(said: Said) -> bool:
    return said.answer is not Answer.NOT_KNOWN or bool(said.words)


# The child -----------------------------------------------------------------------------------------------------


def _names(child: Child) -> tuple[tuple[NameKind, str], ...]:
    rows = ChildName.objects.filter(child=child).order_by("pk")
    return tuple((NameKind(row.kind), row.name) for row in rows)


def _number(organisation: Organisation) -> str:
    return organisation.out_of_hours_telephone or organisation.switchboard


def _legal_code(child: Child) -> str:
    care = CareEpisode.objects.filter(child=child, ended_on=None).order_by("-began_on").first()
    return care.legal_status if care else ""


# What is protected ---------------------------------------------------------------------------------------------


def _sources(said: Sequence[Event]) -> dict[int, EventSource]:
    rows = EventSource.objects.filter(event__in=[row.pk for row in said]).order_by("pk")
    return {row.event_id: row for row in rows}


def _who_told(said: Sequence[Event], sources: Mapping[int, EventSource]) -> tuple[str, ...]:
    """Give, each once, whoever reported the child or answered or told anything since, with how to reach them."""
    told = (row for row in said if hasattr(row, "report") or _is_heard(row) or row.answers_given.all())
    rows = (sources[row.pk] for row in told if row.pk in sources)
    return tuple(dict.fromkeys(filter(None, (_joined(r.said_by, r.said_by_role, r.contact) for r in rows))))


def _addresses(child: Child) -> tuple[tuple[str, str], ...]:
    """Give where the child lives now, and the addresses and telephones that are kept of the child."""
    homes = PlacementAddress.objects.filter(placement__child=child, placement__until_on=None)
    lives = [("Lives at", _joined(row.carer_name, row.telephone, row.address)) for row in homes]
    contacts = ProtectedContact.objects.filter(child=child).order_by("pk")
    kept = [(row.what.capitalize(), _joined(row.name, row.telephone, row.address)) for row in contacts]
    return tuple((what, words) for what, words in [*lives, *kept] if words)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
