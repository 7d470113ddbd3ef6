"""A small return in a folder, all of it invented; a test replaces the one file it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lantern.returns.reading import read_folder
from lantern.returns.rows import Faulty, FileDone, FileFound, Line, Reading

TODAY = date(2025, 11, 1)
HEADER = """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
1,1,01/02/2010,WBRI,A1,0,
2,2,03/04/2011,REFU,UN1,,
"""
EPISODES = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
1,01/04/2020,S,C2,N1,U1,PR1,01/06/2020,X1,CARPL,AB1 2CD,AB3 4EF,1234567
1,01/06/2020,P,C2,N1,K1,PR4,,,,AB1 2CD,AB5 6GH,
"""
MISSING = """CHILD,DOB,MISSING,MIS_START,MIS_END
1,01/02/2010,M,01/05/2020,03/05/2020
1,01/02/2010,A,03/05/2020,
"""
UASC = """CHILD,SEX,DOB,DUC
2,2,03/04/2011,03/04/2029
"""
REVIEWS = """CHILD,DOB,REVIEW,REVIEW_CODE
1,01/02/2010,20/04/2020,PN1
"""
FILES = {
    "header.csv": HEADER,
    "episodes.csv": EPISODES,
    "missing.csv": MISSING,
    "uasc.csv": UASC,
    "reviews.csv": REVIEWS,
}


def write_return(folder: Path, **files: str | bytes | None) -> Path:
    """Write the small return into a folder; `missing=...` replaces missing.csv, None leaves it out."""
    for name, text in FILES.items():
        given = files.get(name.removesuffix(".csv"), text)
        if given is not None:
            data = given if isinstance(given, bytes) else given.encode()
            (folder / name).write_bytes(data)
    return folder


def missing_file(*lines: str) -> str:
    """Give a Missing table with these lines."""
    return "\n".join(["CHILD,DOB,MISSING,MIS_START,MIS_END", *lines, ""])


def read(folder: Path) -> list[Reading]:
    """Read a whole folder as of TODAY."""
    return list(read_folder(folder, today=TODAY))


def faults(readings: list[Reading]) -> list[Faulty]:
    """Give every fault of lines, in order."""
    return [fault for one in readings if isinstance(one, Line) for fault in one.faults]


def told(readings: list[Reading]) -> list[tuple[str, int, str, str, str, str]]:
    """Give every fault of lines as (file, line, column, value, rule, disposition)."""
    return [
        (fault.file, fault.line, fault.column, fault.value, fault.rule, fault.disposition.value)
        for fault in faults(readings)
    ]


def counts(readings: list[Reading]) -> dict[str, tuple[int, int, int, int]]:
    """Give clean, altered, refused and empty lines by file."""
    return {
        one.file: (one.clean, one.altered, one.refused, one.empty)
        for one in readings
        if isinstance(one, FileDone)
    }


def found(readings: list[Reading]) -> dict[str, FileFound]:
    """Give what became of each file, by name."""
    return {one.file: one for one in readings if isinstance(one, FileFound)}
