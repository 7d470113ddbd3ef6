"""The stored numbers of organisations, with the rule by which whoever rings in is rung back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantern.queries import numbers as seen
from lantern.queries.numbers import NumberLine, StoredNumber
from lantern.vocabulary.roles import Permission
from lantern.web.calls import number_of
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.numbers import FindNumberForm
from lantern.web.forms.set_up import KINDS
from lantern.web.templatetags.lantern import day


@door(Permission.RING)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show every organisation's stored numbers, or those of one name."""
    by, now = actor_of(request), moment()
    asked = "q" in request.GET
    form = FindNumberForm(request.GET if asked else None, now=now)
    wanted = form.cleaned_data["q"] if asked and form.is_valid() else ""
    held = seen.stored_numbers(wanted=wanted, by=by, now=now)
    context = {
        "form": form,
        "wanted": wanted,
        "lines": [_line(line) for line in held.lines],
        "total": held.total,
        "left_out": held.total - len(held.lines),
        "now": now,
    }
    return render(request, "pages/numbers.html", context)


def _line(line: NumberLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "kind": KINDS[line.kind],
        "switchboard": _number(line.switchboard),
        "out_of_hours": _number(line.out_of_hours),
    }


def _number(stored: StoredNumber | None) -> dict[str, str] | None:
    if stored is None:
        return None
    said = _("Rung and answered, recorded %(day)s") % {"day": day(stored.checked_at)}
    return {
        "number": number_of(stored.number),
        "checked": said if stored.checked_at else _("Not known when it was last checked"),
    }
