"""What a receiver of webhooks is told of: every word that a call may carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantern.vocabulary.tellings import TellingAbout

PAGE = Path(__file__).parents[2] / "docs" / "channels.md"


@pytest.mark.parametrize("about", [each.value for each in TellingAbout])
def test_the_page_of_channels_names_what_a_call_may_be_about(about: str) -> None:
    assert f"`{about}`" in PAGE.read_text(encoding="utf-8")
