"""Ask a service, or another authority's, to hold one return interview, and take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import interview_services as acting
from lantern.queries.interview_services import services_of
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, new_key
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.interview_services import AskServiceForm, TakeBackForm
from lantern.web.missing import form_of


@door(Permission.ASK_INTERVIEWER)
@require_http_methods(VERBS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Show which service is asked, and ask one."""
    page = page_for(request, reference, Permission.ASK_INTERVIEWER)
    services = services_of(reference=reference, by=actor_of(request), now=page.as_of)
    paper = Paper(
        template="pages/ask_interviewer.html",
        title=_("Ask a service to hold the interview"),
        button=_("Ask them"),
        action=acting.ask_service,
        done=lambda form: _("Recorded. They see this episode from now. Ring them: Lantern sends nothing."),
        more={"services": services, "key": new_key()},
        fixed={},
        goes_to="ask-interviewer",
    )
    form = form_of(AskServiceForm, request, page, services=services.could)
    return recorded(request, page, form, paper)


@door(Permission.ASK_INTERVIEWER)
@require_POST
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the interview back from the service that was asked."""
    by = actor_of(request)
    page = page_for(request, reference, Permission.ASK_INTERVIEWER)
    form = TakeBackForm(request.POST, now=page.as_of)
    try:
        if form.is_valid():
            acting.take_back(reference=reference, **form.given(), key=form.pressed, by=by, now=page.as_of)
            messages.success(request, _("Taken back. They see nothing more of it. Ring them."))
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:  # shown beside who is asked now: the page that comes next has both
        messages.warning(request, refused.message)
    return redirect("ask-interviewer", reference=reference)
