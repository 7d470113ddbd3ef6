"""A wrong setting of the map stops the start, and says what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ADDRESS = "https://tiles.example.org/{z}/{x}/{y}.png"


def checked(**settings: str) -> subprocess.CompletedProcess[str]:
    """Run the check of the settings, as an operator does."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("LANTERN_MAP_")}
    command = [sys.executable, "-m", "lantern", "check-settings"]
    return subprocess.run(command, env=kept | settings, check=False, capture_output=True, text=True)


def test_a_server_of_tiles_is_said_by_its_host_alone() -> None:
    done = checked(LANTERN_MAP_TILES=ADDRESS, LANTERN_MAP_ATTRIBUTION="Invented maps")
    assert done.returncode == 0, done.stderr
    assert "map tiles              https://tiles.example.org\n" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"LANTERN_MAP_TILES": ADDRESS}, "LANTERN_MAP_TILES is set without LANTERN_MAP_ATTRIBUTION."),
        (
            {
                "LANTERN_MAP_TILES": "https://lantern.example.org:81/{z}/{x}/{y}.png",
                "LANTERN_MAP_ATTRIBUTION": "Ours",
                "LANTERN_ADDRESS": "https://lantern.example.org",
            },
            "LANTERN_MAP_TILES names Lantern's own host",
        ),
        (
            {
                "LANTERN_MAP_TILES": "http://localhost:8081/{z}/{x}/{y}.png",
                "LANTERN_MAP_ATTRIBUTION": "Ours",
                "LANTERN_HOSTS": "",
            },
            "LANTERN_MAP_TILES names Lantern's own host",
        ),
    ],
)
def test_a_wrong_one_stops_the_start(wrong: dict[str, str], says: str) -> None:
    done = checked(**wrong)
    assert done.returncode == 1
    assert done.stderr.startswith(says)
