"""The pages on which a named person ends the search, and on which it is taken up again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import searching as acting
from lantern.vocabulary.roles import Permission
from lantern.web.doors import door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.standing import EndSearchForm, ResumeSearchForm
from lantern.web.missing import form_of


@door(Permission.END_SEARCH)
@require_http_methods(VERBS)
def end_search(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the child is searched for no more, and why."""
    page = page_for(request, reference, Permission.END_SEARCH)
    paper = Paper(
        template="pages/standing_form.html",
        title=_("End the search"),
        button=_("End the search"),
        action=acting.end_search,
        done=lambda form: _("The search is ended, with your name and reasons. Anybody may take it up again."),
        more={
            "warning": _(
                "The child stays missing and stays counted, but leaves the order of the board. "
                "Police are not told by this: ring them."
            )
        },
        fixed={},
    )
    return recorded(request, page, form_of(EndSearchForm, request, page), paper)


@door(Permission.REPORT_MISSING)
@require_http_methods(VERBS)
def resume_search(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the search up again, with why."""
    page = page_for(request, reference, Permission.REPORT_MISSING)
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Take the search up again"),
        button=_("Take the search up again"),
        action=acting.resume_search,
        done=lambda form: _("The search is taken up again: the child stands on the board."),
        more={},
        fixed={},
    )
    return recorded(request, page, form_of(ResumeSearchForm, request, page), paper)
