"""Invented councils, forces, homes and people's names. No such place or family exists."""

from __future__ import annotations

from itertools import islice, product
from random import Random

from lantern.actions.bulk_places import Place
from lantern.vocabulary.roles import OrganisationKind as Kind


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_FIRST = _words(
    "Test Sample Mock Draft Trial Proto Spec Example Model Figment Sketch Pattern Notion Invent Dummy Maquette"
)
_SECOND = _words("wick bury ford ham ley combe worth thorpe stead marsh")
MOST_AUTHORITIES = 152
AUTHORITIES_A_FORCE = 4

GIVEN_NAMES = _words(
    "Aaliyah Adwoa Aisha Alfie Amir Ayaan Bao Beatrix Caleb Chidi Daniyar Delyth Ebony Efrem Elira Ewan Farah "
    "Femi Gethin Hana Hoang Idris Ines Jamal Jonas Kehinde Kieran Kofi Lan Leila Liridon Luca Maisie Mehdi Mina "
    "Nadia Niamh Noor Oisin Omid Petra Quynh Rahel Rhys Rosa Saba Samir Selam Tariq Tegan Thuy Uma Viktor Wren "
    "Yonas Yusuf Zahra Zofia"
)
_SURNAME_FIRST = _words("Test Sample Draft Trial Proto Specimen Placeholder Pretend Figment Invent")
_SURNAME_SECOND = _words("wick by ford son well croft man sworth lock hurst")


def place_names(count: int) -> list[str]:
    """Give that many names of towns that do not exist."""
    pairs = product(_SECOND, _FIRST)
    return [f"{first}{second}" for second, first in islice(pairs, count)]


def full_name(random: Random) -> str:
    """Give a name that is plainly invented: its surname is no surname."""
    surname = random.choice(_SURNAME_FIRST) + random.choice(_SURNAME_SECOND)
    if random.random() < 0.1:
        surname = f"Marlowe-{surname}"
    return f"{random.choice(GIVEN_NAMES)} {surname}"


def authority_name(town: str) -> str:
    """Give the name of a town's council."""
    return f"{town} Council (invented)"


def places_of(towns: list[str]) -> list[Place]:
    """Give every organisation of these towns, forces first, each after those that it names.

    Telephone numbers are of the range kept for drama; addresses end in .example.
    """
    places = []
    for number, town in enumerate(towns):
        force = f"{towns[number - number % AUTHORITIES_A_FORCE]} and District Police (invented)"
        if number % AUTHORITIES_A_FORCE == 0:
            places.append(_place(force, Kind.POLICE_FORCE, number, town))
        council = authority_name(town)
        places.append(
            _place(
                council, Kind.LOCAL_AUTHORITY, number, town, police_force=force, team="Emergency duty team"
            )
        )
        for name, kind in services_of(town):
            places.append(_place(name, kind, number, town, police_force=force, area_authority=council))
    return places


def services_of(town: str) -> list[tuple[str, Kind]]:
    """Give the services that children are placed with in a town."""
    return [
        (f"{town} Fostering (invented)", Kind.FOSTERING_SERVICE),
        (f"{town} House (invented)", Kind.CHILDRENS_HOME),
        (f"{town} Lodge (invented)", Kind.CHILDRENS_HOME),
    ]


def _place(
    name: str,
    kind: Kind,
    number: int,
    town: str,
    *,
    police_force: str = "",
    area_authority: str = "",
    team: str = "",
) -> Place:
    return Place(
        name=name,
        kind=kind,
        police_force=police_force,
        area_authority=area_authority,
        telephone=f"01632 960{number:03}",
        email=f"{kind.value.replace('_', '-')}@{town.lower()}.example",
        team=team,
    )
