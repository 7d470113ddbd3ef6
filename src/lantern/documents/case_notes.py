"""An entry or an episode as plain text, to be copied into the authority's main system."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lantern.documents.entries import author, said, written, written_moment
from lantern.queries.child_chronology import ChildChronology, ChildEntry
from lantern.vocabulary.actors import Actor


def case_note(*, opened: ChildChronology, by: Actor) -> str:
    """Write entries as plain text. It says where it was copied from, when and by whom."""
    head = {"name": opened.name, "child": opened.child}
    parts = [_("%(name)s, %(child)s") % head]
    if opened.asked.episode:
        parts.append(_("Missing episode %(reference)s") % {"reference": opened.asked.episode})
    entries = "\n\n".join(_entry(line) for line in opened.entries)
    end = _("Copied from Lantern by %(who)s, %(when)s. Later entries and corrections are not in this copy.")
    told = {"who": by.name, "when": written_moment(opened.as_of)}
    return "\n".join(parts) + f"\n\n{entries}\n\n{end % told}\n"


def _entry(line: ChildEntry) -> str:
    entry = line.entry
    told = {"when": written_moment(entry.recorded_at), "who": author(entry)}
    return "\n".join([written(entry.happened), *said(line), _("Recorded %(when)s by %(who)s.") % told])
