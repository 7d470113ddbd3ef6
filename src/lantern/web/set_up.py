"""Setting up: organisations and teams, and the two proofs without which a live installation records no child."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import organisations, proofs, readiness
from lantern.queries import set_up as seen
from lantern.queries.reckoned import Outcome, last_reckoned
from lantern.queries.set_up import OrganisationLine
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.set_up import (
    KINDS,
    OrganisationForm,
    ProofCodeForm,
    ProveNumberForm,
    SendCodeForm,
    TeamForm,
)


@never_cache
@require_safe
@door(Permission.SET_UP)
def set_up(request: HttpRequest) -> HttpResponse:
    """Show what is proved and what is not, and every organisation."""
    return _page(request, by=actor_of(request), now=moment())


@never_cache
@require_POST
@door(Permission.SET_UP)
def send_code(request: HttpRequest) -> HttpResponse:
    """Send a code to one organisation's mailbox, through the real mail server."""
    by, now = actor_of(request), moment()
    form = SendCodeForm(request.POST, organisations=seen.organisations(by=by, now=now), now=now)
    if not form.is_valid():
        return _page(request, send_form=form, by=by, now=now)
    try:
        sent = proofs.send_proof_code(organisation=form.cleaned_data["organisation"], by=by, now=now)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, send_form=form, by=by, now=now)
    if not proofs.was_taken(sent):
        form.add_error(None, f"The code was not sent: {sent.answer}. Nothing is proved yet.")
        return _page(request, send_form=form, by=by, now=now)
    messages.success(
        request, "The code was sent. Ask whoever reads that mailbox for it, and type it in below."
    )
    return redirect("set-up")


@never_cache
@require_POST
@door(Permission.SET_UP)
def prove_mail(request: HttpRequest) -> HttpResponse:
    """Take the code that arrived."""
    by, now = actor_of(request), moment()
    form = ProofCodeForm(request.POST, now=now)

    def act() -> None:
        proofs.prove_mail(code=form.cleaned_data["code"], by=by, now=now)

    if form.taken(act):
        messages.success(request, "It is proved that mail arrives.")
        return redirect("set-up")
    return _page(request, code_form=form, by=by, now=now)


@never_cache
@require_POST
@door(Permission.SET_UP)
def prove_number(request: HttpRequest) -> HttpResponse:
    """Record that an out-of-hours number was rung and answered."""
    by, now = actor_of(request), moment()
    form = ProveNumberForm(request.POST, organisations=seen.organisations(by=by, now=now), now=now)

    def act() -> None:
        said = form.cleaned_data
        proofs.prove_number(
            organisation=said["organisation"],
            number=form.numbers[said["organisation"]],
            answered_by=said["answered_by"],
            rung=said["rung"],
            by=by,
            now=now,
        )

    if form.taken(act):
        messages.success(request, "It is proved that the number is answered.")
        return redirect("set-up")
    return _page(request, number_form=form, by=by, now=now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.SET_UP)
def organisation(request: HttpRequest, reference: str | None = None) -> HttpResponse:
    """Add an organisation, or change one."""
    by, now = actor_of(request), moment()
    held = seen.organisation(reference=reference, by=by, now=now) if reference else None
    initial = {**vars(held), "kind": held.kind.value} if held else {}
    form = OrganisationForm(
        request.POST if request.method == "POST" else None,
        initial={**initial, "key": new_key()},
        organisations=seen.organisations(by=by, now=now),
        now=now,
    )

    def act() -> None:
        organisations.keep_organisation(
            reference=reference, facts=form.facts(), by=by, now=now, key=form.pressed
        )

    if form.taken(act):
        messages.success(
            request, f"{form.cleaned_data['name']} is recorded. The list of duty numbers is written anew."
        )
        return redirect("set-up")
    return render(request, "pages/organisation.html", {"form": form, "held": held})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.SET_UP)
def team(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """Add a team to an organisation, or change one."""
    by, now = actor_of(request), moment()
    at = seen.organisation(reference=reference, by=by, now=now)
    held = next((one for one in at.teams if one.number == number), None)
    if number is not None and held is None:
        raise NotFound("There is no such team.")
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        initial={**(vars(held) if held else {}), "key": new_key()},
        now=now,
    )

    def act() -> None:
        organisations.keep_team(
            reference=reference, team=number, facts=form.facts(), by=by, now=now, key=form.pressed
        )

    if form.taken(act):
        messages.success(request, f"{form.cleaned_data['name']} is recorded.")
        return redirect("set-up")
    return render(request, "pages/team.html", {"form": form, "held": held, "at": at})


def _page(
    request: HttpRequest,
    *,
    by: Actor,
    now: datetime,
    send_form: SendCodeForm | None = None,
    code_form: ProofCodeForm | None = None,
    number_form: ProveNumberForm | None = None,
) -> HttpResponse:
    rows = seen.organisations(by=by, now=now)
    wrong = next((f for f in (send_form, code_form, number_form) if f is not None), None)
    context = {
        "send_form": send_form or SendCodeForm(organisations=rows, now=now, auto_id="send_%s"),
        "code_form": code_form or ProofCodeForm(now=now, auto_id="code_%s"),
        "number_form": number_form or ProveNumberForm(organisations=rows, now=now, auto_id="number_%s"),
        "form": wrong,
        "readiness": readiness.readiness(),
        "proofs": seen.proofs(by=by, now=now),
        **_reckoned(by=by, now=now),
        "is_live": not settings.IS_DEMO,
        "has_server": bool(settings.SMTP_URL),
        "tables_refused": settings.TABLES_REFUSED,
        "rows": [_row(row) for row in rows],
        "columns": [
            "Organisation",
            "What it is",
            "Out-of-hours number",
            "Mailbox",
            "Second mailbox",
            "Teams",
        ],
    }
    return render(request, "pages/set_up.html", context, status=200)


def _row(row: OrganisationLine) -> list[Any]:
    return [
        {"text": row.name, "href": f"/set-up/organisations/{row.reference}"},
        KINDS[row.kind],
        row.out_of_hours_telephone or {"text": "No number", "tag": "unknown"},
        row.email or {"text": "No mailbox", "tag": "unknown"},
        row.second_email or "None: codes go to the same mailbox",
        ", ".join(one.name for one in row.teams) or "None",
    ]


_RECKONED = {
    Outcome.NONE: ("No difference", "done"),
    Outcome.MENDED: ("Differences were found and mended", "late"),
    Outcome.FOUND: ("Differences were found, and not mended", "late"),
}


def _reckoned(*, by: Actor, now: datetime) -> dict[str, Any]:
    """Say what came of the last night's reckoning of all that is owed."""
    last = last_reckoned(by=by, now=now)
    words, state = _RECKONED[last.outcome] if last else ("", "")
    return {"reckoned": last, "reckoned_words": words, "reckoned_state": state}
