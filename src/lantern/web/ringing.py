"""Nobody answered: whom to ring now, how to be sure of who is there, and what came of the call."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import ringing
from lantern.queries.values import EpisodePage, TellingLine
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import calls, saying
from lantern.web.doors import door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.involved import CAPACITY_WORDS
from lantern.web.forms.ringing import RingForm
from lantern.web.missing import form_of
from lantern.web.templatetags.lantern import clock


@door(Permission.RING)
@require_http_methods(VERBS)
def ring(request: HttpRequest, reference: str, telling: str) -> HttpResponse:
    """Ring somebody who has not answered, and record how it went."""
    page = page_for(request, reference, Permission.RING)
    line = _line(page, telling)
    paper = Paper(
        template="pages/ring.html",
        title=_("Ring %(who)s") % {"who": calls.to_whom(line)},
        button=_("Record the call"),
        action=ringing.record_call,
        done=lambda form: calls.recorded_words(
            was_answered=form.cleaned_data["was_answered"] == "yes", asks_next=line.answer_by is not None
        ),
        more=_whom(line, page),
        fixed={"telling": telling},
    )
    return recorded(request, page, form_of(RingForm, request, page), paper)


def _line(page: EpisodePage, telling: str) -> TellingLine:
    found = next((line for line in (*page.tellings, *page.owed_told) if line.reference == telling), None)
    if found is None or (calls.is_own_call(found) and not found.owed_code):
        raise NotFound("There is no such call to make on this episode. Open the episode and look again.")
    return found


def _whom(line: TellingLine, page: EpisodePage) -> dict[str, Any]:
    return {
        "line": line,
        "workers": [(CAPACITY_WORDS[one.capacity], one) for one in line.workers],
        "who": line.on_duty or calls.to_whom(line),
        "is_named": bool(line.on_duty),
        "organisation": calls.to_whom(line),
        "number": calls.number_of(line.telephone),
        "switchboard": calls.number_of(line.switchboard),
        "about": saying.about(line, page.head),
        "is_done": line.is_done,
        "told": calls.told_words(line, clock(line.told_at)) if line.told_at else "",
    }
