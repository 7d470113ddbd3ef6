"""Write a nightly feed: what is new, and what the feed itself said last. Nothing is deleted, and nobody is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.accounts.organisations import new_reference
from lantern.actions import readiness
from lantern.actions.acting import acts, audit
from lantern.actions.feed_book import BY_HAND, Book, Key, Unfit, digest_of, open_book
from lantern.actions.feed_children import Children
from lantern.actions.feed_keepers import (
    Keeper,
    LegalStatuses,
    Relatives,
    Telephones,
    Values,
    Workers,
)
from lantern.actions.feed_placements import Placements
from lantern.actions.kept_rows import keep_faults
from lantern.actions.reckoning import note
from lantern.policies import access
from lantern.policies.feeding import FeedLine, Outcome, Refusal, settled, thing_of, weigh
from lantern.record.models import Child, ImportRow, ImportRun
from lantern.record.texts import check_can_be_kept
from lantern.returns.rows import Disposition, Faulty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.feed import COLUMNS, FeedTable, Kind
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role

Progress = Callable[[str, int], None]
TOLD_EVERY = 100
_KEEPERS: dict[FeedTable, Callable[[Book], Keeper]] = {
    FeedTable.LEGAL_STATUS: LegalStatuses,
    FeedTable.PARENTAL_RESPONSIBILITY: Relatives,
    FeedTable.PLACEMENTS: Placements,
    FeedTable.WORKERS: Workers,
    FeedTable.TELEPHONES: Telephones,
}
NO_SUCH_CHILD = (
    "No child is on the record by this number. If the child's own line was refused, correct that first; otherwise send "
    "the child in the children's file."
)
MEANWHILE = "Somebody changed this child's record meanwhile. Nothing was changed. The next feed tries again."


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one line changes, or would change: by the file's line and columns, with no value of a child's."""

    table: FeedTable
    file: str
    line: int
    outcome: Outcome
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fed:
    """What came of a feed. `run` is empty where it was only tried."""

    run: str
    counts: dict[str, Any]
    changes: tuple[Change, ...]
    faults: tuple[Faulty, ...]


@dataclass(kw_only=True)
class _Feeding:
    """One feed under way."""

    book: Book
    progress: Progress
    is_by_hand: bool = False  # a row that a person corrected: their word, and not the feed's
    read: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    sent_again: int = 0  # refused rows that a person had put right here, and that came as they were
    changes: list[Change] = field(default_factory=list)
    faults: list[Faulty] = field(default_factory=list)

    def refuse(self, line: FeedLine, column: str, reason: str) -> None:
        """Keep a line for correction, by the file's own name of the column."""
        theirs = line.columns.get(column, column)
        self.faults.append(
            Faulty(
                file=line.file,
                line=line.line,
                column=theirs,
                value=line.row.get(theirs, ""),
                reason=reason,
                disposition=Disposition.REFUSED,
                row=line.row,
            )
        )


class _OnlyTried(Exception):
    """Takes back all that a try wrote."""


@acts
def write_feed(
    *,
    authority_id: int,
    form: str,
    number_kind: str,
    mapping: Mapping[str, Any],
    lines: Iterable[FeedLine | Faulty],
    is_tried: bool,
    progress: Progress,
    by: Actor,
    now: datetime,
) -> Fed:
    """Write one feed of one authority, every refused line kept for correction; with `is_tried`, change nothing.

    `mapping` is kept with the run, so that a refused row can be read again as it was read.
    """
    feeding = _begun(authority_id, number_kind, progress=progress, by=by, now=now)
    reference = "" if is_tried else new_reference()
    try:
        with transaction.atomic():
            _write(feeding, lines)
            if is_tried:
                raise _OnlyTried
    except _OnlyTried:
        audit(action="feed.try_feed", about="", by=by, now=now)
    else:
        _keep_run(feeding, form=form, reference=reference, mapping=mapping, by=by, now=now)
        audit(action="feed.write_feed", about=reference, by=by, now=now)
    return _fed(feeding, reference)


@acts
def write_corrected(
    *, authority_id: int, number_kind: str, lines: Iterable[FeedLine | Faulty], by: Actor, now: datetime
) -> Fed:
    """Write what a person corrected of a feed, by the feed's own rules; keep no run, and settle no other row.

    Nothing of it is remembered as said by the feed, so the next feed writes over none of it.
    """
    feeding = _begun(authority_id, number_kind, progress=_quietly, by=by, now=now)
    feeding.is_by_hand = True
    _write(feeding, lines)
    audit(action="feed.write_corrected", about="", by=by, now=now)
    return _fed(feeding, "")


def _quietly(what: str, count: int) -> None:
    """Tell nobody how far it is."""


def _begun(authority_id: int, number_kind: str, *, progress: Progress, by: Actor, now: datetime) -> _Feeding:
    if not access.may(role=by.role, relation=None, permission=Permission.IMPORT_RETURN):
        raise NotPermitted("Your role may not import a feed.")
    if by.role is not Role.IMPORTER or by.organisation_id != authority_id:
        raise NotPermitted("A feed is written only for the authority whose feed it is.")
    readiness.require_ready()
    Organisation.objects.select_for_update(no_key=True).get(pk=authority_id)  # two feeds wait for each other
    book = open_book(authority_id=authority_id, number_kind=number_kind, by=by, now=now)
    return _Feeding(book=book, progress=progress)


def _fed(feeding: _Feeding, reference: str) -> Fed:
    return Fed(
        run=reference,
        counts=_counts(feeding),
        changes=tuple(feeding.changes),
        faults=tuple(sorted(feeding.faults, key=lambda fault: (fault.file, fault.line))),
    )


def _write(feeding: _Feeding, lines: Iterable[FeedLine | Faulty]) -> None:
    read: list[FeedLine] = []
    for count, line in enumerate(lines, start=1):
        if isinstance(line, Faulty):
            feeding.faults.append(line)
        else:
            read.append(line)
            feeding.read[line.table.value] += 1
        if count % TOLD_EVERY == 0:
            feeding.progress("Reading lines", count)
    today = feeding.book.today.isoformat()
    kept, refused = settled(read, today=today)
    for refusal in refused:
        _refuse(feeding, refusal)
    children = Children(feeding.book)
    keepers: dict[FeedTable, Keeper] = {table: make(feeding.book) for table, make in _KEEPERS.items()}
    for count, line in enumerate(kept, start=1):
        if count % TOLD_EVERY == 0:
            feeding.progress("Writing lines", count)
        if _waits(line, today=today):
            feeding.waiting += 1
            continue
        try:
            check_can_be_kept(tuple(line.values.values()))
            with transaction.atomic():
                _take(feeding, line, children, keepers)
        except Unfit as unfit:
            feeding.refuse(line, unfit.column, unfit.reason)
        except Refused as refused_here:
            feeding.refuse(line, refused_here.field or "", refused_here.message)


def _refuse(feeding: _Feeding, refusal: Refusal) -> None:
    feeding.refuse(refusal.line, refusal.column, refusal.reason)


def _waits(line: FeedLine, *, today: str) -> bool:
    """Say whether this begins on a day still to come: the feed brings it again on that day."""
    began = [c.name for c in COLUMNS[line.table] if c.kind is Kind.DAY and c.is_required]
    return any(line.values[name] > today for name in began)


def _take(feeding: _Feeding, line: FeedLine, children: Children, keepers: dict[FeedTable, Keeper]) -> None:
    book = feeding.book
    child = book.children.get(line.number)
    key = thing_of(line, today=book.today.isoformat())
    if child is None:
        if line.table is not FeedTable.CHILDREN:
            raise Unfit(COLUMNS[line.table][0].name, NO_SUCH_CHILD)
        child = children.register(line)
        _remember(feeding, child, line, key, children.said(child, line))
        _count(feeding, line, Outcome.NEW, ())
        return
    keeper = children if line.table is FeedTable.CHILDREN else keepers[line.table]
    said = keeper.said(child, line)
    weighed = weigh(
        said=said,
        held=keeper.held(child, line, key),
        was=book.remembered(child, line.table, key),
        digest=digest_of(child),
    )
    if weighed.outcome is Outcome.BY_HAND:
        raise Unfit(weighed.columns[0], BY_HAND)
    if weighed.outcome is not Outcome.SAME:
        _lock(child, line)
    if weighed.outcome is Outcome.NEW:
        keeper.add(child, line, key)
    elif weighed.outcome is Outcome.CHANGED:
        keeper.change(child, line, key, weighed.columns)
    if weighed.outcome is not Outcome.SAME:
        note(child.pk, whole=True, now=book.now)
    _remember(feeding, child, line, key, said)
    _count(feeding, line, weighed.outcome, weighed.columns)


def _remember(feeding: _Feeding, child: Child, line: FeedLine, key: Key, said: Values) -> None:
    if not feeding.is_by_hand:
        feeding.book.remember(child, line.table, key, said)


def _lock(child: Child, line: FeedLine) -> None:
    """Take the child, so that nobody changes the record between what was read and what is written."""
    if (
        Child.objects.select_for_update(no_key=True).values_list("version", flat=True).get(pk=child.pk)
        != child.version
    ):
        raise Unfit(COLUMNS[line.table][0].name, MEANWHILE)


def _count(feeding: _Feeding, line: FeedLine, outcome: Outcome, columns: tuple[str, ...]) -> None:
    feeding.counted[f"{outcome.value} {line.table.value}"] += 1
    if outcome is not Outcome.SAME:
        theirs = tuple(line.columns.get(column, column) for column in columns)
        change = Change(table=line.table, file=line.file, line=line.line, outcome=outcome, columns=theirs)
        feeding.changes.append(change)


def _counts(feeding: _Feeding) -> dict[str, Any]:
    """Give the counts of a feed, with no child in them."""

    def of(outcome: Outcome) -> dict[str, int]:
        return {table.value: feeding.counted[f"{outcome.value} {table.value}"] for table in FeedTable}

    return {
        "lines_read": {table.value: feeding.read[table.value] for table in FeedTable},
        "new": of(Outcome.NEW),
        "changed": of(Outcome.CHANGED),
        "as_it_was": of(Outcome.SAME),
        "begins_on_a_later_day": feeding.waiting,
        "rows_refused": len(feeding.faults),
        "corrected_here_and_sent_again": feeding.sent_again,
    }


def _keep_run(
    feeding: _Feeding,
    *,
    form: str,
    reference: str,
    mapping: Mapping[str, Any],
    by: Actor,
    now: datetime,
) -> None:
    """Keep the counts and what was refused; what was refused before and went in now waits for nobody any more.

    A row that a person put right here stays put right when it comes again as it was, and says that it did.
    """
    authority = feeding.book.authority_id
    run = ImportRun.objects.create(
        reference=reference,
        authority_id=authority,
        form=form,
        began_at=now,
        ended_at=now,
        by_name=by.name,
        mapping=dict(mapping),
    )
    digests = keep_faults(feeding.faults, run=run, seen=Counter())
    before = ImportRow.objects.filter(authority_id=authority, run__form=form).exclude(run=run)
    again = before.filter(digest__in=digests).exclude(state=ImportRow.SET_ASIDE)
    by_hand = again.exclude(corrected_text={}).filter(state=ImportRow.CORRECTED)
    feeding.sent_again = by_hand.update(run=run, sent_again_at=now)
    again.filter(Q(corrected_text={}) | ~Q(state=ImportRow.CORRECTED)).update(
        run=run, state=ImportRow.OPEN, settled_at=None, settled_by="", settled_reason=""
    )
    run.summary = _counts(feeding)
    run.save(update_fields=["summary"])
    if not _has_all_tables_of_before(feeding, run):
        return  # what was not sent is not known to be right
    over = before.filter(state=ImportRow.OPEN).exclude(digest__in=digests)
    over.update(
        state=ImportRow.CORRECTED,
        settled_at=now,
        settled_by=by.name[:200],
        settled_reason="A later feed no longer has this row, or it went in.",
    )


def _has_all_tables_of_before(feeding: _Feeding, run: ImportRun) -> bool:
    """Say whether each table of the feed before this one came again."""
    runs = ImportRun.objects.filter(authority_id=run.authority_id, form=run.form).exclude(pk=run.pk)
    previous = runs.order_by("-began_at", "-pk").first()
    sent = previous.summary.get("lines_read", {}) if previous else {}
    return all(feeding.read[table] for table, count in sent.items() if count)
