"""What somebody typed into a form before and did not send: the form's first values, while its page is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What was typed, and into which of the page's forms: a page may have several."""

    form: str
    typed: QueryDict


_BEGUN: ContextVar[Begun | None] = ContextVar("begun", default=None)


@contextmanager
def gone_on_with(begun: Begun | None) -> Iterator[None]:
    """Draw the page with what was typed before in its form; each request begins with nothing."""
    held = _BEGUN.set(begun)
    try:
        yield
    finally:
        _BEGUN.reset(held)


def is_begun() -> bool:
    """Say whether the page is drawn with what was typed before."""
    return _BEGUN.get() is not None


def has_typed(form: forms.Form, name: str, field: forms.Field) -> bool:
    """Say whether this box of this form has its first value from what was typed before.

    What is unseen is drawn anew: a form has its own key, and is sent against the version that the page shows now.
    """
    begun = _BEGUN.get()
    if begun is None or form.is_bound or begun.form != type(form).__name__:
        return False
    return not field.widget.is_hidden and not field.widget.needs_multipart_form


def typed(form: forms.Form, name: str, field: forms.Field) -> Any:
    """Give what was typed into this box, as the box takes its first value; nothing where it was left empty."""
    begun = _BEGUN.get()
    assert begun is not None
    return field.widget.value_from_datadict(begun.typed, {}, form.add_prefix(name))
