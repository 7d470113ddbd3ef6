"""What was entered on the wrong child: sealed by whoever may correct it, and opened by the information owner alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import sealing as acting
from lantern.actions.children import open_episode
from lantern.queries import seals
from lantern.queries.missing import episode_page
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door, moment
from lantern.web.enquiries import VERBS, Paper, recorded
from lantern.web.forms.sharing import SealForm
from lantern.web.missing import entries_of, form_of, readable


@door(Permission.SEE_EPISODE)
@require_http_methods(VERBS)
def seal(request: HttpRequest, reference: str, event: int) -> HttpResponse:
    """Seal one entry: show it once more, ask how it is known to be another child's, and shut it."""
    by, now = actor_of(request), moment()
    read = episode_page if request.method == "POST" else open_episode
    page = readable(read(reference=reference, by=by, now=now), by=by, now=now)
    line = next((one for one in entries_of(page) if one["entry"].number == event), None)
    if line is None or not line["entry"].may_seal:
        raise NotFound("There is no such entry that you may seal. Open the episode and look again.")
    paper = Paper(
        template="pages/seal.html",
        title=_("Seal what was entered on the wrong child"),
        button=_("Withdraw and seal it"),
        action=acting.seal,
        done=lambda form: _(
            "The entry is withdrawn and sealed. From now on only the information owner reads it. "
            "If it belongs to another child, record it there."
        ),
        more={"line": line, "is_report": line["entry"].kind is EventKind.MISSING_REPORTED},
        fixed={"event": event},
    )
    return recorded(request, page, form_of(SealForm, request, page), paper)


@door(Permission.SEE_SEALED)
@require_safe
def sealed(request: HttpRequest) -> HttpResponse:
    """List what was sealed on the record of the reader's authority, without its words."""
    by, now = actor_of(request), moment()
    return render(request, "pages/seals.html", {"lines": seals.sealed(by=by, now=now), "now": now})


@door(Permission.SEE_SEALED)
@require_safe
def sealed_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Open one sealed entry, with those who saw it; that it was opened is audited."""
    page = acting.open_seal(number=number, by=actor_of(request), now=moment())
    context = {
        "page": page,
        "line": {"entry": page.entry, "title": saying.KIND_TITLES[page.entry.kind]},
        "told": [(each, saying.ABOUT_WORDS.get(each.about, _("a correction"))) for each in page.told],
        "now": page.as_of,
    }
    return render(request, "pages/sealed_entry.html", context)
