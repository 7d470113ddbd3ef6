"""What was imported, and every row that did not go in as it stood: to correct, or to set aside with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import imports as settling
from lantern.exchange import correcting, feed_correcting, ssda903
from lantern.queries import imports as seen
from lantern.queries.imports import RowLine, RunLine, RunPage
from lantern.returns.summary import ReturnSummary
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.feed import FORM
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, holds, moment, new_key
from lantern.web.forms.imports import CorrectedRowForm, SetAsideForm
from lantern.web.paging import beside, page_asked

STATE_WORDS = {seen.OPEN: "To correct", seen.CORRECTED: "Corrected", seen.SET_ASIDE: "Set aside"}


@never_cache
@require_safe
@door(Permission.SEE_IMPORTS)
def imports(request: HttpRequest) -> HttpResponse:
    """List the readings of the reader's own authority."""
    listed = seen.runs(page=page_asked(request), by=actor_of(request), now=moment())
    rows = [_run_row(run) for run in listed.lines]
    columns = ["Import", "Return", "For", "Brought by", "Kept for correction", "Still to correct"]
    return render(
        request,
        "pages/imports.html",
        {"rows": rows, "columns": columns, "listed": listed, **beside(request, listed)},
    )


def _run_row(run: RunLine) -> list[Any]:
    waiting = f"{run.waiting:,} to correct" if run.waiting else "None"
    return [
        {
            "text": f"{run.began_at:%-d %B %Y} {run.reference}",
            "href": reverse("import-run", args=[run.reference]),
        },
        _form(run),
        run.authority,
        run.by_name,
        f"{run.kept:,}",
        {"text": waiting, "tag": "waiting" if run.waiting else "done"},
    ]


def _form(run: RunLine) -> str:
    if run.form == ssda903.FORM:
        return "903 return"
    head, _, mapping = run.form.partition(" ")
    return f"Nightly feed ({mapping})" if head == FORM else run.form


@never_cache
@require_safe
@door(Permission.SEE_IMPORTS)
def import_run(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one reading: its counts, and its rows of one state, fifty a page."""
    asked = request.GET.get("state", seen.OPEN)
    state = asked if asked in seen.STATES else seen.OPEN
    number = request.GET.get("page", "1")
    page = seen.run_page(
        reference=reference,
        state=state,
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
        by=actor_of(request),
        now=moment(),
    )
    context = {
        "page": page,
        "form_title": _form(page.run),
        "summary": list(_counts(page.counts)),
        "columns": ["File and line", "Column", "Value", "What is wrong", "Rule", "What was done"],
        "rows": [_row(row, reference=reference) for row in page.rows],
        "caption": f"{STATE_WORDS[state]}: {page.in_state[state]:,} rows",
        "states": [_state(page, each) for each in seen.STATES],
        "previous_href": _page_href(page, page.page - 1) if page.page > 1 else "",
        "next_href": _page_href(page, page.page + 1) if page.page < page.pages else "",
    }
    return render(request, "pages/import_run.html", context)


def _counts(counts: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Give the counts in the order in which they were printed: the database keeps them in its own."""
    printed = ReturnSummary().as_counts()
    for name, number in _in_order(counts, printed):
        words = name.replace("_", " ").capitalize()
        if isinstance(number, dict):
            for part, each in _in_order(number, printed.get(name, {})):
                yield {"key": f"{words}: {part.replace('_', ' ')}", "value": f"{each:,}"}
        else:
            yield {"key": words, "value": f"{number:,}" if isinstance(number, int) else str(number)}


def _in_order(counts: dict[str, Any], printed: Any) -> list[tuple[str, Any]]:
    places = {name: place for place, name in enumerate(printed)}
    return sorted(counts.items(), key=lambda count: places.get(count[0], len(places)))


def _row(row: RowLine, *, reference: str) -> list[Any]:
    return [
        {"text": f"{row.file}, line {row.line}", "href": reverse("import-row", args=[reference, row.number])},
        row.column or "The whole row",
        row.value or "Nothing",
        row.reason,
        row.rule or "None",
        _done(row),
    ]


def _done(row: RowLine) -> dict[str, str]:
    """Say what was done with a row: put right here, and sent again as it was, stands before refused."""
    if row.sent_again_at:
        return {"text": "Corrected here, sent again", "tag": "plain"}
    if row.state == seen.CORRECTED and row.corrected:
        return {"text": "Corrected here", "tag": "done"}
    return {"text": "Refused", "tag": "waiting"} if row.is_refused else {"text": "Altered", "tag": "plain"}


def _state(page: RunPage, state: str) -> dict[str, Any]:
    words = f"{STATE_WORDS[state]} ({page.in_state[state]:,})"
    return {"text": words, "href": f"?state={state}", "current": state == page.state}


def _page_href(page: RunPage, number: int) -> str:
    return f"?state={page.state}&page={number}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.SEE_IMPORTS)
def import_row(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show one row whole; on POST correct it and try again, or set it aside."""
    by, now = actor_of(request), moment()
    row = seen.row(reference=reference, number=number, by=by, now=now)
    is_post = request.method == "POST"
    aside = SetAsideForm(
        request.POST if is_post and "set_aside" in request.POST else None, initial={"key": new_key()}, now=now
    )
    corrected = CorrectedRowForm(
        request.POST if is_post and "correct" in request.POST else None,
        columns=feed_correcting.in_order(row),
        initial={"key": new_key()},
        auto_id="row_%s",
        now=now,
    )
    if aside.taken(lambda: _set_aside(row, aside, by=by, now=now)):
        messages.success(request, "The row is set aside. It stays readable under “Set aside”.")
        return redirect("import-run", reference=reference)
    if corrected.taken(lambda: _retry(row, corrected, by=by, now=now)):
        messages.success(request, "The corrected row went in.")
        return redirect("import-run", reference=reference)
    may_be_tried = row.is_refused and (
        feed_correcting.may_be_tried(row) or correcting.may_be_tried(row.form, dict(row.text))
    )
    may_settle = holds(by, Permission.CORRECT_IMPORTS) and row.state == seen.OPEN
    context = {
        "row": row,
        "aside_form": aside,
        "corrected_form": corrected if may_be_tried else None,
        "form": next((form for form in (aside, corrected) if form.is_bound), None),
        "may_settle": may_settle,
        "is_fed": row.form.startswith(FORM),
        "state": STATE_WORDS[row.state],
        "texts": [
            {"key": name, "value": value or "(empty)"} for name, value in feed_correcting.in_order(row)
        ],
        "corrected": [
            {"key": name, "value": f"{now_is or '(empty)'}, where there stood {was or '(empty)'}"}
            for name, was, now_is in row.corrected
        ],
    }
    return render(request, "pages/import_row.html", context)


def _set_aside(row: RowLine, form: SetAsideForm, *, by: Actor, now: datetime) -> None:
    settling.set_aside(
        reference=row.run,
        number=row.number,
        reason=form.cleaned_data["reason"],
        by=by,
        now=now,
        key=form.pressed,
    )


def _retry(row: RowLine, form: CorrectedRowForm, *, by: Actor, now: datetime) -> None:
    retry = feed_correcting.retry_row if feed_correcting.may_be_tried(row) else correcting.retry_row
    retry(
        reference=row.run,
        number=row.number,
        corrected=form.corrected(),
        by=by,
        now=now,
        key=form.pressed,
    )
