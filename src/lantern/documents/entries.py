"""How an entry of a chronology is written out in plain words, on paper and for another system."""

from __future__ import annotations

from calendar import month_name
from datetime import datetime

from django.utils.translation import gettext as _

from lantern.queries.child_chronology import ChildEntry
from lantern.queries.values import Entry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.entries import KIND_TITLES


def written_moment(at: datetime) -> str:
    """Write a moment as a day and a clock time in London."""
    local = at.astimezone(LONDON)
    return f"{local.day} {month_name[local.month]} {local.year}, {local.hour:02}:{local.minute:02}"


def written(when: When) -> str:
    """Write when something happened, as well as it is known."""
    return written_moment(when.at) if when.at else f"{when.on.day} {month_name[when.on.month]} {when.on.year}"


def made(*, by: Actor, at: datetime) -> str:
    """Write who made a paper, and when."""
    return _("Made by %(who)s, %(when)s, from Lantern.") % {"who": by.name, "when": written_moment(at)}


def held_as_the_record(*, name: str, reference: str) -> str:
    """Write at the foot of a copy whose it is, and how it is to be held."""
    words = _("Copy. %(name)s, %(reference)s. Hold it as you hold the record, and destroy it when done.")
    return words % {"name": name, "reference": reference}


def author(entry: Entry) -> str:
    """Write who recorded an entry, in which role and for whom."""
    return ", ".join(part for part in (entry.by_name, entry.by_role, entry.by_organisation) if part)


def said(line: ChildEntry) -> list[str]:
    """Write all that an entry says, a line for each thing; a struck one says first that it is."""
    entry = line.entry
    lines = []
    if line.is_sealed:
        lines.append(_("SEALED: entered on the wrong child."))
    elif entry.is_struck:
        lines.append(_("STRUCK: entered in error."))
    lines.append(KIND_TITLES[entry.kind])
    lines += [f"{label}: {words}" for label, words in entry.facts]
    lines += [entry.words] if entry.words else []
    lines += [_("Said by %(who)s") % {"who": entry.said_by}] if entry.said_by else []
    if line.correction:
        told = {
            "when": written_moment(line.correction.recorded_at),
            "who": author(line.correction),
            "words": line.correction.words or KIND_TITLES[line.correction.kind],
        }
        lines.append(_("Corrected %(when)s by %(who)s: %(words)s") % told)
    return lines
