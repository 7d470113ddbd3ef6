"""The printed scripts of the four calls, read as the one who takes the call reads them: the facts, and what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.functional.desk import now

FOLDER = Path("docs") / "calls"
NUMBERS = {"a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "eleven": 11}
# > **Cam:** words, or > **Cam** (rings again): words
_SAID = re.compile(r"^> \*\*[^*]+\*\*(?: \([^)]*\):)? (.+)$", re.MULTILINE)


def number(word: str) -> int:
    """Give the number that a word or its figures say."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


@dataclass(frozen=True)
class Script:
    """One printed call."""

    text: str
    read_at: datetime  # "an hour ago" is told from here, however long the call lasts

    @classmethod
    def of(cls, place: int) -> Script:
        """Open one of the scripts."""
        (path,) = FOLDER.glob(f"{place}-*.md")
        return cls(path.read_text(), now())

    def fact(self, name: str) -> str:
        """Give what the table says."""
        return self._one(rf"^\| {re.escape(name)} \| (.+) \|$")

    def caller(self) -> tuple[str, str, str]:
        """Give the caller's name, who they are, and their number."""
        name, post, telephone = self.fact("Caller").split(", ")
        return name, post, telephone

    def when(self, name: str) -> datetime:
        """Give the moment that a fact of the table begins with, told from now."""
        how_many, what = self._matched(r"(\w+) (hour|minute)s? ago", self.fact(name))
        return self.read_at - timedelta(**{f"{what}s": number(how_many)})

    def where(self, name: str) -> str:
        """Give the place that stands after the time."""
        return self.fact(name).partition(" ago, ")[2]

    def said(self, place: int) -> str:
        """Give the words of one thing that is said in the call, the first being 0."""
        return _SAID.findall(self.text)[place]

    def bold(self, pattern: str) -> list[str]:
        """Give what stands in bold and looks so."""
        return re.findall(rf"\*\*({pattern})\*\*", self.text)

    def named(self, pattern: str) -> str:
        """Give what the first group of a pattern finds in the text."""
        return self._one(pattern)

    def _one(self, pattern: str) -> str:
        return self._matched(pattern, self.text)[0]

    @staticmethod
    def _matched(pattern: str, text: str) -> tuple[str, ...]:
        found = re.search(pattern, text, re.MULTILINE)
        assert found is not None, f"The script does not say {pattern!r}."
        return found.groups()
