"""A night on which ten children a second are reported missing: the answer to each, and when the last was told.

All runs as in a live installation, each in a program of its own: web server, worker, PostgreSQL, a mail server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.db import connection

from bench import country, desks, one_report
from bench.figures import Figure, Progress, median, note, percentile, timed
from bench.serving import MailServer, Serving, mail_server, serving
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

A_SECOND, SECONDS = 10.0, 60
STEP_SECONDS = 20  # a shorter run, to find the highest rate
STEP = 1.25
WARM_UP = 20
REQUEST_WANTED, TOLD_WANTED = 250.0, 2_000.0  # milliseconds
LOWEST, HIGHEST = 1.0, 100.0  # no rate beyond these is tried
_BARE_REPORTS = 200
MOST_REPORTS = 5_000  # more than all runs together make


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run at one pace: milliseconds of each request, and of each report from its commit to its last message."""

    rate: float
    requests: list[float]
    told: list[float]
    begun_late: float
    reports: int
    refused: int
    processor: dict[str, float]  # seconds

    @property
    def holds(self) -> bool:
        """Whether every report was recorded and told whole, and both times are as wanted."""
        is_whole = len(self.told) == self.reports and not self.refused
        return is_whole and percentile(self.requests, 99) < REQUEST_WANTED and max(self.told) < TOLD_WANTED

    def say(self) -> None:
        """Print what came of it, as it comes."""
        used = ", ".join(
            f"{name} {seconds / self.reports * 1000:.0f}" for name, seconds in self.processor.items()
        )
        told = f"p99 {percentile(self.told, 99):,.0f}, max {max(self.told):,.0f} ms" if self.told else "never"
        answer = f"p50 {percentile(self.requests, 50):,.0f}, p99 {percentile(self.requests, 99):,.0f} ms"
        whole = f"{self.reports - len(self.told)} not told whole, {self.refused} refused"
        note(
            f"{self.rate:.3g} a second, {self.reports} reports: {'holds' if self.holds else 'does not hold'}; "
            f"request {answer}; last hand-over {told}; {whole}; processor ms a report: {used}"
        )


def measure(*, tiny: bool) -> list[Figure]:
    """Report at ten a second for a minute, then find the highest rate that holds, then write the same rows bare."""
    size = country.Size(homes=200, children=300, closed=0, missing=0, away=0) if tiny else country.Size()
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    with timed("Storing who is told of each child"):
        desks.people_the_ladder(settings.DATABASE_OWNER_URL)
    country.tidy(settings.DATABASE_OWNER_URL)
    children = desks.children_to_report(settings.DATABASE_OWNER_URL)
    most = 20 if tiny else MOST_REPORTS
    desks.reckon(children[-most:])  # the last are reported first
    country.tidy(settings.DATABASE_OWNER_URL)
    signed_in = desks.signed_in({child.authority for child in children})
    connection.close()
    with mail_server() as server, serving(server) as lantern:
        night = _Night(server=server, lantern=lantern, children=children, signed_in=signed_in)
        night.run(rate=5.0, reports=2 if tiny else WARM_UP)
        asked = night.run(rate=A_SECOND, reports=5 if tiny else round(A_SECOND * SECONDS))
        best = highest(
            lambda rate: night.run(rate=rate, reports=2 if tiny else round(rate * STEP_SECONDS)),
            first=asked,
            least=A_SECOND / STEP if tiny else LOWEST,
            most=A_SECOND if tiny else HIGHEST,
        )
    bare = _bare(children, reports=2 if tiny else _BARE_REPORTS)
    return _figures(asked, best, bare)


@dataclass(kw_only=True)
class _Night:
    """What the runs share."""

    server: MailServer
    lantern: Serving
    children: list[desks.Child]
    signed_in: Mapping[int, desks.Desk]

    def run(self, *, rate: float, reports: int) -> Run:
        """Report at this pace, wait until all that goes out has gone, and say what came of it."""
        before, had = self.lantern.processor_seconds(), len(self.server.arrivals)
        came = desks.report_at_a_pace(
            self.children, self.signed_in, port=self.lantern.port, rate=rate, reports=reports
        )
        self.server.wait(messages=had + desks.MESSAGES_EACH * len(came.episodes))
        after = self.lantern.processor_seconds()
        for words in came.refused[:1]:
            note(f"the first that was refused: {words}")
        done = Run(
            rate=rate,
            requests=came.taken,
            told=_told(self.server, came.episodes),
            begun_late=max(came.begun_late),
            reports=reports,
            refused=len(came.refused),
            processor={name: after[name] - before[name] for name in after},
        )
        done.say()
        return done


def highest(
    run_at: Callable[[float], Run], *, first: Run, least: float = LOWEST, most: float = HIGHEST
) -> Run | None:
    """Step the rate up until it holds no more, or down until it does, then halve the gap once; None: none holds."""
    best, rate = first if first.holds else None, first.rate
    failed = None if first.holds else first.rate
    while failed is None and rate * STEP <= most:
        tried = run_at(rate := rate * STEP)
        best, failed = (tried, None) if tried.holds else (best, rate)
    while best is None and rate / STEP >= least:
        tried = run_at(rate := rate / STEP)
        best, failed = (tried, failed) if tried.holds else (None, rate)
    if best is not None and failed is not None:
        tried = run_at((best.rate + failed) / 2)
        best = tried if tried.holds else best
    return best


def _told(server: MailServer, episodes: list[str]) -> list[float]:
    """Give, for each episode all of whose messages arrived, milliseconds from the database's moment of commit.

    Refuses where an episode was not to be told by as many messages as are reckoned with.
    """
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        rows = owner.execute(
            "SELECT e.reference, array_agg(t.reference), extract(epoch FROM max(pg_xact_commit_timestamp(v.xmin))) "
            "FROM record_telling t JOIN record_event v ON v.id = t.event_id "
            "JOIN record_missingepisode e ON e.id = t.episode_id WHERE t.channel = 'email' AND e.reference = ANY(%s) "
            "GROUP BY 1",
            [episodes],
        ).fetchall()
    wrong = sum(len(tellings) != desks.MESSAGES_EACH for _, tellings, _ in rows) + len(episodes) - len(rows)
    if wrong:
        raise AssertionError(
            f"{wrong} of {len(episodes)} reports are not told by {desks.MESSAGES_EACH} messages."
        )
    return [
        (max(server.arrivals[each] for each in tellings) - float(committed)) * 1000
        for _, tellings, committed in rows
        if all(each in server.arrivals for each in tellings)
    ]


def _bare(children: list[desks.Child], *, reports: int) -> list[float]:
    """Write the same rows by bare SQL, one report after another, and give milliseconds for each. Nobody is told."""
    actors = [
        (
            child.reference,
            Actor(role=Role.DUTY_WORKER, name="Duty worker", organisation_id=child.authority),
        )
        for child in reversed(
            children
        )  # the first to be taken were never missing: nothing follows from a pattern
    ]
    with psycopg.connect(settings.DATABASE_URL) as bare:
        one_report.hold_alike(actors, bare)
        taken, progress = [], Progress("reports by bare SQL", reports)
        for number in range(reports):
            taken.append(one_report.timed_bare(actors, bare))
            progress.at(number)
    return taken


def _figures(asked: Run, best: Run | None, bare: list[float]) -> list[Figure]:
    pace = f"{asked.rate:g} reports a second, {desks.MESSAGES_EACH} messages each"
    note(f"asked for: {pace}; {asked.reports} reports, of which {len(asked.told)} were told whole")
    floor, p50 = median(bare), percentile(asked.requests, 50)
    told = asked.told or [float("inf")]
    return [
        Figure(
            name="the request, p50",
            value=p50,
            unit="ms",
            peer_name="the same rows by bare SQL, p50, nothing else to do",
            peer=floor,
        ),
        Figure(
            name="the request, p99",
            value=percentile(asked.requests, 99),
            unit="ms",
            peer_name="the same rows by bare SQL, p99",
            peer=percentile(bare, 99),
            wanted=f"< {REQUEST_WANTED:g} ms",
            also=f"begun at most {asked.begun_late:.0f} ms late",
        ),
        Figure(name="commit to last hand-over, p50", value=percentile(told, 50), unit="ms"),
        Figure(name="commit to last hand-over, p99", value=percentile(told, 99), unit="ms", wanted="< 2 s"),
        Figure(name="commit to last hand-over, max", value=max(told), unit="ms", wanted="< 2 s"),
        Figure(
            name="highest rate at which both hold",
            value=best.rate if best else 0.0,
            unit="/s",
            peer_name="bare SQL by one connection",
            peer=1000 / floor,
            wanted="10 a second",
        ),
        *(
            Figure(name=f"processor time a report, {name}", value=seconds / asked.reports * 1000, unit="ms")
            for name, seconds in asked.processor.items()
        ),
    ]
