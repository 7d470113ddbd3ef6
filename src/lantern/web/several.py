"""Several children of one home are missing: which home, which children, what is so of all, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.several import record_call_for_several, report_several
from lantern.queries.groups import Companion, Together, first_seen, together
from lantern.queries.homes import Bed, Home, home, homes_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role
from lantern.web import absence, drafts, saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.fields import Option, this_month
from lantern.web.forms.several import (
    CallForAllForm,
    SharedForm,
    WhichForm,
    as_typed,
    call_form,
    isolated,
    log_box,
    shared_form,
)
from lantern.web.forms.sheet import typed_again
from lantern.web.report import JOINED_UNSEEN, may_classify


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
    children = [str(bed.child_reference) for bed in beds]
    kind = shared_form([(str(bed.child_reference), str(bed.name)) for bed in beds])
    draft = drafts.kept_several(place.reference, by=by, now=now) if request.method != "POST" else None
    is_known_when = all(_is_known_when(bed) for bed in beds)
    form = kind(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={
            "key": new_key(),
            **({} if is_known_when else {"last_seen": this_month(now)}),
            **(typed_again(kind, as_typed(draft.content, children)) if draft else {}),
        },
        may_classify=may_classify(is_ours=any(bed.is_ours for bed in beds), by=by),
        is_known_when=is_known_when,
    )
    if request.method == "POST" and form.is_valid():
        opened = _reported(form, by=by, now=now)
        if opened:
            drafts.drop_several(place.reference, sent=children, by=by, now=now)
            return _sent(request, place, children, opened, by=by, now=now)
    context = {
        **{"form": form, "home": place, "beds": beds, "by": by, "now": now, "draft": draft},
        "again": reverse("several-children", args=[place.reference]),
        "chosen": urlencode([("child", child) for child in children]),
        "is_known_when": is_known_when,
    }
    return render(request, "pages/several_report.html", context)


def _is_known_when(bed: Bed) -> bool:
    """Say whether it stands already when this child was last seen, on an episode that the reader may open."""
    return bed.missing is not None and bed.may_open and bed.missing.stage is Stage.MISSING


def _sent(
    request: HttpRequest, place: Home, children: list[str], opened: str, *, by: Actor, now: datetime
) -> HttpResponse:
    """Lead to the children who went together; of those whose episode the reader may not open say only the outcome."""
    after = home(reference=place.reference, by=by, now=now)
    unseen = [bed for bed in after.beds if bed.child_reference in children and not bed.may_open]
    if number := len(children) - len(unseen):
        words = ngettext(
            "%(number)d child is recorded missing, with an episode of their own.",
            "%(number)d children are recorded missing, each with an episode of their own.",
            number,
        )
        messages.success(request, words % {"number": number})
    for bed in unseen:
        messages.success(request, _(JOINED_UNSEEN) % {"name": bed.name})
    shown = first_seen(reference=opened, by=by, now=now)
    return redirect("together", reference=shown) if shown else redirect("board")


def _reported(form: SharedForm, *, by: Actor, now: datetime) -> str:
    """Send the report to its action; give the first child's episode, or nothing where the form says why not."""
    sent = form.answer_of(lambda: report_several(**form.given(), key=form.pressed, by=by, now=now))
    return str(sent or "")


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
    """Say whether the police are to be told of this child: not of one who is out, and it is made sure where."""
    head = one.head
    is_missing = head.stage is Stage.MISSING and not head.is_void and not saying.is_out(head)
    return is_missing and head.police_reported is None


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
        "is_for_some": 0 < len(to_ring) < len(lines),
    }


def _line(one: Companion, now: datetime) -> dict[str, Any]:
    return {
        "head": one.head,
        "name": saying.named(one.head),
        "police": _police(one, now),
        "risk": saying.risk_tag(one.head),
        "stage": OUT_TAG if saying.is_out(one.head) else STAGE_TAGS[one.head.stage],
        "seen": saying.short(one.head.last_seen, now),
        "may_call": one.may_record_call and _not_told(one),
        "may_read_sheet": one.may_read_sheet,
        "to_do": _to_do(one, now),
    }


def _police(one: Companion, now: datetime) -> dict[str, str]:
    """Say whether the police were told; loudly only where they are still to be."""
    tag = saying.police_tag(one.head, now)
    is_over = one.head.police_reported is None and not _not_told(one)
    return {**tag, "state": "plain"} if is_over else tag


def _to_do(one: Companion, now: datetime) -> str:
    """Say what comes next for this child, where it is not to ring the police."""
    head = one.head
    if head.is_void:
        return _("Entered in error: nothing to do")
    if _not_told(one):
        return _("Police not rung: your role does not record it. Ring the duty team")
    if head.stage is Stage.RETURNED:
        return _("Is back: nobody to ring about")
    if head.stage is Stage.LOCATED:
        return _("Found, not yet back: say who sees to it, and look again")
    if saying.is_out(head):
        return ". ".join(absence.notes(head, now))
    if head.risk_level is None:
        return _("Ask the police what risk level they set")
    return _("The police are told. Tell them what you learn")


OUT_TAG = {"text": "Out, we know where", "state": "plain"}
STAGE_TAGS = {
    Stage.MISSING: {"text": "Missing", "state": "plain"},
    Stage.LOCATED: {"text": "Found, not yet back", "state": "sent"},
    Stage.RETURNED: {"text": "Is back", "state": "done"},
}
