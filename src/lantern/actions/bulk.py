"""Write a whole return, or a whole invented authority, in sets and in one transaction. It tells nobody.

The rows are those that the ordinary actions write; a test holds them against each other. Writing the same thing
twice changes nothing. What clashes with the record is not written over it: it is kept for correction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings

from lantern.accounts.models import Organisation
from lantern.accounts.organisations import new_reference
from lantern.actions import bulk_sets as sets
from lantern.actions import readiness
from lantern.actions.acting import acts, audit
from lantern.actions.alarms import New
from lantern.actions.bulk_absences import Placed, write_absences
from lantern.actions.bulk_items import BulkAbsence, BulkCareEpisode, BulkChild, BulkItem
from lantern.actions.bulk_staging import copy_in, count_planned, lay_stages
from lantern.actions.kept_rows import keep_faults
from lantern.actions.reckoning import reckon_children
from lantern.policies import access
from lantern.record.models import ImportRun
from lantern.returns.rows import CareEpisodeRow, Disposition, Faulty, MissingRow, ReviewRow, UnaccompaniedRow
from lantern.returns.writing import care_episode_text, missing_text
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.names import name_key
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role

Progress = Callable[[str, int], None]
TOLD_EVERY = 1_000


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came of it: how much is new on the record, and what clashed with what was there."""

    new: Mapping[str, int]
    clashes: tuple[tuple[Faulty, MissingRow | CareEpisodeRow], ...] = ()
    run: str = ""


@dataclass(kw_only=True)
class _Writing:
    """One writing under way. Absences are held until all is staged; everything else goes straight through."""

    authority_id: int
    progress: Progress
    by: Actor
    now: datetime
    is_backdated: bool = False
    run: ImportRun | None = None
    absences: list[BulkAbsence] = field(default_factory=list)
    faults: list[Faulty] = field(default_factory=list)
    seen_digests: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> Mapping[str, Any]:
        return sets.named_values(authority_id=self.authority_id, today=day_of(self.now), now=self.now)


@acts
def write_return(
    *,
    authority_id: int,
    form: str,
    items: Iterable[BulkItem],
    summary: Callable[[Written], dict[str, Any]],
    progress: Progress,
    by: Actor,
    now: datetime,
) -> Written:
    """Write one return of one authority, with every row that was refused or altered kept for correction.

    `summary` is called at the end with what was written, and gives the counts that the run keeps.
    """
    if not access.may(role=by.role, relation=None, permission=Permission.IMPORT_RETURN):
        raise NotPermitted("Your role may not import a return.")
    if by.role is Role.IMPORTER and by.organisation_id != authority_id:
        raise NotPermitted("An import may write only for the authority whose return it is.")
    readiness.require_ready()
    run = ImportRun.objects.create(
        reference=new_reference(), authority_id=authority_id, form=form, began_at=now, by_name=by.name
    )
    writing = _Writing(authority_id=authority_id, progress=progress, by=by, now=now, run=run)
    written = _write(writing, items)
    run.summary, run.ended_at = summary(written), now
    run.save(update_fields=["summary", "ended_at"])
    audit(action="bulk.write_return", about=run.reference, by=by, now=now)
    return written


@acts
def write_invented(
    *, authority_id: int, items: Iterable[BulkItem], progress: Progress, by: Actor, now: datetime
) -> Written:
    """Write one authority's invented children, each event recorded at its own time. In a demonstration only."""
    if not access.may(role=by.role, relation=None, permission=Permission.SIMULATE):
        raise NotPermitted("Only the simulator may invent children.")
    if not settings.IS_DEMO:
        raise Refused("This is a live installation. Invented children belong in a demonstration only.")
    writing = _Writing(
        authority_id=authority_id, progress=progress, by=by, now=now, is_backdated=by.role is Role.SIMULATOR
    )
    written = _write(writing, items)
    reference = Organisation.objects.values_list("reference", flat=True).get(pk=authority_id)
    audit(action="bulk.write_invented", about=reference, by=by, now=now)
    return written


def _write(writing: _Writing, items: Iterable[BulkItem]) -> Written:
    # two writings for one authority wait for each other, or both would find the same child new
    Organisation.objects.select_for_update(no_key=True).get(pk=writing.authority_id)
    lay_stages()
    _stage(writing, items)
    count_planned()
    writing.progress("Writing children", 0)
    sets.run_sets(sets.KNOW_AGAIN + sets.NEW_CHILDREN + sets.RELATIONS, **writing.named)
    writing.progress("Writing care episodes", 0)
    sets.run_sets(sets.CARE, **writing.named)
    writing.progress("Writing reviews", 0)
    sets.run_sets(sets.REVIEWS, **writing.named)
    writing.progress("Writing missing episodes", 0)
    sets.run_sets(sets.KNOW_ABSENCES)
    new = sets.counts_of_stages()
    clashes: list[tuple[Faulty, MissingRow | CareEpisodeRow]] = [*_care_clashes()]
    clashes += _absence_clashes(writing)
    write_absences(_placed(writing), is_backdated=writing.is_backdated, by=writing.by, now=writing.now)
    writing.progress("Reckoning what is owed", 0)
    reckon_children(sets.children_with_a_history(), whole=True, wakes=New.NONE, now=writing.now)
    writing.faults += [fault for fault, _row in clashes]
    _keep_faults(writing)
    return Written(new=new, clashes=tuple(clashes), run=writing.run.reference if writing.run else "")


# Staging -------------------------------------------------------------------------------------------------


def _stage(writing: _Writing, items: Iterable[BulkItem]) -> None:
    """Copy the stream into the stages, one COPY for each run of items of one kind."""
    names: list[tuple[str, ...]] = []
    for kind, run in groupby(_without_faults(writing, items), key=type):
        if kind is BulkChild:
            children = _told(writing, "children", run)
            copy_in("bulk_child", (_child_values(child, names, writing.now) for child in children))
            copy_in("bulk_name", names)
            names.clear()
        elif kind is BulkAbsence:
            writing.absences += _told(writing, "missing and away periods", run)
        else:
            stage, what, values = _STAGED[kind]
            copy_in(stage, (values(item) for item in _told(writing, what, run)))
        _keep_faults(writing)
    copy_in("bulk_absence", (_absence_values(n, one) for n, one in enumerate(writing.absences)))
    _keep_faults(writing)


def _without_faults(writing: _Writing, items: Iterable[BulkItem]) -> Iterator[Any]:
    """Take the faults out of the stream; a COPY is under way, so they are only held until it ends."""
    for item in items:
        if isinstance(item, Faulty):
            writing.faults.append(item)
        else:
            yield item


def _told(writing: _Writing, what: str, items: Iterable[Any]) -> Iterator[Any]:
    count = 0
    for count, item in enumerate(items, start=1):
        yield item
        if count % TOLD_EVERY == 0:
            writing.progress(f"Reading {what}", count)
    writing.progress(f"Reading {what}", count)


def _child_values(child: BulkChild, names: list[tuple[str, ...]], now: datetime) -> tuple[Any, ...]:
    names += [(child.number, kind.value, name, name_key(name)) for kind, name in child.names]
    return (
        child.number,
        new_reference(),
        child.born_on,
        child.sex.value,
        child.ethnicity,
        child.nationality,
        child.languages,
        child.pupil_number,
        child.host_authority_id,
        child.placement_provider_id,
        child.recorded_at or now,
        child.file,
        child.line,
    )


def _care_values(care: BulkCareEpisode) -> tuple[Any, ...]:
    row = care.row
    return (
        row.child,
        row.started_on,
        row.ended_on,
        row.reason_new,
        row.legal_status,
        row.category_of_need,
        row.placement,
        row.provider,
        row.reason_ceased,
        row.reason_place_change,
        row.urn,
        row.home_postcode,
        row.placement_postcode,
        care.file,
        care.line,
    )


def _absence_values(place: int, absence: BulkAbsence) -> tuple[Any, ...]:
    return place, absence.child, absence.kind.value, absence.started_on, absence.ended_on


_STAGED: dict[type, tuple[str, str, Callable[[Any], tuple[Any, ...]]]] = {
    BulkCareEpisode: ("bulk_care", "care episodes", _care_values),
    UnaccompaniedRow: (
        "bulk_unaccompanied",
        "unaccompanied children",
        lambda row: (row.child, row.ceased_on),
    ),
    ReviewRow: ("bulk_review", "reviews", lambda row: (row.child, row.reviewed_on, row.code)),
}


# Absences and clashes ------------------------------------------------------------------------------------


def _placed(writing: _Writing) -> list[Placed]:
    return [
        Placed(
            absence=writing.absences[place],
            child_id=child_id,
            responsible_authority_id=responsible,
            host_authority_id=host,
            placement_provider_id=provider,
            police_force_id=force,
        )
        for place, child_id, responsible, host, provider, force in sets.rows_of(sets.PLACED_ABSENCES)
    ]


def _absence_clashes(writing: _Writing) -> Iterator[tuple[Faulty, MissingRow]]:
    places = sets.rows_of("SELECT place FROM pg_temp.bulk_absence WHERE state = 'overlaps' ORDER BY place")
    for (place,) in places:
        absence = writing.absences[place]
        row = MissingRow(
            child=absence.child,
            born_on=absence.born_on,
            kind=absence.kind,
            started_on=absence.started_on,
            ended_on=absence.ended_on,
        )
        reason = (
            "The record has another time this child was missing that overlaps. Nothing was changed there."
        )
        text = missing_text(row)
        yield _clash(absence.file, absence.line, "MIS_START", text, reason=reason, rule="574"), row


def _care_clashes() -> Iterator[tuple[Faulty, CareEpisodeRow]]:
    rows = sets.rows_of(
        "SELECT state, file, line, number, began_on, ended_on, reason_began, legal_status, category_of_need, "
        "placement_code, place_provider, reason_ended, reason_place_change, home_postcode, placement_postcode, "
        "urn FROM pg_temp.bulk_care WHERE state IN ('overlaps', 'differs') ORDER BY file, line"
    )
    for state, file, line, *values in rows:
        row = CareEpisodeRow(**dict(zip(CareEpisodeRow.__dataclass_fields__, values, strict=True)))
        text = care_episode_text(row)
        if state == "differs":
            reason = "The record has another end for this care episode. The record was kept."
            yield _clash(file, line, "DEC", text, reason=reason, rule=""), row
        else:
            reason = "The record has another care episode of this child that overlaps. The record was kept."
            yield _clash(file, line, "DECOM", text, reason=reason, rule="501"), row


def _clash(file: str, line: int, column: str, text: Mapping[str, str], *, reason: str, rule: str) -> Faulty:
    return Faulty(
        file=file,
        line=line,
        column=column,
        value=text[column],
        reason=reason,
        rule=rule,
        disposition=Disposition.REFUSED,
        row=text,
    )


def _keep_faults(writing: _Writing) -> None:
    """Store every fault once; where there is no run to keep them for, let them go."""
    if writing.run is not None:
        keep_faults(writing.faults, run=writing.run, seen=writing.seen_digests)
    writing.faults.clear()
