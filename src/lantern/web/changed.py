"""After a return: what changed, and why a child was not told yet what was done with what they said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import changed as acting
from lantern.queries import changed, interviews
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, page_for
from lantern.web.forms.changed import ChangedForm, NotToldForm
from lantern.web.interviews import taken, with_interview
from lantern.web.missing import form_of


@door(Permission.CLASSIFY)
@require_http_methods(VERBS)
def what_changed(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what changed after the last return; what Lantern knows is filled in."""
    page = page_for(request, reference, Permission.CLASSIFY)
    by = actor_of(request)
    said = interviews.after(reference=reference, by=by, now=page.as_of)
    if said.returned is None:
        raise NotFound(_("The child is not recorded back yet. Record the return first."))
    known = changed.known(reference=reference, by=by, now=page.as_of)
    initial = {"lived_with": known.lived_with, "moves": known.moves}
    return taken(
        request,
        page,
        form_of(ChangedForm, request, page, initial=initial),
        said,
        title=_("Record what changed"),
        button=_("Record what changed"),
        action=acting.record_changed,
        done=_(
            "Recorded. A move, an action and a review are each recorded, set and asked for in their own place."
        ),
        known=known,
    )


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def not_told(request: HttpRequest, reference: str) -> HttpResponse:
    """Record why the child was not told yet, and who will."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = with_interview(request, page)
    return taken(
        request,
        page,
        form_of(NotToldForm, request, page),
        said,
        title=_("Record why the child was not told yet"),
        button=_("Record it"),
        action=acting.record_not_told,
        done=_("Recorded. The child stays on the list until they were told."),
    )
