"""What was counted in the record beside what is published: the lines of the table that `lantern simulate` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lantern.exchange.published import PUBLISHED, Published, Source

# The measures in the order in which they are shown, with how each is written.
_COUNT, _PERCENT, _FINE = "{:,.0f}", "{:.0f} %", "{:.2f} %"
MEASURES: Mapping[str, tuple[str, str]] = {
    "looked_after": ("Looked after at some time in the year", _COUNT),
    "children_missing": ("Went missing", _COUNT),
    "percent_missing": ("Share who went missing", "{:.1f} %"),
    "missing_incidents": ("Missing incidents", _COUNT),
    "missing_each": ("Incidents of each who went missing", "{:.2f}"),
    "percent_more_than_once": ("Missing more than once, of those", _PERCENT),
    "percent_twenty_times": ("Missing 20 times or more, of those", _PERCENT),
    "percent_of_incidents_theirs": ("Their share of all incidents", _PERCENT),
    "most_of_one_child": ("Most incidents of one child", _COUNT),
    "percent_two_days": ("Back within two days", _PERCENT),
    "percent_over_thirty_days": ("Over 30 days", _FINE),
    "percent_incidents_under_5": ("Incidents at 1 to 4", _FINE),
    "percent_incidents_5_to_9": ("Incidents at 5 to 9", _FINE),
    "percent_incidents_10_to_15": ("Incidents at 10 to 15", _PERCENT),
    "percent_incidents_16_and_over": ("Incidents at 16 and over", _PERCENT),
    "percent_male": ("Boys, of those who went missing", _PERCENT),
    "missing_now": ("Missing at the story's end", _COUNT),
    "children_away": ("Away without authorisation, children", _COUNT),
    "away_incidents": ("Away without authorisation, incidents", _COUNT),
    "away_each": ("Incidents of each who was away", "{:.2f}"),
    "away_now": ("Away at the story's end", _COUNT),
    "unaccompanied": ("Unaccompanied children in the year", _COUNT),
    "percent_unaccompanied_missing": ("Of them, share who went missing", _PERCENT),
    "percent_unaccompanied_soon": ("Came and went missing: within 3 days", _PERCENT),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: what was counted, how it is written, and the published figure where one was read."""

    measure: str
    title: str
    counted: str
    published: Published | None


def lines_beside(shape: Mapping[str, float | None], *, is_england: bool) -> list[Line]:
    """Give the table; a count of England stands only beside a simulated England."""
    figures = {each.measure: each for each in PUBLISHED if is_england or not each.is_count}
    return [
        Line(
            measure=measure,
            title=title,
            counted="none" if (value := shape[measure]) is None else written.format(value),
            published=figures.get(measure),
        )
        for measure, (title, written) in MEASURES.items()
    ]


def sources_of(lines: list[Line]) -> list[Source]:
    """Give the sources of the lines, each once, in the order in which they are first named."""
    return list(dict.fromkeys(line.published.source for line in lines if line.published))
