"""Every benchmark runs, at toy size, in a server of its own that it leaves nothing of. How fast is never asserted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
NIGHTS = ("16 open", "20 open")
READERS = (
    "national oversight, every authority (16 rows)",
    "duty worker, one authority (5 rows)",
    "police desk, one force (7 rows)",
    "carer, one home (3 rows)",
    "widest beside narrowest",
    "national oversight, every authority (20 rows)",
    "duty worker, one authority (7 rows)",
    "police desk, one force (9 rows)",
    "carer, one home (3 rows)",
    "widest beside narrowest",
)
FIGURES = {
    "report": [
        "one report, median",
        "one report, statements",
        "a transaction that writes one row, median (the disk's part)",
    ],
    "delivery": [
        "the request, p50",
        "the request, p99",
        *(f"commit to last hand-over, {part}" for part in ("p50", "p99", "max")),
        "highest rate at which both hold",
        *(f"processor time a report, {program}" for program in ("web server", "worker", "PostgreSQL")),
    ],
    "board": [
        *(f"board p95, {NIGHTS[place // 5]}, {reader}" for place, reader in enumerate(READERS)),
        *(
            f"find a child of 60 by {what}, p95"
            for what in ("a full name", "a surname", "a common piece", "a number")
        ),
    ],
    "import": [
        "import of a toy return, the whole command",
        "the same return once more, which changes nothing",
    ],
    "england": [
        "inventing a toy, the whole command",
        "reckoning anew all that is owed, the whole command",
        "memory of its programs at the most",
    ],
    "case": [
        "the child's own page, p95, whole, as it is sent",
        "a page of a child's chronology, p95, whole, as it is sent",
        "the same, read and audited only, p95",
        "the same, statements",
        "all of it on paper, the slowest",
    ],
    "duties": [
        "one episode, 20 entries, 60 duty files",
        "a child's case, 200 entries, 60 duty files",
        "a child's case, 800 entries, 60 duty files",
    ],
    "waking": [
        "what is due and not yet told, asked while 20 are",
        "20 due after an hour off, until the last is told of",
    ],
}


def bench(*words: str, temporary: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *words],
        cwd=CHECKOUT,
        env={**os.environ, "TMPDIR": str(temporary)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_benchmark_measures_at_toy_size(tmp_path: Path) -> None:
    done = bench("--tiny", temporary=tmp_path)

    assert done.returncode == 0, done.stderr
    said: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line in FIGURES:
            said[line] = []
        elif line.startswith("  "):
            name = re.split(r" {2,}", line.strip())[0]
            said[list(said)[-1]].append(name)
    assert said == FIGURES
    assert re.match(
        r"\d+ cores, \d+ GiB memory, .*PostgreSQL [\d.]+ \(fsync on, synchronous_commit on", done.stdout
    )
    assert list(tmp_path.iterdir()) == []


def test_benchmark_that_there_is_not_is_refused_by_name(tmp_path: Path) -> None:
    done = bench("speed", temporary=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        "python -m bench: error: no benchmark is called speed; there are report, delivery, board, import, england, "
        "case, duties, waking"
    )
