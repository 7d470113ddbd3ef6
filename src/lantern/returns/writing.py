"""A row of the return as it would stand in the file: column by column, days as dd/mm/yyyy."""

from __future__ import annotations

from datetime import date

from lantern.returns.columns import COLUMNS, Table
from lantern.returns.rows import CareEpisodeRow, MissingRow


def missing_text(row: MissingRow) -> dict[str, str]:
    """Give the cells of a missing or away period."""
    values = (row.child, _day(row.born_on), row.kind.value, _day(row.started_on), _day(row.ended_on))
    return dict(zip(COLUMNS[Table.MISSING], values, strict=True))


def care_episode_text(row: CareEpisodeRow) -> dict[str, str]:
    """Give the cells of a care episode."""
    values = (
        row.child,
        _day(row.started_on),
        row.reason_new,
        row.legal_status,
        row.category_of_need,
        row.placement,
        row.provider,
        _day(row.ended_on),
        row.reason_ceased,
        row.reason_place_change,
        row.home_postcode,
        row.placement_postcode,
        row.urn,
    )
    return dict(zip(COLUMNS[Table.EPISODES], values, strict=True))


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
