"""What the invented children look like, counted in the record itself: never in what the simulator meant to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from lantern.accounts.models import Account
from lantern.policies import access
from lantern.queries.seeing import reads
from lantern.record.models import Child, ChildIdentifier
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission

INVENTED = "(invented)"  # how the name of every invented organisation ends
# The numbers that the simulator gives: letter and seed, authority, child. No return's CHILD is written so.
_NUMBER = r"^[SE][0-9]+-[0-9]+-[0-9]+$"

# One row a child of these authorities who was in care within the year. A day is a London day; an incident belongs
# to the year in which it began, and lasts from the day of its start to the day of its end, as in the 903.
_COUNTED = """
WITH year AS (
  SELECT (timezone('Europe/London', %(from_at)s))::date AS first_on,
    (timezone('Europe/London', %(until)s))::date AS last_on
), cared_for AS (
  SELECT c.id, c.sex, c.date_of_birth, u.id IS NOT NULL AS is_unaccompanied, min(e.began_on) AS began_on
  FROM record_child c JOIN record_careepisode e ON e.child_id = c.id CROSS JOIN year
  LEFT JOIN record_unaccompaniedperiod u ON u.child_id = c.id
  WHERE c.responsible_authority_id = ANY(%(authorities)s)
  GROUP BY c.id, u.id
  HAVING bool_or(e.began_on <= (SELECT last_on FROM year)
    AND (e.ended_on IS NULL OR e.ended_on > (SELECT first_on FROM year)))
), incident AS (
  SELECT m.child_id, m.authority_kind AS kind, m.last_seen_on, m.returned_on, m.last_seen_at
  FROM record_missingepisode m
  WHERE m.responsible_authority_id = ANY(%(authorities)s) AND NOT m.is_void
    AND m.last_seen_at > %(from_at)s AND m.last_seen_at <= %(until)s
), child AS (
  SELECT c.*, count(i.*) FILTER (WHERE i.kind = 'M') AS missing, count(i.*) FILTER (WHERE i.kind = 'A') AS away,
    min(i.last_seen_on) FILTER (WHERE i.kind = 'M') - c.began_on AS days_until_missing
  FROM cared_for c LEFT JOIN incident i ON i.child_id = c.id
  GROUP BY c.id, c.sex, c.date_of_birth, c.is_unaccompanied, c.began_on
), aged AS (
  SELECT i.*, i.returned_on - i.last_seen_on AS days,
    extract(year FROM age(i.last_seen_on, c.date_of_birth)) AS years
  FROM incident i JOIN record_child c ON c.id = i.child_id WHERE i.kind = 'M'
), by_child AS (
  SELECT count(*) AS looked_after, count(*) FILTER (WHERE missing > 0) AS children_missing,
    count(*) FILTER (WHERE missing > 1) AS more_than_once, coalesce(max(missing), 0) AS most,
    count(*) FILTER (WHERE missing >= 20) AS twenty_times,
    sum(missing) FILTER (WHERE missing >= 20) AS incidents_of_twenty,
    count(*) FILTER (WHERE away > 0) AS children_away, coalesce(sum(away), 0) AS away_incidents,
    count(*) FILTER (WHERE missing > 0 AND sex = 'M') AS boys,
    count(*) FILTER (WHERE is_unaccompanied) AS unaccompanied,
    count(*) FILTER (WHERE is_unaccompanied AND missing > 0) AS unaccompanied_missing,
    count(*) FILTER (WHERE is_unaccompanied AND missing > 0 AND came) AS came_and_missing,
    count(*) FILTER (WHERE is_unaccompanied AND missing > 0 AND came AND days_until_missing <= 3) AS soon
  FROM (SELECT *, began_on >= (SELECT first_on FROM year) AS came FROM child) child
), by_incident AS (
  SELECT count(*) AS missing_incidents, count(*) FILTER (WHERE days <= 2) AS two_days,
    count(*) FILTER (WHERE coalesce(days, (SELECT last_on FROM year) - last_seen_on) > 30) AS over_thirty_days,
    count(*) FILTER (WHERE years < 5) AS under_5, count(*) FILTER (WHERE years BETWEEN 5 AND 9) AS five_to_9,
    count(*) FILTER (WHERE years BETWEEN 10 AND 15) AS ten_to_15, count(*) FILTER (WHERE years >= 16) AS sixteen
  FROM aged
), now_open AS (
  SELECT count(*) FILTER (WHERE authority_kind = 'M') AS missing_now,
    count(*) FILTER (WHERE authority_kind = 'A') AS away_now
  FROM record_missingepisode
  WHERE responsible_authority_id = ANY(%(authorities)s) AND NOT is_void AND returned_on IS NULL
)
SELECT * FROM by_child, by_incident, now_open
"""
_YEAR = timedelta(days=365)


@reads
def shape(
    *, authorities: Sequence[int], until: datetime, by: Actor, now: datetime
) -> Mapping[str, float | None]:
    """Count these authorities' children and incidents in the 365 days to `until`, by name of the measure.

    Percentages and averages are not rounded; None where there is nothing to divide by.
    """
    _require(by)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"authorities": list(authorities), "from_at": until - _YEAR, "until": until})
        names = [column.name for column in cursor.description or ()]
        counted = {name: int(value or 0) for name, value in zip(names, cursor.fetchone(), strict=True)}
    return _measures(counted)


def _measures(n: Mapping[str, int]) -> dict[str, float | None]:
    incidents, children = n["missing_incidents"], n["children_missing"]
    return {
        "looked_after": n["looked_after"],
        "children_missing": children,
        "percent_missing": _percent(children, n["looked_after"]),
        "missing_incidents": incidents,
        "missing_each": _over(incidents, children),
        "percent_more_than_once": _percent(n["more_than_once"], children),
        "percent_twenty_times": _percent(n["twenty_times"], children),
        "percent_of_incidents_theirs": _percent(n["incidents_of_twenty"], incidents),
        "most_of_one_child": n["most"],
        "percent_two_days": _percent(n["two_days"], incidents),
        "percent_over_thirty_days": _percent(n["over_thirty_days"], incidents),
        "children_away": n["children_away"],
        "away_incidents": n["away_incidents"],
        "away_each": _over(n["away_incidents"], n["children_away"]),
        "missing_now": n["missing_now"],
        "away_now": n["away_now"],
        "percent_incidents_under_5": _percent(n["under_5"], incidents),
        "percent_incidents_5_to_9": _percent(n["five_to_9"], incidents),
        "percent_incidents_10_to_15": _percent(n["ten_to_15"], incidents),
        "percent_incidents_16_and_over": _percent(n["sixteen"], incidents),
        "percent_male": _percent(n["boys"], children),
        "unaccompanied": n["unaccompanied"],
        "percent_unaccompanied_missing": _percent(n["unaccompanied_missing"], n["unaccompanied"]),
        "percent_unaccompanied_soon": _percent(n["soon"], n["came_and_missing"]),
    }


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


@reads
def holds_others(*, by: Actor, now: datetime) -> bool:
    """Say whether there are children here whom neither the simulator nor the demonstration can have invented.

    Those of an authority that is not invented and has no demonstration accounts; and those from a return, whose
    numbers are not the simulator's. Who was typed in by hand in a demonstration cannot be told apart.
    """
    _require(by)
    demonstrated = Account.objects.filter(is_demo=True).values("organisation_id")
    others = Child.objects.exclude(responsible_authority__name__endswith=INVENTED).exclude(
        responsible_authority__in=demonstrated
    )
    imported = ChildIdentifier.objects.filter(kind="ssda903").exclude(value__regex=_NUMBER)
    return others.exists() or imported.exists()


@reads
def numbers_there(*, prefix: str, by: Actor, now: datetime) -> Mapping[int, int]:
    """Give, by authority, how many children have a number that begins so."""
    _require(by)
    there = ChildIdentifier.objects.filter(kind="ssda903", value__startswith=prefix)
    return dict(there.values_list("issued_by").annotate(Count("id")).order_by())


def _require(by: Actor) -> None:
    if not access.may(role=by.role, relation=None, permission=Permission.SIMULATE):
        raise NotPermitted("Only the simulator may ask about invented children.")
