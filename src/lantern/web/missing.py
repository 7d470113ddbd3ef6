"""One missing episode: its page, and the pages on which what happens in it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import information, interviews, police
from lantern.actions import missing as acting
from lantern.actions.children import open_episode
from lantern.policies.missing import MAY_FOLLOW
from lantern.queries import sharing
from lantern.queries.groups import together
from lantern.queries.missing import episode_page
from lantern.queries.own_entries import own_entries
from lantern.queries.plan_briefs import frozen
from lantern.queries.search_measures import take_downs
from lantern.queries.standing import standing
from lantern.queries.still_missing import search_reviewed
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Permission
from lantern.web import absence, ladder, next_steps, plan_words, saying, search_reviews, tonight, who_is_in
from lantern.web.doors import View, actor_of, door, moment, new_key
from lantern.web.forms import missing as forms
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.forms.risk import RiskForm
from lantern.web.owed import clocks_words, owed_lines
from lantern.web.place_links import place_of_entry
from lantern.web.take_downs import links_of, was_published

UNDO = "undo"  # marks the banner that offers to take the last turn back
TURNS = frozenset({EventKind.CHILD_LOCATED, EventKind.CHILD_RETURNED})
MOST_RECENT = 4  # entries shown beside a form that came too late


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that may be recorded on an episode: who may, its form, the action behind it, and its words."""

    name: str  # the page's name among the addresses
    kind: EventKind
    opens: Permission
    needs: frozenset[Permission]
    form: type[EpisodeForm]
    action: Callable[..., str]
    link: str
    title: str
    button: str
    done: str
    intro: str = ""


def _step(name: str, kind: EventKind, permission: Permission, **words: Any) -> Step:
    return Step(name=name, kind=kind, **{"opens": permission, "needs": frozenset({permission}), **words})


STEPS = (
    _step(
        "returned",
        EventKind.CHILD_RETURNED,
        Permission.RECORD_RETURN,
        form=forms.ReturnedForm,
        action=acting.record_return,
        link="The child is back",
        title="Record that the child is back",
        button="Record that the child is back",
        done="Recorded: the child is back. Everyone who was told is being told again.",
        intro="Only when somebody has seen the child back where they live, or where they now stay.",
    ),
    _step(
        "located",
        EventKind.CHILD_LOCATED,
        Permission.RECORD_LOCATED,
        form=forms.LocatedForm,
        action=acting.record_located,
        link="Found, not yet back",
        title="Record that the child is found, not yet back",
        button="Record that the child is found",
        done="Recorded: found, not yet back. Everyone who was told is being told again.",
    ),
    _step(
        "information",
        EventKind.INFORMATION_RECEIVED,
        Permission.RECORD_INFORMATION,
        form=forms.InformationForm,
        action=information.record_information,
        link="Information received",
        title="Record information received",
        button="Record it",
        done="The information is recorded. If it changes where police should look, ring them.",
    ),
    _step(
        "police-call",
        EventKind.POLICE_CALL_TRIED,
        Permission.RECORD_POLICE_CALL,
        form=forms.PoliceCallForm,
        action=police.record_police_call,
        link="Call to the police",
        title="Record a call to the police",
        button="Record the call",
        done="The call is recorded.",
    ),
    _step(
        "risk",
        EventKind.RISK_ASSESSED,
        Permission.RECORD_RISK,
        form=RiskForm,
        action=police.record_risk,
        link="Police risk level",
        title="Record the police risk level",
        button="Record the level",
        done="The police risk level is recorded.",
        intro="Type what the police said. Lantern sets no level of its own.",
    ),
    _step(
        "classify",
        EventKind.CLASSIFIED,
        Permission.SEE_EPISODE,
        needs=frozenset({Permission.CLASSIFY, Permission.CLASSIFY_FOR_POLICE}),
        form=forms.ClassifyForm,
        action=acting.classify,
        link="Missing or out",
        title="Say whether it is known where the child is",
        button="Record the view",
        done="The view is recorded.",
        intro="The authority's view and the police's stand side by side. Each may change as more is known.",
    ),
    _step(
        "interview-offer",
        EventKind.RETURN_INTERVIEW_OFFERED,
        Permission.RECORD_INTERVIEW_OFFER,
        form=forms.InterviewOfferForm,
        action=interviews.record_offer,
        link="Return interview offered",
        title="Record the offer of a return interview",
        button="Record the offer",
        done="The offer is recorded.",
        intro="Somebody independent, offered to the child in a language they speak. A letter sent is not an offer.",
    ),
)


@door(Permission.SEE_EPISODE)
@require_safe
def episode(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one missing episode: what to do next, who was told, what is owed, and all that happened."""
    by, now = actor_of(request), moment()
    try:
        page = readable(open_episode(reference=reference, by=by, now=now), by=by, now=now)
    except NotFound as refused:
        return who_is_in.over_page(request, reference, refused, by=by, now=now)
    went_with = together(reference=reference, by=by, now=now)
    access = sharing.who_is_in(reference=reference, by=by, now=now)
    stands = standing(reference=reference, by=by, now=now)
    shown = {**_shown(page, was_late=stands.late is not None), "went_with": went_with, "access": access}
    shown["plan"] = plan = frozen(reference=reference, by=by, now=now)
    shown["plan_words"] = plan_words.frozen_words(plan)
    shown["let_in_words"] = who_is_in.let_in_words(access.own, now)
    shown["stands"] = absence.shown(stands, reference)
    may_join = Permission.RECORD_INFORMATION in page.may and page.head.stage is not Stage.RETURNED
    shown["join_href"] = reverse("went-with", args=[reference]) if may_join and not page.head.is_void else ""
    down = take_downs(reference=reference, by=by, now=now) if was_published(page) else ()
    shown |= links_of(page, down=down)
    shown["search_review"] = search_reviews.said(
        search_reviewed(reference=reference, by=by, now=now), reference
    )
    return render(request, "pages/episode.html", shown)


def readable(page: EpisodePage, *, by: Actor, now: datetime) -> EpisodePage:
    """Add what the reader's own organisation recorded where the rest of the chronology is hidden."""
    if not page.chronology_is_hidden:
        return page
    return replace(page, chronology=own_entries(reference=page.head.reference, by=by, now=now))


def open_steps(page: EpisodePage) -> list[Step]:
    """Give what this reader may record at this point of the episode."""
    if page.head.is_void:
        return []
    follows = MAY_FOLLOW[page.head.stage]
    return [step for step in STEPS if step.kind in follows and step.needs & page.may]


def _shown(page: EpisodePage, *, was_late: bool) -> dict[str, Any]:
    head, now = page.head, page.as_of
    steps = open_steps(page)
    names = [step.name for step in steps] + ["ring"] * (Permission.RING in page.may)
    newest = saying.last_turn(page.tellings)
    to_do = next_steps.next_steps(
        head=head, tellings=newest, owed=page.owed, open_pages=names, was_late=was_late
    )
    to_do = tonight.first_steps(page, to_do)
    ring_href = reverse("police-call", args=[head.reference]) if "police-call" in names else ""
    may_ring = Permission.RING in page.may
    drawn = saying.rungs(newest, head=head, ring_href=ring_href, may_ring=may_ring, now=now)
    offered = {step.href for step in to_do[:1]}
    addresses = [(step, reverse(step.name, args=[head.reference])) for step in steps]
    return {
        **heading_of(page),
        "next_step": to_do[0] if to_do and not head.is_void else None,
        "then": to_do[1:],
        "steps": [
            {"text": _link_words(step, head.stage), "href": href}
            for step, href in addresses
            if href not in offered
        ],
        **tonight.search_of(page),
        "ladder": ladder.stages(page, newest, drawn),
        "earlier": _earlier(page, newest),
        "owed": owed_lines(page),
        "clocks": clocks_words(page.clocks, now),
        "entries": entries_of(page),
        "undo": _undo(page),
        "undo_reasons": forms.UNDO_REASONS if head.stage is Stage.RETURNED else (),
        "undo_key": new_key(),
        "may_give_page": Permission.RECORD_INTERVIEW_OFFER in page.may and not head.is_void,
        "may_open_child": Permission.SEE_NAME in page.may and head.child_reference is not None,
        "may_ask_why": Permission.CORRECT in page.may and head.child_reference is not None,
    }


def _link_words(step: Step, stage: Stage) -> str:
    """Name a step among the things to record; when a child who is back was found is late knowledge."""
    late = step.kind is EventKind.CHILD_LOCATED and stage is Stage.RETURNED
    return "When the child was found" if late else step.link


def heading_of(page: EpisodePage) -> dict[str, Any]:
    """Give what every page about an episode says of it."""
    head, now = page.head, page.as_of
    return {
        "page": page,
        "head": head,
        "now": now,
        "name": saying.named(head),
        "lives_at": saying.lives_at(head),
        "police": saying.police_tag(head, now),
        "risk": saying.risk_tag(head),
        "review": saying.review_tag(head, now),
        "whereabouts": [*saying.whereabouts(head), *absence.notes(head, now)],
        "is_missing": head.stage is Stage.MISSING,
        "is_found": head.stage is Stage.LOCATED,
        "is_back": head.stage is Stage.RETURNED,
        "links_href": reverse("links", args=[head.reference]) if Permission.KEEP_LINKS in page.may else "",
        "sheet_href": reverse("sheet", args=[head.reference]) if Permission.SEE_RECORD in page.may else "",
        "risk_href": reverse("risk-held", args=[head.reference]) if Permission.SEE_RECORD in page.may else "",
        "challenged_at": _challenged_at(page),
    }


def _challenged_at(page: EpisodePage) -> datetime | None:
    """Give when a challenge was put that the police have not answered; only one waits at a time."""
    kinds = (EventKind.RISK_CHALLENGED, EventKind.CHALLENGE_ANSWERED)
    said = [each for each in page.chronology if each.kind in kinds and not each.is_struck]
    put = [each.recorded_at for each in said if each.kind is EventKind.RISK_CHALLENGED]
    return max(put) if len(put) * 2 > len(said) else None


def _earlier(page: EpisodePage, newest: list[Any]) -> list[dict[str, Any]]:
    earlier = [line for line in page.tellings if line not in newest]
    return saying.rungs(earlier, head=page.head, ring_href="", now=page.as_of)


def entries_of(page: EpisodePage) -> list[dict[str, Any]]:
    """Give the chronology's entries with their titles, each struck one with the correction that strikes it."""
    corrections = {entry.corrects: entry for entry in page.chronology if entry.corrects is not None}
    address = page.head.reference
    return [
        {
            "entry": entry,
            "title": saying.KIND_TITLES[entry.kind],
            "correction": corrections.get(entry.number) if entry.is_struck else None,
            "wrong_href": reverse("correct", args=[address, entry.number]) if entry.may_correct else "",
            "seal_href": reverse("seal", args=[address, entry.number]) if entry.may_seal else "",
            "place_href": place_of_entry(entry, page),
        }
        for entry in page.chronology
    ]


def _undo(page: EpisodePage) -> str:
    """Give the address that takes back the last "found" or "back", where this reader may."""
    kinds = {Stage.LOCATED: EventKind.CHILD_LOCATED, Stage.RETURNED: EventKind.CHILD_RETURNED}
    wanted = kinds.get(page.head.stage)
    found = [entry.number for entry in page.chronology if entry.kind is wanted and entry.may_correct]
    return f"{reverse('correct', args=[page.head.reference, found[-1]])}?why=not_true" if found else ""


# Recording something -------------------------------------------------------------------------------------


def _page_of(step: Step) -> View:
    """Make the page on which one step is recorded."""

    def view(request: HttpRequest, reference: str) -> HttpResponse:
        by, now = actor_of(request), moment()
        read = episode_page if request.method == "POST" else open_episode
        page = read(reference=reference, by=by, now=now)
        if not step.needs & page.may:
            raise NotPermitted("Your role does not record this for this child. Ring the duty team.")
        form = form_of(step.form, request, page, may=page.may)
        if request.method == "POST" and form.is_valid():
            sent = Sent(action=step.action, form=form, given=form.given(), reference=reference)
            if sent.taken(by=by, now=now):
                messages.success(request, _done(step, form), extra_tags=UNDO if step.kind in TURNS else "")
                return redirect("episode", reference=reference)
            if sent.is_stale:
                page = see_again(form, reference, by=by, now=now)
                return render(request, "pages/episode_step.html", _step_context(step, form, page, stale=True))
        return render(request, "pages/episode_step.html", _step_context(step, form, page, stale=False))

    view.__name__ = step.name.replace("-", "_")
    view.__doc__ = f"{step.title}."
    return door(step.opens)(require_http_methods(["GET", "HEAD", "POST"])(view))


def form_of(form: type[EpisodeForm], request: HttpRequest, page: EpisodePage, **more: Any) -> EpisodeForm:
    """Make a form with its key and the version of the record that its reader has before them."""
    if form is not forms.ClassifyForm:
        more.pop("may", None)
    more |= form.of_page(page)
    data = request.POST if request.method == "POST" else None
    initial = {"key": new_key(), "seen_version": page.head.version, **more.pop("initial", {})}
    return form(data, now=page.as_of, initial=initial, **more)


@dataclass(kw_only=True)
class Sent:
    """A form on its way to its action: taken, refused with words on the form, or too late."""

    action: Callable[..., str]
    form: EpisodeForm
    given: dict[str, Any]
    reference: str
    is_stale: bool = False

    def taken(self, *, by: Actor, now: datetime) -> bool:
        """Send it; say whether it was taken. Where it was not, the form says why."""
        try:
            self.action(reference=self.reference, **self.given, key=self.form.pressed, by=by, now=now)
        except (NotFound, NotPermitted):
            raise
        except Stale as late:
            self.is_stale = True
            self.form.add_error(None, late.message)
        except Refused as refused:
            self.form.refuse(refused)
        return not self.form.errors


def _done(step: Step, form: EpisodeForm) -> str:
    if step.name != "police-call":
        return form.done or step.done
    if form.cleaned_data["was_answered"] == "yes":
        return "The call is recorded. The police are told."
    return "The try is recorded. The police are still not told: ring again."


def see_again(form: EpisodeForm, reference: str, *, by: Actor, now: datetime) -> EpisodePage:
    """Read the episode as it stands now, and let the form be sent again having seen it."""
    page = readable(episode_page(reference=reference, by=by, now=now), by=by, now=now)
    form.see(page.head.version)
    return page


def _step_context(step: Step, form: EpisodeForm, page: EpisodePage, *, stale: bool) -> dict[str, Any]:
    return {
        **heading_of(page),
        "form": form,
        "step": step,
        "rings_police": step.name == "police-call",
        "reports": said_of_the_child(page) if step.name == "police-call" else [],
        "newest": newest_entries(page) if stale else [],
        "is_stale": stale,
    }


def said_of_the_child(page: EpisodePage) -> list[dict[str, Any]]:
    """Give what was said when the child was reported: what the police will ask, to be read out to them."""
    kinds = {EventKind.MISSING_REPORTED, EventKind.REPORT_JOINED, EventKind.INFORMATION_RECEIVED}
    return [line for line in entries_of(page) if line["entry"].kind in kinds and not line["entry"].is_struck]


def newest_entries(page: EpisodePage) -> list[dict[str, Any]]:
    """Give the entries that were recorded last, the newest first."""
    return sorted(entries_of(page), key=lambda line: line["entry"].number, reverse=True)[:MOST_RECENT]


returned, located, information_received, police_call, risk, classify, interview_offer = map(_page_of, STEPS)
