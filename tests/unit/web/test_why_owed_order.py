"""In which order what is owed stands on the page of why, and by which name each line of it is found."""

from __future__ import annotations

from typing import Any

from lantern.web import why_owed


def line(
    duty: str, *, state: str = "waiting", until: str | None = None, by_source: str | None = None
) -> dict[str, Any]:
    return {"state": state, "said": {"duty": duty, "until": until, "until_by_source": by_source}}


def test_the_overdue_come_first_then_what_is_due_first_then_what_has_no_number() -> None:
    lines = [
        line("no-number"),
        line("in-a-week", until="2026-03-21T12:00:00+00:00"),
        line("late-since-noon", state="late", until="2026-03-14T12:00:00+00:00"),
        line("in-summer-time", until="2026-03-30T00:30:00+01:00"),  # half an hour before the next, in London
        line("after-it", until="2026-03-30T00:00:00+00:00"),
        line(
            "late-by-its-source",
            state="late",
            until="2026-04-01T12:00:00+00:00",
            by_source="2026-03-13T12:00:00+00:00",
        ),
    ]

    assert [each["said"]["duty"] for each in sorted(lines, key=why_owed._pressing)] == [
        "late-by-its-source",
        "late-since-noon",
        "in-a-week",
        "in-summer-time",
        "after-it",
        "no-number",
    ]


def test_the_first_line_of_a_duty_has_its_code_alone_and_no_two_have_one_name() -> None:
    lines = [line("visit-next"), line("visit-first"), line("visit-next"), line("visit-next")]
    why_owed._anchor(lines)

    assert [each["anchor"] for each in lines] == ["visit-next", "visit-first", "visit-next-2", "visit-next-3"]
