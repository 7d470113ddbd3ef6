"""A child's chronology on paper: what was asked for, as one reader may see it, with what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantern.documents.entries import author, held_as_the_record, made, said, written, written_moment
from lantern.queries.child_chronology import ChildChronology, ChildEntry
from lantern.typesetting import papers
from lantern.typesetting.papers import Block, Bullets, Heading, Paragraph, Progress, Section, paper
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.entries import GROUP_TITLES

LONG = 500  # entries: some thirty pages, after which each month begins a page of its own


def chronology_paper(*, opened: ChildChronology, progress: Progress | None = None, by: Actor) -> bytes:
    """Put a chronology on paper. It was opened, and that was audited, before."""
    sections = (*_years(opened), *(section for other in opened.others for section in _of_other(other)))
    return paper(
        title=_("Chronology: %(name)s") % {"name": opened.name},
        lead=tuple(_lead(opened)),
        sections=sections,
        made_at=opened.as_of,
        made_by=by.name,
        made=made(by=by, at=opened.as_of),
        footer=held_as_the_record(name=opened.name, reference=opened.child),
        progress=progress,
    )


def _years(opened: ChildChronology) -> Iterator[Section]:
    """Give each year as a section and each month under a heading; what begins a page is set beside what does."""
    apart = len(opened.entries) > LONG
    for year, lines in groupby(opened.entries, key=lambda line: line.entry.happened.on.year):
        yield Section(heading=str(year), blocks=tuple(_months(lines, apart=apart)), on_a_new_page=apart)


def _months(lines: Iterable[ChildEntry], *, apart: bool) -> Iterator[Block]:
    recorded = _("Recorded %(when)s by %(who)s. %(of)s.")  # looked up once: there may be thousands of entries
    of_episode, of_case = _("Missing episode %(reference)s"), _("The child’s case")
    months = groupby(lines, key=lambda line: line.entry.happened.on.replace(day=1))
    for number, (first, held) in enumerate(months):
        entries = []
        for line in held:
            of = of_episode % {"reference": line.episode} if line.episode else of_case
            when, who = written_moment(line.entry.recorded_at), author(line.entry)
            entries.append(_entry(line, note=recorded % {"when": when, "who": who, "of": of}))
        yield Heading(words=f"{first:%B %Y}", on_a_new_page=apart and number > 0)
        yield papers.Entries(entries=tuple(entries))


def _of_other(other: ChildChronology) -> Iterator[Section]:
    """Give the entries of another record as that record's: they were not moved, and this paper does not mix them."""
    said = {"reference": other.child}
    explained = _(
        "Somebody said that both records are of one child. These entries stay where they were recorded."
    )
    yield Section(
        heading=_("Recorded under the other record of this child, %(reference)s") % said,
        blocks=(Paragraph(words=explained), *_lead(other)),
    )
    for section in _years(other):
        yield Section(
            heading=f"{section.heading}, {other.child}",
            blocks=section.blocks,
            on_a_new_page=section.on_a_new_page,
        )


def _lead(opened: ChildChronology) -> Iterator[Block]:
    yield Paragraph(words=_("Child %(reference)s. All times are London time.") % {"reference": opened.child})
    yield Bullets(items=tuple(what_it_holds(opened)))
    if not opened.entries:
        yield Paragraph(words=_("Nothing that was asked for is recorded that the reader may see."))


def what_it_holds(opened: ChildChronology) -> Iterator[str]:
    """Say which part of the record this is and what is left out, a sentence for each."""
    counted = {"shown": opened.total, "of": opened.of}
    yield ngettext("%(shown)s entry of %(of)s.", "%(shown)s entries of %(of)s.", opened.total) % counted
    asked = opened.asked
    if opened.known_at:
        yield _("As it was known on %(when)s: nothing recorded later, and no later correction.") % {
            "when": written_moment(opened.known_at)
        }
        yield _("What was sealed since, because it belonged to another child, is left out.")
    if asked.group:
        yield _("Only: %(group)s.") % {"group": GROUP_TITLES[asked.group]}
    if asked.episode:
        yield _("Only missing episode %(episode)s.") % {"episode": asked.episode}
    if asked.from_on:
        yield _("Only what happened from %(day)s.") % {"day": f"{asked.from_on:%-d %B %Y}"}
    if asked.until_on:
        yield _("Only what happened until %(day)s.") % {"day": f"{asked.until_on:%-d %B %Y}"}
    if opened.case_is_hidden:
        yield _("Only of the missing episodes the reader was let into: the rest of the record is left out.")
    if not opened.sees_protected:
        yield _("Without addresses, and without who said it: the reader’s role does not see them.")
    if opened.seals:
        yield _("Sealed entries are left out.")


def _entry(line: ChildEntry, *, note: str) -> papers.Entry:
    lines = said(line)
    marks = 2 if line.is_sealed or line.entry.is_struck else 1  # that it is struck stands beside what it is
    head = " ".join((f"{written(line.entry.happened)}.", *lines[:marks]))
    return papers.Entry(head=head, words="\n".join(lines[marks:]), note=note)
