"""Let another force or authority into one episode: find it by name, say until when and why, extend it, end it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import sharing as acting
from lantern.queries import sharing
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, new_key
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.sharing import EndAccessForm, FindOrganisationForm, LetInForm
from lantern.web.missing import form_of, heading_of


@door(Permission.GIVE_ACCESS)
@require_http_methods(["GET", "HEAD"])
def let_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who is let into this episode, and find another force or authority by name."""
    page = page_for(request, reference, Permission.GIVE_ACCESS)
    by, now = actor_of(request), page.as_of
    asked = "q" in request.GET
    form = FindOrganisationForm(request.GET if asked else None, now=now)
    wanted = form.cleaned_data["q"] if asked and form.is_valid() else ""
    found = sharing.candidates(reference=reference, wanted=wanted, by=by, now=now) if wanted else ()
    context = {
        **heading_of(page),
        "form": form,
        "wanted": wanted,
        "found": found,
        "there_may_be_more": len(found) == sharing.MOST_FOUND,
        "access": sharing.who_is_in(reference=reference, by=by, now=now),
        "key": new_key(),
    }
    return render(request, "pages/let_in.html", context)


@door(Permission.GIVE_ACCESS)
@require_http_methods(VERBS)
def let_in_organisation(request: HttpRequest, reference: str, organisation: str) -> HttpResponse:
    """Let one organisation in, or change until when it is in."""
    page = page_for(request, reference, Permission.GIVE_ACCESS)
    by, now = actor_of(request), page.as_of
    asked = sharing.candidate(reference=reference, organisation=organisation, by=by, now=now)
    words = {"who": asked.name}
    paper = Paper(
        template="pages/let_in_organisation.html",
        title=(_("Change until when %(who)s is let in") if asked.is_in else _("Let %(who)s in")) % words,
        button=_("Change the time") if asked.is_in else _("Let them in"),
        action=acting.extend if asked.is_in else acting.let_in,
        done=lambda form: (
            (_("%(who)s is let in. Who gave it, until when and why is in the chronology.")) % words
        ),
        more={
            "asked": asked,
            "access": sharing.who_is_in(reference=reference, by=by, now=now),
        },
        fixed={"organisation": organisation},
    )
    return recorded(request, page, form_of(LetInForm, request, page), paper)


@door(Permission.GIVE_ACCESS)
@require_POST
def shut_out(request: HttpRequest, reference: str, organisation: str) -> HttpResponse:
    """End one organisation's access at once."""
    by = actor_of(request)
    page = page_for(request, reference, Permission.GIVE_ACCESS)
    now = page.as_of
    form = EndAccessForm(request.POST, now=now)
    try:
        if form.is_valid():
            acting.end(
                reference=reference,
                organisation=organisation,
                **form.given(),
                key=form.pressed,
                by=by,
                now=now,
            )
            messages.success(request, _("They are no longer let in. Nothing more is told to them."))
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:  # shown beside who is in now: the page that comes next has both
        messages.warning(request, refused.message)
    return redirect("let-in", reference=reference)
