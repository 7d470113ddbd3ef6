"""The pages of what was done in a child's case: all of it in one list, and one short form a kind."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantern.queries import casework as seen
from lantern.queries.casework_events import PLAN_OF
from lantern.vocabulary.events import CASEWORK, EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.casework import FORMS
from lantern.web.forms.wording import Words
from lantern.web.saying import KIND_TITLES

VERBS = ["GET", "HEAD", "POST"]
TITLES: Mapping[EventKind, Words] = {
    EventKind.CHILD_VISITED: gettext_lazy("Record a visit"),
    EventKind.REVIEW_HELD: gettext_lazy("Record a review that was held"),
    EventKind.REVIEW_ASKED: gettext_lazy("Record that a review is asked for"),
    EventKind.REVIEW_CONSIDERED: gettext_lazy("Record that the reviewing officer considered a review"),
    EventKind.REVIEW_NOT_JUSTIFIED: gettext_lazy(
        "Record that the review the child asked for is not held justified"
    ),
    EventKind.CARE_PLAN_WRITTEN: gettext_lazy("Record that the care plan is written"),
    EventKind.PLACEMENT_PLAN_SIGNED: gettext_lazy("Record that the placement plan is signed"),
    EventKind.REFERRAL_ACCEPTED: gettext_lazy("Record that a referral was accepted"),
    EventKind.ASSESSMENT_COMPLETED: gettext_lazy("Record that an assessment is complete"),
    EventKind.CONFERENCE_HELD: gettext_lazy("Record a child protection conference"),
    EventKind.CONFERENCE_NOT_NEEDED: gettext_lazy("Record why no child protection conference is held"),
}


@door(Permission.SEE_RECORD)
@require_safe
def casework(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was done in a child's case, the newest first, and what may be recorded."""
    page = seen.casework(child=reference, by=actor_of(request), now=moment())
    lines = [{"entry": each, "title": KIND_TITLES[each.kind]} for each in page.entries]
    offered = [(kind.value, TITLES[kind]) for kind in CASEWORK]
    context = {"page": page, "lines": lines, "offered": offered, "now": page.as_of}
    return render(request, "pages/casework.html", context)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def record(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """Record one thing that was done."""
    by, now = actor_of(request), moment()
    if what not in CASEWORK:
        raise NotFound(_("There is no such thing to record. Open the child’s page and choose again."))
    kind = EventKind(what)
    page = seen.child_of(child=reference, by=by, now=now)
    form = FORMS[kind](
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key()},
        **({"runs": kind in page.plans_of_what_runs} if kind in PLAN_OF else {}),
    )
    if form.taken(lambda: form.send(child=reference, by=by, now=now)):
        messages.success(request, _("Recorded. Nobody was told by this."))
        return redirect("casework", reference=reference)
    context = {"page": page, "form": form, "title": TITLES[kind], "now": now}
    return render(request, "pages/casework_record.html", context)
