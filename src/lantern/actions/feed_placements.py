"""Where a child lives, as a feed brings it: a placement that began, that ended, or that was before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from lantern.accounts.models import Organisation
from lantern.actions.feed_book import Book, Key, Unfit
from lantern.actions.feed_keepers import Values, day, written
from lantern.actions.placements import Ending, NewPlacement, begin_as_fed, end_as_fed
from lantern.policies import access
from lantern.policies.feeding import FeedLine, is_over
from lantern.record.models import Child, Placement, PlacementAddress
from lantern.vocabulary.names import name_key
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.roles import Relation

NAME, START, END = "placement_name", "clap_cla_placement_start_date", "clap_cla_placement_end_date"
_ADDRESS = {"address": "address", "carer_name": "carer_name", "telephone": "telephone"}
NO_SUCH_HOME = (
    "There is no home or service of this name here. Have an administrator add it under Set up, or give the mapping its "
    "name here."
)
ELSEWHERE = (
    "The record has this child living elsewhere at that time. Nothing was changed. Look which is right, and correct "
    "the record or the main system."
)


class Placements:
    """Placements: known again by the home or service and the first day."""

    def __init__(self, book: Book) -> None:
        self._book = book
        kinds = [kind.value for kind in access.RELATION_BELONGS_TO[Relation.PLACEMENT]]
        self._homes = {name_key(home.name): home for home in Organisation.objects.filter(kind__in=kinds)}
        self._rows: dict[int, list[Placement]] = defaultdict(list)
        rows = Placement.objects.filter(child__responsible_authority_id=book.authority_id)
        for row in rows.select_related("address").order_by("from_on", "pk"):
            self._rows[row.child_id].append(row)

    def said(self, child: Child, line: FeedLine) -> Values:
        ended = line.values.get(END, "")
        over = is_over(ended, today=self._book.today.isoformat())
        kept = {name: line.values.get(name, "") for name in _ADDRESS}
        return {NAME: self._home(line).reference, END: ended if over else "", **kept}

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        row = self._row(child, line)
        if row is None:
            return None
        kept = getattr(row, "address", None)
        values = {name: getattr(kept, column, "") for name, column in _ADDRESS.items()}
        return {NAME: self._home(line).reference, END: written(row.until_on), **values}

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        home, began = self._home(line), date.fromisoformat(line.values[START])
        ended = day(self.said(child, line)[END])
        running = self._running(child)
        if ended is not None:
            self._check_free(child, began, ended)
            self._keep(
                child,
                Placement.objects.create(
                    child=child, provider=home, from_on=began, until_on=ended, recorded_at=self._book.now
                ),
                line,
            )
            return
        if running is not None and running.from_on >= began:
            raise Unfit(START, ELSEWHERE)
        self._check_free(child, began, None, beside=running)
        placement = NewPlacement(
            provider=home.reference,
            from_on=began,
            reasons=line.values.get("clap_cla_placement_change_reason", ""),
            begins_care=None,  # no feed says so; the record does, where it knows the day before
            found_so=began < self._book.fed_since,
            **{column: line.values.get(name, "") for name, column in _ADDRESS.items()},
        )
        begin_as_fed(child, home, placement, running=running, by=self._book.by, now=self._book.now)
        begun = Placement.objects.select_related("address").get(child=child, until_on=None)
        self._rows[child.pk].append(begun)

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        row = self._row(child, line)
        assert row is not None, "what is changed is held"
        if set(columns) & set(_ADDRESS):
            self._write_address(row, line, columns)
        if END in columns:
            self._end(child, row, line)

    def _end(self, child: Child, row: Placement, line: FeedLine) -> None:
        ended = date.fromisoformat(line.values[END])
        if row.until_on is not None or child.placement_provider_id != row.provider_id:
            row.until_on = ended
            row.save(update_fields=["until_on"])
            return
        said = line.values.get("clap_cla_placement_change_reason", "") or "As the main system has it."
        ending = Ending(ended_on=ended, reasons=said, lives_now=LivesNow.NOT_KNOWN)
        end_as_fed(child, row, ending, by=self._book.by, now=self._book.now)

    def _keep(self, child: Child, row: Placement, line: FeedLine) -> None:
        if any(line.values.get(name) for name in _ADDRESS):
            self._write_address(row, line, tuple(_ADDRESS))
        self._rows[child.pk].append(row)

    def _write_address(self, row: Placement, line: FeedLine, columns: tuple[str, ...]) -> None:
        kept = getattr(row, "address", None) or PlacementAddress(placement=row)
        for name, column in _ADDRESS.items():
            if name in columns and line.values.get(name):
                setattr(kept, column, line.values[name])
        kept.save()

    def _home(self, line: FeedLine) -> Organisation:
        home = self._homes.get(name_key(line.values[NAME]))
        if home is None:
            raise Unfit(NAME, NO_SUCH_HOME)
        return home

    def _row(self, child: Child, line: FeedLine) -> Placement | None:
        home, began = self._home(line), line.values[START]
        rows = self._rows[child.pk]
        return next((r for r in rows if r.provider_id == home.pk and written(r.from_on) == began), None)

    def _running(self, child: Child) -> Placement | None:
        return next((row for row in self._rows[child.pk] if row.until_on is None), None)

    def _check_free(
        self, child: Child, began: date, ended: date | None, *, beside: Placement | None = None
    ) -> None:
        """Refuse a placement at a time when the record has the child in another."""
        for row in self._rows[child.pk]:
            until = row.until_on or date.max
            if row is not beside and row.from_on < (ended or date.max) and began < until:
                raise Unfit(START, ELSEWHERE)
