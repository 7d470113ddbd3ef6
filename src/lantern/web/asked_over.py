"""What the holder of an interview's link reads where it opens nothing now: what they typed, or that it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantern.queries import interviews, links
from lantern.queries.links import Link
from lantern.queries.talks import AUDIENCE_WORDS
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.interviews import Audience
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.widgets import Boxes
from lantern.web.told import closed

_UNSEEN = ("csrfmiddlewaretoken", "key", "seen_version")


@dataclass(frozen=True, kw_only=True)
class Over:
    """A link that opens nothing now for its holder: `by` is who they are known as, None where their code ran out."""

    link: Link
    form: type[KeyedForm]
    by: Actor | None
    now: datetime


def page(request: HttpRequest, over: Over) -> HttpResponse:
    """Say that the holder's own result is recorded, and whom to ring now; else that the link opens nothing."""
    owed = interviews.owed_of_own(by=over.by, now=over.now) if over.by else None
    return closed(request, over.link) if owed is None else _recorded(request, over, owed=owed)


def kept(request: HttpRequest, over: Over, *, status: int, again: str = "") -> HttpResponse:
    """Show back what was typed and not recorded: a link that has run out must not lose a child's words.

    A second press of a form that was taken is told that it is recorded: its words must not be typed twice.
    """
    key = request.POST.get("key", "")
    episode = over.link.episode
    if key.isprintable() and links.was_taken(key=key, about=episode, by=SYSTEM, now=over.now):
        owed = interviews.owed_of_own(by=over.by, now=over.now) if over.by else None
        return _recorded(request, over, owed=owed or (), again=again)
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "link": over.link,
        "typed": [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"],
        "shown": _labelled(request, over),
        "again": again,
    }
    return render(request, "pages/asked_kept.html", context, status=status)


def _recorded(request: HttpRequest, over: Over, *, owed: Sequence[Audience], again: str = "") -> HttpResponse:
    who = [AUDIENCE_WORDS[audience] for audience in owed]
    return render(request, "pages/asked_recorded.html", {"link": over.link, "owed_now": who, "again": again})


def _labelled(request: HttpRequest, over: Over) -> list[tuple[str, str]]:
    """Give every answer that was typed, in the form's order and under its own label: two words may be a disclosure."""
    made = over.form(now=over.now).fields
    fields = made | {name: field for name, field in over.form.base_fields.items() if name not in made}
    shown, seen = [], set(_UNSEEN)
    for name, field in fields.items():
        if name in _UNSEEN:
            continue
        boxes = [f"{name}_{box.key}" for box in field.widget.boxes] if isinstance(field.widget, Boxes) else []
        seen |= {name, *boxes}
        said = " ".join(filter(None, (request.POST.get(box, "").strip() for box in boxes)))
        words = said if boxes else ", ".join(_word(field, each) for each in request.POST.getlist(name))
        shown.append((str(field.label or name), words))
    others = [(name, ", ".join(values)) for name, values in request.POST.lists() if name not in seen]
    return [(label, words) for label, words in (*shown, *others) if words.strip()]


def _word(field: forms.Field, value: str) -> str:
    """Give an answer as it was read: the words of a choice, and not what stands for it."""
    if not isinstance(field, forms.ChoiceField):
        return value
    flat: list[tuple[str, object]] = list(field.choices)  # type: ignore[arg-type]
    return {str(each): str(words) for each, words in flat}.get(value, value)
