"""A strategy discussion that its note-taker began and has not sent: kept for them alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantern.actions.drafts import drop_draft
from lantern.queries import drafts as seen
from lantern.queries.drafts import KeptDraft
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission
from lantern.web import drafts
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.discussions import DiscussionForm
from lantern.web.forms.sheet import typed_again

DISCUSSION, EPISODES = "discussion", "episodes"


@door(Permission.HOLD_DISCUSSION)
@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for a button."""
    by, now = actor_of(request), moment()

    def kept(typed: dict[str, str]) -> None:
        seen.require_child(reference=reference, by=by, now=now)
        ticked = " ".join(request.POST.getlist(EPISODES))
        drafts.store(DISCUSSION, reference, {**typed, EPISODES: ticked}, by=by, now=now)

    words = _("%(saved)s. The discussion is not recorded yet. Open it again from the child’s page.")
    back = reverse("hold-discussion", args=[reference])
    return drafts.answered(request, kept, words, back=back, now=now)


@door(Permission.HOLD_DISCUSSION)
@require_POST
def throw_away(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished discussion away, and begin it anew."""
    drop(reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished discussion is thrown away."))
    return redirect("hold-discussion", reference=reference)


def kept(reference: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own unfinished discussion of this child; none where it was sent after all."""
    return drafts.kept(DISCUSSION, reference, by=by, now=now)


def drop(reference: str, *, by: Actor, now: datetime) -> None:
    """Let one's own unfinished discussion go: it was sent."""
    drop_draft(form=DISCUSSION, about=reference, by=by, now=now)


def again(draft: KeptDraft | None) -> dict[str, Any]:
    """Give what a draft holds as the form's first values."""
    if draft is None:
        return {}
    return {**typed_again(DiscussionForm, draft.content), EPISODES: draft.content.get(EPISODES, "").split()}
