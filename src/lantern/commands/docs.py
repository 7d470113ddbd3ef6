"""Print the duties and the access matrix as pages under docs/, for practitioners to read and sign off."""

from __future__ import annotations

import argparse
from pathlib import Path

from lantern.commands._steps import say
from lantern.policies import access_words
from lantern.procedures import handbook, known, loading, protocol
from lantern.vocabulary.refusals import Refused

NEEDS_DJANGO = False
TOUCHES_NO_CHILD = "it prints rules, not records"
_CHECKOUT = Path(__file__).resolve().parents[3]


def run(argv: list[str]) -> int:
    """Write the pages; with --check write nothing and refuse where one is stale."""
    parser = argparse.ArgumentParser(prog="lantern docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is stale")
    parser.add_argument("--folder", type=Path, default=_CHECKOUT / "docs", help="where the pages go")
    asked = parser.parse_args(argv)
    wanted = pages()
    stale = [name for name, text in wanted.items() if _kept(asked.folder / name) != text]
    stale += [path.relative_to(asked.folder).as_posix() for path in _left_over(asked.folder, wanted)]
    if asked.check and stale:
        raise Refused(f"These pages are stale: {', '.join(stale)}. Write them anew with: make docs")
    if not asked.check:
        _write(asked.folder, wanted)
    say(f"{len(wanted)} pages, {len(stale)} of them {'stale' if asked.check else 'written anew'}.")
    return 0


def pages() -> dict[str, str]:
    """Give every page by its path under docs/."""
    together = protocol.example()
    national = {duty.code: duty for duty in loading.all_of_england()}  # without what the example says of them
    duties = [national.get(duty.code, duty) for duty in together]
    each = {f"duties/{handbook.path(duty)}": handbook.page(duty) for duty in duties}
    return {
        "access.md": access_words.page(),
        "duties-known.md": known.page(known.rows(together), together),
        "duties/README.md": handbook.index(duties),
        **each,
    }


def _write(folder: Path, wanted: dict[str, str]) -> None:
    (folder / "duties" / "local").mkdir(parents=True, exist_ok=True)
    for path in _left_over(folder, wanted):
        path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def _left_over(folder: Path, wanted: dict[str, str]) -> list[Path]:
    return [path for path in written(folder) if path.relative_to(folder).as_posix() not in wanted]


def written(folder: Path) -> list[Path]:
    """Give the pages of duties that stand in this folder, those of the example protocol among them."""
    return sorted(path for part in ("duties", "duties/local") for path in (folder / part).glob("*.md"))


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
