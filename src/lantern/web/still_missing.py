"""The review of the search for a child who is still missing: the page of its form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import still_missing as acting
from lantern.queries.still_missing import search_to_review
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.still_missing import ReviewSearchForm
from lantern.web.missing import form_of
from lantern.web.search_reviews import said


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a review of the search: what was done since, what is decided, by whom, and the next."""
    page = page_for(request, reference, Permission.HOLD_DISCUSSION)
    found = search_to_review(reference=reference, by=actor_of(request), now=page.as_of)
    paper = Paper(
        template="pages/search_review.html",
        title=_("Review the search"),
        button=_("Record the review"),
        action=acting.review_search,
        done=lambda form: _("Recorded. The search goes on: a review closes nothing."),
        more={"search_review": said(found, reference), "child": page.head.child_reference},
        fixed={},
    )
    return recorded(request, page, form_of(ReviewSearchForm, request, page), paper)
