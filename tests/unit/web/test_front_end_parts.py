"""The verb `lantern assets`. Its room is commands; what it makes is the web's."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lantern.commands import assets


def written(path: Path, text: str, *, executable: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755 if executable else 0o644)
    return path


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with its parts already fetched, so that nothing is asked of the network."""
    root, built = tmp_path / "a checkout", tmp_path / "built"
    written(root / "package.json", "{}")
    written(root / "package-lock.json", "{}")
    monkeypatch.setattr(assets, "ROOT", root)
    monkeypatch.setattr(assets, "BUILT", built)
    return root


def stand_ready():
    for name in assets.MADE:
        written(assets.BUILT / name, "")
    written(assets.BUILT / ".stamp", assets._fingerprint())


def test_lock_file_names_no_download_address():
    lock = json.loads((assets.ROOT / "package-lock.json").read_text())
    assert [name for name, part in lock["packages"].items() if "resolved" in part] == []


def test_unchanged_parts_are_not_built_again(checkout, capsys):
    stand_ready()
    assert (assets.run([]), capsys.readouterr().out) == (0, "Front-end parts are up to date.\n")


@pytest.mark.parametrize("change", ["source", "output"])
def test_a_change_makes_them_out_of_date(checkout, change):
    stand_ready()
    if change == "source":
        written(checkout / "package.json", '{"private": true}')
    else:
        (assets.BUILT / "lantern.css").unlink()
    assert assets._is_ready(assets._fingerprint()) is False


def test_without_a_lock_file_it_says_what_to_do(checkout, capsys):
    (checkout / "package-lock.json").unlink()
    assert (assets.run([]), capsys.readouterr().err) == (
        1,
        "There is no package-lock.json beside the source. Run this from a source checkout.\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Node")
@pytest.mark.parametrize(("version", "own"), [("v18.0.0", True), ("v16.20.0", False), ("nonsense", False)])
def test_the_machines_node_is_used_where_it_is_new_enough(tmp_path, monkeypatch, version, own):
    node = written(tmp_path / "node", f"#!/bin/sh\necho {version}\n", executable=True)
    npm = written(tmp_path / "npm", "#!/bin/sh\n", executable=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = assets.find_node()
    assert (found == assets.Node(node=str(node), npm=(str(npm),)), Path(found.node).exists()) == (own, True)


def test_without_a_node_the_one_that_a_python_package_ships_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = assets.find_node()
    assert [found.npm[0] == found.node, Path(found.node).exists(), Path(found.npm[1]).exists()] == [True] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Node")
def test_a_registry_that_cannot_be_reached_is_said_with_its_own_words(
    checkout, tmp_path, monkeypatch, capsys
):
    written(tmp_path / "bin" / "node", "#!/bin/sh\necho v20.0.0\n", executable=True)
    written(tmp_path / "bin" / "npm", "#!/bin/sh\necho no network >&2\nexit 1\n", executable=True)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert (assets.run([]), capsys.readouterr().err) == (
        1,
        "Could not fetch the parts. What it said:\nno network\n",
    )
