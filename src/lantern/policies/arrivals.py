"""A child who arrived alone: what cannot be, and how old the child is taken to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.times import check_not_future
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.refusals import Refused

ADULT = 18
OLDEST = 25  # what a child states, or is said to be, may be higher than 18


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How old a child is taken to be: how it stands, on what it rests, and who says so."""

    standing: AgeStanding
    basis: AgeBasis
    is_under_18: bool
    born_on: date | None
    source: str


def years(*, born_on: date, on: date) -> int:
    """Give a whole age in years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def check_arrival(*, place: str, arrived: When, stated_age: int | None, now: datetime) -> None:
    """Refuse an arrival nowhere, in the future, or with an age that is none of a child who may be under 18."""
    if not place.strip():
        raise Refused("Enter where the child arrived. Nothing was recorded.", field="place")
    check_not_future(happened=arrived, words="of arrival", field="arrived", now=now)
    if stated_age is not None and not 0 <= stated_age <= OLDEST:
        raise Refused(f"Give an age from 0 to {OLDEST}, or leave it empty.", field="stated_age")


def check_born(*, born_on: date | None, stated_age: int | None, arrived: date) -> None:
    """Refuse a date of birth after the arrival, or one that cannot go with the age the child stated."""
    if born_on is None:
        return
    if born_on > arrived:
        raise Refused("The child cannot be born after they arrived. Check both days.", field="born_on")
    if stated_age is not None and abs(years(born_on=born_on, on=arrived) - stated_age) > 1:
        raise Refused(
            "The age and the date of birth do not agree. If the child said both, record the one said first, and "
            "say the other under documents.",
            field="born_on",
        )


def check_interpreter(*, interpreter: Answer, independent: Answer | None, language: str) -> None:
    """Refuse an interpreter of no language, and the independence of one who was not there."""
    if interpreter is Answer.YES and independent is None:
        raise Refused(
            "Say whether the interpreter is independent of the child and of whoever came with them. “Not known” is "
            "an answer.",
            field="interpreter_independent",
        )
    if interpreter is Answer.YES and not language.strip():
        raise Refused("Say in which language the interpreter spoke.", field="language")
    if interpreter is not Answer.YES and independent is not None:
        raise Refused(
            "You said that there was no interpreter, and whether they are independent. Check both.",
            field="interpreter",
        )


def certainty_of(*, born_on: date | None, stated_age: int | None, arrived: date) -> DateCertainty:
    """Say how sure the date of birth is: one by which the child would be an adult is disputed, and shown nowhere."""
    age = years(born_on=born_on, on=arrived) if born_on else stated_age
    if age is not None and age >= ADULT:
        return DateCertainty.DISPUTED
    return DateCertainty.STATED if born_on else DateCertainty.ESTIMATED


def age_to_show(age: int | None, *, certainty: DateCertainty) -> int | None:
    """Give an age that may be read out: never 18 or more while the date of birth is disputed (MSA 2015, s51)."""
    return None if certainty is DateCertainty.DISPUTED and age is not None and age >= ADULT else age


def check_age(
    *, basis: AgeBasis, is_under_18: bool, born_on: date | None, source: str, said_on: date, today: date
) -> None:
    """Refuse an age of nobody's saying, in the future, or one that its own date of birth contradicts."""
    if basis is AgeBasis.PRESUMPTION:
        raise Refused("The presumption ends only by what is assessed or determined.", field="basis")
    if not source.strip():
        raise Refused("Say who determined it, by name and post, and where it is written.", field="source")
    if said_on > today:
        raise Refused("It cannot have been determined on a day to come. Check the day.", field="said_on")
    if born_on is None:
        return
    if born_on > said_on:
        raise Refused("The date of birth is after the day it was determined. Check both.", field="born_on")
    if (years(born_on=born_on, on=said_on) < ADULT) != is_under_18:
        raise Refused(
            "The date of birth and the answer do not agree on whether the child is under 18. Check both.",
            field="born_on",
        )
