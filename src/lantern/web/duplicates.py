"""Two records that may be of one child: the list, the decision side by side, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import duplicates as acting
from lantern.actions.children import open_child
from lantern.policies.duplicates import Because
from lantern.queries import duplicates as seen
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.children import CERTAINTY_WORDS, SEX_WORDS
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.duplicates import SAME, PairForm, UndoPairForm

BECAUSE = {
    Because.NAME_AND_BIRTH: gettext_lazy(
        "the names are spelt or sound the same, and the day of birth is the same"
    ),
    Because.IDENTIFIER: gettext_lazy("a number is the same"),
    Because.TELEPHONE: gettext_lazy("a telephone number is the same"),
}


@door(Permission.ANSWER_FOR_MISSING)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the records of the reader's authority that may be of one child, and what was decided."""
    now = moment()
    page = seen.duplicates(by=actor_of(request), now=now)
    pairs = [{"pair": pair, "because": [BECAUSE[each] for each in pair.because]} for pair in page.pairs]
    return render(request, "pages/duplicates.html", {"page": page, "pairs": pairs, "now": now})


@door(Permission.ANSWER_FOR_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Show two records side by side, and take the decision whether they are of one child."""
    by, now = actor_of(request), moment()
    pages = [open_child(reference=each, by=by, now=now) for each in (first, second)]
    form = PairForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})

    def act() -> None:
        said = form.cleaned_data
        acting.decide_pair(
            first=first,
            second=second,
            is_same=said["decision"] == SAME,
            reasons=said["reasons"],
            key=form.pressed,
            by=by,
            now=now,
        )

    if form.taken(act):
        messages.success(request, _("It is recorded, with your name. It can be taken back."))
        return redirect("duplicates")
    sides: list[dict[str, Any]] = [
        {
            "child": one,
            "certainty": CERTAINTY_WORDS[one.date_of_birth_certainty],  # type: ignore[index]
            "sex": SEX_WORDS[one.sex],  # type: ignore[index]
        }
        for one in pages
    ]
    return render(request, "pages/pair.html", {"form": form, "sides": sides, "now": now})


@door(Permission.ANSWER_FOR_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was decided of two records, and take it back with a reason."""
    by, now = actor_of(request), moment()
    made = seen.decision(reference=reference, by=by, now=now)
    if made.undone_at is not None:
        raise NotFound(_("This was taken back already. Open the list again."))
    form = UndoPairForm(
        request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()}
    )

    def act() -> None:
        acting.undo_pair(
            reference=reference, reasons=form.cleaned_data["reasons"], key=form.pressed, by=by, now=now
        )

    if form.taken(act):
        messages.success(
            request, _("It is taken back. The two are proposed again while they have something in common.")
        )
        return redirect("duplicates")
    return render(request, "pages/pair_undo.html", {"form": form, "made": made, "now": now})
