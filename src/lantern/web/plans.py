"""The going-missing plan: read, written as a new version, compared with an earlier one, and held by the placement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import plans as acting
from lantern.actions.drafts import drop_draft, keep_draft
from lantern.documents.plan import plan_paper
from lantern.queries import drafts
from lantern.queries.plan_writing import PlanBeingWritten, being_written
from lantern.queries.plans import PlanPage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Permission
from lantern.web import plan_words
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.plans import HoldForm, PlanForm, begun_again, begun_from
from lantern.web.keeping import SIGNED
from lantern.web.papers import answer
from lantern.web.photographs import shown_alone
from lantern.web.templatetags.lantern import clock

PLAN = "plan"  # as the draft is kept
VERBS = ["GET", "HEAD", "POST"]
_NOT_KEPT = ("csrfmiddlewaretoken", "later")


@door(Permission.SEE_PLAN)
@require_safe
def plan(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    """Show a child's plan: the version in force, or an earlier one. That it was opened is recorded."""
    page = acting.open_plan(child=reference, version=version, by=actor_of(request), now=moment())
    return render(request, "pages/plan.html", _shown(page))


def _shown(page: PlanPage) -> dict[str, Any]:
    return {
        "page": page,
        "now": page.as_of,
        **plan_words.version_words(page),
        "holding": plan_words.holding_words(page.holding) if page.holding else None,
        "versions": plan_words.version_lines(page),
        "may_write": Permission.WRITE_PLAN in page.may and not page.why_not,
        "may_hold": Permission.HOLD_PLAN in page.may and page.holding is not None,
        "may_keep_people": Permission.TELL_PRIVATE_PERSON in page.may,
        "may_agree_late": Permission.AGREE_RETURN_PLAN in page.may,
    }


@door(Permission.SEE_PLAN)
@require_safe
def compare(request: HttpRequest, reference: str, before: int, after: int) -> HttpResponse:
    """Show what changed between two versions."""
    by, now = actor_of(request), moment()
    later = acting.open_plan(child=reference, version=after, by=by, now=now)
    earlier = acting.open_plan(child=reference, version=before, by=by, now=now)
    assert later.shown
    assert earlier.shown
    context = {
        "page": later,
        "before": earlier.shown,
        "after": later.shown,
        "changes": plan_words.changed(earlier.shown, later.shown),
        "now": now,
    }
    return render(request, "pages/plan_compare.html", context)


@door(Permission.SEE_PLAN)
@require_safe
def photograph(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Show the photograph a version names, to who may see the plan; each look is recorded."""
    opened = acting.open_plan_photograph(child=reference, version=version, by=actor_of(request), now=moment())
    return shown_alone(opened)


@door(Permission.SEE_PLAN)
@require_safe
def paper(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    """Give one version as a PDF, for the police by an approved route; that it was taken away is recorded."""
    by, now = actor_of(request), moment()
    opened = acting.print_plan(child=reference, version=version, by=by, now=now)
    name = f"plan-{reference}-{version}"
    return answer(
        request, name=name, make=lambda progress: plan_paper(opened=opened, progress=progress, by=by)
    )


# Writing -----------------------------------------------------------------------------------------------------------


@door(Permission.WRITE_PLAN)
@require_http_methods(VERBS)
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a whole new version, beginning from what the last one says."""
    by, now = actor_of(request), moment()
    page = being_written(child=reference, by=by, now=now)
    draft = _draft(reference, by=by, now=now) if request.method != "POST" else None
    form = _form(request, page, draft.content if draft else None, now=now)
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            number = acting.write_plan(
                child=reference,
                plan=form.plan(),
                seen_version=form.cleaned_data["seen_version"],
                key=form.pressed,
                by=by,
                now=now,
            )
        except (NotFound, NotPermitted):
            raise
        except Stale as late:
            is_stale = True
            form.add_error(None, late.message)
            form.see(page.newest)
        except Refused as refused:
            form.refuse(refused)
        else:
            drop_draft(form=PLAN, about=reference, by=by, now=now)
            messages.success(request, _written(page, int(number)))
            return redirect("plan", reference=reference)
    context = {"form": form, "page": page, "draft": draft, "now": now, "is_stale": is_stale, "by": by}
    return render(request, "pages/plan_write.html", context)


def _form(
    request: HttpRequest, page: PlanBeingWritten, kept: dict[str, str] | None, *, now: datetime
) -> PlanForm:
    begun = begun_from(page.version, page.photographs) if kept is None else begun_again(kept)
    seen = page.newest if kept is None else kept.get("seen_version", page.newest)
    return PlanForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "languages": page.languages, **begun, "seen_version": seen},
        photographs=page.photographs,
    )


def _written(page: PlanBeingWritten, number: int) -> str:
    said = _("Version %(number)d is written, and the one before is kept.") % {"number": number}
    if not page.lives_at:
        return said
    asked = _("%(placement)s is asked anew whether it holds it: nobody is told of that automatically.")
    return f"{said} {asked % {'placement': page.lives_at}}"


def _draft(reference: str, *, by: Actor, now: datetime) -> drafts.KeptDraft | None:
    """Give the reader's own unfinished version; none where it was sent after all, or another typed it."""
    found = drafts.kept(form=PLAN, about=reference, by=by, now=now)
    if found is None or found.content.get(SIGNED, by.name) != by.name:
        return None
    return None if drafts.was_sent(key=found.content.get("key", ""), by=by, now=now) else found


@door(Permission.WRITE_PLAN)
@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for the button that goes back to the plan."""
    by, now = actor_of(request), moment()
    being_written(child=reference, by=by, now=now)
    typed = {name: str(text) for name, text in request.POST.dict().items() if name not in _NOT_KEPT}
    by_script = request.headers.get("Accept") == "application/json"
    try:
        if not drafts.was_sent(key=typed.get("key", "")[:64], by=by, now=now):
            keep_draft(form=PLAN, about=reference, content={**typed, SIGNED: by.name}, by=by, now=now)
    except Refused as refused:
        if by_script:
            return JsonResponse({"said": refused.message}, status=400)
        messages.error(request, refused.message)
        return redirect("write-plan", reference=reference)
    saved = _("Saved %(at)s") % {"at": clock(now)}
    if by_script:
        return JsonResponse({"said": saved})
    messages.info(request, _("%(saved)s. The new version is not written yet.") % {"saved": saved})
    return redirect("plan", reference=reference)


@door(Permission.WRITE_PLAN)
@require_POST
def throw_away(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished version away, and begin it anew."""
    drop_draft(form=PLAN, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished version is thrown away."))
    return redirect("write-plan", reference=reference)


# Holding -----------------------------------------------------------------------------------------------------------


@door(Permission.HOLD_PLAN)
@require_http_methods(VERBS)
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the placement holds, and which carer was briefed."""
    by, now = actor_of(request), moment()
    page = acting.open_plan(child=reference, by=by, now=now)
    if page.holding is None:
        messages.info(
            request, _("There is no plan in force, or the child lives in no home or service on record.")
        )
        return redirect("plan", reference=reference)
    said = page.holding.said
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        now=now,
        is_own=page.holding.is_own,
        initial={"key": new_key(), "version": page.newest, **(vars(said) if said else {})},
    )
    if request.method == "POST" and form.is_valid():
        try:
            acting.hold_plan(
                child=reference,
                version=form.cleaned_data["version"],
                held=form.held(),
                key=form.pressed,
                by=by,
                now=now,
            )
        except (NotFound, NotPermitted):
            raise
        except Stale:
            form.add_error(None, _("A newer version was written meanwhile. Read it, then tick again."))
            form.see(page.newest)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded, with who said so and when."))
            return redirect("plan", reference=reference)
    return render(request, "pages/plan_hold.html", {"form": form, "page": page, "now": now})
