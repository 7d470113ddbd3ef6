"""All that is recorded of one child on one page: narrowed, as it was known on a day, on paper, as plain text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantern.actions import chronologies
from lantern.actions.children import open_episode
from lantern.documents.case_notes import case_note
from lantern.documents.chronology import chronology_paper, what_it_holds
from lantern.queries.child_chronology import ChildChronology, ChildEntry, Narrowing
from lantern.queries.duplicates import joined
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import papers, saying
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.child_chronology import NarrowForm
from lantern.web.paging import page_asked
from lantern.web.templatetags.lantern import clock, iso

ASKED = ("group", "episode", "from_on", "until_on", "known_on")


@door(Permission.SEE_NAME)
@require_safe
def chronology(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a page of a child's chronology; that it was opened is audited."""
    by, now = actor_of(request), moment()
    form = _form(request, now)
    page = page_asked(request)
    opened = chronologies.open_chronology(reference=reference, asked=form.asked(), page=page, by=by, now=now)
    said = joined(reference=reference, by=by, now=now) if opened.asked.is_all and opened.page == 1 else ()
    others = [_other(each, by=by, now=now) for each in said]
    return render(request, "pages/chronology.html", _shown(request, opened, form) | {"others": others})


def _other(reference: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Give the entries of another record that was said to be of the same child, as such; that it is read is audited."""
    other = chronologies.open_chronology(reference=reference, asked=Narrowing(), page=1, by=by, now=now)
    here = reverse("chronology", args=[reference])
    return {"opened": other, "lines": [_line(line, here) for line in other.entries], "href": here}


@door(Permission.SEE_NAME)
@require_safe
def chronology_on_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Give what was asked for of a child's chronology as a PDF; that it was taken away is audited."""
    by, now = actor_of(request), moment()
    form = _form(request, now)
    if form.errors:
        return redirect(f"{reverse('chronology', args=[reference])}?{request.GET.urlencode()}")
    opened = chronologies.print_chronology(reference=reference, asked=form.asked(), by=by, now=now)
    return papers.answer(
        request,
        name=f"chronology-{reference}",
        make=lambda progress: chronology_paper(opened=opened, progress=progress, by=by),
    )


@door(Permission.SEE_RECORD)
@require_safe
def copy_episode(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a whole missing episode as plain text for the authority's main system."""
    by, now = actor_of(request), moment()
    head = open_episode(reference=reference, by=by, now=now).head
    if head.child_reference is None:
        raise NotFound(_("Your role does not see whose episode this is."))
    opened = chronologies.copy_entries(
        reference=head.child_reference, episode=reference, number=None, by=by, now=now
    )
    return _note(
        request, opened, back=reverse("episode", args=[reference]), text=case_note(opened=opened, by=by)
    )


@door(Permission.SEE_RECORD)
@require_safe
def copy_entry(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give one entry of a child's chronology as plain text for the authority's main system."""
    by, now = actor_of(request), moment()
    opened = chronologies.copy_entries(reference=reference, episode="", number=number, by=by, now=now)
    return _note(
        request, opened, back=reverse("chronology", args=[reference]), text=case_note(opened=opened, by=by)
    )


def _note(request: HttpRequest, opened: ChildChronology, *, back: str, text: str) -> HttpResponse:
    rows = min(40, max(8, text.count("\n") + 2 + len(text) // 120))
    context = {"opened": opened, "note": text, "back_to": back, "rows": rows, "now": opened.as_of}
    return render(request, "pages/case_note.html", context)


def _form(request: HttpRequest, now: Any) -> NarrowForm:
    asked = any(name.startswith(ASKED) for name in request.GET)
    form = NarrowForm(request.GET if asked else None, now=now)
    form.is_valid()
    return form


def _shown(request: HttpRequest, opened: ChildChronology, form: NarrowForm) -> dict[str, Any]:
    kept = {k: str(v) for k, v in request.GET.items() if k != "page" and v}
    here = reverse("chronology", args=[opened.child])

    def href(page: int) -> str:
        return f"{here}?{urlencode({**kept, 'page': str(page)})}"

    return {
        "opened": opened,
        "form": form,
        "lines": [_line(line, here) for line in opened.entries],
        "holds": list(what_it_holds(opened)),
        "paper_href": f"{reverse('chronology-paper', args=[opened.child])}?{urlencode(kept)}",
        "all_href": "" if opened.asked.is_all else here,
        "previous_href": href(opened.page - 1) if opened.page > 1 else "",
        "next_href": href(opened.page + 1) if opened.page < opened.pages else "",
        "items": _pages(opened, href),
        "episode_options": _options(opened),
        "now": opened.as_of,
    }


def _options(opened: ChildChronology) -> SafeString:
    """Give the episodes to choose from, in one go: a child may have hundreds."""
    lines = (
        f'<option value="{reference}"{selected}>{_day(each.reported_at)}, {reference}</option>'
        for each in opened.episodes
        for reference in (escape(each.reference),)
        for selected in (" selected" if each.reference == opened.asked.episode else "",)
    )
    return mark_safe("".join(lines))  # noqa: S308 what is not our own words is escaped


def _pages(opened: ChildChronology, href: Any) -> list[dict[str, Any]]:
    """Give the first and last pages and those around this one; what lies between is left out."""
    shown = sorted(
        {1, 2, opened.page - 1, opened.page, opened.page + 1, opened.pages} & {*range(1, opened.pages + 1)}
    )
    items: list[dict[str, Any]] = []
    before = 0
    for number in shown if opened.pages > 1 else ():
        if number > before + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": href(number), "current": number == opened.page})
        before = number
    return items


def _line(line: ChildEntry, copies: str) -> dict[str, Any]:
    entry = line.entry
    by = ", ".join(part for part in (entry.by_role, entry.by_organisation) if part)
    return {
        "entry": entry,
        "happened": _said(entry.happened),
        "recorded": _said(When.moment(entry.recorded_at)),
        "by": by,
        "title": saying.KIND_TITLES[entry.kind],
        "correction": line.correction,
        "episode": line.episode,
        "episode_href": reverse("episode", args=[line.episode]) if line.episode else "",
        "copy_href": f"{copies}/{entry.number}/copy",
    }


def _day(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y}"


def _said(when: When) -> tuple[str, str, str]:
    """Give a time for a cell of the table: for machines, its clock time, and its day."""
    return iso(when), clock(when), f"{when.on:%a} {when.on.day} {when.on:%b %Y}"
