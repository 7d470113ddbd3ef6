"""The page on which somebody says that this child went together with another who is missing."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import together as acting
from lantern.queries.groups import could_have_gone_along
from lantern.queries.values import EpisodeHead
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.together import WentWithForm
from lantern.web.missing import form_of


@door(Permission.RECORD_INFORMATION)
@require_http_methods(VERBS)
def went_with(request: HttpRequest, reference: str) -> HttpResponse:
    """Join this child's episode to that of another missing child who went along."""
    page = page_for(request, reference, Permission.RECORD_INFORMATION)
    others = could_have_gone_along(reference=reference, by=actor_of(request), now=page.as_of)
    inset = (
        _("Each authority goes on seeing its own child, and of the others only how many they are.")
        if others
        else _("There is no other missing child whom you may join. Ring the duty desk of the other child.")
    )
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Went together with another missing child"),
        button=_("Record that they went together"),
        action=acting.join_together,
        done=lambda form: _("Recorded: they went together. If it changes where police look, ring them."),
        more={"inset": inset},
        fixed={},
    )
    choices = [(head.reference, _said(head, page.as_of)) for head in others]
    return recorded(request, page, form_of(WentWithForm, request, page, others=choices), paper)


def _said(head: EpisodeHead, now: datetime) -> str:
    """Say which child is meant, as this reader may see it."""
    words = {
        "name": saying.named(head),
        "home": saying.lives_at(head),
        "seen": saying.short(head.last_seen, now),
    }
    return _("%(name)s, %(home)s, last seen %(seen)s") % words
