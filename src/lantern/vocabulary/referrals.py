"""The National Referral Mechanism, for a child: what a referral says, who decides, and what was decided.

What the regulations ask for is Schedule 1 and, for whoever is under 18, Schedule 2 of the Modern Slavery Act 2015
(Duty to Notify) Regulations 2015 (SI 2015/1743). The other questions are what a first responder has at hand and a
caseworker may ask; they come from no regulation. Nothing here asks a child for consent: none is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """The two decisions on a referral, in their order."""

    REASONABLE = "reasonable"
    CONCLUSIVE = "conclusive"


class Outcome(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Decider(StrEnum):
    """Who decides: the competent authority, or a local panel of the devolved pilot."""

    COMPETENT_AUTHORITY = "competent_authority"
    DEVOLVED_PANEL = "devolved_panel"


class Purpose(StrEnum):
    """Why the competent authority was written to after the referral, or what it wrote."""

    REFERENCE = "reference"  # it gave its reference
    FURTHER_INFORMATION = "further_information"
    RECONSIDERATION = "reconsideration"  # it is asked to decide anew


class Section(StrEnum):
    """The parts of a referral, in the order in which they are asked."""

    CHILD = "child"
    WHAT_HAPPENED = "what_happened"
    SLAVERY = "slavery"
    TRAFFICKING = "trafficking"
    OTHERS = "others"
    POLICE = "police"
    RESPONDER = "responder"
    AROUND = "around"
    NOW = "now"


class Basis(StrEnum):
    """Who asks: the regulations, or nobody but practice."""

    SCHEDULE_1 = "schedule_1"
    SCHEDULE_2 = "schedule_2"
    PRACTICE = "practice"


class AnswerKind(StrEnum):
    LINE = "line"
    WORDS = "words"
    YES_NO = "yes_no"  # yes, no, not known


@dataclass(frozen=True, kw_only=True)
class NrmQuestion:
    """One question of a referral: its name in the record and in the JSON sheet, its words, and who asks it."""

    name: str
    section: Section
    words: str
    basis: Basis
    kind: AnswerKind = AnswerKind.LINE


# The version that is asked from now; each answer keeps the one it was asked from.
FORM = "nrm-child-2026-1"
_S1, _S2, _OWN = Basis.SCHEDULE_1, Basis.SCHEDULE_2, Basis.PRACTICE
_LINE, _WORDS, _YES = AnswerKind.LINE, AnswerKind.WORDS, AnswerKind.YES_NO


def _of(section: Section, *asked: tuple[str, str, Basis, AnswerKind]) -> tuple[NrmQuestion, ...]:
    return tuple(
        NrmQuestion(name=name, section=section, words=words, basis=basis, kind=kind)
        for name, words, basis, kind in asked
    )


QUESTIONS: tuple[NrmQuestion, ...] = (
    *_of(
        Section.CHILD,
        ("name", "Name of the child", _S2, _LINE),
        ("date_of_birth", "Date of birth, and how it is known", _S2, _LINE),
        ("gender", "Gender", _S1, _LINE),
        ("nationality", "Nationality", _S1, _LINE),
        ("language", "Languages, and whether an interpreter is needed", _OWN, _LINE),
        ("communication", "What helps the child to understand and be understood", _OWN, _LINE),
        ("living_where", "Where the child lives now", _OWN, _LINE),
        ("living_with", "With whom the child lives now", _OWN, _LINE),
    ),
    *_of(
        Section.WHAT_HAPPENED,
        ("slavery", "Is this about slavery, servitude, or forced or compulsory labour?", _S1, _YES),
        ("trafficking", "Is this about trafficking?", _S1, _YES),
        ("under_18_when_first", "Was the child under 18 when it first happened?", _S1, _YES),
        ("country", "Countries or territories where it happened", _S1, _LINE),
        ("recruitment", "How it began: who approached the child, and how", _OWN, _WORDS),
        ("movement", "How the child was moved, and by whom", _OWN, _WORDS),
        ("control", "How the child was held in it: debt, threats, fear, affection, drugs", _OWN, _WORDS),
        (
            "exploitation",
            "What was done, or was to be done, to the child; where, when, and for how long",
            _OWN,
            _WORDS,
        ),
        ("how_left", "How the child got away, or was found", _OWN, _WORDS),
    ),
    *_of(
        Section.SLAVERY,
        ("slavery_residential", "Did it happen wholly or partly in a place where people live?", _S1, _YES),
        (
            "slavery_forced",
            "Was there slavery, servitude, or forced or compulsory labour (section 3(2))?",
            _S1,
            _YES,
        ),
        ("slavery_sexual", "Was there sexual exploitation (section 3(3))?", _S1, _YES),
        ("slavery_offence", "Was the child made to commit an offence?", _S1, _YES),
    ),
    *_of(
        Section.TRAFFICKING,
        (
            "trafficking_residential",
            "Did it happen wholly or partly in a place where people live?",
            _S1,
            _YES,
        ),
        (
            "trafficking_forced",
            "Was it for slavery, servitude, or forced or compulsory labour (section 3(2))?",
            _S1,
            _YES,
        ),
        ("trafficking_sexual", "Was it for sexual exploitation (section 3(3))?", _S1, _YES),
        ("trafficking_organs", "Was it for the removal of organs (section 3(4))?", _S1, _YES),
        ("trafficking_offence", "Was the child made to commit an offence?", _S1, _YES),
    ),
    *_of(
        Section.OTHERS,
        ("perpetrators", "Names of those suspected of it", _S2, _WORDS),
        ("other_victims", "Names of others who may be victims of the same people", _S2, _WORDS),
    ),
    *_of(
        Section.POLICE,
        ("police_told", "Has it been referred to a police force?", _S1, _YES),
        ("police_area_told", "Which police area was it referred to?", _S1, _LINE),
        ("police_area_identified", "In which police area was the child identified?", _S1, _LINE),
        ("police_reference", "Police or crime reference", _OWN, _LINE),
    ),
    *_of(
        Section.RESPONDER,
        ("authority", "Notifying authority", _S1, _LINE),
        ("responder", "Who refers: name and post", _OWN, _LINE),
        ("responder_contact", "How to reach them", _OWN, _LINE),
        ("met", "When and where the first responder met the child", _OWN, _LINE),
    ),
    *_of(
        Section.AROUND,
        ("looked_after_by", "Authority responsible for the child", _OWN, _LINE),
        ("social_worker", "Social worker, and how to reach them", _OWN, _LINE),
        ("guardian", "Guardian, and how to reach them", _OWN, _LINE),
        ("immigration_reference", "Home Office reference", _OWN, _LINE),
        ("other_agencies", "Others who work with the child", _OWN, _WORDS),
    ),
    *_of(
        Section.NOW,
        ("signs", "Signs that were seen or suspected", _OWN, _WORDS),
        ("evidence", "What this rests on: who said it, papers, places", _OWN, _WORDS),
        ("safeguarding", "What is being done now to keep the child safe", _OWN, _WORDS),
        ("missing_now", "Is the child missing now?", _OWN, _YES),
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
NAMES = tuple(BY_NAME)

# First responder organisations of England and Wales, beside police forces, local authorities and parts of the
# Home Office. Whoever is none of them asks one.
OTHER_FIRST_RESPONDERS = (
    "National Crime Agency",
    "Gangmasters and Labour Abuse Authority",
    "Salvation Army",
    "Migrant Help",
    "Medaille Trust",
    "Kalayaan",
    "Barnardo’s",
    "Unseen",
    "NSPCC (CTAC)",
    "BAWSO",
    "New Pathways",
    "Refugee Council",
)
