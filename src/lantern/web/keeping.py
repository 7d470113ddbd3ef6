"""Every form keeps a draft: what is typed and not sent is kept, offered where the form is opened, or thrown away.

This is done once, at the door of the page, for each address that is named in `kept_forms`: its view knows nothing
of it. A few forms keep their own: they are reports of children who may have no reference yet, or older.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lantern.actions.drafts import drop_draft, keep_draft
from lantern.queries import drafts
from lantern.queries.drafts import KeptDraft
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.web.forms.kept import Begun, gone_on_with
from lantern.web.kept_forms import KEPT
from lantern.web.templatetags.lantern import clock

LATER, AWAY = "later", "away"  # in the address to which a page sends what is to be kept, or thrown away
TYPED, FORM, KEY, SIGNED, ASKED = "typed", "form", "key", "signed", "asked"  # as a draft holds them
ASKS = (
    "?"  # a draft is about the references in its page's address; behind this stands whose it is, as a digest
)
_ENOUGH = 12
_NOT_KEPT = ("csrfmiddlewaretoken", "correct", "set_aside")
_LONGEST_KEY, _LONGEST_NAME, _LONGEST_ABOUT = 64, 60, 64


@dataclass(frozen=True, kw_only=True)
class Place:
    """The page of a form that keeps a draft: which form, about what, and the page's own address."""

    form: str
    about: str
    path: str
    asked: str  # the rest of the address, where the page was asked for something

    @property
    def href(self) -> str:
        return f"{self.path}?{self.asked}" if self.asked else self.path

    def sends(self, what: str) -> str:
        """Give the address to which the page sends, without its value."""
        return f"{self.href}{'&' if self.asked else '?'}{what}="


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a page needs to keep its form: where to send what is typed, and what was typed before."""

    place: Place
    draft: KeptDraft | None

    @property
    def keep_href(self) -> str:
        return self.place.sends(LATER)

    @property
    def away_href(self) -> str:
        return f"{self.place.sends(AWAY)}yes"


def place_of(request: HttpRequest, *, by: Actor) -> Place | None:
    """Give the place of the form that this address shows; None where it keeps no draft here."""
    match = request.resolver_match
    if match is None or match.url_name not in KEPT:
        return None
    asked = request.GET.copy()
    for name in (LATER, AWAY):
        asked.pop(name, None)
    about = "/".join(str(each) for each in match.kwargs.values())
    # Asked for something else an address gives another form, of another child who was searched for, say; and at a
    # home's tablet one account is many people. Salted, so that no name can be guessed from it.
    whose = salted_hmac("draft", f"{by.name}?{asked.urlencode()}").hexdigest()[:_ENOUGH]
    about = f"{about}{ASKS}{whose}"
    return Place(form=match.url_name, about=about, path=request.path, asked=asked.urlencode())


def opened(request: HttpRequest, view: Callable[[], HttpResponse], *, by: Actor) -> HttpResponse:
    """Open a page, or keep what was typed on it: with what its reader typed before, where that is still theirs."""
    place = place_of(request, by=by)
    if place is None or len(place.about) > _LONGEST_ABOUT:
        return view()
    now = datetime.now(UTC)
    if request.method == "POST" and LATER in request.GET:
        return _keep(request, place, by=by, now=now)
    if request.method == "POST" and AWAY in request.GET:
        _drop(place, by=by, now=now)
        messages.info(request, _("What was typed and not sent is thrown away."))
        return redirect(place.href)
    draft = own(place, by=by, now=now) if request.method != "POST" else None
    request.keeping = Keeping(place=place, draft=draft)  # type: ignore[attr-defined]
    begun = _begun(draft) if draft else None
    with gone_on_with(begun) if begun else nullcontext():
        response = view()
    if request.method == "POST" and _is_taken(request, response, by=by, now=now):
        _drop(place, by=by, now=now)
    return response


def _is_taken(request: HttpRequest, response: HttpResponse, *, by: Actor, now: datetime) -> bool:
    """Say whether a form was taken: its key was claimed. One that leads on may have been refused on the way.

    A form without a key was taken where it leads on.
    """
    key = request.POST.get(KEY, "")[:_LONGEST_KEY]
    if not key:
        return response.status_code == 302
    try:
        return drafts.was_sent(key=key, by=by, now=now)
    except Refused:  # no key of ours: nothing was sent with it
        return False


def own(place: Place, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own draft of this form, unless it is another's at one tablet, or was sent after all."""
    draft = drafts.kept(form=place.form, about=place.about, by=by, now=now)
    return draft if draft and is_unsent(draft, by=by, now=now) else None


def is_unsent(draft: KeptDraft, *, by: Actor, now: datetime) -> bool:
    """Say whether a draft was typed by this person, and its form was not sent after all."""
    key = draft.content.get(KEY, "")
    return draft.content.get(SIGNED, by.name) == by.name and not drafts.was_sent(key=key, by=by, now=now)


def _begun(draft: KeptDraft) -> Begun:
    return Begun(form=draft.content[FORM], typed=QueryDict(draft.content[TYPED]))


def _drop(place: Place, *, by: Actor, now: datetime) -> None:
    """Let the draft go, where it is this person's own: at a tablet another may have begun the same form."""
    draft = drafts.kept(form=place.form, about=place.about, by=by, now=now)
    if draft and draft.content.get(SIGNED, by.name) == by.name:
        drop_draft(form=place.form, about=place.about, by=by, now=now)


def _keep(request: HttpRequest, place: Place, *, by: Actor, now: datetime) -> HttpResponse:
    """Keep what is typed so far: for the page's script in a line, for a button on the page itself."""
    by_script = request.headers.get("Accept") == "application/json"
    try:
        _store(request, place, by=by, now=now)
    except Refused as refused:
        if by_script:
            status = 404 if isinstance(refused, NotFound) else 400
            return JsonResponse({"said": refused.message}, status=status)
        if isinstance(refused, NotFound):
            raise
        messages.error(request, refused.message)
        return redirect(place.href)
    return (
        JsonResponse({"said": _("Saved %(at)s") % {"at": clock(now)}}) if by_script else redirect(place.href)
    )


def _store(request: HttpRequest, place: Place, *, by: Actor, now: datetime) -> None:
    key = request.POST.get(KEY, "")[:_LONGEST_KEY]
    drafts.require_subject(reference=drafts.subject(place.about), by=by, now=now)
    if drafts.was_sent(key=key, by=by, now=now):
        return
    typed = request.POST.copy()
    for name in _NOT_KEPT:
        typed.pop(name, None)
    content = {
        TYPED: typed.urlencode(),
        FORM: request.GET[LATER][:_LONGEST_NAME],
        KEY: key,
        SIGNED: by.name,
        ASKED: place.asked,
    }
    keep_draft(form=place.form, about=place.about, content=content, by=by, now=now)


def keeping(request: HttpRequest) -> dict[str, Any]:
    """Give a template how its page keeps what is typed, where it does."""
    return {"keeping": getattr(request, "keeping", None)}
