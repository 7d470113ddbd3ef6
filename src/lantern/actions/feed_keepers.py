"""How each table of a feed stands in the record: what is held of a thing, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from lantern.accounts.models import Team
from lantern.actions.feed_book import BY_HAND, Book, Key, Unfit, digest_of
from lantern.policies.feeding import ENDED, FeedLine
from lantern.record.models import Child, Involvement, LegalStatusPeriod, PrivatePerson, ProtectedContact
from lantern.vocabulary.names import name_key
from lantern.vocabulary.telephones import number_key

Values = Mapping[str, str]


class Keeper(Protocol):
    """One table of the feed in the record."""

    def said(self, child: Child, line: FeedLine) -> Values:
        """Give what the line says, by the columns that are weighed."""

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        """Give what the record holds of the thing; None where it holds no such thing."""

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        """Write a thing that the record does not hold."""

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        """Write these columns of a thing that the record holds."""


def spoken_yes(value: bool | None) -> str:
    """Give yes, no, or nothing."""
    return "" if value is None else ("yes" if value else "no")


def day(value: str) -> date | None:
    """Give the day that stands as yyyy-mm-dd; None for nothing."""
    return date.fromisoformat(value) if value else None


def written(value: date | None) -> str:
    """Give a day as yyyy-mm-dd; nothing for None."""
    return value.isoformat() if value else ""


class LegalStatuses:
    """Legal statuses: known again by the status and its first day."""

    _END = "lega_legal_status_end_date"

    def __init__(self, book: Book) -> None:
        self._book = book
        rows = LegalStatusPeriod.objects.filter(child__responsible_authority_id=book.authority_id)
        self._rows: dict[tuple[object, ...], LegalStatusPeriod] = {
            (row.child_id, row.from_on.isoformat(), row.status): row for row in rows
        }

    def said(self, child: Child, line: FeedLine) -> Values:
        return {
            "lega_legal_status": line.values["lega_legal_status"],
            self._END: line.values.get(self._END, ""),
        }

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        row = self._rows.get((child.pk, *key))
        return {"lega_legal_status": row.status, self._END: written(row.until_on)} if row else None

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        self._rows[(child.pk, *key)] = LegalStatusPeriod.objects.create(
            child=child,
            status=line.values["lega_legal_status"],
            from_on=date.fromisoformat(line.values["lega_legal_status_start_date"]),
            until_on=day(line.values.get(self._END, "")),
            recorded_at=self._book.now,
        )

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        row = self._rows[(child.pk, *key)]
        row.until_on = day(line.values[self._END])
        row.save(update_fields=["until_on"])


class Relatives:
    """Who has parental responsibility: known again by name. Whether they may be told, a worker decides, not a feed."""

    _PR = "has_parental_responsibility"

    def __init__(self, book: Book) -> None:
        self._book = book
        rows = PrivatePerson.objects.filter(child__responsible_authority_id=book.authority_id).order_by("-pk")
        self._rows: dict[tuple[object, ...], PrivatePerson] = {
            (row.child_id, name_key(row.name)): row for row in rows
        }

    def said(self, child: Child, line: FeedLine) -> Values:
        return {name: line.values.get(name, "") for name in ("is_to_the_child", "telephone", self._PR)}

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        row = self._rows.get((child.pk, *key))
        if row is None:
            return None
        return {
            "is_to_the_child": row.is_to_the_child,
            "telephone": _as_said(row.telephone, line.values.get("telephone", "")),
            self._PR: spoken_yes(row.has_parental_responsibility),
        }

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        self._rows[(child.pk, *key)] = PrivatePerson.objects.create(
            child=child,
            name=line.values["name"],
            is_to_the_child=line.values["is_to_the_child"],
            telephone=line.values.get("telephone", ""),
            has_parental_responsibility=_yes(line.values.get(self._PR, "")),
            recorded_at=self._book.now,
        )

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        row = self._rows[(child.pk, *key)]
        for column in columns:
            value = line.values[column]
            setattr(row, column, _yes(value) if column == self._PR else value)
        row.save(update_fields=columns)


OF_THE_ONE_BEFORE = (
    "Another worker has taken over, and the feed has no number for them. The number in Lantern was typed by a person "
    "for the one before. Nothing was changed. Correct the number under “Who has to do with this child”, or send one."
)


class Workers:
    """Who has to do with the child at the authority itself, one in each capacity, and the numbers to ring them on."""

    _NUMBERS: Mapping[str, str] = {"prof_telephone": "telephone", "team_telephone": "team_telephone"}
    _END = "invo_involvement_end_date"
    _TEAM, _OWN, _OF_THE_TEAM = "invo_professional_team", "prof_telephone", "team_telephone"

    def __init__(self, book: Book) -> None:
        self._book = book
        rows = Involvement.objects.filter(organisation_id=book.authority_id, ended_at=None)
        self._rows = {(row.child_id, row.capacity): row for row in rows.select_related("team")}
        self._teams = {
            team.name.casefold(): team for team in Team.objects.filter(organisation_id=book.authority_id)
        }

    def said(self, child: Child, line: FeedLine) -> Values:
        columns = ("prof_professional_name", self._TEAM, *self._NUMBERS)
        return {name: line.values.get(name, "") for name in columns}

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        row = self._rows.get((child.pk, key[0]))
        if ENDED in key:
            # Who has left already is held as they are said to be: there is nothing to do.
            return {} if row is not None and self._is_fed(child, row, line) else self.said(child, line)
        if row is None:
            return None
        team = row.team.name if row.team else ""
        numbers = {
            name: _as_said(getattr(row, column), line.values.get(name, ""))
            for name, column in self._NUMBERS.items()
        }
        return {"prof_professional_name": row.person, self._TEAM: team, **numbers}

    def _is_fed(self, child: Child, row: Involvement, line: FeedLine) -> bool:
        """Say whether the feed itself brought the one who has left; raise Unfit where a person typed them."""
        if name_key(row.person) != name_key(line.values["prof_professional_name"]):
            return False
        if not self._book.remembered(child, line.table, (row.capacity,)):
            raise Unfit(self._END, BY_HAND)
        return True

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        row = Involvement(
            child=child,
            capacity=key[0],
            organisation_id=self._book.authority_id,
            team=self._team(line),
            person=line.values["prof_professional_name"],
            team_telephone=line.values.get(self._OF_THE_TEAM, ""),
            recorded_at=self._book.now,
        )
        self._number(row, line.values.get(self._OWN, ""))
        row.save(force_insert=True)
        self._rows[(child.pk, key[0])] = row
        left = (key[0], ENDED, name_key(line.values["prof_professional_name"]))
        self._book.forget(child, line.table, left)  # who is back may leave again

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        row = self._rows[(child.pk, key[0])]
        if ENDED in key:
            row.ended_at = self._book.now
            row.save(update_fields=["ended_at"])
            del self._rows[(child.pk, key[0])]
            self._book.forget(child, line.table, (key[0],))
            return
        self._let_go(child, row, line, columns)
        row.person = line.values["prof_professional_name"]
        row.team = self._team(line) or row.team
        if self._OWN in columns:
            self._number(row, line.values[self._OWN])
        if self._OF_THE_TEAM in columns:
            row.team_telephone = line.values[self._OF_THE_TEAM]
        row.save(
            update_fields=["person", "team", "telephone", "telephone_by", "telephone_at", "team_telephone"]
        )

    def _number(self, row: Involvement, telephone: str) -> None:
        row.telephone = telephone
        row.telephone_by = self._book.by.name[:200] if telephone else ""
        row.telephone_at = self._book.now if telephone else None

    def _let_go(self, child: Child, row: Involvement, line: FeedLine, columns: tuple[str, ...]) -> None:
        """Take out the number of somebody who has left: beside another name it would ring the wrong person."""
        is_other = name_key(row.person) != name_key(line.values["prof_professional_name"])
        if is_other and row.telephone and not line.values.get(self._OWN):
            was = self._book.remembered(child, line.table, (row.capacity,)).get(self._OWN)
            if was != digest_of(child)(self._OWN, row.telephone):
                raise Unfit(self._OWN, OF_THE_ONE_BEFORE)
            self._number(row, "")
            self._book.forget(child, line.table, (row.capacity,), self._OWN)
        if self._TEAM in columns and row.team_telephone and not line.values.get(self._OF_THE_TEAM):
            row.team_telephone = ""
            self._book.forget(child, line.table, (row.capacity,), self._OF_THE_TEAM)

    def _team(self, line: FeedLine) -> Team | None:
        name = line.values.get("invo_professional_team", "")
        if name and name.casefold() not in self._teams:
            raise Unfit(
                "invo_professional_team",
                "The authority has no team of this name here. Have an administrator add it, or give the mapping its "
                "name here.",
            )
        return self._teams.get(name.casefold())


class Telephones:
    """Telephone numbers of the child and of those around the child: known again by what they are and the number."""

    def __init__(self, book: Book) -> None:
        self._book = book
        rows = ProtectedContact.objects.filter(child__responsible_authority_id=book.authority_id)
        self._rows = {
            (row.child_id, row.what.casefold(), number_key(row.telephone)): row
            for row in rows
            if row.telephone
        }

    def said(self, child: Child, line: FeedLine) -> Values:
        return {"telephone": number_key(line.values["telephone"]), "name": line.values.get("name", "")}

    def held(self, child: Child, line: FeedLine, key: Key) -> Values | None:
        row = self._rows.get((child.pk, key[0], key[1]))
        return {"telephone": number_key(row.telephone), "name": row.name} if row else None

    def add(self, child: Child, line: FeedLine, key: Key) -> None:
        self._rows[(child.pk, key[0], key[1])] = ProtectedContact.objects.create(
            child=child,
            what=line.values["what"],
            name=line.values.get("name", ""),
            telephone=line.values["telephone"],
            recorded_at=self._book.now,
        )

    def change(self, child: Child, line: FeedLine, key: Key, columns: tuple[str, ...]) -> None:
        row = self._rows[(child.pk, key[0], key[1])]
        row.name = line.values["name"]
        row.save(update_fields=["name"])


def _yes(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def _as_said(held: str, said: str) -> str:
    """Give a number as the feed spells it, where it is the same number."""
    return said if said and number_key(held) == number_key(said) else held
