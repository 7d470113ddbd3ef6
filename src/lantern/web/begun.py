"""Forms of a case that their reader began and has not sent: on the board, and on the hand-over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from lantern.queries import drafts
from lantern.queries.drafts import Begun
from lantern.vocabulary.actors import Actor
from lantern.web.doors import holds
from lantern.web.forms.wording import Words
from lantern.web.keeping import ASKED, SIGNED, TYPED
from lantern.web.kept_forms import CASE_OWN, KEPT


def begun_forms(*, by: Actor, now: datetime) -> list[dict[str, Any]]:
    """Give the reader's own unsent forms that they may still open, the newest first, each with its page."""
    found = drafts.begun(forms=[*KEPT, *CASE_OWN], by=by, now=now)
    own = [each for each in found if each.draft.content.get(SIGNED, by.name) == by.name]
    return [line for each in own if (line := _line(each, by=by))]


def _line(each: Begun, *, by: Actor) -> dict[str, Any] | None:
    page, title = _page(each.form)
    try:
        path = reverse(page, args=drafts.references(each.about))
    except NoReverseMatch:  # the address was another when the draft was kept
        return None
    if not holds(by, resolve(path).func.permission):  # type: ignore[attr-defined]
        return None
    asked = each.draft.content.get(ASKED, "")
    href = f"{path}?{asked}" if asked else path
    name = each.name or QueryDict(each.draft.content.get(TYPED, "")).get("name", "").strip()
    return {"draft": each.draft, "title": title, "name": name, "href": href}


def _page(form: str) -> tuple[str, Words]:
    return CASE_OWN[form] if form in CASE_OWN else (form, KEPT[form])
