"""The floors the board and the search stand beside: the same rows by bare SQL, as the owner, past every policy."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from django.conf import settings

from lantern.queries.board import Board
from lantern.queries.missing import PAGE
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role

# Which episodes a reader's board is about, said by hand.
_OWN = {
    Role.NATIONAL_OVERSIGHT: "%(own)s IS NOT NULL",
    Role.DUTY_WORKER: "(e.responsible_authority_id = %(own)s OR e.host_authority_id = %(own)s)",
    Role.POLICE_DESK: "e.police_force_id = %(own)s",
    Role.CARER: "e.placement_provider_id = %(own)s",
}
_COUNT = (
    "SELECT count(*) FROM record_missingepisode e WHERE e.returned_on IS NULL AND NOT e.is_void AND {own}"
)
_EPISODES = """
SELECT e.*, c.reference, c.date_of_birth, r.name, h.name, p.name, f.name, f.out_of_hours_telephone,
  (SELECT name FROM record_childname n WHERE n.child_id = c.id ORDER BY kind <> 'known_as', n.id LIMIT 1)
FROM (SELECT e.*, CASE e.risk_level WHEN '' THEN 5 WHEN 'high' THEN 4 WHEN 'medium' THEN 3 WHEN 'low' THEN 2
    ELSE 1 END AS urgency FROM record_missingepisode e WHERE e.returned_on IS NULL AND NOT e.is_void AND {own}
  ORDER BY urgency DESC, e.last_seen_on, e.last_seen_at, e.id LIMIT %(page)s) e
JOIN record_child c ON c.id = e.child_id
JOIN accounts_organisation r ON r.id = e.responsible_authority_id
LEFT JOIN accounts_organisation h ON h.id = e.host_authority_id
LEFT JOIN accounts_organisation p ON p.id = e.placement_provider_id
LEFT JOIN accounts_organisation f ON f.id = e.police_force_id
ORDER BY e.urgency DESC, e.last_seen_on, e.last_seen_at, e.id
"""
_TELLINGS = """
SELECT t.*, o.name, o.out_of_hours_telephone, m.name, m.out_of_hours_telephone, a.name, a.job_title
FROM record_telling t JOIN accounts_organisation o ON o.id = t.organisation_id
LEFT JOIN accounts_team m ON m.id = t.team_id LEFT JOIN record_acknowledgement a ON a.telling_id = t.id
WHERE t.episode_id = ANY(%s) ORDER BY t.recorded_at, t.id
"""
_OWED = "SELECT * FROM record_owedduty WHERE episode_id = ANY(%s) ORDER BY arose_on, arose_at, id"
_SEARCH = """
SELECT c.*, n.name FROM record_child c JOIN record_childname n ON n.child_id = c.id WHERE c.id IN (
  SELECT child_id FROM record_childname WHERE search_key LIKE '%%' || lower(%(wanted)s) || '%%'
  UNION SELECT child_id FROM record_childidentifier WHERE lower(value) = lower(%(wanted)s)) ORDER BY c.id LIMIT 25
"""


def board(*, by: Actor, of: Board) -> Callable[[], None]:
    """Give a call that fetches the rows of this reader's board; it holds itself to giving as many."""
    connection = psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True)
    count, page = (question.format(own=_OWN[by.role]) for question in (_COUNT, _EPISODES))

    def asked() -> None:
        with connection.transaction():
            connection.execute(count, {"own": by.organisation_id}).fetchall()
            rows = connection.execute(page, {"own": by.organisation_id, "page": PAGE}).fetchall()
            ids = [row[0] for row in rows]
            told = connection.execute(_TELLINGS, [ids]).fetchall()
            connection.execute(_OWED, [ids]).fetchall()
        assert len(rows) == len(of.rows)
        assert len(told) == sum(len(row.tellings) for row in of.rows)

    return asked


def search(wanted: str) -> Callable[[], None]:
    """Give a call that finds children by a piece of a name, or a number."""
    connection = psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True)
    return lambda: connection.execute(_SEARCH, {"wanted": wanted}).fetchall() and None
