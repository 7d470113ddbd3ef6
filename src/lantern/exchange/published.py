"""Published figures on looked-after children who go missing, each as it was read, with its year and source.

Official statistics; the department warns against comparing authorities or years, because recording differs. National
counts are rounded to 10. A figure that is a division of two published ones says so.
"""

from __future__ import annotations

from dataclasses import dataclass

_SETS = "explore-education-statistics.service.gov.uk/data-catalogue/data-set"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where figures were read. `read` is in which form: the publisher's own words, or somebody's account of them."""

    name: str
    address: str
    read: str


DFE_2025 = Source(
    name="DfE, Children looked after in England, 2025: missing or away, by authority",
    address=f"https://{_SETS}/d8dd7734-cee9-404d-97ff-17de27c22757",
    read="text seen",
)
DFE_2025_NATIONAL = Source(
    name="DfE, Children looked after in England, 2025: missing, national",
    address=f"https://{_SETS}/7c90c126-ed22-4e61-9bfe-ad84f780291b",
    read="text seen",
)
DFE_2022 = Source(
    name="DfE, answer to parliamentary question 187193 (a copy of it)",
    address="https://www.parallelparliament.co.uk/question/187193/children-in-care-missing-persons",
    read="text seen",
)
DFE_2018 = Source(
    name="DfE 2018, as given by Coram",
    address="https://www.coram.org.uk/news/missing-looked-after-children/",
    read="text seen (2nd)",
)
DFE_2017 = Source(
    name="DfE 2017, in an account of the statistical release",
    address="https://rezume.co.uk/shocking-statistics-show-60720-incidents-of-missing-looked-after-children/",
    read="text seen (2nd)",
)
STILL_IN_HARMS_WAY = Source(
    name="ECPAT UK and Missing People, Still in harm's way, 2018",
    address="https://www.fosterline.info/news/child-trafficking",
    read="text seen (2nd)",
)


@dataclass(frozen=True, kw_only=True)
class Published:
    """One published figure: the measure it is of, the words it is shown in, the year to 31 March unless it says."""

    measure: str
    figure: str
    year: str
    source: Source
    is_count: bool = False  # a count of England, to be compared only with a simulated England


# The measures are those of `queries.simulated`.
PUBLISHED: tuple[Published, ...] = (
    Published(measure="looked_after", figure="115,410", is_count=True, year="2025", source=DFE_2025),
    Published(
        measure="children_missing",
        figure="12,150",
        is_count=True,
        year="2022",
        source=DFE_2022,
    ),
    Published(measure="percent_missing", figure="11 %", year="2022", source=DFE_2022),
    Published(
        measure="missing_incidents",
        figure="86,900",
        is_count=True,
        year="2025",
        source=DFE_2025_NATIONAL,
    ),
    Published(measure="missing_each", figure="6.8", year="2025", source=DFE_2025),
    Published(measure="percent_more_than_once", figure="65 %", year="2018", source=DFE_2018),
    Published(measure="percent_two_days", figure="90 %", year="2022", source=DFE_2022),
    Published(
        measure="percent_over_thirty_days",
        figure="0.8 % (490 of 60,720)",
        year="2017",
        source=DFE_2017,
    ),
    Published(measure="away_each", figure="4.5", year="2025", source=DFE_2025),
    Published(
        measure="missing_now",
        figure="220 on 31 March",
        is_count=True,
        year="2025",
        source=DFE_2025,
    ),
    Published(measure="away_now", figure="60 on 31 March", is_count=True, year="2025", source=DFE_2025),
    Published(
        measure="percent_incidents_under_5",
        figure="0.02 % (20)",
        year="2025",
        source=DFE_2025_NATIONAL,
    ),
    Published(
        measure="percent_incidents_5_to_9",
        figure="0.1 % (120)",
        year="2025",
        source=DFE_2025_NATIONAL,
    ),
    Published(
        measure="percent_incidents_10_to_15",
        figure="44 % (38,060)",
        year="2025",
        source=DFE_2025_NATIONAL,
    ),
    Published(
        measure="percent_incidents_16_and_over",
        figure="56 % (48,690)",
        year="2025",
        source=DFE_2025_NATIONAL,
    ),
    Published(measure="percent_male", figure="56 %", year="2018", source=DFE_2018),
    Published(
        measure="percent_unaccompanied_missing",
        figure="15 % (742 of 4,963, UK)",
        year="2017, calendar",
        source=STILL_IN_HARMS_WAY,
    ),
)

# What is published and the invented children do not show, and why.
NOT_REPRODUCED: tuple[str, ...] = (
    "Where they went missing from (DfE 2017: half from secure units, children's homes and semi-independent "
    "places): the simulator draws a placement without regard to who goes missing.",
    "The share never found (Still in harm's way, 2017: 169 of 986 unaccompanied or trafficked children): every "
    "invented absence ends, though some after the story does.",
    "Children identified as trafficked (Still in harm's way, 2017: 27 % went missing, 7.2 times each): the "
    "simulator identifies nobody.",
    "Differences between authorities in how many go, how often and how it is recorded: all follow one shape.",
    "Change from year to year: all years follow one shape, held to figures of several years (2017 to 2025).",
)
# What is made up altogether, because nothing that was read says how it is.
NO_FIGURE: tuple[str, ...] = (
    "the time of day and of year (even)",
    "how soon after arrival unaccompanied children go (most of those who go: about a day and a half)",
    "sizes of authorities",
    "ages of all looked-after children",
    "who goes again in the next year",
    "how often police, risk, a place found and interviews are recorded",
)
