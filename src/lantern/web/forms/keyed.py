"""What every form that changes the record carries unseen: its own key, and which version was on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.queries.values import EpisodePage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.web.forms.fields import LanternForm

Answer = TypeVar("Answer")
NUL = _("There is a character here that cannot be kept (an empty one, often from a paste). Type it again.")


class PlainForm(LanternForm):
    """A form whose boxes take any script, from right to left too, and say it in words when they cannot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages["null_characters_not_allowed"] = NUL
                if not field.widget.is_hidden:
                    field.widget.attrs.setdefault("dir", "auto")


class KeyedForm(PlainForm):
    """A form that may be sent twice and counts once. A refusal becomes an error beside what it is about."""

    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    happened = ""  # the field that says when it happened, for a refusal that speaks of that time

    @property
    def pressed(self) -> str | None:
        """The key to claim; None where the page had none."""
        return self.cleaned_data["key"] or None

    def refuse(self, refused: Refused) -> None:
        """Show a refusal on the field it names, where this form has it, else above all fields."""
        named = self.happened if refused.field == "happened" else refused.field
        self.add_error(named if named in self.fields else None, refused.message)

    def taken(self, act: Callable[[], object]) -> bool:
        """Do what a sound form asks, and say whether it was done; where it is refused, the form says why not."""
        return self.answer_of(lambda: (act(),)) is not None

    def answer_of(self, act: Callable[[], Answer]) -> Answer | None:
        """Do what a sound form asks, and give its answer; None where it is refused, and the form says why not.

        Raise NotFound and NotPermitted: what may not be seen has no form to say it on.
        """
        if not self.is_valid():
            return None
        try:
            return act()
        except (NotFound, NotPermitted):
            raise
        except Refused as refused:
            self.refuse(refused)
            return None


class VersionedForm(KeyedForm):
    """A form that changes what others change too: it tells which version of the record its reader had seen."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def see(self, version: int) -> None:
        """Put the version that stands now into the form, keeping all that was typed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen_version"] = str(version)  # type: ignore[index]


class SeenAnewForm(VersionedForm):
    """Come too late, it is sent again having seen what stands now, with all its words."""

    def refuse(self, refused: Refused) -> None:
        super().refuse(refused)
        if isinstance(refused, Stale):
            self.see(self.initial["seen_version"])


class EpisodeForm(VersionedForm):
    """A form that changes an episode."""

    done = ""  # what is said once it is taken, where that depends on what was typed

    @classmethod
    def of_page(cls, page: EpisodePage) -> dict[str, Any]:
        """Give what a form of this kind must know of the episode before it can be drawn."""
        return {}

    def given(self) -> dict[str, Any]:
        """Give what the action is handed beside the episode, the actor, the clock and the key."""
        return {"seen_version": self.cleaned_data["seen_version"]}
