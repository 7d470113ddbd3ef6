"""What a test sees of a page beside its words: faults for assistive technology, width, the console, a picture."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

AXE = Path("node_modules") / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What has no fault is neither described nor sent here: that would take longer than the looking itself.
LOOK = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
# The browser writes an error for every page of ours that is answered with one of these, and for a connection that a
# test cuts: that is no fault of a page.
_ANSWERED = re.compile(
    r"Failed to load resource: (the server responded with a status of (400|403|404|409|410|429|503)\b"
    r"|net::ERR_(INTERNET_DISCONNECTED|FAILED)\b)"
)
_STATIC = re.compile(r"/static/")


def faults_for_assistive_technology(page: Page) -> list[str]:
    """Let axe look at the page. It is put in from outside the page, so the page's policy stays on."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(LOOK, RULES)
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))} {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> list[str]:
    """Name what is wider than the window; nothing where the page fits."""
    return list(
        page.evaluate(
            """() => {
                const wide = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= wide) return [];
                return [...document.body.querySelectorAll("*")]
                    .filter(e => e.getBoundingClientRect().right > wide + 1)
                    .map(e => `${e.tagName.toLowerCase()}.${e.className}: ${(e.textContent || "").trim().slice(0, 60)}`)
                    .slice(0, 6);
            }"""
        )
    )


def listen(context: BrowserContext, *, into: list[str] | None = None) -> list[str]:
    """Write down every error and warning of every page in this context, refused by the policy or thrown."""
    heard: list[str] = [] if into is None else into

    def on_console(said: ConsoleMessage) -> None:
        expected = _ANSWERED.match(said.text) and not _STATIC.search(said.location.get("url", ""))
        if said.type in {"error", "warning"} and not expected:
            heard.append(f"{said.type}: {said.text} ({said.location.get('url', '')})")

    context.on("console", on_console)
    context.on("weberror", lambda thrown: heard.append(f"thrown: {thrown.error}"))
    return heard


def has_visible_focus(page: Page) -> bool:
    """Say whether the focused element looks focused: an outline, a shadow or a background of its own."""
    return bool(
        page.evaluate(
            """() => {
                const at = document.activeElement;
                if (!at || at === document.body) return false;
                const look = e => {
                    const s = getComputedStyle(e);
                    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor].join("|");
                };
                const around = at.labels && at.labels.length ? [at, at.labels[0]] : [at];
                const looks = () => around.flatMap(e => [look(e), getComputedStyle(e, "::before").boxShadow]).join();
                const focused = looks();
                at.blur();
                const plain = looks();
                at.focus();
                return focused !== plain;
            }"""
        )
    )
