"""The children themselves as a feed brings them: known again by the number of the authority's main system."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from lantern.actions.bulk_sets import PUPIL_NUMBER
from lantern.actions.children import NewChild, write_child
from lantern.actions.feed_book import Book, Key, Unfit
from lantern.actions.feed_keepers import Values, written
from lantern.policies.feeding import FeedLine
from lantern.record.models import Child, ChildIdentifier, ChildName
from lantern.vocabulary.missing import NameKind, Sex
from lantern.vocabulary.names import name_key

NO_NAME = "(no name in the return)"  # how a child of whom only a statutory return is known is shown
NAME = "pers_surname"  # the whole name is weighed as one, and told of under this column
_PLAIN = {"pers_ethnicity": "ethnicity", "pers_nationality": "nationality", "languages": "languages"}
_KINDS = {NAME: NameKind.BIRTH, "known_as": NameKind.KNOWN_AS}
_LONGEST_KEY = 300


class Children:
    """A child's name, day of birth and what else the main system knows of a child."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names: dict[tuple[int, str], ChildName] = {}
        rows = ChildName.objects.filter(child__responsible_authority_id=book.authority_id)
        for row in rows.filter(kind__in=[kind.value for kind in _KINDS.values()]).order_by("-pk"):
            self._names[(row.child_id, row.kind)] = row

    def said(self, child: Child, line: FeedLine) -> Values:
        values = line.values
        known_as = values.get("known_as", "")
        if not known_as and self._has_no_name(child):
            known_as = _whole(line)
        plain = {name: values.get(name, "") for name in ("pers_dob", "pers_sex", *_PLAIN, "pers_upn")}
        return {NAME: _whole(line), "known_as": known_as, **plain}

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        pupil = line.values.get("pers_upn", "")
        return {
            NAME: self._name(child, NameKind.BIRTH),
            "known_as": "" if self._has_no_name(child) else self._name(child, NameKind.KNOWN_AS),
            "pers_dob": written(child.date_of_birth),
            "pers_sex": "" if child.sex == Sex.UNKNOWN.value else child.sex,
            **{column: getattr(child, name) for column, name in _PLAIN.items()},
            "pers_upn": pupil if self._book.pupils.get(pupil) == child.pk else "",
        }

    def register(self, line: FeedLine) -> Child:
        """Put a child on the record whom it does not hold by this number."""
        self._check(line)
        if line.values.get("pers_upn", "") in self._book.pupils:
            raise Unfit(
                "pers_upn",
                "A child with this pupil number is on the record by another number. Search for the child by it. If "
                "it is the same child, correct the number in the main system.",
            )
        values = line.values
        new = NewChild(
            name=_whole(line),
            known_as=values.get("known_as", ""),
            date_of_birth=_day(values.get("pers_dob", "")),
            sex=Sex(values.get("pers_sex") or "U"),
            nationality=values.get("pers_nationality", ""),
            languages=values.get("languages", ""),
        )
        try:
            with transaction.atomic():
                child = write_child(new, authority=self._book.authority_id, now=self._book.now)
                self._number(child, self._book.number_kind, line.number)
        except IntegrityError as clash:
            raise Unfit(
                "pers_person_id",
                "The record holds this number for a child whom your authority no longer looks after on record. Ask "
                "who does before it is given back.",
            ) from clash
        self._remember_names(child)
        self._book.children[line.number] = child
        self._fill(child, line, ("pers_ethnicity", "pers_upn"))
        return child

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        raise AssertionError("a child is registered, never added to itself")

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        self._check(line)
        said = self.said(child, line)
        for column in sorted(columns, reverse=True):  # the whole name first: it may take the place of no name
            if column in _KINDS:
                self._rename(child, _KINDS[column], said[column])
        self._fill(child, line, tuple(column for column in columns if column not in _KINDS))

    def _fill(self, child: Child, line: FeedLine, columns: tuple[str, ...]) -> None:
        values = line.values
        for column in columns:
            if column == "pers_dob":
                child.date_of_birth = _day(values[column])
            elif column == "pers_sex":
                child.sex = values[column]
            elif column == "pers_upn" and values.get(column):
                self._number(child, PUPIL_NUMBER, values[column])
                self._book.pupils[values[column]] = child.pk
            elif column in _PLAIN:
                setattr(child, _PLAIN[column], values.get(column, ""))
        child.version += 1
        child.save(update_fields=["date_of_birth", "sex", *_PLAIN.values(), "version"])

    def _number(self, child: Child, kind: str, value: str) -> None:
        owner = ChildIdentifier.objects.filter(
            issued_by_id=self._book.authority_id, kind=kind, value=value
        ).first()
        if owner is None:
            ChildIdentifier.objects.create(
                child=child, kind=kind, value=value, issued_by_id=self._book.authority_id
            )
        elif owner.child_id != child.pk:
            raise Unfit(
                "pers_upn",
                "Another child on the record has this pupil number. Look which of the two it belongs to, and correct "
                "the main system.",
            )

    def _check(self, line: FeedLine) -> None:
        if line.values.get("pers_dob", "") > self._book.today.isoformat():
            raise Unfit("pers_dob", "This day of birth is still to come. Correct it in the main system.")

    def _name(self, child: Child, kind: NameKind) -> str:
        row = self._names.get((child.pk, kind.value))
        return row.name if row else ""

    def _has_no_name(self, child: Child) -> bool:
        return self._name(child, NameKind.KNOWN_AS).endswith(NO_NAME)

    def _remember_names(self, child: Child) -> None:
        for row in ChildName.objects.filter(child=child):
            self._names[(child.pk, row.kind)] = row

    def _rename(self, child: Child, kind: NameKind, name: str) -> None:
        """Write a name; the one before it stays, as another spelling, so that the child is still found by it."""
        row = self._names.get((child.pk, kind.value))
        if row is None:
            self._names[(child.pk, kind.value)] = self._named(child, kind, name)
            return
        if not row.name.endswith(NO_NAME):
            self._named(child, NameKind.OTHER_SPELLING, row.name)
        row.name, row.search_key = name, name_key(name)[:_LONGEST_KEY]
        row.save(update_fields=["name", "search_key"])

    def _named(self, child: Child, kind: NameKind, name: str) -> ChildName:
        row, _ = ChildName.objects.get_or_create(
            child=child,
            kind=kind.value,
            name=name,
            defaults={"search_key": name_key(name)[:_LONGEST_KEY], "recorded_at": self._book.now},
        )
        return row


def _whole(line: FeedLine) -> str:
    return f"{line.values['pers_forename']} {line.values['pers_surname']}"


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
