"""A carer reports on a telephone, one thing a page.

Which child, when last seen, why worried, where and what wearing, what was done, their own view; then check and report.

What is answered is kept in a draft after each page, so that going back works and a dead battery loses nothing.
The last page carries the answers itself: pressed twice, or without the draft, it is still one report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.drafts import drop_draft, keep_draft
from lantern.actions.missing import report_missing
from lantern.queries.drafts import kept
from lantern.queries.groups import together
from lantern.queries.homes import Bed, Home, duty_desk_of, duty_desk_of_episode, home, own_home
from lantern.queries.missing import episode_page
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import TellingState
from lantern.web import calls, saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.drafts import is_own
from lantern.web.forms.carer import (
    NOW,
    TODAY,
    VIEWS,
    CheckForm,
    DoneForm,
    SeenAtForm,
    SeenForm,
    SeenOnForm,
    ViewForm,
    WhereForm,
    WorriedForm,
)
from lantern.web.forms.keyed import PlainForm
from lantern.web.forms.report import WORRIES
from lantern.web.forms.sheet import ANSWERS
from lantern.web.keeping import SIGNED

DRAFT = "carer-report"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where a carer is: the child they report, what they answered so far, and whom they may ring."""

    bed: Bed
    answers: dict[str, str]
    by: Actor
    now: datetime

    @property
    def reference(self) -> str:
        return str(self.bed.child_reference)

    @property
    def last_seen(self) -> When | None:
        """Give when the child was last seen, as it was answered; None where it was not yet."""
        if not self.answers.get("last_seen_on"):
            return None
        at = self.answers.get("last_seen_at")
        return When(
            on=date.fromisoformat(self.answers["last_seen_on"]), at=datetime.fromisoformat(at) if at else None
        )

    def keep(self, **answered: str) -> None:
        """Keep the draft with what was answered now."""
        keep_draft(
            form=DRAFT,
            about=self.reference,
            content={**self.answers, **answered, SIGNED: self.by.name},
            by=self.by,
            now=self.now,
        )

    def shown(self, **more: Any) -> dict[str, Any]:
        desk = duty_desk_of(child=self.reference, by=self.by, now=self.now)
        return {"bed": self.bed, "now": self.now, "desk": desk, **more}


def _question(form: PlainForm) -> str:
    return str(form.fields[str(form.heading)].label)


def _home_of(by: Actor, now: datetime) -> Home:
    return home(reference=own_home(by=by, now=now), by=by, now=now)


def _step(request: HttpRequest, reference: str) -> Step:
    by, now = actor_of(request), moment()
    beds = [bed for bed in _home_of(by, now).beds if bed.may_report and bed.child_reference == reference]
    if not beds:
        raise NotFound("There is no child of your home by that reference. Choose the child again, or ring.")
    draft = kept(form=DRAFT, about=reference, by=by, now=now)
    answers = draft.content if draft and is_own(draft.content, by=by) else {}
    return Step(bed=beds[0], answers=answers, by=by, now=now)


@door(Permission.REPORT_MISSING)
@require_safe
def which_child(request: HttpRequest) -> HttpResponse:
    """Choose the child who is missing from one's own home."""
    by, now = actor_of(request), moment()
    place = _home_of(by, now)
    lines = [
        {
            "bed": bed,
            "since": saying.short(bed.missing.last_seen, now) if bed.missing else "",
            "href": _href_of(bed),
        }
        for bed in sorted(place.beds, key=lambda bed: (bed.missing is not None, bed.name or ""))
        if bed.may_report
    ]
    context = {"home": place, "lines": lines, "desk": place.duty_desk, "now": now}
    return render(request, "pages/carer_which.html", context)


def _href_of(bed: Bed) -> str:
    """Lead to the questions; for a child who is recorded missing, to whom to ring now."""
    if bed.missing is not None and bed.may_open:
        return reverse("carer-reported", args=[bed.missing.reference])
    return reverse("carer-seen", args=[bed.child_reference])


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask when the child was last seen: three buttons, each of which leads on."""
    step = _step(request, reference)
    form = SeenForm(request.POST if request.method == "POST" else None, now=step.now)
    if request.method == "POST" and form.is_valid():
        how = form.cleaned_data["how"]
        if how != NOW:
            return redirect("carer-time" if how == TODAY else "carer-day", reference=reference)
        return _answered(step, When.moment(step.now - form.cleaned_data["waited"]))
    return render(request, "pages/carer_seen.html", step.shown(form=form))


def _answered(step: Step, last_seen: When) -> HttpResponse:
    step.keep(
        last_seen_on=last_seen.on.isoformat(), last_seen_at=last_seen.at.isoformat() if last_seen.at else ""
    )
    return redirect(_next_page(step), reference=step.reference)


def _next_page(step: Step, *answered: str) -> str:
    """Give the page of the first question that nobody has answered yet, skipped ones aside."""
    questions = {
        "why_worried": "carer-worried",
        "last_seen_where": "carer-where",
        "done_to_trace": "carer-done",
        "caller_view": "carer-view",
    }
    open_now = (page for name, page in questions.items() if name not in {*step.answers, *answered})
    return next(open_now, "carer-check")


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def seen_at(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the time, where the child was last seen within the last 24 hours."""
    return _asked(request, reference, SeenAtForm)


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def seen_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the day, where it is longer ago or nobody knows the time."""
    return _asked(request, reference, SeenOnForm)


def _asked(request: HttpRequest, reference: str, kind: type[PlainForm]) -> HttpResponse:
    step = _step(request, reference)
    form = kind(request.POST if request.method == "POST" else None, now=step.now)
    if request.method == "POST" and form.is_valid():
        return _answered(step, form.cleaned_data[str(form.heading)])
    back = reverse("carer-seen", args=[reference])
    return render(
        request, "pages/carer_question.html", step.shown(form=form, back=back, question=_question(form))
    )


def _may_skip(request: HttpRequest, reference: str, kind: type[PlainForm], *, before: str) -> HttpResponse:
    """Ask what may be left empty: an empty answer is an answer, and is not asked for again."""
    step = _step(request, reference)
    if step.last_seen is None:
        return redirect("carer-seen", reference=reference)
    form = kind(request.POST if request.method == "POST" else None, now=step.now, initial=step.answers)
    if request.method == "POST" and form.is_valid():
        step.keep(**form.cleaned_data)
        return redirect(_next_page(step, *form.cleaned_data), reference=reference)
    back = reverse(before, args=[reference])
    shown = step.shown(form=form, back=back, question=_question(form), may_skip=True)
    return render(request, "pages/carer_question.html", shown)


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def worried(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask why somebody is worried."""
    return _may_skip(request, reference, WorriedForm, before="carer-seen")


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask where the child was last seen and who with, and what they wear."""
    return _may_skip(request, reference, WhereForm, before="carer-worried")


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what has been done to find the child, whether a medicine is needed, and for the child's telephone."""
    return _may_skip(request, reference, DoneForm, before="carer-where")


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the carer's own view, which stands beside the authority's and the police's and decides nothing."""
    return _may_skip(request, reference, ViewForm, before="carer-done")


def _own_view(answers: dict[str, str]) -> list[str]:
    """Give what the carer said of their own view, a line each, as it is shown to be checked."""
    chosen = {**dict(VIEWS), **dict(WORRIES)}
    said = [answers.get("caller_view", ""), answers.get("caller_worry", "")]
    words = [str(chosen[each]) for each in said if each in chosen]
    return [*words, *filter(None, [answers.get("caller_reasons", "")])]


def _where(answers: dict[str, str]) -> list[str]:
    return [words for name in ("last_seen_where", "wearing") if (words := answers.get(name, ""))]


def _done(answers: dict[str, str]) -> list[str]:
    """Give what was said to have been done, and of medicine and telephone, a line each."""
    chosen = dict(ANSWERS)
    lines = [answers.get("done_to_trace", "")]
    for name, what in {"medical_needs": _("Medicine"), "telephone": _("Telephone")}.items():
        answer, words = answers.get(f"asked_{name}", ""), answers.get(f"asked_{name}_words", "")
        said = ", ".join(filter(None, [str(chosen.get(answer, "")), words]))
        lines.append(f"{what}: {said}" if said else "")
    return [line for line in lines if line]


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the answers once more, and report the child missing."""
    step = _step(request, reference)
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        now=step.now,
        initial={**step.answers, "key": new_key()},
    )
    if request.method == "POST" and form.is_valid():
        opened = _reported(form, step)
        if opened:
            drop_draft(form=DRAFT, about=reference, by=step.by, now=step.now)
            return _sent(request, step, opened)
    if step.last_seen is None:
        return redirect("carer-seen", reference=reference)
    shown = {
        "last_seen": step.last_seen,
        "why_worried": step.answers.get("why_worried", ""),
        "where": _where(step.answers),
        "done": _done(step.answers),
        "own_view": _own_view(step.answers),
    }
    return render(request, "pages/carer_check.html", step.shown(form=form, **shown))


def _sent(request: HttpRequest, step: Step, opened: str) -> HttpResponse:
    """Lead to whom to ring now; a child who went missing from elsewhere has an episode that is not this home's."""
    if step.bed.missing is None or step.bed.may_open:
        return redirect("carer-reported", reference=opened)
    words = _("What you said about %(name)s is added to the report that is open. Ring the duty desk too.")
    messages.success(request, words % {"name": step.bed.name})
    return redirect("own-home")


def _reported(form: CheckForm, step: Step) -> str:
    """Send the report; give the episode's reference, or nothing where the form says why not."""
    said: dict[str, Any] = {"child": step.reference, "by": step.by, "now": step.now}
    sent = form.answer_of(lambda: report_missing(report=form.report(), key=form.pressed, **said))
    return str(sent or "")


@door(Permission.REPORT_MISSING)
@require_safe
def reported(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the child is recorded missing, and whom to ring now."""
    by, now = actor_of(request), moment()
    group = together(reference=reference, by=by, now=now)
    head = group.seen[0].head
    page = episode_page(reference=reference, by=by, now=now)
    again = _police_do_not_know(page)
    context = {
        "head": head,
        "name": saying.named(head),
        "police": head.police_telephone or "101",
        "told": saying.police_tag(head, now) if head.police_reported and not again else None,
        "again": again,
        "is_missing": head.returned is None and not head.is_void,
        "may_answer": Permission.RECORD_INFORMATION in page.may,
        "desk": duty_desk_of_episode(reference=reference, by=by, now=now),
        "title": _("%(name)s is recorded missing") % {"name": saying.named(head)},
        "now": now,
    }
    return render(request, "pages/carer_reported.html", context)


def _police_do_not_know(page: EpisodePage) -> bool:
    """Say whether police who were told before are still to be told what is so now: found, and gone again."""
    waits = any(
        calls.is_own_call(line) and line.state is TellingState.WAITING
        for line in saying.last_turn(page.tellings)
    )
    return waits and any(line.is_police and line.state is TellingState.TOLD for line in page.tellings)
