"""Reading a statutory return into the record, beside a bare COPY of the same files into plain tables."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from bench import country
from bench.figures import Figure, median, note

SAMPLE = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "ssda903"
# The tables that Lantern reads; the others of a return it only names.
READ = ("header", "episodes", "missing", "uasc", "reviews")
AUTHORITY = "Authority 1"
# A toy return, for where the sample does not lie beside the checkout.
TOY = {
    "header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2008,WBRI,X999999999999,,\n",
    "missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/05/2008,M,10/02/2019,12/02/2019\n",
}


def measure(*, tiny: bool) -> list[Figure]:
    """Import the sample twice, by the command, and copy its files bare."""
    folder = _folder(tiny=tiny)
    if folder is None:
        note("skipped: there is no ../shared/data/ssda903 beside the checkout")
        return []
    size = country.TINY if tiny else country.Size(homes=200, children=0, closed=0, missing=0, away=0)
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    bare = [_copy_bare(folder) for _ in range(1 if tiny else 5)]
    first, again = _import(folder), _import(folder)
    rows = sum(_rows(folder / f"{table}.csv") for table in READ)
    note(f"{rows:,} rows in {', '.join(READ)}; {first[1]['children']:,} children")
    return [
        Figure(
            name=f"import of {'a toy' if tiny else 'the sample'} return, the whole command",
            value=first[0],
            unit="s",
            peer_name="a bare COPY of the same files",
            peer=median(bare),
            wanted="< 10 s",
        ),
        Figure(
            name="the same return once more, which changes nothing",
            value=again[0],
            unit="s",
            peer_name="the first time",
            peer=first[0],
        ),
    ]


def _folder(*, tiny: bool) -> Path | None:
    if not tiny:
        return SAMPLE if SAMPLE.is_dir() else None
    folder = Path(os.environ["LANTERN_HOME"]) / "toy-return"
    folder.mkdir(exist_ok=True)
    for name, text in TOY.items():
        (folder / name).write_text(text)
    return folder


def _rows(path: Path) -> int:
    return sum(1 for _ in path.open(encoding="utf-8", errors="replace")) - 1 if path.exists() else 0


def _import(folder: Path) -> tuple[float, dict[str, int]]:
    """Run the command as an operator does, start-up included; give seconds and what it says it imported."""
    command = [
        sys.executable,
        "-m",
        "lantern",
        "import",
        "ssda903",
        str(folder),
        "--authority",
        AUTHORITY,
        "--json",
    ]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - began, json.loads(done.stdout)


def _copy_bare(folder: Path) -> float:
    """Copy the files as they are into tables of text without a key; give the seconds."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        began = time.perf_counter()
        for table in READ:
            path = folder / f"{table}.csv"
            if path.exists():
                _copy_one(owner, table, path)
        owner.commit()
        taken = time.perf_counter() - began
        for table in READ:
            owner.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(f"bare_{table}")))
    return taken


def _copy_one(owner: psycopg.Connection, table: str, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    name = sql.Identifier(f"bare_{table}")
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in header)
    owner.execute(sql.SQL("CREATE TABLE {} ({})").format(name, columns))
    with owner.cursor().copy(sql.SQL("COPY {} FROM STDIN (FORMAT csv, HEADER)").format(name)) as copy:
        copy.write(path.read_bytes())
