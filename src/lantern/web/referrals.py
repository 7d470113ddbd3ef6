"""The pages of a referral: the welfare form, the referral itself with its draft, decisions, letters, and its sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import referrals as acting
from lantern.actions.drafts import drop_draft, keep_draft
from lantern.documents import nrm
from lantern.queries import drafts
from lantern.queries.drafts import KeptDraft
from lantern.vocabulary.referrals import BY_NAME, QUESTIONS
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.web import referral_words
from lantern.web.concerns import VERBS, Paper, bound, head_for, taken, written
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.referrals import (
    SECTION_WORDS,
    YES_NO,
    DecisionForm,
    LetterForm,
    ReferralForm,
    WelfareFormForm,
)
from lantern.web.templatetags.lantern import clock

DRAFT = "nrm"
SIGNED = "signed"
_NOT_KEPT = ("csrfmiddlewaretoken", "later")
_ANSWER_WORDS = dict(YES_NO)


@door(Permission.RECORD_CONCERN)
@require_safe
def who_refers(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which organisations may refer, and whom somebody who may not is to ask."""
    head = head_for(request, reference, Permission.RECORD_CONCERN)
    context = {
        "head": head,
        "responders": referral_words.first_responders(),
        "may_refer": Permission.REFER_TO_NRM in head.may,
        "reads": Permission.SEE_RECORD in head.may,
    }
    return render(request, "pages/nrm_who.html", context)


@door(Permission.REFER_TO_NRM)
@require_http_methods(VERBS)
def welfare_form(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the child welfare form was sent."""
    paper = Paper(
        title=_("Child welfare form sent"),
        button=_("Record that it was sent"),
        done=_("Recorded. The referral comes next."),
        action=acting.record_welfare_form,
        intro=_(
            "The child welfare form goes to the authority first, and then the referral is made (gov.uk, guidance for "
            "first responders). Make the child safe before either."
        ),
    )
    head = head_for(request, reference, Permission.REFER_TO_NRM)
    return written(request, head, bound(WelfareFormForm, request), paper)


@door(Permission.REFER_TO_NRM)
@require_http_methods(VERBS)
def refer(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a referral: filled in from the record, kept while it is typed."""
    by, now = actor_of(request), moment()
    head = head_for(request, reference, Permission.REFER_TO_NRM)
    begun = acting.open_form(child=reference, by=by, now=now)
    draft = _kept(reference, request)
    again = {**begun.known, **(draft.content if draft else {})}
    form = bound(ReferralForm, request, is_further=begun.is_further, initial=_initial(again))
    assert isinstance(form, ReferralForm)
    if request.method == "POST" and form.is_valid():
        number = taken(request, form, acting.refer, child=reference, referral=form.referral())
        if number is not None:
            drop_draft(form=DRAFT, about=reference, by=by, now=now)
            messages.success(request, _("Recorded. When the reference comes, record it here."))
            return redirect("concern", reference=reference)
    context = {
        "head": head,
        "form": form,
        "sections": list(form.sections()),
        "begun": begun,
        "draft": draft if request.method != "POST" else None,
        "must_refer": referral_words.must_refer(),
    }
    return render(request, "pages/nrm.html", context)


def _initial(content: dict[str, str]) -> dict[str, Any]:
    """Give what was kept as a form begins with it: the boxes of a time are put together again."""
    initial: dict[str, Any] = {name: text for name, text in content.items() if name != SIGNED}
    boxes = ("day", "month", "year", "hour", "minute", "now")
    when = {box: content[f"when_{box}"] for box in boxes if content.get(f"when_{box}")}
    return {**initial, **({"when": when} if when else {})}


def _kept(reference: str, request: HttpRequest) -> KeptDraft | None:
    """Give the reader's own draft of this referral; none where it was sent, or another typed it at this tablet."""
    by, now = actor_of(request), moment()
    draft = drafts.kept(form=DRAFT, about=reference, by=by, now=now)
    if draft is None or draft.content.get(SIGNED, by.name) != by.name:
        return None
    return None if drafts.was_sent(key=draft.content.get("key", ""), by=by, now=now) else draft


@door(Permission.REFER_TO_NRM)
@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is typed so far: for the page's script, or for a button that goes back to the child's page."""
    by, now = actor_of(request), moment()
    by_script = request.headers.get("Accept") == "application/json"
    typed = {name: str(text) for name, text in request.POST.dict().items() if name not in _NOT_KEPT}
    try:
        drafts.require_child(reference=reference, by=by, now=now)
        if not drafts.was_sent(key=typed.get("key", "")[:64], by=by, now=now):
            keep_draft(form=DRAFT, about=reference, content={**typed, SIGNED: by.name}, by=by, now=now)
    except Refused as refused:
        if by_script:
            status = 404 if isinstance(refused, NotFound) else 400
            return JsonResponse({"said": refused.message}, status=status)
        if isinstance(refused, NotFound):
            raise
        messages.error(request, refused.message)
        return redirect("refer-to-nrm", reference=reference)
    saved = _("Saved %(at)s") % {"at": clock(now)}
    if by_script:
        return JsonResponse({"said": saved})
    words = _("%(saved)s. The referral is not recorded, and nobody is told. It is kept for 24 hours.")
    messages.info(request, words % {"saved": saved})
    return redirect("concern", reference=reference)


@door(Permission.REFER_TO_NRM)
@require_POST
def throw_away(request: HttpRequest, reference: str) -> HttpResponse:
    """Throw one's own unfinished referral away, and begin it anew."""
    drop_draft(form=DRAFT, about=reference, by=actor_of(request), now=moment())
    messages.info(request, _("The unfinished referral is thrown away."))
    return redirect("refer-to-nrm", reference=reference)


@door(Permission.SEE_PROTECTED)
@require_safe
def referral(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open one referral whole: the opening is recorded."""
    by, now = actor_of(request), moment()
    opened = acting.open_referral(child=reference, referral=number, by=by, now=now)
    context = {
        "opened": opened,
        "line": referral_words.referral_line(opened.referral),
        "sections": _answered(opened.answers),
        "now": now,
    }
    return render(request, "pages/nrm_referral.html", context)


def _answered(answers: dict[str, str]) -> list[dict[str, Any]]:
    """Give the answers by section; what was not answered is said, never left blank."""
    return [
        {
            "title": title,
            "lines": [
                {
                    "words": _(each.words),
                    "answer": _ANSWER_WORDS.get(said, said) if (said := answers.get(each.name, "")) else "",
                }
                for each in QUESTIONS
                if each.section is section
            ],
        }
        for section, title in SECTION_WORDS.items()
    ]


def _one(request: HttpRequest, reference: str, number: int) -> acting.OpenedReferral:
    return acting.open_referral(child=reference, referral=number, by=actor_of(request), now=moment())


@door(Permission.REFER_TO_NRM)
@require_http_methods(VERBS)
def decision(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record a decision on a referral."""
    head = head_for(request, reference, Permission.REFER_TO_NRM)
    opened = _one(request, reference, number)
    form = bound(
        DecisionForm,
        request,
        reconsidered=opened.referral.open_reconsiderations,
        may_allow_recovery=bool(opened.referral.wholly_before_first),
        initial={"decider": opened.referral.decider.value},
    )
    paper = Paper(
        title=_("Record a decision on the referral"),
        button=_("Record the decision"),
        done=_("Recorded. It stands beside the authority’s own view."),
        action=acting.record_decision,
        intro=_(
            "Referral %(place)s of this child. Only the competent authority, or a devolved panel, decides."
        )
        % {"place": opened.referral.place},
        fixed={"referral": number},
    )
    return written(request, head, form, paper)


@door(Permission.REFER_TO_NRM)
@require_http_methods(VERBS)
def letter(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what was sent to the competent authority, or came from it."""
    head = head_for(request, reference, Permission.REFER_TO_NRM)
    opened = _one(request, reference, number)
    paper = Paper(
        title=_("Record a letter to or from the competent authority"),
        button=_("Record it"),
        done=_("Recorded."),
        action=acting.record_letter,
        intro=_("Referral %(place)s of this child. Tell it what is new: that the child is missing, or found.")
        % {"place": opened.referral.place},
        fixed={"referral": number},
    )
    return written(request, head, bound(LetterForm, request), paper)


# The sheet ------------------------------------------------------------------------------------------------------


@door(Permission.SEE_PROTECTED)
@require_safe
def sheet(request: HttpRequest, reference: str, number: int, form: str) -> HttpResponse:
    """Give one referral as PDF or as JSON; the opening is recorded."""
    by = actor_of(request)
    opened = _one(request, reference, number)
    about = nrm.Sheet(
        child=opened.child,
        answers=opened.answers,
        referral=opened.referral,
        as_of=opened.as_of,
    )
    return _given(about, form, by_name=by.name)


@door(Permission.REFER_TO_NRM)
@require_safe
def sheet_beforehand(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """Give what the record and one's own draft would say in a referral, as PDF or as JSON; the opening is recorded."""
    by, now = actor_of(request), moment()
    begun = acting.open_form(child=reference, by=by, now=now)
    draft = _kept(reference, request)
    typed = {name: text for name, text in (draft.content if draft else {}).items() if name in BY_NAME}
    about = nrm.Sheet(child=reference, answers={**begun.known, **typed}, referral=None, as_of=now)
    return _given(about, form, by_name=by.name)


def _given(about: nrm.Sheet, form: str, *, by_name: str) -> HttpResponse:
    if form == "json":
        return JsonResponse(nrm.as_json(about, by_name=by_name), json_dumps_params={"indent": 2})
    response = HttpResponse(nrm.as_pdf(about, by_name=by_name), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="referral-{about.child}.pdf"'
    return response
