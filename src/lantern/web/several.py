"""Several children of one home are missing: which home, which children, what is so of all, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.several import record_call_for_several, report_several
from lantern.policies import access
from lantern.queries.groups import Companion, Together, together
from lantern.queries.homes import Bed, Home, home, homes_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Relation, Role
from lantern.web import saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.fields import Option
from lantern.web.forms.several import (
    CallForAllForm,
    SharedForm,
    WhichForm,
    call_form,
    isolated,
    log_box,
    shared_form,
)


@door(Permission.REPORT_MISSING)
@require_safe
def several(request: HttpRequest) -> HttpResponse:
    """Choose the home that the children are missing from; a carer's is their own."""
    by, now = actor_of(request), moment()
    homes = homes_of(by=by, now=now)
    if by.role is Role.CARER and len(homes) == 1:
        return redirect("several-children", reference=homes[0].reference)
    return render(request, "pages/several.html", {"homes": homes, "now": now})


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def several_children(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the children, then type what is so of all of them and of each: reported all together or not at all."""
    by, now = actor_of(request), moment()
    place = home(reference=reference, by=by, now=now)
    beds = [bed for bed in place.beds if bed.may_report and bed.child_reference]
    which = WhichForm(
        request.GET if "child" in request.GET or "chosen" in request.GET else None,
        now=now,
        children=[(str(bed.child_reference), _choice(bed, now)) for bed in beds],
    )
    if not which.is_valid():
        return render(
            request, "pages/several_which.html", {"form": which, "home": place, "beds": beds, "now": now}
        )
    chosen = {str(bed.child_reference): bed for bed in beds}
    return _reporting(
        request, place, [chosen[child] for child in which.cleaned_data["child"]], by=by, now=now
    )


def _choice(bed: Bed, now: datetime) -> Option:
    age = ngettext("%(n)d year", "%(n)d years", bed.age) % {"n": bed.age} if bed.age is not None else ""
    hint = _("Looked after by %(authority)s.") % {"authority": bed.responsible_authority}
    if bed.missing is not None:
        since = saying.short(bed.missing.last_seen, now)
        hint = _("Recorded missing already, last seen %(since)s. What you type is added to it.") % {
            "since": since
        }
    return Option(", ".join(filter(None, (isolated(bed.name or _("Name not known")), age))), hint)


def _reporting(
    request: HttpRequest, place: Home, beds: list[Bed], *, by: Actor, now: datetime
) -> HttpResponse:
    names = [(str(bed.child_reference), str(bed.name)) for bed in beds]
    today = day_of(now)
    form = shared_form(names)(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "last_seen": {"month": str(today.month), "year": str(today.year)}},
        may_classify=_may_classify(request, beds, by=by),
    )
    if request.method == "POST" and form.is_valid():
        opened = _reported(form, by=by, now=now)
        if opened:
            words = _("%(number)d children are recorded missing, each with an episode of their own.")
            messages.success(request, words % {"number": len(beds)})
            return redirect("together", reference=opened)
    again = reverse("several-children", args=[place.reference])
    context = {"form": form, "home": place, "beds": beds, "again": again, "by": by, "now": now}
    return render(request, "pages/several_report.html", context)


def _may_classify(request: HttpRequest, beds: list[Bed], *, by: Actor) -> bool:
    """Say whether this reader decides for the authority of any of them; for the others the answer is not taken."""
    own = request.user.organisation.name  # type: ignore[union-attr]
    is_ours = any(bed.responsible_authority == own for bed in beds)
    return is_ours and access.may(role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.CLASSIFY)


def _reported(form: SharedForm, *, by: Actor, now: datetime) -> str:
    """Send the report to its action; give the first child's episode, or nothing where the form says why not."""
    try:
        return str(report_several(**form.given(), key=form.pressed, by=by, now=now))
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        form.refuse(refused)
        return ""


@door(Permission.SEE_EPISODE)
@require_http_methods(["GET", "HEAD", "POST"])
def went_together(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the children who went together, each with the police call still to make; record one call for all."""
    by, now = actor_of(request), moment()
    group = together(reference=reference, by=by, now=now)
    names = [(one.head.reference, saying.named(one.head)) for one in group.seen if _is_asked(one, request)]
    form = None
    if len(names) > 1:
        form = call_form(names)(
            request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()}
        )
    if form is not None and request.method == "POST" and form.is_valid() and _called(form, by=by, now=now):
        messages.success(request, _said(form))
        return redirect("together", reference=reference)
    return render(request, "pages/several_together.html", _shown(group, form, now=now))


def _is_asked(one: Companion, request: HttpRequest) -> bool:
    """Say whether the form has a box for this child: what was typed for one whom another desk rang about counts too."""
    typed = log_box(one.head.reference) in request.POST
    return one.may_record_call and (typed if request.method == "POST" else _not_told(one))


def _not_told(one: Companion) -> bool:
    return one.head.stage is Stage.MISSING and one.head.police_reported is None and not one.head.is_void


def _called(form: CallForAllForm, *, by: Actor, now: datetime) -> bool:
    try:
        record_call_for_several(**form.given(), key=form.pressed, by=by, now=now)
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
    return not form.errors


def _said(form: CallForAllForm) -> str:
    number = {"number": len(form.children)}
    if form.cleaned_data["was_answered"] == "yes":
        return _("The call is recorded for %(number)d children. The police are told of each.") % number
    return (
        _("The try is recorded for %(number)d children. The police are still not told: ring again.") % number
    )


def _shown(group: Together, form: CallForAllForm | None, *, now: datetime) -> dict[str, Any]:
    lines = [_line(one, now) for one in group.seen]
    to_ring = [one.head for one in group.seen if one.may_record_call and _not_told(one)]
    first = group.seen[0].head
    return {
        "lines": lines,
        "to_ring": to_ring,
        "group": group,
        "form": form,
        "now": now,
        "telephone": to_ring[0].police_telephone if to_ring else "",
        "force": to_ring[0].police_force if to_ring else "",
        "first": first,
    }


def _line(one: Companion, now: datetime) -> dict[str, Any]:
    return {
        "head": one.head,
        "name": saying.named(one.head),
        "police": saying.police_tag(one.head, now),
        "risk": saying.risk_tag(one.head),
        "stage": STAGE_TAGS[one.head.stage],
        "seen": saying.short(one.head.last_seen, now),
        "may_call": one.may_record_call and _not_told(one),
        "is_unrung": _not_told(one),
    }


STAGE_TAGS = {
    Stage.MISSING: {"text": "Missing", "state": "plain"},
    Stage.LOCATED: {"text": "Found, not yet back", "state": "sent"},
    Stage.RETURNED: {"text": "Is back", "state": "done"},
}
