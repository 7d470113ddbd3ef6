"""Photograph the demonstration for the README: `python tools/pictures.py`, or with the address of one that runs.

Without an address it starts a demonstration of its own in a temporary folder and stops it again. Needs a Chromium
(LANTERN_CHROMIUM, or the one on the path). With --look FOLDER it also photographs the pages at three widths.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
LARGEST = 200_000  # bytes
WIDTHS = (360, 768, 1440)
DUTY_WORKER = "Dana"
LOOK = {
    "board": "/",
    "report": "/report?q=a",
    "register": "/children/new",
    "find": "/children?q=test",
    "outbox": "/outbox",
    "access": "/access",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
}
OF_AN_EPISODE = ("", "police-call", "risk", "information", "classify", "located", "returned")


@contextmanager
def demonstration() -> Iterator[str]:
    """Run a demonstration in a folder of its own while the block runs; give its address."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "LANTERN_HOME": home, "LANTERN_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "lantern", "run"]
        run = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            assert run.stdout is not None
            if not any("Open http" in line for line in run.stdout):
                raise SystemExit("The demonstration did not start.")
            yield f"http://127.0.0.1:{port}"
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(timeout=60)


def signed_in(browser: Browser, address: str, *, width: int, height: int) -> Page:
    """Give a page at which the duty worker is signed in."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Sign in as {DUTY_WORKER}").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def for_readme(browser: Browser, address: str) -> None:
    """Photograph the board as the duty room sees it, small enough to keep."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = signed_in(browser, address, width=1200, height=700)
    page.goto(address)
    page.screenshot(path=PICTURES / "board.png", full_page=True)
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("heading", name="What to do next").wait_for()
    page.screenshot(path=PICTURES / "episode.png")
    for picture in PICTURES.glob("*.png"):
        _in_few_colours(picture)
        size = picture.stat().st_size
        print(f"{picture.relative_to(ROOT)}: {size // 1000} kB")
        if size > LARGEST:
            raise SystemExit(f"{picture.name} is too large to keep.")


def _in_few_colours(picture: Path) -> None:
    """Write a picture again with 128 colours: a page has few, and its letters keep their edges."""
    with Image.open(picture) as drawn:
        few = drawn.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def to_look_at(browser: Browser, address: str, folder: Path) -> None:
    """Photograph the pages at every width."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page = signed_in(browser, address, width=width, height=900)
        page.goto(address)
        episode = page.get_by_role("table").get_by_role("link").first.get_attribute("href") or ""
        steps = {name or "episode": f"{episode}/{name}".rstrip("/") for name in OF_AN_EPISODE}
        for name, path in {**LOOK, **steps}.items():
            page.goto(address + path)
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        page.get_by_role("button", name="Sign out").click()
        page.screenshot(path=folder / f"sign-in-{width}.png", full_page=True)
        page.context.close()


def main() -> None:
    """Photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", help="a demonstration that runs already")
    parser.add_argument(
        "--look", type=Path, metavar="FOLDER", help="photograph the pages at three widths into it"
    )
    asked = parser.parse_args()
    chromium = os.environ.get("LANTERN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        if asked.address:
            take(browser, asked.address, asked.look)
        else:
            with demonstration() as address:
                take(browser, address, asked.look)
        browser.close()


def take(browser: Browser, address: str, look: Path | None) -> None:
    """Take the pictures that were asked for."""
    if look:
        to_look_at(browser, address, look)
    else:
        for_readme(browser, address)


if __name__ == "__main__":
    main()
