"""One child with 300 missing episodes and 6,000 entries: the chronology's page, whole, and its paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client

from bench import country
from bench.figures import Figure, Progress, median, note, percentile
from lantern.accounts.models import Account
from lantern.actions.chronologies import open_chronology, print_chronology
from lantern.documents.chronology import chronology_paper
from lantern.queries.child_chronology import A_PAGE, Narrowing
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

EPISODES, A_NIGHT, CALLS, WARM_UP = 300, 20, 100, 5
NOW = country.NOW + timedelta(minutes=5)
_MANY = """
INSERT INTO record_missingepisode (reference, child_id, responsible_authority_id, host_authority_id,
  placement_provider_id, stage, is_void, last_seen_on, last_seen_at, returned_on, returned_at, authority_kind,
  police_kind, risk_level, risk_scheme, recorded_at, version, counted_until_because)
SELECT 'L222-' || lpad(n::text, 4, '0') || '-2222', c.id, c.responsible_authority_id, c.host_authority_id,
  c.placement_provider_id, 'returned', false, (t.seen AT TIME ZONE 'Europe/London')::date, t.seen,
  ((t.seen + interval '9 hours') AT TIME ZONE 'Europe/London')::date, t.seen + interval '9 hours', 'M', '', '', '',
  t.seen + interval '1 hour', 1, ''
FROM generate_series(1, %(episodes)s) n JOIN record_child c ON c.id = %(child)s,
  LATERAL (SELECT %(now)s::timestamptz - n * interval '36 hours' AS seen) t
"""
# Of twenty entries one reports, two tell how it was seen, one is a level, one a call, one is struck, one is an error.
_ENTRIES = """
INSERT INTO record_event (episode_id, kind, happened_on, happened_at, recorded_at, words, by_name, by_role,
  by_organisation_id)
SELECT e.id, (ARRAY['missing_reported', 'classified', 'risk_assessed', 'police_reported', 'child_located',
    'child_returned'])[least(n, 6 + 1)],
  (t.at AT TIME ZONE 'Europe/London')::date, t.at, t.at + interval '4 minutes',
  'Number ' || e.id * 100 + n || '. ' || repeat('Somebody said where. ', 4),
  'Invented Worker', 'duty_worker', e.responsible_authority_id
FROM record_missingepisode e, generate_series(1, 6) n,
  LATERAL (SELECT e.last_seen_at + n * interval '70 minutes' AS at) t WHERE e.child_id = %(child)s
UNION ALL
SELECT e.id, 'information_received', (t.at AT TIME ZONE 'Europe/London')::date, t.at, t.at + interval '4 minutes',
  'Number ' || e.id * 1000 + n || '. ' || repeat('A driver says that she got off at the second stop. ', 3),
  'Invented Worker', 'duty_worker', e.responsible_authority_id
FROM record_missingepisode e, generate_series(1, %(more)s) n,
  LATERAL (SELECT e.last_seen_at + n * interval '30 minutes' AS at) t WHERE e.child_id = %(child)s
"""
_DETAILS = (
    """INSERT INTO record_reportdetail (event_id, last_seen_on, last_seen_where, wearing, why_worried, done_to_trace)
    SELECT v.id, v.happened_on, 'in the kitchen', 'a green coat', 'Left without a telephone.', 'Rang her friends.'""",
    """INSERT INTO record_classificationdetail (event_id, kind, classified_by) SELECT v.id, 'M', 'authority'""",
    """INSERT INTO record_riskdetail (event_id, scheme, level, officer)
    SELECT v.id, 'app', 'medium', 'PC 1 Invented'""",
    """INSERT INTO record_policecalldetail (event_id, log_number, handler) SELECT v.id, 'LOG-1', 'PC 1'""",
    """INSERT INTO record_locateddetail (event_id, state, safe_and_well, owner)
    SELECT v.id, 'on_the_way', 'yes', 'PC 1'""",
    """INSERT INTO record_eventsource (event_id, said_by, said_by_role, contact)
    SELECT v.id, 'Invented Driver', 'driver', '01632 960111'""",
)
_KINDS = ("missing_reported", "classified", "risk_assessed", "police_reported", "child_located")
_WITHDRAWN = """
INSERT INTO record_event (episode_id, kind, happened_on, happened_at, recorded_at, words, by_name, by_role, corrects_id)
SELECT v.episode_id, 'entered_in_error', v.happened_on, v.happened_at, v.recorded_at + interval '1 hour',
  'It was her sister', 'Invented Worker', 'duty_worker', v.id
FROM record_event v JOIN record_missingepisode e ON e.id = v.episode_id
WHERE e.child_id = %(child)s AND v.kind = 'child_located'
"""
_BARE = """
SELECT v.*, o.name, r.*, s.*, c.*, k.*, p.*, l.* FROM record_event v
JOIN record_missingepisode e ON e.id = v.episode_id
LEFT JOIN accounts_organisation o ON o.id = v.by_organisation_id
LEFT JOIN record_reportdetail r ON r.event_id = v.id LEFT JOIN record_eventsource s ON s.event_id = v.id
LEFT JOIN record_classificationdetail c ON c.event_id = v.id LEFT JOIN record_riskdetail k ON k.event_id = v.id
LEFT JOIN record_policecalldetail p ON p.event_id = v.id LEFT JOIN record_locateddetail l ON l.event_id = v.id
WHERE e.child_id = %s ORDER BY v.happened_on, v.happened_at, v.recorded_at, v.id LIMIT %s OFFSET %s
"""


def measure(*, tiny: bool) -> list[Figure]:
    """Write the child among others, then open their page and the chronology's middle page; put all of it on paper.

    No two entries say the same: the typesetter would set the same words but once.
    """
    size = country.TINY if tiny else country.Size(homes=500, children=20_000, closed=60_000)
    episodes, calls = (4, 3) if tiny else (EPISODES, CALLS)
    country.settle(settings.DATABASE_OWNER_URL, size=size)
    child, reference, authority = _long_case(episodes)
    country.tidy(settings.DATABASE_OWNER_URL)
    account = Account.objects.open_account(
        email="reader@example.invalid", password=None, name="Reader", role=Role.DUTY_WORKER.value,
        organisation_id=authority,
    )  # fmt: skip
    by = account.as_actor()
    opened = open_chronology(reference=reference, asked=Narrowing(), page=1, by=by, now=NOW)
    note(f"{opened.total:,} entries, {opened.pages} pages")
    middle = (opened.pages + 1) // 2
    return [
        *_pages(reference, account, by, child, middle=middle, calls=calls),
        *_papers(reference, by, tries=1 if tiny else 5),
    ]


def _long_case(episodes: int) -> tuple[int, str, int]:
    """Give one child who is not missing now so many episodes; give the child's key, reference and authority."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        row = owner.execute(
            "SELECT c.id, c.reference, c.responsible_authority_id FROM record_child c WHERE NOT EXISTS "
            "(SELECT 1 FROM record_missingepisode e WHERE e.child_id = c.id) ORDER BY c.id LIMIT 1"
        ).fetchone()
        assert row is not None
        said = {"child": row[0], "now": country.NOW, "episodes": episodes, "more": A_NIGHT - 7}
        owner.execute(_MANY, said)
        owner.execute(_ENTRIES, said)
        for kind, insert in zip((*_KINDS, "information_received"), _DETAILS, strict=True):
            owner.execute(
                insert + " FROM record_event v JOIN record_missingepisode e ON e.id = v.episode_id "
                "WHERE e.child_id = %(child)s AND v.kind = %(kind)s",  # type: ignore[arg-type]
                {**said, "kind": kind},
            )
        owner.execute(_WITHDRAWN, said)
    return row[0], row[1], row[2]


def _pages(
    reference: str, account: Account, by: Actor, child: int, *, middle: int, calls: int
) -> list[Figure]:
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/children/{reference}/chronology?page={middle}"

    def page() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code

    def of_child() -> None:
        answer = client.get(f"/children/{reference}")
        assert answer.status_code == 200, answer.status_code

    bare = psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True)

    def read() -> None:
        open_chronology(reference=reference, asked=Narrowing(), page=middle, by=by, now=NOW)

    def floor() -> None:
        bare.execute(_BARE, [child, A_PAGE, (middle - 1) * A_PAGE]).fetchall()

    record, whole, reading, alone = _alternating(
        "pages of a long case", [of_child, page, read, floor], calls=calls
    )
    bare.close()
    return [
        _sent("the child's own page", record),
        _sent("a page of a child's chronology", whole),
        Figure(
            name="the same, read and audited only, p95",
            value=percentile(reading, 95),
            unit="ms",
            peer_name="the bare rows of the page, no policies",
            peer=percentile(alone, 95),
            also=f"p50 {median(reading):.1f} beside {median(alone):.1f}",
        ),
        Figure(name="the same, statements", value=_statements(read), unit=""),
    ]


def _sent(what: str, taken: list[float]) -> Figure:
    return Figure(
        name=f"{what}, p95, whole, as it is sent",
        value=percentile(taken, 95),
        unit="ms",
        wanted="p95 < 150 ms",
        also=f"p50 {median(taken):.1f}",
    )


def _papers(reference: str, by: Actor, *, tries: int) -> list[Figure]:
    taken, reading = [], []
    for _ in range(tries):
        began = time.perf_counter()
        opened = print_chronology(reference=reference, asked=Narrowing(), by=by, now=NOW)
        reading.append(time.perf_counter() - began)
        size = len(chronology_paper(opened=opened, by=by))
        taken.append(time.perf_counter() - began)
    return [
        Figure(
            name="all of it on paper, the slowest",
            value=max(taken),
            unit="s",
            wanted="< 5 s",
            also=f"reading {max(reading):.1f} s of it; {size / 1e6:.1f} MB; p50 {median(taken):.1f} s",
        )
    ]


def _statements(call: Callable[[], object]) -> int:
    """Count what one call sends to the database, its BEGIN and COMMIT too."""
    sent = []

    def counted(execute: Callable[..., object], statement: str, *rest: object) -> object:
        sent.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(counted):
        call()
    return len(sent) + 2


def _alternating(what: str, each: list[Callable[[], None]], *, calls: int) -> list[list[float]]:
    """Call these in turn, so that what else the machine does falls on all alike; give milliseconds for each."""
    taken: list[list[float]] = [[] for _ in each]
    progress = Progress(what, calls)
    for number in range(WARM_UP + calls):
        for values, call in zip(taken, each, strict=True):
            began = time.perf_counter()
            call()
            if number >= WARM_UP:
                values.append((time.perf_counter() - began) * 1000)
        progress.at(max(0, number - WARM_UP))
    return taken
