"""The demonstration's nightly feed: one child whom it brings with workers and numbers, and one row that is refused."""

from __future__ import annotations

import csv
import tempfile
from datetime import datetime
from pathlib import Path

from lantern.commands import _invented as invented
from lantern.exchange.feed import import_feed
from lantern.exchange.feed_mapping import mapping_called

NUMBER = "900201"
_FILES: dict[str, tuple[tuple[str, ...], ...]] = {
    "children.csv": (
        ("Child ID", "Forename", "Surname", "Known As", "Date of Birth", "Sex"),
        (NUMBER, "Wren", "Nightlyfeed", "", "04/04/2011", "Female"),
    ),
    "legal_status.csv": (
        ("Child ID", "Legal Status", "Start Date", "End Date"),
        (NUMBER, "C2", "05/01/2024", ""),
    ),
    "involvements.csv": (
        ("Child ID", "Worker", "Role", "Team", "Telephone", "Team Telephone", "End Date"),
        (
            *(NUMBER, "Sol Workerdemo", "Allocated Social Worker", "Children in care, north"),
            *("01632 960821", "01632 960820", ""),
        ),
        # It is refused: nobody can ring this. Whoever settles imports corrects it on its page.
        (NUMBER, "Rae Reviewdemo", "Independent Reviewing Officer", "", "ask reception", "", ""),
    ),
}


def brought(*, now: datetime) -> None:
    """Run a feed of the first authority."""
    with tempfile.TemporaryDirectory(prefix="lantern-demo-") as folder:
        for name, rows in _FILES.items():
            with (Path(folder) / name).open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
        import_feed(
            folder=Path(folder),
            mapping=mapping_called("lcs"),
            authority=invented.NORTHMERE,
            is_tried=False,
            progress=lambda what, count: None,
            now=now,
        )
