"""A whole invented country, written in sets by the owner: authorities, forces, homes, children, missing episodes.

Its shape follows the published one: some 80,000 children looked after by 152 authorities, several missing episodes
for some of them, and 220 missing and 60 away on a given day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from bench.figures import note, timed

# As written here the folded key is the name in lower case: no accents, no punctuation.
_FORENAMES = """
    Abel Ada Alba Amara Asha Basil Beryl Bilal Blaise Bram Calla Cato Celia Cyril Dalia Dinah Dorian Edda Elio
    Enid Ezra Fabian Faye Felix Fern Gaia Gideon Hana Hester Hugo Ines Isla Ivor Jory Juno Kai Kezia Lark Leda
    Linus Mabel Malo Mina Nadia Nico Nuala Odin Olive Orla Otis Pearl Petra Quill Rafe Rhea Rory Rowan Sable
    Selah Silas Sorrel Tamsin Tobin Una Vera Vida Wilf Wren Yara Zane Zelda Zora
"""
_FIRST = (
    "Amber Birch Cloud Dapple Ember Fallow Gale Harrow Iron Juniper Kestrel Linden Marrow Nettle Oak Pebble"
)
_SECOND = """
    acre bank brook dale fell field ford gate grove ham holt hurst ley mere mill moor ridge stead stone thorpe
    ton vale water wick wood worth
"""
FORENAMES = _FORENAMES.split()
SURNAMES = [first + second for first in _FIRST.split() for second in _SECOND.split()]
NOW = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How big a country."""

    authorities: int = 152
    forces: int = 43
    homes: int = 2_000
    children: int = 80_000
    closed: int = 180_000  # missing episodes that are over
    missing: int = 220  # and those that are not, as the authority classified them
    away: int = 60

    @property
    def open(self) -> int:
        return self.missing + self.away


TINY = Size(authorities=4, forces=2, homes=6, children=60, closed=90, missing=12, away=4)
# The same country on a night on which ten times as many children are missing.
WORST_NIGHT = 3_000


def settle(url: str, *, size: Size) -> None:
    """Write the country into an empty database, as its owner; `url` is the owner's address."""
    with psycopg.connect(url) as connection:
        _run(connection, _organisations(size))
        with timed(f"Writing {size.children:,} children"):
            _run(connection, _children(size))
        with timed(f"Writing {size.closed:,} missing episodes that are over"):
            _run(connection, _closed(size))
        open_more(connection, first=1, last=size.open, away=size.away, size=size)
    tidy(url)


def tidy(url: str) -> None:
    """Let the database count and tidy its rows, as it does by itself in time."""
    with timed("Counting rows"), psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def open_more(connection: psycopg.Connection, *, first: int, last: int, away: int, size: Size) -> None:
    """Let more children go missing, numbered from the first to the last, each with tellings and what is owed."""
    note(f"{last - first + 1:,} children missing or away now")
    _run(connection, _open(first=first, last=last, away=away, step=max(1, size.children // max(last, 1))))


def _run(connection: psycopg.Connection, statements: Iterator[tuple[str, dict[str, object]]]) -> None:
    for statement, values in statements:
        connection.execute(statement, values)


def _reference(letter: str, number: str) -> str:
    """Give SQL for a public reference of the right form, one for each number."""
    digits = f"lpad(upper(to_hex({number})), 8, '0')"
    return f"'{letter}222-' || substr({digits}, 1, 4) || '-' || substr({digits}, 5, 4)"


def _organisations(size: Size) -> Iterator[tuple[str, dict[str, object]]]:
    """Write forces as 1.., authorities after them, then homes, then one body that oversees them all."""
    kinds = (
        ("police_force", "Force", size.forces, "NULL", "NULL"),
        ("local_authority", "Authority", size.authorities, "1 + n %% %(forces)s", "NULL"),
        ("childrens_home", "Home", size.homes, "NULL", "%(forces)s + 1 + n %% %(authorities)s"),
        ("charity", "Oversight", 1, "NULL", "NULL"),
    )
    for kind, name, many, force, area in kinds:
        yield (
            f"""INSERT INTO accounts_organisation (reference, kind, name, switchboard, out_of_hours_telephone, email,
                second_email, police_force_id, area_authority_id)
            SELECT {_reference(name[0], "n")}, %(kind)s, %(name)s || ' ' || n, '', '01632 960000',
                lower(%(name)s) || n || '@example.invalid', '', {force}, {area}
            FROM generate_series(1, %(many)s) n ORDER BY n""",
            {"kind": kind, "name": name, "many": many} | _counts(size),
        )
    yield (
        """INSERT INTO accounts_team (organisation_id, name, out_of_hours_telephone, email, second_email)
        SELECT id, 'Duty team', '01632 960001', 'team' || id || '@example.invalid', ''
        FROM accounts_organisation WHERE kind = 'local_authority' ORDER BY id""",
        {},
    )
    yield (
        """INSERT INTO accounts_proof (kind, address, code_hash, asked_at, proved_at, answered_by)
        SELECT kind, 'proved', '', %(now)s, %(now)s, '' FROM unnest(ARRAY['mail', 'number']) kind""",
        {"now": NOW},
    )


def _counts(size: Size) -> dict[str, object]:
    return {
        "forces": size.forces,
        "authorities": size.authorities,
        "homes": size.homes,
        "first_authority": size.forces + 1,
        "first_home": size.forces + size.authorities + 1,
    }


def _children(size: Size) -> Iterator[tuple[str, dict[str, object]]]:
    """Give each child a home, its area's authority as host where that is another, two names and a number."""
    yield (
        f"""INSERT INTO record_child (reference, date_of_birth, date_of_birth_certainty, sex, ethnicity, nationality,
            languages, responsible_authority_id, responsible_team_id, host_authority_id, placement_provider_id,
            recorded_at, version)
        SELECT {_reference("C", "n")}, date '2008-04-01' + n * 7 %% 6000, 'stated', CASE n %% 2 WHEN 0 THEN 'F'
            ELSE 'M' END, '', '', '', a, t.id, CASE WHEN h.area_authority_id <> a THEN h.area_authority_id END,
            h.id, %(now)s, 1
        FROM (SELECT n, %(first_authority)s + n %% %(authorities)s AS a,
              %(first_home)s + (n * 13 + n / 7) %% %(homes)s AS home
              FROM generate_series(1, %(many)s) n) c
        JOIN accounts_organisation h ON h.id = home JOIN accounts_team t ON t.organisation_id = a ORDER BY n""",
        {"many": size.children, "now": NOW} | _counts(size),
    )
    for kind, shift in (("birth", 0), ("known_as", 31)):
        yield (
            """INSERT INTO record_childname (child_id, kind, name, search_key, recorded_at)
            SELECT id, %(kind)s, name, lower(name), %(now)s FROM (SELECT id,
              (%(forenames)s::text[])[1 + (id * 7 + %(shift)s) %% %(many_forenames)s] || ' ' ||
              (%(surnames)s::text[])[1 + (id * 11 + id / 5) %% %(many_surnames)s] AS name
              FROM record_child WHERE %(shift)s = 0 OR id %% 4 = 0) named ORDER BY id""",
            {
                "kind": kind,
                "shift": shift,
                "now": NOW,
                "forenames": FORENAMES,
                "many_forenames": len(FORENAMES),
                "surnames": SURNAMES,
                "many_surnames": len(SURNAMES),
            },
        )
    yield (
        """INSERT INTO record_childidentifier (child_id, kind, value, issued_by_id)
        SELECT id, '903 CHILD', 'N' || id, responsible_authority_id FROM record_child""",
        {},
    )


_EPISODE = """INSERT INTO record_missingepisode (reference, child_id, responsible_authority_id, host_authority_id,
    placement_provider_id, police_force_id, stage, is_void, last_seen_on, last_seen_at, returned_on, returned_at,
    authority_kind, police_kind, risk_level, risk_scheme, recorded_at, version)"""
_EVENT = """INSERT INTO record_event (episode_id, kind, happened_on, happened_at, recorded_at, words, by_name,
    by_role)"""
_LONDON = "timezone('Europe/London', {})::date"


def _closed(size: Size) -> Iterator[tuple[str, dict[str, object]]]:
    """Spread what is over unevenly, as in life: the first children have most. Two days each, eleven days apart."""
    began = "%(now)s::timestamptz - interval '60 days' - round * interval '11 days'"
    yield (
        f"""{_EPISODE} SELECT {_reference("D", "n")}, c.id, c.responsible_authority_id, c.host_authority_id,
            c.placement_provider_id, a.police_force_id, 'returned', false, {_LONDON.format(began)}, {began},
            {_LONDON.format(f"{began} + interval '2 days'")}, {began} + interval '2 days', 'M', '',
            CASE n %% 3 WHEN 0 THEN 'medium' ELSE '' END, '', {began} + interval '1 hour', 3
        FROM (SELECT n, n / %(absent)s AS round, 1 + n %% %(absent)s AS child
              FROM generate_series(0, %(many)s - 1) n) d
        JOIN record_child c ON c.id = child
        JOIN accounts_organisation a ON a.id = coalesce(c.host_authority_id, c.responsible_authority_id)""",
        {"many": size.closed, "absent": max(1, size.children // 6), "now": NOW},
    )
    for kind, when in (("missing_reported", "recorded_at"), ("child_returned", "returned_at")):
        yield (
            f"""{_EVENT} SELECT id, '{kind}', {_LONDON.format(when)}, {when}, {when}, '', 'Invented', 'duty_worker'
            FROM record_missingepisode ORDER BY id""",
            {},
        )
    yield _owed("return-interview-72h", "Independent return interview offered", "child_returned"), {}
    yield _telling("email", "responsible", "responsible_authority_id", "sent"), {}


def _owed(code: str, title: str, event: str, after: str = "0") -> str:
    return f"""INSERT INTO record_owedduty (episode_id, code, title, owed_by, arises_from_id, arose_on, arose_at,
            due_at, settled_as)
        SELECT episode_id, '{code}', '{title}', 'responsible_authority', id, happened_on, happened_at,
            CASE WHEN kind = 'child_returned' THEN happened_at + interval '72 hours' END, ''
        FROM record_event WHERE kind = '{event}' AND episode_id > {after}"""


def _telling(channel: str, relation: str, column: str, state: str, after: str = "0") -> str:
    return f"""INSERT INTO record_telling (reference, episode_id, event_id, about, organisation_id, team_id, relation,
            channel, state, recorded_at)
        SELECT substr(e.reference, 1, 1) || '{relation[:3].upper()}' || substr(e.reference, 5), e.id, v.id,
            'missing', e.{column}, NULL, '{relation}', '{channel}', '{state}', v.recorded_at
        FROM record_missingepisode e JOIN record_event v ON v.episode_id = e.id AND v.kind = 'missing_reported'
        WHERE e.{column} IS NOT NULL AND e.id > {after}"""


def _open(*, first: int, last: int, away: int, step: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Let every so-manieth child be missing now: reported within the hour, three told, two duties running."""
    began = "%(now)s::timestamptz - interval '3 hours' - n %% 40 * interval '1 hour'"
    yield (
        "CREATE TEMPORARY TABLE held_back ON COMMIT DROP AS SELECT max(id) AS id FROM record_missingepisode",
        {},
    )
    yield (
        f"""{_EPISODE} SELECT {_reference("E", "n")}, c.id, c.responsible_authority_id, c.host_authority_id,
            c.placement_provider_id, a.police_force_id, 'missing', false, {_LONDON.format(began)}, {began},
            NULL, NULL, CASE WHEN n <= %(away)s THEN 'A' ELSE 'M' END, '',
            (ARRAY['', 'low', 'medium', 'high'])[1 + n %% 4],
            CASE n %% 4 WHEN 0 THEN '' ELSE 'college-app-2024' END, {began} + interval '1 hour', 2
        FROM generate_series(%(first)s::int, %(last)s::int) n JOIN record_child c ON c.id = n * %(step)s
        JOIN accounts_organisation a ON a.id = coalesce(c.host_authority_id, c.responsible_authority_id)
        WHERE NOT EXISTS (SELECT 1 FROM record_missingepisode e WHERE e.child_id = c.id AND e.returned_on IS NULL)""",
        {"first": first, "last": last, "away": away, "step": step, "now": NOW},
    )
    last_before = "(SELECT coalesce(id, 0) FROM held_back)"
    yield (
        f"""{_EVENT} SELECT id, 'missing_reported', {_LONDON.format("recorded_at")}, recorded_at, recorded_at, '',
            'Invented', 'duty_worker' FROM record_missingepisode WHERE id > {last_before}""",
        {},
    )
    tellings = (
        ("telephone", "police", "police_force_id", "waiting"),
        ("email", "responsible", "responsible_authority_id", "sent"),
        ("email", "host", "host_authority_id", "waiting"),
    )
    for channel, relation, column, state in tellings:
        yield _telling(channel, relation, column, state, last_before), {}
    for code, title in (
        ("police-reported", "Police told that the child is missing"),
        ("risk-known", "Police risk assessment known"),
    ):
        yield _owed(code, title, "missing_reported", last_before), {}
    yield "DROP TABLE held_back", {}
