"""The page on which a return interview is recorded as held: long, so what is typed is kept until it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import held as holding
from lantern.actions.drafts import drop_draft, keep_draft
from lantern.queries import drafts, interviews
from lantern.queries.drafts import KeptDraft
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.enquiries import VERBS, page_for
from lantern.web.forms.held import HeldForm
from lantern.web.interviews import taken
from lantern.web.missing import form_of
from lantern.web.templatetags.lantern import clock, when

HELD = "interview-held"
_TYPED, _SIGNED, _KEY = "typed", "signed", "key"


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def held(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a return interview that was held."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    by, now = actor_of(request), page.as_of
    said = interviews.after(reference=reference, by=by, now=now)
    others = interviews.other_returns(reference=reference, by=by, now=now) if said.returned else ()
    draft = _kept(reference, by=by, now=now) if request.method != "POST" else None
    form = form_of(
        HeldForm,
        request,
        page,
        initial=_typed_again(draft) if draft else {},
        others=[(one.reference, f"{when(one.returned)}, {one.reference}") for one in others],
        asks_for_offer=not said.offers or any(not one.is_offered for one in others),
    )
    answer = taken(
        request,
        page,
        form,
        said,
        title=_("Record a return interview that was held"),
        button=_("Record the interview"),
        action=holding.record_held,
        done=_(
            "The interview is recorded. What police and social worker must hear today is shown here until it is."
        ),
        draft=draft,
        keep_href=reverse("keep-interview", args=[reference]),
        away_href=reverse("throw-away-interview", args=[reference]),
    )
    if answer.status_code == 302:
        drop_draft(form=HELD, about=reference, by=by, now=now)
    return answer


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for a button that goes back to what was said."""
    by, now = actor_of(request), moment()
    by_script = request.headers.get("Accept") == "application/json"
    try:
        page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
        if not drafts.was_sent(key=request.POST.get(_KEY, "")[:64], by=by, now=now):
            typed = request.POST.copy()
            for name in ("csrfmiddlewaretoken", "later"):
                typed.pop(name, None)
            content = {_TYPED: typed.urlencode(), _SIGNED: by.name, _KEY: typed.get(_KEY, "")}
            keep_draft(form=HELD, about=reference, content=content, by=by, now=now)
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        if by_script:
            return JsonResponse({"said": refused.message}, status=400)
        messages.error(request, refused.message)
        return redirect("interview-held", reference=reference)
    saved = _("Saved %(at)s") % {"at": clock(now)}
    if by_script:
        return JsonResponse({"said": saved})
    words = _("%(saved)s, for you alone and for a day. The interview is not recorded yet.")
    messages.info(request, words % {"saved": saved})
    return redirect("after", reference=reference)


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_POST
def throw_away(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished interview away, and begin it anew."""
    drop_draft(form=HELD, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("What was typed and not sent is thrown away."))
    return redirect("interview-held", reference=reference)


def _kept(reference: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    draft = drafts.kept(form=HELD, about=reference, by=by, now=now)
    if draft is None or draft.content.get(_SIGNED) != by.name:
        return None
    return None if drafts.was_sent(key=draft.content.get(_KEY, ""), by=by, now=now) else draft


def _typed_again(draft: KeptDraft) -> dict[str, Any]:
    """Give what a draft holds as the form's first values, each in its own boxes and ticks."""
    typed = QueryDict(draft.content[_TYPED])
    return {
        name: field.widget.value_from_datadict(typed, {}, name)
        for name, field in HeldForm.base_fields.items()
        if not field.widget.is_hidden
    }
