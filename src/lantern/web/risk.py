"""What the police hold the risk of an episode to be: on what it rests, who does not agree, and the local floor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import challenging as acting
from lantern.queries.risk_facts import ANSWER_SAID, LEVEL_WORDS
from lantern.queries.risk_held import Challenge, RiskHeld, risk_held
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door, holds
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.risk import ChallengeAnswerForm, ChallengeForm, LowerFloorForm
from lantern.web.missing import form_of, heading_of


@door(Permission.SEE_RECORD)
@require_safe
def held(request: HttpRequest, reference: str) -> HttpResponse:
    """Show every level the police set in this episode, what it relied on, and who does not agree."""
    page = page_for(request, reference, Permission.SEE_RECORD)
    by = actor_of(request)
    found = risk_held(reference=reference, by=by, now=page.as_of)
    is_lead = holds(by, Permission.ANSWER_FOR_MISSING)
    return render(request, "pages/risk_held.html", {**heading_of(page), **said_of(found, is_lead=is_lead)})


def said_of(found: RiskHeld, *, is_lead: bool) -> dict[str, Any]:
    """Give what is held of the risk in words, and what this reader may do about it."""
    reference, waits = found.reference, found.waits
    may_challenge = Permission.CLASSIFY in found.may and found.level is not None and waits is None
    may_lower = is_lead and Permission.CLASSIFY in found.may
    return {
        "found": found,
        "assessments": [
            {"one": each, "level": LEVEL_WORDS[each.level], "cites": [_cited(one) for one in each.cites]}
            for each in found.assessments
        ],
        "challenges": [_challenge(each, found) for each in found.challenges],
        "floor": _asked(found.stands),
        "table_floor": _asked(found.floor),
        "asks_for": _asked(found.asks_for),
        "set_href": reverse("risk", args=[reference]) if Permission.RECORD_RISK in found.may else "",
        "challenge_href": reverse("challenge-risk", args=[reference]) if may_challenge else "",
        "lower_href": reverse("lower-floor", args=[reference]) if may_lower else "",
    }


def _cited(one: Any) -> dict[str, Any]:
    return {"one": one, "title": saying.KIND_TITLES[one.kind]}


def _asked(asked: Any) -> dict[str, Any]:
    return {"level": LEVEL_WORDS[asked.level], "reasons": asked.reasons}


def _challenge(each: Challenge, found: RiskHeld) -> dict[str, Any]:
    may = each.outcome is None and Permission.RECORD_RISK in found.may
    return {
        "one": each,
        "asks": LEVEL_WORDS[each.level_asked] if each.level_asked else "",
        "answer": ANSWER_SAID[each.outcome] if each.outcome else "",
        "answer_href": reverse("answer-challenge", args=[found.reference, each.number]) if may else "",
    }


@door(Permission.CLASSIFY)
@require_http_methods(VERBS)
def challenge(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the authority does not agree with the police level."""
    page = page_for(request, reference, Permission.CLASSIFY)
    found = risk_held(reference=reference, by=actor_of(request), now=page.as_of)
    asks = _asked(found.asks_for)
    inset = _("To ask for at least %(level)s speaks: %(reasons)s. You decide.") % {
        "level": asks["level"],
        "reasons": "; ".join(asks["reasons"]),
    }
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Challenge the police risk level"),
        button=_("Record the challenge"),
        action=acting.challenge,
        done=lambda form: _("Recorded. It waits until somebody records what the police answer."),
        more={"inset": inset},
        fixed={},
    )
    return recorded(request, page, form_of(ChallengeForm, request, page), paper)


@door(Permission.RECORD_RISK)
@require_http_methods(VERBS)
def answer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what the police answered to a challenge."""
    page = page_for(request, reference, Permission.RECORD_RISK)
    found = risk_held(reference=reference, by=actor_of(request), now=page.as_of)
    asked = next((each for each in found.challenges if each.number == number), None)
    if asked is None:
        raise NotFound(_("There is no such challenge that you may see. Open the episode and look again."))
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Record what the police answered"),
        button=_("Record the answer"),
        action=acting.answer_challenge,
        done=_answered,
        more={"inset": _("%(who)s: %(why)s") % {"who": asked.by_name, "why": asked.reasons}},
        fixed={"challenge": number},
    )
    return recorded(request, page, form_of(ChallengeAnswerForm, request, page), paper)


def _answered(form: Any) -> str:
    if form.cleaned_data["outcome"] == ChallengeOutcome.CHANGED.value:
        return _("Recorded. Record the new police risk level now.")
    return _("Recorded: the police keep their level.")


@door(Permission.ANSWER_FOR_MISSING)
@require_http_methods(VERBS)
def lower(request: HttpRequest, reference: str) -> HttpResponse:
    """Lower the local floor of one episode, as the missing lead decides."""
    page = page_for(request, reference, Permission.CLASSIFY)
    found = risk_held(reference=reference, by=actor_of(request), now=page.as_of)
    if Permission.CLASSIFY not in found.may:
        raise NotPermitted(_("Only the authority that looks after the child lowers its floor."))
    floor = _asked(found.stands)
    words = {"level": floor["level"], "reasons": "; ".join(floor["reasons"])}
    paper = Paper(
        template="pages/standing_form.html",
        title=_("Lower the local floor"),
        button=_("Lower it"),
        action=acting.lower_floor,
        done=lambda form: _(
            "Lowered for this time missing only. Who decided it and why is in the chronology."
        ),
        more={"inset": _("It stands at %(level)s: %(reasons)s.") % words},
        fixed={},
    )
    return recorded(request, page, form_of(LowerFloorForm, request, page), paper)
