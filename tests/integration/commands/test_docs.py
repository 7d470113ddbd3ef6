from __future__ import annotations

from pathlib import Path

import pytest

from lantern.commands import docs
from lantern.vocabulary.refusals import Refused

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_kept_pages_say_what_the_rules_say() -> None:
    kept = {path: (DOCS / path).read_text(encoding="utf-8") for path in docs.pages()}

    assert kept == docs.pages(), "Write them anew with: make docs"
    assert {path.relative_to(DOCS).as_posix() for path in docs.written(DOCS)} == {
        path for path in docs.pages() if path.startswith("duties/")
    }


def test_stale_page_is_named_and_written_anew(tmp_path: Path) -> None:
    docs.run(["--folder", str(tmp_path)])
    (tmp_path / "access.md").write_text("old")
    (tmp_path / "duties" / "gone.md").write_text("a duty that is no more")

    with pytest.raises(Refused) as refused:
        docs.run(["--check", "--folder", str(tmp_path)])
    docs.run(["--folder", str(tmp_path)])

    assert refused.value.message == (
        "These pages are stale: access.md, duties/gone.md. Write them anew with: make docs"
    )
    assert docs.run(["--check", "--folder", str(tmp_path)]) == 0
