"""The rows of one report, written by hand with as few statements as their keys allow: the floor under the action.

As the application's role, with row-level security on; no policy is asked, no time is checked, nothing is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg

from lantern.accounts.organisations import new_reference
from lantern.actions.missing import Report
from lantern.record.context import context_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of

_CHILD = """
SELECT c.id, c.responsible_authority_id, c.host_authority_id, c.placement_provider_id, c.responsible_team_id,
  a.police_force_id, array(SELECT (CASE i.capacity WHEN 'senior' THEN -1 ELSE 1 END) * i.organisation_id
  FROM record_involvement i WHERE i.child_id = c.id AND i.ended_at IS NULL ORDER BY i.id)
FROM record_child c JOIN accounts_organisation a ON a.id = c.host_authority_id
WHERE c.reference = %s FOR UPDATE OF c
"""
_OPEN = "SELECT 1 FROM record_missingepisode WHERE child_id = %s AND returned_on IS NULL AND NOT is_void FOR UPDATE"
_EPISODE = """
INSERT INTO record_missingepisode (reference, child_id, responsible_authority_id, host_authority_id,
  placement_provider_id, police_force_id, stage, is_void, last_seen_on, last_seen_at, noticed_on, noticed_at,
  authority_kind, police_kind, risk_level, risk_scheme, recorded_at, version)
VALUES (%s, %s, %s, %s, %s, %s, 'missing', false, %s, %s, %s, %s, '', '', '', '', %s, 2) RETURNING id
"""
_EVENT = """
INSERT INTO record_event (episode_id, kind, happened_on, happened_at, recorded_at, words, by_name, by_role,
  by_organisation_id) VALUES (%s, 'missing_reported', %s, %s, %s, '', %s, %s, %s) RETURNING id
"""
_REPORT = """
INSERT INTO record_reportdetail (event_id, last_seen_on, last_seen_at, noticed_on, noticed_at, last_seen_where,
  wearing, why_worried, done_to_trace) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '')
"""
_SOURCE = """
INSERT INTO record_eventsource (event_id, said_by, said_by_role, contact, obtained_at) VALUES (%s, %s, %s, %s, %s)
"""
_OWED = """
INSERT INTO record_owedduty (episode_id, child_id, code, title, owed_by, arises_from_id, arose_on, arose_at, settled_as)
SELECT CASE WHEN o.of_case THEN NULL ELSE %s END, CASE WHEN o.of_case THEN %s END, o.code, o.title, o.owed_by, %s, %s,
  %s, '' FROM (VALUES
    ('home-office-told', 'Home Office told that the child is missing', 'responsible_authority', false),
    ('area-told-missing', 'Authority of the area told', 'placement', false),
    ('missing-discussed', 'Missing child discussed with the police', 'responsible_authority', true),
    ('missing-meeting-held', 'Meeting of all agencies about the missing child', 'responsible_authority', true),
    ('plan-keeps-safe', 'Plan says what keeps the child safe from going missing', 'responsible_authority', true),
    ('police-reported', 'Police told that the child is missing', 'responsible_authority', false),
    ('reviewing-officer-told', 'Reviewing officer told of the missing episode', 'responsible_authority', false)
  ) AS o (code, title, owed_by, of_case)
"""
_TELLINGS = """
INSERT INTO record_telling (reference, episode_id, event_id, about, organisation_id, team_id, relation, channel,
  state, recorded_at, next_attempt_at, token_hash, link_expires_at)
SELECT t.reference, %s, %s, 'missing', t.organisation, t.team, t.relation, t.channel, 'waiting', %s, t.due, t.hash,
  t.expires FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[],
  %s::text[], %s::timestamptz[]) AS t (reference, organisation, team, relation, channel, due, hash, expires)
RETURNING id, channel
"""
_JOBS = """
SELECT procrastinate_defer_jobs_v1(array[row('default', 'deliver_notices', 0, NULL, NULL,
  jsonb_build_object('tellings', %s::bigint[]), NULL)::procrastinate_job_to_defer_v1])
"""
_AUDIT = """
INSERT INTO record_auditentry (stream, number, at, role, account_id, organisation_id, action, outcome, about,
  previous_hash, hash) VALUES ('main', 0, %s, %s, NULL, %s, 'missing.report_missing', 'done', %s, '', '')
"""


def write(
    bare: psycopg.Connection[Any],
    *,
    child: str,
    report: Report,
    by: Actor,
    now: datetime,
    told: Callable[[str], None] = lambda statement: None,
) -> str:
    """Write one report and commit it; `told` is told each statement. Gives the episode's reference."""

    def run(statement: str, *values: Any) -> psycopg.Cursor[Any]:
        told(statement)
        return bare.execute(statement, values)

    assert report.noticed is not None
    reference, today = new_reference(), day_of(now)
    seen = (report.last_seen.on, report.last_seen.at, report.noticed.on, report.noticed.at)
    with bare.transaction():
        run("SELECT set_config('lantern.context', %s, true)", context_of(by))
        found = run(_CHILD, child).fetchone()
        assert found is not None
        number, own, host, home, team, force, others = found
        assert run(_OPEN, number).fetchone() is None
        (episode,) = run(_EPISODE, reference, number, own, host, home, force, *seen, now).fetchone()  # type: ignore[misc]
        (event,) = run(  # type: ignore[misc]
            _EVENT, episode, today, now, now, by.name, by.role.value, by.organisation_id
        ).fetchone()
        run(_REPORT, event, *seen, report.last_seen_where, report.wearing, report.why_worried)
        run(_SOURCE, event, report.said_by, report.said_by_role, report.contact, now)
        run(_OWED, episode, number, event, today, now)
        told_to = _told(force, home, own, team, host, others, now=now)
        tellings = run(_TELLINGS, episode, event, now, *told_to).fetchall()
        run(_JOBS, [telling for telling, channel in tellings if channel == "email"])
        run(_AUDIT, now, by.role.value, by.organisation_id, reference)
    return reference


def write_one_row(bare: psycopg.Connection[Any]) -> None:
    """Write and commit one row that nothing depends on: what the disk alone costs."""
    with bare.transaction():
        bare.execute(
            "INSERT INTO record_claimedkey (key, action, answer, claimed_at) VALUES (%s, 'bench', '', now())",
            [new_reference()],
        )


def _told(
    force: int, home: int, own: int, team: int, host: int, others: list[int], *, now: datetime
) -> tuple[list[Any], ...]:
    """Give the columns of the tellings: police, home and senior (below zero) by telephone, the rest in writing."""
    told = [
        (force, None, "police", "telephone"),
        (home, None, "placement", "telephone"),
        (own, team, "responsible", "email"),
        (host, None, "host", "email"),
        *((abs(each), None, "told", "telephone" if each < 0 else "email") for each in others),
    ]
    references = [new_reference() for _ in told]
    written = [channel == "email" for *_, channel in told]
    later = now + timedelta(days=7)
    return (
        references,
        *(list(column) for column in zip(*told, strict=True)),
        [now if is_written else None for is_written in written],
        [
            _hash(reference) if is_written else None
            for reference, is_written in zip(references, written, strict=True)
        ],
        [later if is_written else None for is_written in written],
    )


def _hash(reference: str) -> str:
    return hashlib.sha256(json.dumps(reference).encode()).hexdigest()
