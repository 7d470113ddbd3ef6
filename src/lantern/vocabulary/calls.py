"""What a police call handler asks when a child is reported missing: one ordered, versioned list.

The first eleven and the last are the College of Policing's twelve questions for call handlers as of 17 January 2022
(quick-reference guide); the others are what desks are asked for beside them. A question without an answer is not
known, never no:
"do not mistake a lack of information as an indication that the person is safe and well".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What was answered. NOT_KNOWN is what an unasked question is, too."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the call: its short name in the record, its words, and whether it is a yes or no."""

    name: str
    words: str
    is_yes_or_no: bool = True


# The version that is asked from now; each answer keeps the one it was asked from.
SHEET = "police-call-2022-2"
FIRST = ("why_worried", "done_to_trace")  # with these a police call handler opens

QUESTIONS: tuple[Question, ...] = (
    Question(name="why_worried", words="Why are you worried about this child?", is_yes_or_no=False),
    Question(name="done_to_trace", words="What has been done to trace the child?", is_yes_or_no=False),
    Question(name="out_of_character", words="Is this out of character?"),
    Question(name="missing_before", words="Has the child been missing before, and what happened then?"),
    Question(name="medical_needs", words="Any medical need? When is the next medication due?"),
    Question(name="victim_of_crime", words="Is the child likely to become a victim of crime?"),
    Question(name="hurt", words="Is the child likely to have been hurt?"),
    Question(name="sexual_exploitation", words="Is the child at risk of sexual exploitation now?"),
    Question(name="self_harm", words="Is the child likely to harm themselves, or at risk of suicide?"),
    Question(name="danger_to_others", words="Is the child a danger to other people?"),
    Question(name="abroad", words="Is the child likely to have travelled abroad?"),
    Question(name="other_exploitation", words="Any other exploitation, debt or threat?"),
    Question(name="with_whom", words="Who may the child be with?", is_yes_or_no=False),
    Question(name="telephone", words="Has the child a telephone with them? Is it on?"),
    Question(name="vehicle", words="Is there a vehicle?"),
    Question(name="money", words="Has the child money or a card?"),
    Question(name="found_before", words="Where was the child found before?", is_yes_or_no=False),
    Question(
        name="legal_status", words="Legal status, and who holds parental responsibility", is_yes_or_no=False
    ),
    Question(name="room_searched", words="Has the room been searched?"),
    Question(name="anything_else", words="Anything else?", is_yes_or_no=False),
)
# How worried the caller is stands after the first of them: no question of the police, and no level of risk.
WORRIED = Question(name="worried", words="How worried is the caller, and why do they see it so?")
NAMES = tuple(question.name for question in QUESTIONS)

# What an earlier version asked in other words: an answer is never read out as one to more than was asked.
_EARLIER_WORDS = {
    ("police-call-2022", "self_harm"): "Is the child likely to harm themselves?",
}
_WORDS = {question.name: question.words for question in QUESTIONS}


def words_asked(*, question: str, sheet: str) -> str:
    """Give the words in which a question was asked, by its short name, in one version of the list."""
    return _EARLIER_WORDS.get((sheet, question), _WORDS[question])
