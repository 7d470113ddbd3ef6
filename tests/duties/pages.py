"""Write each duty's table of scenarios as a page beside the duty's own: histories, and what is then owed, in words.

python -m tests.duties.pages           writes docs/duties/examples
python -m tests.duties.pages --check   writes nothing; 1 where a page is stale
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path

from lantern.procedures import handbook, protocol
from lantern.procedures.conditions import EXCUSES
from lantern.procedures.duty import Duty, Standing
from lantern.procedures.duty_words import EVENT_WORDS, PARTICULAR_WORDS
from lantern.procedures.explaining import STANDING_WORDS
from lantern.procedures.facts import FACT_WORDS, Fact
from lantern.procedures.history import Happened
from lantern.vocabulary.days import When, spoken, spoken_day
from tests.duties.scenario import Scenario, fact, history, moment

FOLDER = Path(__file__).resolve().parents[2] / "docs"
_OWED = re.compile(r"(?P<place>\d+): (?P<standing>\w+)(, (?P<until>\w+) (?P<at>.+)| by (?P<by>\w+))?")


def pages() -> dict[str, str]:
    """Give every page of examples by its path under docs/."""
    return {f"duties/examples/{duty.code}.md": page(duty) for duty in protocol.example()}


def page(duty: Duty) -> str:
    """Write the scenarios of one duty as a Markdown page."""
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS
    head = [
        f"# {duty.title}: examples",
        f"[The duty](../{handbook.path(duty)}). Each history below is invented. It is a test: Lantern reckons from it "
        "what stands under it, or is not released. All times are London's.",
    ]
    return "\n\n".join([*head, *(_one(scenario) for scenario in table)]) + "\n"


def _one(scenario: Scenario) -> str:
    rows = [f"| {event.id} | {spoken(event.when)} | {_what(event)} |" for event in history(*scenario.when)]
    parts = [f"## {scenario.given}", "\n".join(["| | When | What is recorded |", "|---|---|---|", *rows])]
    known = [_known(fact(line)) for line in scenario.facts]
    if scenario.away:
        known.append("the authority says that the child is away, and where")
    if known:
        parts.append(f"Known: {'; '.join(known)}.")
    asked = _spoken(scenario.now.removesuffix(" again"))
    owed = "; ".join(_owed(line) for line in scenario.owed) or "nothing"
    return "\n\n".join([*parts, f"Asked on {asked}, this is owed: **{owed}**."])


def _what(event: Happened) -> str:
    words = [EVENT_WORDS[event.kind]]
    if event.says is None:
        words.append("what it says of itself is not known")
    words += [PARTICULAR_WORDS[each] for each in sorted(event.says or ())]
    if event.taken_over:
        words.append("taken over from an older return")
    if event.next_review_at:
        words.append(f"to be reviewed by {spoken(When.moment(event.next_review_at))}")
    if event.answers:
        words.append(f"answers {event.answers}")
    if event.corrects:
        words.append(f"of {event.corrects}")
    if event.episode not in (None, 1):
        words.append(f"in absence {event.episode}")
    if event.child is not None:
        words.append(f"of child {event.child}")
    return ", ".join(words)


def _known(each: Fact) -> str:
    value = (
        {True: "yes", False: "no"}.get(each.value, each.value) if isinstance(each.value, bool) else each.value
    )
    said = spoken_day(value) if isinstance(value, date) else str(value).replace("_", " ")
    since = f", from {spoken_day(each.since)}" if each.since else ""
    until = f", until {spoken_day(each.until)}" if each.until else ""
    return f"{FACT_WORDS[each.name]}: {said}{since}{until}"


def _owed(line: str) -> str:
    found = _OWED.fullmatch(line)
    assert found, f"{line} is no line of what is owed"
    words = f"from {found['place']}: {STANDING_WORDS[Standing(found['standing'])].lower()}"
    if found["until"]:
        until = "due" if found["until"] == "due" else "local standard, not law,"
        return f"{words}, {until} {_spoken(found['at'])}"
    if not found["by"]:
        return words
    return (
        f"{words} by {found['by']}"
        if found["by"].isdigit()
        else f"{words}: {EXCUSES[found['by']].words.lower()}"
    )


def _spoken(text: str) -> str:
    return spoken(When.moment(moment(text)))


def main(argv: Iterable[str]) -> int:
    """Write the pages, or say which are stale."""
    parser = argparse.ArgumentParser(prog="python -m tests.duties.pages", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args(list(argv))
    wanted = {asked.folder / name: text for name, text in pages().items()}
    gone = set((asked.folder / "duties" / "examples").glob("*.md")) - wanted.keys()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    if not asked.check:
        (asked.folder / "duties" / "examples").mkdir(parents=True, exist_ok=True)
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        for path in gone:
            path.unlink()
    number = len(stale) + len(gone)
    sys.stdout.write(
        f"{len(wanted)} pages of examples, {number} {'stale' if asked.check else 'written anew'}.\n"
    )
    return 1 if asked.check and number else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
