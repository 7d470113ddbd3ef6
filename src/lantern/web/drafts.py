"""A report that is not sent yet: kept while it is typed, found again on the board, or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lantern.actions.drafts import drop_draft, keep_draft
from lantern.queries import drafts
from lantern.queries.drafts import KeptDraft, Unfinished, UnfinishedTogether
from lantern.queries.homes import home
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.several import CHILDREN, as_kept, isolated, left_over
from lantern.web.keeping import SIGNED
from lantern.web.templatetags.lantern import clock

REPORT, SEVERAL, UNKNOWN = "report", "several", "unknown"
_LONGEST_KEY = 64
_TWO_FIGURES = 2
_LONGEST_ABOUT = 14
# Where each kind of unfinished form is gone on with.
_PAGES = {REPORT: "report-child", "carer-report": "carer-check"}
_NOT_KEPT = ("csrfmiddlewaretoken", "later", "photograph")


@door(Permission.REPORT_MISSING)
@require_POST
def keep_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for a button that goes on to the board."""
    by, now = actor_of(request), moment()

    def keep(typed: dict[str, str]) -> None:
        drafts.require_child(reference=reference, by=by, now=now)
        store(REPORT, reference, typed, by=by, now=now)

    words = _("%(saved)s. The report is not sent: the child is not recorded missing and nobody is told.")
    return answered(request, keep, words, back=reverse("report-child", args=[reference]), now=now)


@door(Permission.REPORT_MISSING)
@require_POST
def keep_several(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far of several children of one home, each child's own words by the child."""
    by, now = actor_of(request), moment()
    asked = request.GET.getlist("child")

    def keep(typed: dict[str, str]) -> None:
        place = home(reference=reference, by=by, now=now)
        may_report = {bed.child_reference for bed in place.beds if bed.may_report}
        children = [child for child in dict.fromkeys(asked) if child in may_report]
        if not children:
            raise NotFound(_("None of these children is one whom you may report. Choose them again."))
        before = kept_several(reference, by=by, now=now)
        store(SEVERAL, reference, as_kept(typed, children, before.content if before else {}), by=by, now=now)

    words = _("%(saved)s. The report is not sent: the children are not recorded missing and nobody is told.")
    return answered(request, keep, words, back=together_href(reference, asked), now=now)


@door(Permission.REGISTER_CHILD)
@require_POST
def keep_unknown(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far of a child nobody knows; a photograph is not kept."""
    by, now = actor_of(request), moment()
    about = about_unknown(request.POST.get("key", ""))

    def keep(typed: dict[str, str]) -> None:
        store(UNKNOWN, about, typed, by=by, now=now)

    words = _("%(saved)s. The report is not sent: the child is not recorded missing and nobody is told.")
    if "photograph" in request.FILES:
        words += " " + _("The photograph is not kept: choose it again.")
    return answered(request, keep, words, back=reverse("report-unknown"), now=now)


def store(form: str, about: str, typed: dict[str, str], *, by: Actor, now: datetime) -> None:
    """Keep a draft, unless its form was sent meanwhile."""
    if not drafts.was_sent(key=typed.get("key", "")[:_LONGEST_KEY], by=by, now=now):
        keep_draft(form=form, about=about, content={**typed, SIGNED: by.name}, by=by, now=now)


def answered(
    request: HttpRequest, keep: Callable[[dict[str, str]], None], words: str, *, back: str, now: datetime
) -> HttpResponse:
    """Keep what was typed and say so: to the page's script in a line, to a button on the board."""
    by_script = request.headers.get("Accept") == "application/json"
    try:
        keep({name: str(text) for name, text in request.POST.dict().items() if name not in _NOT_KEPT})
    except Refused as refused:
        if by_script:
            return JsonResponse(
                {"said": refused.message}, status=404 if isinstance(refused, NotFound) else 400
            )
        if isinstance(refused, NotFound):
            raise
        messages.error(request, refused.message)
        return redirect(back)
    saved = _("Saved %(at)s") % {"at": clock(now)}
    if by_script:
        return JsonResponse({"said": saved})
    # No word of "recorded" here: a report that is only saved must not look like one that is sent.
    messages.info(request, words % {"saved": saved})
    return redirect("board")


@door(Permission.REPORT_MISSING)
@require_POST
def throw_away_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished report away, and begin it anew."""
    drop_draft(form=REPORT, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished report is thrown away."))
    return redirect("report-child", reference=reference)


@door(Permission.REPORT_MISSING)
@require_POST
def throw_away_several(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished report of several children away, and begin it anew with the same children."""
    drop_draft(form=SEVERAL, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished report is thrown away."))
    return redirect(together_href(reference, request.GET.getlist("child")))


@door(Permission.REGISTER_CHILD)
@require_POST
def throw_away_unknown(request: HttpRequest) -> HttpResponse:
    """Throw one's own unfinished report of a child nobody knows away, and begin it anew."""
    drop_draft(form=UNKNOWN, about=_asked_for(request), by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished report is thrown away."))
    return redirect("report-unknown")


def together_href(reference: str, children: Iterable[str]) -> str:
    """Give the address of the form of these children of one home."""
    return (
        f"{reverse('several-children', args=[reference])}?{urlencode([('child', each) for each in children])}"
    )


def kept_report(reference: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own unfinished report of this child; none where it was sent after all."""
    return kept(REPORT, reference, by=by, now=now)


def kept_several(reference: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own unfinished report of several children of this home; none where it was sent after all."""
    return kept(SEVERAL, reference, by=by, now=now)


def about_unknown(key: str) -> str:
    """Give what a report of a child nobody knows is about: no child's reference yet, but its own form, by its key.

    So each form is a draft of its own, which no other overwrites, and its address says nothing of its key.
    """
    return hashlib.sha256(key[:_LONGEST_KEY].encode()).hexdigest()[:_LONGEST_ABOUT] if key else ""


def unknown_href(about: str) -> str:
    """Give the address of the form on which this unfinished report of a child nobody knows is gone on with."""
    return f"{reverse('report-unknown')}?{urlencode({'draft': about})}"


def _asked_for(request: HttpRequest) -> str:
    return request.GET.get("draft", "")[:_LONGEST_ABOUT].replace("\0", "")


def asked_unknown(request: HttpRequest, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own unfinished report that the address names; none where it was sent after all, or is gone."""
    return kept(UNKNOWN, _asked_for(request), by=by, now=now) if "draft" in request.GET else None


def kept(form: str, about: str, *, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own draft of this form, unless it is another's on one tablet, or was sent after all."""
    draft = drafts.kept(form=form, about=about, by=by, now=now)
    return draft if draft and _is_unsent(draft, by=by, now=now) else None


def _is_unsent(draft: KeptDraft, *, by: Actor, now: datetime) -> bool:
    """Say whether a draft is this worker's own, and its form was not sent after all."""
    return is_own(draft.content, by=by) and not drafts.was_sent(
        key=draft.content.get("key", ""), by=by, now=now
    )


def is_own(content: Mapping[str, str], *, by: Actor) -> bool:
    """Say whether this person typed a draft: on a home's tablet one account is many, and each has their own words."""
    return content.get(SIGNED, by.name) == by.name


def drop_report(reference: str, *, by: Actor, now: datetime) -> None:
    """Let one's own unfinished report go: it was sent."""
    drop_draft(form=REPORT, about=reference, by=by, now=now)


def drop_several(reference: str, *, sent: Sequence[str], by: Actor, now: datetime) -> None:
    """Let one's own unfinished report of these children go: it was sent. What was typed of others is kept."""
    draft = kept_several(reference, by=by, now=now)
    rest = left_over(draft.content, sent) if draft else {}
    drop_draft(form=SEVERAL, about=reference, by=by, now=now)
    if rest:
        store(SEVERAL, reference, rest, by=by, now=now)


def drop_unknown(key: str, *, by: Actor, now: datetime) -> None:
    """Let one's own unfinished report of a child nobody knows go: the form with this key was sent."""
    drop_draft(form=UNKNOWN, about=about_unknown(key), by=by, now=now)


def unfinished_reports(*, by: Actor, now: datetime) -> list[dict[str, Any]]:
    """Give the reader's own unfinished reports, each with the page on which it is gone on with."""
    of_one = [_line(each) for each in drafts.unfinished(forms=_PAGES, by=by, now=now)]
    of_several = drafts.unfinished_together(form=SEVERAL, children=CHILDREN, by=by, now=now)
    own = [each for each in of_several if is_own(each.content, by=by)]
    return of_one + [_line_together(each) for each in own] + unfinished_unknown(by=by, now=now)


def unfinished_unknown(*, by: Actor, now: datetime) -> list[dict[str, Any]]:
    """Give the reader's own unfinished reports of children nobody knows, the one that was saved last first."""
    held = drafts.kept_all(form=UNKNOWN, by=by, now=now)
    return [_line_unknown(about, draft) for about, draft in held.items() if _is_unsent(draft, by=by, now=now)]


def _line(each: Unfinished) -> dict[str, Any]:
    return {"draft": each, "name": each.name, "href": reverse(_PAGES[each.form], args=[each.child_reference])}


def _line_together(each: UnfinishedTogether) -> dict[str, Any]:
    number = len(each.children)
    words = ngettext("%(number)d child of %(home)s", "%(number)d children of %(home)s", number)
    name = words % {"number": number, "home": each.home}
    return {"draft": each, "name": name, "href": together_href(each.home_reference, each.children)}


def _line_unknown(about: str, draft: KeptDraft) -> dict[str, Any]:
    """Name a draft by the name as it was heard; without one by how old: several must be told apart."""
    heard, age = (draft.content.get(box, "").strip() for box in ("name", "age"))
    name = _("A child nobody knows yet")
    if heard:
        name = _("A child nobody knows yet, heard as %(name)s") % {"name": isolated(heard)}
    elif age.isdecimal() and len(age) <= _TWO_FIGURES:
        name = _("A child nobody knows yet, about %(age)s years old") % {"age": age}
    return {"draft": draft, "name": name, "href": unknown_href(about)}
