"""The demonstration's invented world: its organisations, its people, its children. Nobody here is anybody.

Numbers are from the ranges that Ofcom keeps free for drama; mailboxes end in `.example`, which goes nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantern.actions.children import NewChild
from lantern.vocabulary.missing import DateCertainty, Sex
from lantern.vocabulary.roles import OrganisationKind as Kind
from lantern.vocabulary.roles import Role

PASSWORD = "invented-people-only"  # noqa: S105 - a demonstration's, printed for everybody to see


@dataclass(frozen=True, kw_only=True)
class Place:
    """One invented organisation, with its teams as (name, number, mailbox, second mailbox)."""

    kind: Kind
    name: str
    domain: str
    out_of_hours: str
    switchboard: str = ""
    second: str = ""
    area: str = ""
    teams: tuple[tuple[str, str, str, str], ...] = ()


FORCE = "Ness and Wold Police"
THIRD_FORCE = "Fenmouth Constabulary"  # stands in no relation to any child here, until it is let in
NORTHMERE, WESTHAVEN, EASTMOOR = "Northmere Council", "Westhaven Council", "Eastmoor Council"
HOME, FOSTERING = "Larkfield House", "Harbour Lane Fostering"
PORT = "Safeguarding Desk, Immigration"
OPEN_DOOR, LISTENERS = "Open Door Return Interviews", "Quiet Corner Return Interviews"
OTHER_HOME = "Quayside House"  # in Northmere's area, with a child of each of three authorities

PLACES = (
    Place(
        kind=Kind.POLICE_FORCE,
        name=FORCE,
        domain="police.example",
        out_of_hours="01632 960999",
        switchboard="01632 960900",
    ),
    Place(
        kind=Kind.POLICE_FORCE,
        name=THIRD_FORCE,
        domain="fenmouth.example",
        out_of_hours="01632 960799",
        switchboard="01632 960700",
    ),
    Place(
        kind=Kind.LOCAL_AUTHORITY,
        name=NORTHMERE,
        domain="northmere.example",
        out_of_hours="01632 960101",
        switchboard="01632 960100",
        second="duty-manager@northmere.example",
        teams=(
            (
                "Children in care, north",
                "01632 960111",
                "north-team@northmere.example",
                "north-manager@northmere.example",
            ),
            ("Arrivals and unaccompanied children", "01632 960112", "arrivals@northmere.example", ""),
        ),
    ),
    Place(
        kind=Kind.LOCAL_AUTHORITY,
        name=WESTHAVEN,
        domain="westhaven.example",
        out_of_hours="01632 960201",
        switchboard="01632 960200",
        teams=(("Children in care", "01632 960211", "care-team@westhaven.example", ""),),
    ),
    Place(
        kind=Kind.LOCAL_AUTHORITY,
        name=EASTMOOR,
        domain="eastmoor.example",
        out_of_hours="01632 960301",
        switchboard="01632 960300",
    ),
    Place(
        kind=Kind.CHILDRENS_HOME,
        name=HOME,
        domain="larkfield.example",
        out_of_hours="07700 900301",
        area=WESTHAVEN,
    ),
    Place(
        kind=Kind.CHILDRENS_HOME,
        name=OTHER_HOME,
        domain="quayside.example",
        out_of_hours="07700 900303",
        area=NORTHMERE,
    ),
    Place(
        kind=Kind.FOSTERING_SERVICE,
        name=FOSTERING,
        domain="harbourlane.example",
        out_of_hours="07700 900302",
        area=NORTHMERE,
    ),
    Place(
        kind=Kind.RETURN_INTERVIEW_SERVICE,
        name=OPEN_DOOR,
        domain="opendoor.example",
        out_of_hours="020 7946 0401",
    ),
    Place(
        kind=Kind.RETURN_INTERVIEW_SERVICE,
        name=LISTENERS,  # nobody there has an account: it is asked by a link
        domain="quietcorner.example",
        out_of_hours="020 7946 0404",
        second="manager@quietcorner.example",
    ),
    Place(
        kind=Kind.GUARDIAN_SERVICE,
        name="Beside You Guardians",
        domain="besideyou.example",
        out_of_hours="020 7946 0402",
        second="manager@besideyou.example",
    ),
    Place(
        kind=Kind.IMMIGRATION,
        name="Safeguarding Desk, Immigration",
        domain="desk.example",
        out_of_hours="020 7946 0403",
    ),
    Place(
        kind=Kind.SAFEGUARDING_PARTNERSHIP,
        name="Ness and Wold Safeguarding Partnership",
        domain="partnership.example",
        out_of_hours="01632 960501",
    ),
)

# Name, role, organisation. One in each role that a person may hold, and those next door.
PEOPLE = (
    ("Dana Dutydemo", Role.DUTY_WORKER, NORTHMERE),
    ("Wes Dutydemo", Role.DUTY_WORKER, WESTHAVEN),
    ("Eda Dutydemo", Role.DUTY_WORKER, EASTMOOR),
    ("Sol Workerdemo", Role.SOCIAL_WORKER, NORTHMERE),
    ("Lee Leaddemo", Role.MISSING_LEAD, NORTHMERE),
    ("Pat Policedemo", Role.POLICE_DESK, FORCE),
    ("Fay Forcedemo", Role.POLICE_DESK, THIRD_FORCE),
    ("Cam Carerdemo", Role.CARER, HOME),
    ("Ira Interviewdemo", Role.INTERVIEWER, OPEN_DOOR),
    ("Uma Interviewdemo", Role.INTERVIEWER, NORTHMERE),
    ("Gil Guardiandemo", Role.GUARDIAN, "Beside You Guardians"),
    ("Imre Immigrationdemo", Role.IMMIGRATION_OFFICER, "Safeguarding Desk, Immigration"),
    ("Ola Ownerdemo", Role.INFORMATION_OWNER, NORTHMERE),
    ("Ada Admindemo", Role.ADMINISTRATOR, NORTHMERE),
    ("Nat Oversightdemo", Role.NATIONAL_OVERSIGHT, "Ness and Wold Safeguarding Partnership"),
)


@dataclass(frozen=True, kw_only=True)
class Invented:
    """One invented child, of which authority and in which placement."""

    child: NewChild
    authority: str = NORTHMERE
    placement: str = ""


def _child(name: str, born_on: date, sex: Sex, **more: str) -> Invented:
    certainty = DateCertainty.STATED if more.get("nationality") else DateCertainty.DOCUMENTED
    placement, authority = more.pop("placement", ""), more.pop("authority", NORTHMERE)
    child = NewChild(name=name, date_of_birth=born_on, date_of_birth_certainty=certainty, sex=sex, **more)
    return Invented(child=child, placement=placement, authority=authority)


JUNIPER, AMAL, BRAM = "Juniper Samplewick", "Amal Mithali", "Bram Testerley"
KIT, GWEN, OTIS = "Kit Madeupson", "Gwen Notreal", "Otis Inventley"
MINA = "Mina Storyline"  # her being late may be waited out

CHILDREN = (
    _child(JUNIPER, date(2010, 3, 14), Sex.FEMALE, known_as="June Samplewick", placement=HOME),
    _child(
        AMAL,
        date(2009, 11, 2),
        Sex.MALE,
        original_script="أمل مثالي",
        nationality="Sudan",
        languages="Arabic",
        placement=HOME,
    ),
    _child(BRAM, date(2011, 7, 30), Sex.MALE, placement=FOSTERING),
    _child(
        "Łucja Przykładowa", date(2012, 5, 9), Sex.FEMALE, languages="Polish, English", placement=FOSTERING
    ),
    _child(
        "نمونه آزمایشی", date(2009, 8, 21), Sex.MALE, nationality="Iran", languages="Persian", placement=HOME
    ),
    _child("Mẫu Thị Thử", date(2010, 1, 17), Sex.FEMALE, nationality="Vietnam", languages="Vietnamese"),
    _child("Cleo Placeholder", date(2013, 10, 3), Sex.FEMALE, placement=FOSTERING),
    _child("Fitz Nonesuch", date(2011, 12, 25), Sex.MALE, known_as="Fizz", placement=HOME),
    _child("Ines O’Fictive", date(2014, 2, 6), Sex.FEMALE),
    _child(KIT, date(2010, 9, 12), Sex.UNKNOWN, placement=FOSTERING),
    _child(GWEN, date(2012, 4, 19), Sex.FEMALE, authority=WESTHAVEN, placement=HOME),
    _child("Hal Pretend-Example", date(2009, 6, 28), Sex.MALE, authority=WESTHAVEN),
    _child(OTIS, date(2011, 5, 23), Sex.MALE, placement=HOME),
    _child(MINA, date(2011, 2, 17), Sex.FEMALE, placement=HOME),
    _child("Tansy Fabler", date(2010, 6, 4), Sex.FEMALE, placement=OTHER_HOME),
    _child("Rufus Fabler-Nought", date(2011, 11, 8), Sex.MALE, authority=WESTHAVEN, placement=OTHER_HOME),
    _child("Bibi Unwritten", date(2012, 1, 29), Sex.FEMALE, authority=EASTMOOR, placement=OTHER_HOME),
)
