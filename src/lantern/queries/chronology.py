"""What happened in one episode, in the order it happened, with when each thing was recorded and by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lantern.policies import access
from lantern.policies.missing import NOT_CORRECTED
from lantern.queries import (
    arrival_facts,
    casework_facts,
    concern_facts,
    discussion_facts,
    place_facts,
    publicity_facts,
    risk_facts,
    talks,
)
from lantern.queries.corrected import standing
from lantern.queries.details import by_event
from lantern.queries.enquiries import PLACE_WORDS
from lantern.queries.seeing import may, relations_to
from lantern.queries.values import Entry
from lantern.record.models import (
    AwayPlace,
    CallAnswer,
    Child,
    Event,
    EventSource,
    LocatedPlace,
    MissingEpisode,
    PrivateCallDetail,
    ReportDetail,
    Seal,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import QUESTIONS, Answer, words_asked
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import (
    CallerView,
    ClassifiedBy,
    LocatedState,
    MissingKind,
    RiskLevel,
    Worry,
)
from lantern.vocabulary.roles import Permission, Relation, Role

_DETAILS = (
    "report",
    "classification",
    "risk",
    "police_call",
    "located",
    "enquiry",
    "away",
)


def entries_of(episode: MissingEpisode, *, by: Actor) -> tuple[Entry, ...]:
    """Give the chronology as this reader may see it: struck entries stay, marked; sources only where permitted."""
    rows = list(
        _whole(Event.objects.filter(episode=episode)).order_by(
            "happened_on", "happened_at", "recorded_at", "pk"
        )
    )
    if may(
        permission=Permission.SEE_SEALED, row=episode, by=by
    ):  # to be opened on its own page, and nowhere else
        shut = set(Seal.objects.filter(event__episode=episode).values_list("event_id", flat=True))
        rows = [row for row in rows if row.pk not in shut]
    stands = {row.pk for row in standing(rows)}
    relations = relations_to(row=episode, by=by)
    return entries_among(rows, stands=stands, relations={episode.pk: relations}, by=by)


def whole_rows(keys: Iterable[int]) -> dict[int, Event]:
    """Read these events with all that an entry says of them; each by its key."""
    return {row.pk: row for row in _whole(Event.objects.filter(pk__among=keys))}


def entries_among(
    rows: Sequence[Event],
    *,
    stands: Collection[int],
    relations: Mapping[int | None, Collection[Relation]],
    by: Actor,
) -> tuple[Entry, ...]:
    """Give entries of events read whole, in their order, of whichever episodes, or of none.

    `stands` are the keys of those that stand; `relations` those in which the reader stands to each episode, and
    to the child under None. Sources and places only where they permit it.
    """
    shown = {
        key: Permission.SEE_PROTECTED in access.permissions(role=by.role, relations=held)
        for key, held in relations.items()
    }
    apart = _Apart.of(rows, protected=[row for row in rows if shown[row.episode_id]])
    return tuple(
        _entry(row, relations[row.episode_id], apart=apart, stands=row.pk in stands, by=by) for row in rows
    )


def entries_of_the_case(child: Child, *, by: Actor) -> tuple[Entry, ...]:
    """Give the entries of a child's case as this reader may see them: struck entries stay, marked."""
    rows = list(
        _whole(Event.objects.filter(child=child)).order_by("happened_on", "happened_at", "recorded_at", "pk")
    )
    stands = {row.pk for row in standing(rows)}
    return entries_among(rows, stands=stands, relations={None: relations_to(row=child, by=by)}, by=by)


def entry_of(row: Event, *, by: Actor) -> Entry:
    """Give one entry whole, struck, with its source: for whoever has been let open it."""
    whole = _whole(Event.objects.filter(pk=row.pk)).get()
    relations = relations_to(row=row.of_episode, by=by)
    return _entry(whole, relations, apart=_Apart.of([whole], protected=[whole]), stands=False, by=by)


@dataclass(frozen=True, kw_only=True)
class _Apart:
    """What is kept in tables apart from the entries, by entry; what is protected only of those it was asked for."""

    sources: Mapping[int, EventSource]
    away: Mapping[int, AwayPlace]
    located: Mapping[int, LocatedPlace]
    calls: Mapping[int, PrivateCallDetail]
    answers: Mapping[int, Sequence[CallAnswer]]
    more: Mapping[int, Sequence[tuple[str, str]]]

    @classmethod
    def of(cls, rows: Sequence[Event], *, protected: Sequence[Event]) -> _Apart:
        answers: dict[int, list[CallAnswer]] = {}
        for each in CallAnswer.objects.filter(event__among=[row.pk for row in rows]).order_by("pk"):
            answers.setdefault(each.event_id, []).append(each)
        return cls(
            sources=by_event(EventSource, protected),
            away=by_event(AwayPlace, protected),
            located=by_event(LocatedPlace, protected),
            calls=by_event(PrivateCallDetail, protected),
            answers=answers,
            more=_more(rows) | place_facts.facts_of(rows, sees_addresses=[row.pk for row in protected]),
        )


def _more(rows: Sequence[Event]) -> dict[int, list[tuple[str, str]]]:
    """Give, by entry, what is said of it by those who keep their details apart."""
    found: dict[int, list[tuple[str, str]]] = {}
    for kept in (
        *(arrival_facts, casework_facts, concern_facts),
        *(discussion_facts, publicity_facts, risk_facts, talks),
    ):
        for key, facts in kept.facts_of(rows).items():
            found.setdefault(key, []).extend(facts)
    return found


def _whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("by_organisation", *_DETAILS)


def _entry(
    row: Event,
    relations: Iterable[Relation],
    *,
    apart: _Apart,
    stands: bool,
    by: Actor,
) -> Entry:
    kind = EventKind(row.kind)
    withdrawal = kind is EventKind.ENTERED_IN_ERROR
    mine = not withdrawal and may_correct(row, relations, by=by)
    return Entry(
        number=row.pk,
        kind=kind,
        happened=When(on=row.happened_on, at=row.happened_at),
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        by_role=access.ROLE_TITLES[Role(row.by_role)],
        by_organisation=row.by_organisation.name if row.by_organisation else "",
        words=row.words,
        facts=(
            *_facts(row, apart),
            *((label, words) for label, words in apart.more.get(row.pk, ()) if words),
        ),
        said_by=said_by(apart.sources.get(row.pk)),
        is_struck=not stands and not withdrawal,
        corrects=row.corrects_id,
        may_correct=stands and mine,
        may_seal=mine and row.episode_id is not None,
    )


def may_correct(row: Event, relations: Iterable[Relation], *, by: Actor) -> bool:
    """Say whether this actor, in these relations to the child, may withdraw an event."""
    if EventKind(row.kind) in NOT_CORRECTED:
        return False
    said = getattr(row, "classification", None)
    return any(
        access.may_correct(
            role=by.role,
            relation=relation,
            kind=EventKind(row.kind),
            by_police=said is not None and said.classified_by == ClassifiedBy.POLICE.value,
            recorded_by_own=by.organisation_id is not None and row.by_organisation_id == by.organisation_id,
        )
        for relation in relations
    )


def said_by(source: EventSource | None) -> str:
    """Write who said it and how they are reached; empty where nobody is named, or it was not read for this reader."""
    if source is None:
        return ""
    parts = (source.said_by, source.said_by_role, source.contact)
    return ", ".join(part for part in parts if part)


def _facts(row: Event, apart: _Apart) -> tuple[tuple[str, str], ...]:
    """Give the facts an event carries, as label and words; what nobody said is left out, never shown as no."""
    found: list[tuple[str, str]] = []
    if report := getattr(row, "report", None):
        found += [
            ("Last seen", _last_seen(report)),
            ("Where", report.last_seen_where),
            ("Wearing", report.wearing),
            ("Why worried", report.why_worried),
            ("Done to trace", report.done_to_trace),
            ("Caller's view", CALLER_WORDS.get(report.caller_view, "")),
            ("Caller is", WORRY_WORDS.get(report.caller_worry, "")),
            ("Caller's reasons", report.caller_reasons),
        ]
    if said := getattr(row, "classification", None):
        whose = "Police view" if said.classified_by == ClassifiedBy.POLICE.value else "Authority's view"
        found.append((whose, KIND_WORDS[MissingKind(said.kind)]))
        if said.check_again_at:
            found.append(("Make sure again by", spoken(When.moment(said.check_again_at))))
    if away := getattr(row, "away", None):
        found += [
            ("How it is known", away.how_known),
            ("Address made sure of by", away.address_verified_by),
            ("Adults made sure of by", away.adults_verified_by),
        ]
    if level := getattr(row, "risk", None):
        found += [("Level", RISK_WORDS[RiskLevel(level.level)]), ("Officer", level.officer)]
        if level.next_review_at:
            found.append(("Next review", spoken(When.moment(level.next_review_at))))
    if call := getattr(row, "police_call", None):
        waited = f"{call.waited_minutes} minutes" if call.waited_minutes is not None else ""
        found += [("Log number", call.log_number), ("Spoke to", call.handler), ("Waited", waited)]
    found += _of_the_search(row) + _called(row, apart) + _protected(row, apart)
    return tuple((label, words) for label, words in found if words)


def _last_seen(report: ReportDetail) -> str:
    """Say when the child was last seen; nothing where a second caller did not know."""
    return spoken(When(on=report.last_seen_on, at=report.last_seen_at)) if report.last_seen_on else ""


def _of_the_search(row: Event) -> list[tuple[str, str]]:
    """Give what is known of a found child and of an enquiry."""
    found: list[tuple[str, str]] = []
    if located := getattr(row, "located", None):
        found += [
            ("How it stands", LOCATED_WORDS[LocatedState(located.state)]),
            ("Safe and well", ANSWER_WORDS[Answer(located.safe_and_well)]),
            ("Who sees to it", located.owner),
        ]
        if located.check_again_at:
            found.append(("Look again by", spoken(When.moment(located.check_again_at))))
    if enquiry := getattr(row, "enquiry", None):
        found += [("To be done by", enquiry.owner), ("Asked of", enquiry.asked_of)]
        if enquiry.due_at:
            found.append(("By", spoken(When.moment(enquiry.due_at))))
    return found


def _called(row: Event, apart: _Apart) -> list[tuple[str, str]]:
    """Give the answers on the call sheet."""
    given = {each.question: each for each in apart.answers.get(row.pk, ())}
    if not given:
        return []
    found: list[tuple[str, str]] = []
    report = getattr(row, "report", None)
    for question in QUESTIONS:  # why worried and what was done stand among the report's own facts already
        each = given.get(question.name)
        if each and each.words != getattr(report, question.name, None):
            said = ANSWER_WORDS[Answer(each.answer)] if question.is_yes_or_no else ""
            asked = words_asked(question=each.question, sheet=each.sheet)
            found.append((asked, ". ".join(filter(None, (said, each.words)))))
    return found


def _protected(row: Event, apart: _Apart) -> list[tuple[str, str]]:
    """Give what only some may read, where it was read for one who may: a place, and what a relative was told."""
    found: list[tuple[str, str]] = []
    if away := apart.away.get(row.pk):
        found += [("Where", away.address), ("With whom", away.adults)]
    if found_at := apart.located.get(row.pk):
        found += [(label, getattr(found_at, name)) for name, label in PLACE_WORDS.items()]
    if call := apart.calls.get(row.pk):
        found += [("Who answered was checked", call.checked_by), ("Said", call.said)]
    return found


ANSWER_WORDS = {Answer.YES: "Yes", Answer.NO: "No", Answer.NOT_KNOWN: "Not known"}
LOCATED_WORDS = {
    LocatedState.BEING_FETCHED: "Somebody is fetching the child",
    LocatedState.ON_THE_WAY: "On the way",
    LocatedState.REFUSES_TO_RETURN: "Does not want to come back yet",
    LocatedState.IN_CUSTODY: "In police custody",
    LocatedState.IN_HOSPITAL: "In hospital",
    LocatedState.ABROAD: "Abroad",
    LocatedState.NOT_KNOWN: "Not known",
}
KIND_WORDS = {
    MissingKind.MISSING: "Missing: we do not know where",
    MissingKind.AWAY_WITHOUT_AUTHORISATION: "Out: we know where",
}
CALLER_WORDS = {
    CallerView.MISSING.value: "Does not know where the child is",
    CallerView.AWAY.value: "Says where the child is; nobody has made sure of it",
    CallerView.LATE.value: "Says that the child is late, and expects them back",
}
WORRY_WORDS = {
    Worry.VERY.value: "Very worried",
    Worry.SOME.value: "Worried",
    Worry.LITTLE.value: "Not very worried",
}
RISK_WORDS = risk_facts.LEVEL_WORDS
