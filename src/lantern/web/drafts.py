"""A report that is not sent yet: kept while it is typed, found again on the board, or thrown away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantern.actions.drafts import drop_draft, keep_draft
from lantern.queries import drafts
from lantern.queries.drafts import KeptDraft, Unfinished
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.templatetags.lantern import clock

REPORT = "report"
# Where each kind of unfinished form is gone on with.
_PAGES = {REPORT: "report-child", "carer-report": "carer-check"}
# On a home's tablet one account is many people: nobody goes on with another's words.
SIGNED = "signed"
_NOT_KEPT = ("csrfmiddlewaretoken", "later")


@door(Permission.REPORT_MISSING)
@require_POST
def keep_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for a button that goes on to the board."""
    by, now = actor_of(request), moment()
    by_script = request.headers.get("Accept") == "application/json"
    typed = {name: str(text) for name, text in request.POST.dict().items() if name not in _NOT_KEPT}
    typed[SIGNED] = by.name
    try:
        drafts.require_child(reference=reference, by=by, now=now)
        if not drafts.was_sent(key=str(typed.get("key", ""))[:64], by=by, now=now):
            keep_draft(form=REPORT, about=reference, content=typed, by=by, now=now)
    except Refused as refused:
        if by_script:
            return JsonResponse(
                {"said": refused.message}, status=404 if isinstance(refused, NotFound) else 400
            )
        if isinstance(refused, NotFound):
            raise
        messages.error(request, refused.message)
        return redirect("report-child", reference=reference)
    saved = _("Saved %(at)s") % {"at": clock(now)}
    if by_script:
        return JsonResponse({"said": saved})
    # No word of "recorded" here: a report that is only saved must not look like one that is sent.
    words = _("%(saved)s. The report is not sent: the child is not recorded missing and nobody is told.")
    messages.info(request, words % {"saved": saved})
    return redirect("board")


@door(Permission.REPORT_MISSING)
@require_POST
def throw_away_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished report away, and begin it anew."""
    drop_draft(form=REPORT, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished report is thrown away."))
    return redirect("report-child", reference=reference)


def kept_report(reference: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own unfinished report of this child; none where it was sent after all."""
    draft = drafts.kept(form=REPORT, about=reference, by=by, now=now)
    if draft is None or draft.content.get(SIGNED, by.name) != by.name:
        return None
    if drafts.was_sent(key=draft.content.get("key", ""), by=by, now=now):
        return None
    return draft


def drop_report(reference: str, *, by: Actor, now: datetime) -> None:
    """Let one's own unfinished report go: it was sent."""
    drop_draft(form=REPORT, about=reference, by=by, now=now)


def unfinished_reports(*, by: Actor, now: datetime) -> list[dict[str, Any]]:
    """Give the reader's own unfinished reports, each with the page on which it is gone on with."""
    return [_line(each) for each in drafts.unfinished(forms=_PAGES, by=by, now=now)]


def _line(each: Unfinished) -> dict[str, Any]:
    return {"draft": each, "href": reverse(_PAGES[each.form], args=[each.child_reference])}
