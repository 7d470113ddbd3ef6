"""The questions of the call sheet as fields: yes, no or not known, and a few words. Nothing chosen is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantern.actions.information import Information
from lantern.actions.said import GivenAnswer
from lantern.vocabulary.calls import QUESTIONS, Answer, Question
from lantern.web.forms.fields import LineField, RadiosField, TelephoneField, WhenField
from lantern.web.forms.keyed import EpisodeForm

LONGEST = 5_000
ANSWERS = [
    (Answer.YES.value, gettext_lazy("Yes")),
    (Answer.NO.value, gettext_lazy("No")),
    (Answer.NOT_KNOWN.value, gettext_lazy("Not known")),
]


def asked_beside(*names: str) -> tuple[Question, ...]:
    """Give the questions in their order, without those that a form has boxes of its own for."""
    return tuple(question for question in QUESTIONS if question.name not in names)


def asked_only(*names: str) -> tuple[Question, ...]:
    """Give these questions alone, in the order of the list."""
    return tuple(question for question in QUESTIONS if question.name in names)


def question_fields(questions: Iterable[Question], *, of: str = "") -> dict[str, forms.Field]:
    """Make the fields of these questions: what was answered where it is a yes or a no, and a box for words.

    `of` ends their names, where one form asks the same of several children.
    """
    fields: dict[str, forms.Field] = {}
    for question in questions:
        if question.is_yes_or_no:
            fields[_chosen(question) + of] = RadiosField(
                label=gettext_lazy(question.words), choices=ANSWERS, inline=True, required=False
            )
        fields[_words(question) + of] = LineField(
            label=gettext_lazy(question.words),
            subject=gettext_lazy("the answer"),
            max_length=LONGEST,
            required=False,
        )
    return fields


def _chosen(question: Question) -> str:
    return f"asked_{question.name}"


def _words(question: Question) -> str:
    return f"asked_{question.name}_words"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question as it is drawn: its words, its answers where there are any to choose, and its box."""

    question: Question
    chosen: BoundField | None
    words: BoundField

    @property
    def errors(self) -> list[str]:
        return [*(self.chosen.errors if self.chosen else ()), *self.words.errors]


def line_of(form: Any, question: Question, *, of: str = "") -> Line:
    """Give one question of a form as it is drawn."""
    chosen = form[_chosen(question) + of] if question.is_yes_or_no else None
    return Line(question=question, chosen=chosen, words=form[_words(question) + of])


def given_answers(
    said: Mapping[str, Any], questions: Iterable[Question], *, of: str = ""
) -> tuple[GivenAnswer, ...]:
    """Give what somebody answered, "not known" where that was said; a question left alone is no answer."""
    given = ((each, said.get(_chosen(each) + of, ""), said[_words(each) + of]) for each in questions)
    return tuple(
        GivenAnswer(question=each.name, answer=_answer(each, chosen), words=words)
        for each, chosen, words in given
        if chosen or words
    )


class Asking:
    """A form that asks some of the call sheet's questions; stands before a form class."""

    asked: tuple[Question, ...] = ()

    def lines(self) -> list[Line]:
        """Give the questions in their order, for the page."""
        return [line_of(self, question) for question in self.asked]

    def answers(self) -> tuple[GivenAnswer, ...]:
        """Give what somebody answered, as `given_answers` does."""
        return given_answers(self.cleaned_data, self.asked)  # type: ignore[attr-defined]

    def own_answers(self, *names: str) -> tuple[GivenAnswer, ...]:
        """Give the answers that were typed into boxes of the form's own."""
        said: Mapping[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        return tuple(
            GivenAnswer(question=name, answer=Answer.YES, words=said[name]) for name in names if said[name]
        )


def _answer(question: Question, chosen: str) -> Answer:
    """Give the answer: words alone say no yes and no no, unless words are all that was asked for."""
    if chosen:
        return Answer(chosen)
    return Answer.NOT_KNOWN if question.is_yes_or_no else Answer.YES


class _Questions:
    declared_fields = question_fields(QUESTIONS)


class AnswersForm(Asking, _Questions, EpisodeForm):
    """Answers that became known during the night, from anyone."""

    asked = QUESTIONS
    given_by = LineField(label=gettext_lazy("Who told you?"), required=False)
    given_by_role = LineField(label=gettext_lazy("Who are they to the child?"), required=False)
    contact = TelephoneField(label=gettext_lazy("How to reach them"), required=False, max_length=200)
    obtained = WhenField(
        label=gettext_lazy("When were you told?"), subject=gettext_lazy("when you were told")
    )
    happened = "obtained"
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not self.answers():
            self.add_error(None, _("Answer at least one of the questions"))
        return said

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("given_by", "given_by_role", "contact", "obtained")
        told = Information(words="", **{name: said[name] for name in names})
        return {**super().given(), "answers": self.answers(), "information": told}


def typed_again(form: type[forms.Form], content: Mapping[str, str]) -> dict[str, Any]:
    """Give what a draft holds as a form's first values, each in its own boxes."""
    return {
        name: field.widget.value_from_datadict(content, {}, name)
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
    }
