"""The page a worker gives a child: made and withdrawn by the worker, opened by the child without a trace of ours."""

from __future__ import annotations

import functools
import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.accounts.organisations import ALPHABET
from lantern.actions import childs_page as acting
from lantern.actions.childs_page import CHILD, Pressed
from lantern.actions.notices import hash_of
from lantern.gateways import catalogues
from lantern.policies.childs_page import NumberWrong
from lantern.queries import childs_page as seen
from lantern.queries.childs_page import LinksOfEpisode, TextLine
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.childs_page import ENGLISH, WORDS, ChildSays, PageLanguage
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import View, actor_of, door, moment, new_key, open_door, press
from lantern.web.enquiries import VERBS, page_for
from lantern.web.forms.childs_page import ChildsLinkForm, TextForm
from lantern.web.missing import heading_of
from lantern.web.outage import kept_out_of_the_log

_LETTERS = 26  # of 32: 130 bits, and short enough to be typed
_OUT = "https://www.bbc.co.uk/weather"  # where "leave this page quickly" leads, as on GOV.UK
_WHY_OPEN = "A worker gave the child this link. The page names nobody and shows nothing; it takes a word and a number."
_SENT = {ChildSays.HELP_NOW: "sent_help", ChildSays.RING_BACK: "sent_ring", ChildSays.SAFE: "sent_safe"}


def token_for(key: str) -> str:
    """Make the link's token from the form's key, signed with the installation's secret: pressed twice, it is one."""
    drawn = hmac.new(settings.SECRET_KEY.encode(), f"child's page {key}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(drawn, "big")
    token = ""
    for _place in range(_LETTERS):
        number, place = divmod(number, len(ALPHABET))
        token += ALPHABET[place]
    return token.lower()


# The worker's page ----------------------------------------------------------------------------------------------


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def links(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the links to the child's page, and make one; its address is shown this once."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    by, now = actor_of(request), page.as_of
    held = seen.links_of(reference=reference, by=by, now=now)
    data = request.POST if request.method == "POST" else None
    form = ChildsLinkForm(data, on=held.on, now=now, initial={"key": new_key()})
    address = ""

    def act() -> None:
        nonlocal address
        token = token_for(form.pressed or new_key())
        said = form.cleaned_data
        acting.make_link(
            reference=reference,
            language=said["language"],
            lasts=said["lasts"],
            token=token,
            by=by,
            now=now,
            key=form.pressed,
        )
        address = f"{settings.PUBLIC_ADDRESS}{reverse('childs-page', args=[token])}"

    if request.method == "POST" and form.taken(act):
        held = seen.links_of(reference=reference, by=by, now=now)
        form = ChildsLinkForm(on=held.on, now=now, initial={"key": new_key()})
    return render(request, "pages/childs_links.html", _links_shown(page, held, form, address))


def _links_shown(
    page: EpisodePage, held: LinksOfEpisode, form: ChildsLinkForm, address: str
) -> dict[str, Any]:
    lines = [
        {
            "line": line,
            "made": saying.short(When.moment(line.made_at), page.as_of),
            "until": saying.short(When.moment(line.ends_at), page.as_of),
            "withdrawn": saying.short(When.moment(line.withdrawn_at), page.as_of)
            if line.withdrawn_at
            else "",
            "key": new_key(),
        }
        for line in held.lines
    ]
    off = ", ".join(one.name for one in held.off)
    return {**heading_of(page), "form": form, "lines": lines, "held": held, "off": off, "address": address}


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_POST
def withdraw(request: HttpRequest, reference: str, link: str) -> HttpResponse:
    """Withdraw a link at once."""

    def act() -> None:
        acting.withdraw_link(
            reference=reference,
            link=link,
            by=actor_of(request),
            now=moment(),
            key=request.POST.get("key") or None,
        )

    press(request, act, done=_("The link is withdrawn. It opens nothing now."))
    return redirect("childs-links", reference=reference)


# The child's page -----------------------------------------------------------------------------------------------


def _childs_door(view: View) -> View:
    """Open the page to whoever holds its address, and keep nothing: no cookie, no copy, no line in the log.

    A form of ours needs no token against forgery here: its own address is one.
    """

    @open_door(_WHY_OPEN)
    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters("number")
    @functools.wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token, moment())
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return kept_out_of_the_log(response)

    return opened


@_childs_door
def childs_page(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Show the page in its language, or take what the child pressed. Opening it changes nothing."""
    found = seen.open_page(token_hash=hash_of(token), by=SYSTEM, now=now)
    if found is None or not found.is_open:
        return _drawn(found.language if found else ENGLISH, state="closed", status=410 if found else 404)
    if request.method != "POST":
        return _drawn(found.language, state="asks")
    says = next((each for each in ChildSays if each.value == request.POST.get("says")), None)
    if says is None:  # no button of ours sends that
        return _drawn(found.language, state="asks", status=400)
    number = request.POST.get("number", "").replace("\0", "")[:200]
    try:
        acting.say(
            token=token,
            pressed=Pressed(says=says, number=number),
            by=CHILD,
            now=now,
            key=_key(request),
        )
    except NumberWrong:
        return _drawn(found.language, state="asks", number=number)
    except NotFound:
        return _drawn(found.language, state="closed", status=410)
    return _drawn(found.language, state="sent", sent=_SENT[says])


def _key(request: HttpRequest) -> str | None:
    """Give the form's key; one that is none of ours is left out, so that no child's word is lost for it."""
    key = request.POST.get("key", "")
    return key if 0 < len(key) <= 64 and key.isprintable() else None


def _drawn(
    language: PageLanguage, *, state: str, sent: str = "", number: str | None = None, status: int = 200
) -> HttpResponse:
    """Draw the page without the request: no account, session or message of this browser can come into it."""
    words = catalogues.words_in(language.code) or WORDS
    context = {
        "words": words,
        "language": language,
        "state": state,
        "sent": words[sent] if sent else "",
        "number": number or "",
        "is_wrong": number is not None,
        "keys": {each.value: new_key() for each in ChildSays},
        "out": _OUT,
    }
    return HttpResponse(loader.render_to_string("pages/childs_page.html", context), status=status)


# The administrator's pages ----------------------------------------------------------------------------------------


@door(Permission.SET_UP)
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """List the languages of the child's page: which are on, and on whose word."""
    now = moment()
    lines = seen.texts(by=actor_of(request), now=now)
    return render(request, "pages/childs_texts.html", {"lines": lines, "english": ENGLISH, "now": now})


@door(Permission.SET_UP)
@require_http_methods(VERBS)
def text(request: HttpRequest, language: str) -> HttpResponse:
    """Show one language's text beside the English, and record who read it and what they said."""
    by, now = actor_of(request), moment()
    line = _text_of(language, seen.texts(by=by, now=now))
    form = TextForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acting.say_of_text(
                language=language,
                version=request.POST.get("version", ""),
                is_confirmed=said["is_confirmed"] == "yes",
                speaker=said["speaker"],
                capacity=said["capacity"],
                by=by,
                now=now,
                key=form.pressed,
            )
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("It is recorded who read the text, and what they said."))
            return redirect("childs-text", language=language)
    return render(request, "pages/childs_text.html", {"line": line, "form": form, "now": now})


def _text_of(language: str, lines: tuple[TextLine, ...]) -> TextLine:
    found = next((one for one in lines if one.language.code == language and one.language != ENGLISH), None)
    if found is None:
        raise NotFound(_("There is no such language to confirm. English is confirmed by the project."))
    return found
