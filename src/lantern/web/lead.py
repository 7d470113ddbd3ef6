"""The pages on which an authority is asked to lead, and answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import leading as acting
from lantern.queries.standing import standing
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.standing import AnswerLeadForm, AskLeadForm
from lantern.web.missing import form_of


@door(Permission.AGREE_LEAD)
@require_http_methods(VERBS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an authority in writing to lead."""
    page = page_for(request, reference, Permission.AGREE_LEAD)
    held = standing(reference=reference, by=actor_of(request), now=page.as_of).lead
    may_let_in = Permission.GIVE_ACCESS in page.may
    inset = _("%(authority)s leads now.") % {"authority": held.leads} if held else ""
    paper = Paper(
        template="pages/ask_lead.html",
        title=_("Ask an authority to lead"),
        button=_("Ask it to lead"),
        action=acting.ask_to_lead,
        done=lambda form: _("Asked. Until it accepts, who leads now goes on leading. Ring it as well."),
        more={"inset": inset, "let_in_href": reverse("let-in", args=[reference]) if may_let_in else ""},
        fixed={},
    )
    may_be_asked = held.may_be_asked if held else ()
    return recorded(request, page, form_of(AskLeadForm, request, page, authorities=may_be_asked), paper)


@door(Permission.AGREE_LEAD)
@require_http_methods(VERBS)
def answer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Accept or decline to lead, for one's own authority."""
    page = page_for(request, reference, Permission.AGREE_LEAD)
    held = standing(reference=reference, by=actor_of(request), now=page.as_of).lead
    asked = (
        next((each for each in held.asked if each.number == number and each.is_own), None) if held else None
    )
    if asked is None:
        raise NotFound("Your authority was asked nothing by that number. Open the episode and look.")
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Answer whether your authority leads"),
        button=_("Send the answer"),
        action=acting.answer_lead,
        done=lambda form: _("Answered. It stands on the episode, with your name and the time."),
        more={"inset": _("%(who)s asks: %(words)s") % {"who": asked.asked_by, "words": asked.words}},
        fixed={"asked": number},
    )
    return recorded(request, page, form_of(AnswerLeadForm, request, page), paper)
