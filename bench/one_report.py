"""One report of a missing child, whole, beside the same rows written by bare SQL in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from bench import bare_report, country
from bench.figures import Figure, Progress, median, note, percentile
from lantern.actions import missing
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role

REPORTS, WARM_UP = 200, 10


def measure(*, tiny: bool) -> list[Figure]:
    """Report children missing in turn by the action and by bare SQL, each child once."""
    reports = 2 if tiny else REPORTS
    size = country.Size(homes=200, children=max(60, 4 * (reports + WARM_UP)), closed=0, missing=0, away=0)
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    children = children_of_two_authorities(settings.DATABASE_OWNER_URL)
    with psycopg.connect(settings.DATABASE_URL) as bare:
        hold_alike(children, bare)
        ours, floor, commits = _alternate(children, bare, reports=reports)
        statements = _statements(lambda: by_action(children)), _statements_of_bare(children, bare)
    return [
        Figure(
            name="one report, median",
            value=median(ours),
            unit="ms",
            peer_name="the same rows by bare SQL",
            peer=median(floor),
            also=f"p95 {percentile(ours, 95):.1f} beside {percentile(floor, 95):.1f}",
        ),
        Figure(
            name="one report, statements",
            value=statements[0],
            unit="",
            peer_name="bare SQL's",
            peer=statements[1],
        ),
        Figure(
            name="a transaction that writes one row, median (the disk's part)",
            value=median(commits),
            unit="ms",
        ),
    ]


Children = list[tuple[str, Actor]]


def children_of_two_authorities(owner_url: str) -> Children:
    """Give children with a host authority beside their own, each with a duty worker who may report them."""
    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(
            "SELECT reference, responsible_authority_id FROM record_child "
            "WHERE host_authority_id IS NOT NULL ORDER BY id DESC"
        ).fetchall()
    return [(ref, Actor(role=Role.DUTY_WORKER, name="Duty worker", organisation_id=own)) for ref, own in rows]


def report_at(now: datetime) -> missing.Report:
    """Give what a caller says at two in the morning."""
    return missing.Report(
        last_seen=When.moment(now - timedelta(hours=2)),
        noticed=When.moment(now - timedelta(minutes=20)),
        said_by="Invented Carer",
        said_by_role="night carer",
        contact="01632 960111",
        last_seen_where="in the kitchen",
        wearing="a green coat",
        why_worried="Left without a telephone.",
    )


def by_action(children: Children) -> str:
    """Report the next child missing by the action itself; give the episode's reference."""
    child, by = children.pop()
    now = datetime.now(UTC)
    return missing.report_missing(child=child, report=report_at(now), by=by, now=now)


def _by_bare_sql(children: Children, bare: psycopg.Connection[Any]) -> str:
    child, by = children.pop()
    now = datetime.now(UTC)
    return bare_report.write(bare, child=child, report=report_at(now), by=by, now=now)


def timed_bare(children: Children, bare: psycopg.Connection[Any]) -> float:
    """Report the next child by bare SQL and give how many milliseconds it took."""
    began = time.perf_counter()
    _by_bare_sql(children, bare)
    return (time.perf_counter() - began) * 1000


def _alternate(
    children: Children, bare: psycopg.Connection[Any], *, reports: int
) -> tuple[list[float], list[float], list[float]]:
    """Take turns, so that what else the machine does falls on all alike; give milliseconds for each."""
    ours, floor, commits = [], [], []
    progress = Progress("reports each way", reports)
    for number in range(WARM_UP + reports):
        marks = [time.perf_counter()]
        for write in (
            lambda: by_action(children),
            lambda: _by_bare_sql(children, bare),
            lambda: bare_report.write_one_row(bare),
        ):
            write()
            marks.append(time.perf_counter())
        if number >= WARM_UP:
            for taken, (began, ended) in zip((ours, floor, commits), pairwise(marks), strict=True):
                taken.append((ended - began) * 1000)
        progress.at(max(0, number - WARM_UP))
    return ours, floor, commits


def hold_alike(children: Children, bare: psycopg.Connection[Any]) -> None:
    """Hold both to having written the same number of rows into the same tables."""
    empty = _rows()
    by_action(children)
    after_action = _rows()
    _by_bare_sql(children, bare)
    written = _grown(empty, after_action), _grown(after_action, _rows())
    if written[0] != written[1]:
        raise AssertionError(f"The action wrote {written[0]}, bare SQL {written[1]}: they are not alike.")
    note("rows written by both: " + ", ".join(f"{table} {count}" for table, count in written[0].items()))


def _rows() -> dict[str, int]:
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        tables = owner.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()
        return {name: owner.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # type: ignore[index]


def _grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: count - before[name] for name, count in after.items() if count != before[name]}


def _statements(call: Callable[[], object]) -> int:
    """Count what one call sends to the database, its BEGIN and COMMIT too."""
    sent = []

    def counted(execute: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(counted):
        call()
    return len(sent) + 2


def _statements_of_bare(children: Children, bare: psycopg.Connection[Any]) -> int:
    sent = []
    bare_report.write(
        bare,
        child=children[-1][0],
        report=report_at(datetime.now(UTC)),
        by=children.pop()[1],
        now=datetime.now(UTC),
        told=sent.append,
    )
    return len(sent) + 2
