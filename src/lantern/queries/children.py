"""A child by name or number, and a child's record as one reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from lantern.policies.arrivals import age_to_show
from lantern.queries import seeing
from lantern.queries.ages import taken_to_be
from lantern.queries.care_status import statuses_of
from lantern.queries.photographs import photographs_of
from lantern.queries.seeing import reads, visible_child, visible_to
from lantern.queries.values import ChildPage, FoundChild
from lantern.record.context import read_as
from lantern.record.models import (
    CareEpisode,
    Child,
    ChildIdentifier,
    ChildName,
    Event,
    LegalStatusPeriod,
    ProtectedContact,
    UnaccompaniedPeriod,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.identifiers import HOME_OFFICE
from lantern.vocabulary.missing import DateCertainty, NameKind
from lantern.vocabulary.names import name_key
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

MOST_FOUND = 25
NOT_KNOWN = "Name not known"
_SHOWN_WITH = ("responsible_authority", "placement_provider")
LONGEST_KEY = 300  # as long as a folded name is kept
_NAMED_FIRST = [
    NameKind.KNOWN_AS,
    NameKind.BIRTH,
    NameKind.OTHER_SPELLING,
    NameKind.ORIGINAL_SCRIPT,
    NameKind.AS_HEARD,
]


def age_on(born: date | None, day: date) -> int | None:
    """Give a whole age in years on a day; None where the date of birth is not known."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def born_on(child: Child) -> date | None:
    """Give a date of birth to be read out: of a child nobody knows there is none, only one reckoned from an age."""
    if child.is_unidentified or child.date_of_birth is None:
        return None
    certainty = DateCertainty(child.date_of_birth_certainty)
    recorded = age_on(child.date_of_birth, day_of(child.recorded_at))
    return child.date_of_birth if age_to_show(recorded, certainty=certainty) == recorded else None


def age_of(child: Child, day: date) -> int | None:
    """Give an age to be read out on a day; None where not known, or where it is disputed and would be an adult's."""
    certainty = DateCertainty(child.date_of_birth_certainty)
    return age_to_show(age_on(child.date_of_birth, day), certainty=certainty)


def display_names(children: Iterable[int]) -> dict[int, str]:
    """Give the name each child is shown by: what they are known as, else the name at birth."""
    return {child: _shown(names) for child, names in _names(list(children)).items()}


def _shown(names: Sequence[tuple[NameKind, str]]) -> str:
    return _as_shown(*names[0]) if names else NOT_KNOWN


def _names(children: Sequence[int]) -> dict[int, list[tuple[NameKind, str]]]:
    """Give every name of each child, the one they are shown by first, the earliest recorded first of each kind."""
    named: dict[int, list[tuple[NameKind, str]]] = {child: [] for child in children}
    for row in ChildName.objects.filter(child__in=children).order_by("pk") if children else ():
        named[row.child_id].append((NameKind(row.kind), row.name))
    return {child: _shown_first(held) for child, held in named.items()}


def _shown_first(names: Iterable[tuple[NameKind, str]]) -> list[tuple[NameKind, str]]:
    return sorted(names, key=lambda one: _NAMED_FIRST.index(one[0]))


def _as_shown(kind: NameKind, name: str) -> str:
    """Say of a name that it was only heard: nobody must take it for the name of a child who is known."""
    return f"Name as heard: {name}, not yet identified" if kind is NameKind.AS_HEARD else name


@reads
def find(*, wanted: str, by: Actor, now: datetime) -> tuple[FoundChild, ...]:
    """Find children this reader may see: by parts of a name in any order, by number, telephone or reference.

    Where few are found so, children follow whose name is spelt or sounds like what was typed.
    """
    key = name_key(wanted)[:LONGEST_KEY]
    if len(key) < 2:
        return ()
    children, alike = _candidates(key, wanted.strip().lower()[:LONGEST_KEY], by=by)
    return tuple(
        replace(found, is_alike=child.pk in alike)
        for child, found in zip(children, _as_found(children, by=by, now=now), strict=True)
    )


@reads
def found_by_reference(*, reference: str, by: Actor, now: datetime) -> FoundChild:
    """Give the one child of this reference as a search would; raise NotFound where this reader may see none."""
    rows = Child.objects.filter(reference=reference, matched_to=None).select_related(*_SHOWN_WITH)
    child = visible_child(rows, by=by)
    if child is None:
        raise NotFound(
            "There is no child by that reference that you may see. Search by name, or ring the duty team."
        )
    return _as_found([child], by=by, now=now)[0]


def _as_found(children: Sequence[Child], *, by: Actor, now: datetime) -> tuple[FoundChild, ...]:
    named = _names([child.pk for child in children])
    open_now = _open_episodes(children, by=by)
    allowed = seeing.permissions_among(children, by=by)
    missing = [report.of_episode for report in open_now.values()]
    opens = {row.pk for row in seeing.those_on_which(Permission.SEE_EPISODE, missing, by=by)}
    found = []
    for child in children:
        report = open_now.get(child.pk)
        names = (_shown(named[child.pk]), *(name for _, name in named[child.pk][1:]))
        may_open = report is not None and report.of_episode.pk in opens
        found.append(_found(child, names, report, allowed[child.pk], may_open=may_open, by=by, now=now))
    return tuple(found)


def _candidates(key: str, number: str, *, by: Actor) -> tuple[list[Child], set[int]]:
    """Ask the owner's function for numbers, then read the rows back through this reader's own policy.

    Those whose name is only like what was typed come last, and are given beside. The most common fragments match
    thousands: the longest word of what was typed narrows best.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child, bool_and(is_alike) FROM lantern_find_children(%s, %s, 2000, %s) GROUP BY child",
            [key, number, MOST_FOUND],
        )
        alike = dict(cursor.fetchall())
        cursor.execute("SELECT lantern_find_by_telephone(%s, %s)", [number, MOST_FOUND])
        alike |= {row[0]: False for row in cursor.fetchall()}
    # A child who was matched leads to the one they are, and is not found beside them.
    rows = visible_to(by).filter(matched_to=None).select_related(*_SHOWN_WITH).order_by("pk")
    said = list(rows.filter(pk__in=[key for key, is_alike in alike.items() if not is_alike])[:MOST_FOUND])
    like = [key for key, is_alike in alike.items() if is_alike]
    if like and len(said) < MOST_FOUND:
        said += rows.filter(pk__in=like)[: MOST_FOUND - len(said)]
    return said, set(like)


def all_names(children: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Give every name of each child, the one they are shown by first."""
    return {child: tuple(name for _, name in held) for child, held in _names(list(children)).items() if held}


def _open_episodes(children: Sequence[Child], *, by: Actor) -> dict[int, Event]:
    """Say for children this reader sees already who recorded them missing and when, whichever desk it was.

    Of a child seen for one episode alone, that episode and no other.
    """
    let_in = seeing.let_in_only_of(children, by=by)
    with read_as(SYSTEM):
        found = {r.of_episode.child_id: r for r in _reports({child.pk for child in children} - let_in)}
    if let_in:
        own = _reports(let_in).filter(episode__in=seeing.episodes_visible_to(by))
        found |= {report.of_episode.child_id: report for report in own}
    return found


def _reports(children: Iterable[int]) -> QuerySet[Event]:
    return (
        Event.objects.select_related("episode")
        .filter(
            kind=EventKind.MISSING_REPORTED.value,
            episode__child__in=list(children),
            episode__returned_on=None,
            episode__is_void=False,
        )
        .order_by("-pk")
    )


def _found(
    child: Child,
    names: tuple[str, ...],
    report: Event | None,
    allowed: frozenset[Permission],
    *,
    may_open: bool,
    by: Actor,
    now: datetime,
) -> FoundChild:
    return FoundChild(
        reference=child.reference,
        name=names[0],
        other_names=names[1:],
        date_of_birth=born_on(child),
        age=age_of(child, day_of(now)),
        placement=child.placement_provider.name if child.placement_provider else "",
        responsible_authority=child.responsible_authority.name,
        open_episode=report.of_episode.reference if report else None,
        open_since=report.recorded_at if report else None,
        opened_by=report.by_name if report else "",
        may_report=Permission.REPORT_MISSING in allowed,
        is_ours=child.responsible_authority_id == by.organisation_id,
        may_open=may_open,
        is_known_when=may_open and report is not None and seeing.is_missing_still(report.of_episode),
        may_late=Permission.RECORD_LATE in allowed,
        is_unidentified=child.is_unidentified,
        sex=child.sex,
        languages=child.languages,
    )


@reads
def require_may_add(*, reference: str, by: Actor, now: datetime) -> str:
    """Give the name of a child of whom this reader may add a photograph; raise NotFound or NotPermitted where not."""
    child = visible_to(by).filter(reference=reference).first()
    if child is None:
        raise NotFound("There is no child by that reference that you may see. Search by name, or ring.")
    seeing.require(permission=Permission.ADD_PHOTOGRAPH, row=child, by=by)
    return display_names([child.pk])[child.pk]


def page_of(*, child: Child, by: Actor, now: datetime) -> ChildPage:
    """Give a child's record as this reader may see it. Called by the action that audits the opening."""
    names = list(ChildName.objects.filter(child=child).order_by("pk"))
    allowed = seeing.permissions_on(row=child, by=by)
    readable, protected = Permission.SEE_RECORD in allowed, Permission.SEE_PROTECTED in allowed
    unaccompanied = UnaccompaniedPeriod.objects.filter(child=child).first() if readable else None
    photographs = photographs_of(child=child, by=by)
    return ChildPage(
        reference=child.reference,
        name=_shown(_shown_first((NameKind(n.kind), n.name) for n in names)),
        names=tuple((NameKind(n.kind).name.replace("_", " ").capitalize(), n.name) for n in names),
        date_of_birth=born_on(child),
        date_of_birth_certainty=child.date_of_birth_certainty,
        age=age_of(child, day_of(now)),
        age_taken=taken_to_be(child),
        sex=child.sex,
        nationality=child.nationality,
        languages=child.languages,
        responsible_authority=child.responsible_authority.name,
        host_authority=child.host_authority.name if child.host_authority else "",
        placement=child.placement_provider.name if child.placement_provider else "",
        is_unaccompanied=_is_unaccompanied(unaccompanied, day_of(now)) or _said_in_care_plan(child)
        if readable
        else None,
        identifiers=tuple(
            (i.kind, i.value)
            for i in ChildIdentifier.objects.filter(child=child).order_by("kind", "pk")
            if readable or i.kind != HOME_OFFICE  # that there is one says something of the child
        ),
        care_episodes=_care(child) if readable else (),
        protected=_protected(child) if protected else None,
        legal_statuses=_legal(child) if readable else (),
        episodes=(),
        may=allowed,
        version=child.version,
        is_unidentified=child.is_unidentified and child.matched_to_id is None,
        matched_to=_matched_to(child, by=by),
        once_recorded_as=tuple(Child.objects.filter(matched_to=child).values_list("reference", flat=True)),
        photographs=photographs.lines,
        withdrawn_photographs=photographs.withdrawn,
    )


def _matched_to(child: Child, *, by: Actor) -> str:
    """Give the reference of the child this turned out to be, where this reader may see that child."""
    if child.matched_to_id is None:
        return ""
    return visible_to(by).filter(pk=child.matched_to_id).values_list("reference", flat=True).first() or ""


def _is_unaccompanied(period: UnaccompaniedPeriod | None, day: date) -> bool:
    return period is not None and (period.ceased_on is None or period.ceased_on > day)


def _said_in_care_plan(child: Child) -> bool:
    """Say whether the care plan, as it was recorded last, says that the child is unaccompanied."""
    said = next(iter(statuses_of(child)), None)
    return said is not None and said.unaccompanied is Answer.YES


def _care(child: Child) -> tuple[tuple[date, date | None, str, str], ...]:
    rows = CareEpisode.objects.filter(child=child).order_by("began_on", "pk")
    return tuple((r.began_on, r.ended_on, r.legal_status, r.placement_code) for r in rows)


def _legal(child: Child) -> tuple[tuple[date, date | None, str], ...]:
    rows = LegalStatusPeriod.objects.filter(child=child).order_by("from_on", "pk")
    return tuple((row.from_on, row.until_on, row.status) for row in rows)


def _protected(child: Child) -> tuple[tuple[str, str], ...]:
    rows = ProtectedContact.objects.filter(child=child).order_by("pk")
    return tuple((r.what, ", ".join(x for x in (r.name, r.telephone, r.address) if x)) for r in rows)
