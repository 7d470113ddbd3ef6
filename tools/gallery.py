"""Draw every component and form state, photograph them at three widths, and let axe look for faults.

Run from the checkout: `python tools/gallery.py`. Needs `lantern assets` to have run, and a Chromium
(LANTERN_CHROMIUM, or the one on the path). Pictures and pages go to build/gallery/. Ends with 1 where
anything is wrong.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "lantern" / "web"
OUT = ROOT / "build" / "gallery"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 768, 1440)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)

settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles", "django.forms"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [WEB / "templates", ROOT / "tools" / "gallery_pages"],
            "APP_DIRS": True,
            "OPTIONS": {
                "builtins": ["lantern.web.templatetags.lantern"],
                "libraries": {"lantern": "lantern.web.templatetags.lantern"},
            },
        }
    ],
    FORM_RENDERER="lantern.web.forms.rendering.GovukRenderer",
    STATIC_URL="/static/",
    ROOT_URLCONF="empty",
    USE_TZ=True,
    TIME_ZONE="Europe/London",
    LANGUAGE_CODE="en-gb",
)
sys.path.insert(0, str(ROOT / "src"))
sys.modules["empty"] = SimpleNamespace(urlpatterns=[])  # type: ignore[assignment]
django.setup()

from django import forms  # noqa: E402

from lantern.vocabulary.days import When  # noqa: E402
from lantern.web.forms import fields  # noqa: E402


class Report(fields.LanternForm):
    child = fields.LineField(label="Name of the child", width=20)
    seen = fields.WhenField(label="When was the child last seen?", subject="the time last seen")
    born = fields.DayField(
        label="Date of birth",
        subject="the date of birth",
        required=False,
        help_text="For example, 31 3 2010.",
    )
    rung = fields.TimeField(label="When did you ring?", subject="the time you rang", required=False)
    kind = fields.RadiosField(
        label="Does anybody know where the child is?",
        choices=[
            ("M", fields.Option("We do not know where", "Recorded as missing.")),
            ("A", fields.Option("Out, we know where", "Recorded as away.")),
        ],
    )
    usual = fields.RadiosField(
        label="Is this usual?", inline=True, choices=[("y", "Yes"), ("n", "No")], required=False
    )
    level = fields.SelectField(
        label="What level did the police give?", choices=[("h", "High"), ("m", "Medium")]
    )
    telephone = fields.TelephoneField(label="Number to ring you back on", required=False)
    mail = forms.EmailField(label="E-mail address", required=False)
    said = fields.WordsField(
        label="What was said", max_length=120, required=False, help_text="In their words."
    )
    contacts = forms.MultipleChoiceField(
        label="Who has been rung already?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("c", "The carer"), ("s", "The school"), ("f", "A friend")],
    )
    agreed = forms.BooleanField(
        label="The caller knows that this is recorded", help_text="Tell them now if not."
    )


class Question(fields.LanternForm):
    heading = "seen"
    seen = fields.WhenField(label="When was Marlow last seen?", subject="the time last seen")


WRONG = {
    **{"seen_day": "29", "seen_month": "", "seen_year": "2026", "seen_hour": "26", "seen_minute": "1"},
    **{"born_day": "31", "born_month": "2", "born_year": "2010", "rung_hour": "2", "rung_minute": "75"},
    **{"mail": "nobody", "said": "x" * 140, "telephone": "0" * 40},
}


def _rungs() -> list[dict[str, Any]]:
    return [
        {
            "organisation": "Northmarsh Police",
            "state": "waiting",
            "words": "Police not rung",
            "late": True,
            "note": "Ring 0300 555 0101",
            "href": "#",
            "action": "Record the call",
        },
        {"organisation": "Westbrook Council, host authority", "state": "sent"},
        {
            "organisation": "Fernhill House",
            "state": "told",
            "words": "Told by telephone 02:14, spoke to J Sample",
        },
        {"organisation": "Guardian service", "state": "failed"},
        {"organisation": "Immigration", "state": "in_doubt"},
        {"organisation": "Return interviews", "state": "waiting"},
        {"organisation": "Old school", "state": "withdrawn"},
    ]


def _facts() -> list[dict[str, Any]]:
    change = [{"text": "Change", "href": "#", "about": "the time last seen"}]
    return [
        {"key": "Last seen", "value": "Saturday 21 November 2026, time not known", "actions": change},
        {"key": "Noticed", "value": "Sunday 22 November 2026, 2:14am"},
        {"key": "Risk", "value": "Not assessed yet"},
    ]


def _rows() -> list[list[Any]]:
    return [
        [
            {"text": "Marlow Testname", "href": "#"},
            {"text": "Police not rung", "tag": "late"},
            {"text": "Not assessed yet", "tag": "unknown"},
            "Ring Northmarsh Police",
            "11 hours 40 minutes",
        ],
        [
            {"text": "Ari Inventado-Longsurname-Withhyphens", "href": "#"},
            {"text": "Police told 02:14", "tag": "told"},
            {"text": "Medium", "tag": "plain"},
            "Offer an interview",
            "1 day 2 hours",
        ],
    ]


def surroundings() -> dict[str, Any]:
    """Give what every page of the gallery is drawn with."""
    return {
        "demo": True,
        "now": NOW,
        "navigation": [
            {"text": "Missing now", "href": "#a", "current": True},
            {"text": "Report a child missing", "href": "#b"},
            {"text": "Find a child", "href": "#c"},
            {"text": "Outbox", "href": "#d"},
        ],
        "signed_in": SimpleNamespace(
            name="Sam Dutydemo", role_title="out-of-hours duty worker", organisation_name="Demo Borough"
        ),
        "figures": [
            {"key": "Missing", "value": "3", "note": "since 14:34 yesterday"},
            {"key": "Police not rung", "value": "1", "late": True},
            {"key": "Not acknowledged", "value": "2"},
        ],
        "columns": ["Child", "Police", "Risk", "Next thing owed", {"text": "How long", "numeric": True}],
        "rows": _rows(),
        "live": [
            {"name": "Marlow Testname", "since": When.moment(NOW - timedelta(hours=11, minutes=40))},
            {"name": "Ari Inventado", "since": When(on=(NOW - timedelta(days=1)).date())},
        ],
        "nothing": [],
        "rungs": _rungs(),
        "facts": _facts(),
        "crumbs": [{"text": "Missing now", "href": "#"}, {"text": "Marlow Testname", "href": "#"}],
        "tasks": [
            {
                "text": "Ring the police",
                "href": "#",
                "hint": "Northmarsh Police, 101",
                "status": "Not done",
                "state": "late",
            },
            {
                "text": "Tell the host authority",
                "href": "#",
                "status": "Sent, not acknowledged",
                "state": "sent",
            },
            {"text": "Offer an interview", "status": "Cannot start yet"},
        ],
        "tags": [
            {"text": s.capitalize(), "state": s}
            for s in ("late", "unknown", "waiting", "sent", "told", "plain")
        ],
        "pages": [
            {"number": 1, "href": "#"},
            {"number": 2, "href": "#", "current": True},
            {"ellipsis": True},
            {"number": 9, "href": "#"},
        ],
        "known": When.moment(NOW),
        "day_only": When(on=NOW.date()),
    }


def pages() -> dict[str, str]:
    """Draw the gallery's pages."""
    around = surroundings()
    drawn = {name: render_to_string(f"{name}.html", around) for name in ("desk", "components")}
    drawn["plain"] = render_to_string("plain.html", {"demo": True})
    drawn["form"] = render_to_string("form.html", {**around, "form": Report(now=NOW)})
    drawn["errors"] = render_to_string("form.html", {**around, "form": Report(WRONG, now=NOW)})
    drawn["question"] = render_to_string("question.html", {**around, "form": Question(now=NOW)})
    drawn["question-errors"] = render_to_string("question.html", {**around, "form": Question({}, now=NOW)})
    return drawn


class Served(http.server.SimpleHTTPRequestHandler):
    """Serve the pages as Lantern does, under its policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 named by the standard library
        return


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address while the block runs."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Served, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@dataclass
class Look:
    """One way of looking at a page."""

    name: str
    width: int
    context: dict[str, Any]
    media: str = "screen"


LOOKS = [
    *(Look(str(width), width, {}) for width in WIDTHS),
    Look("forced", 1440, {"forced_colors": "active"}),
    Look("no-script", 768, {"java_script_enabled": False}),
    Look("print", 794, {}, "print"),
]


def look_at(browser: Browser, address: str, name: str, look: Look) -> list[str]:
    """Photograph one page in one way; give what is wrong with it in words."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": look.width, "height": 900}, **look.context)
    page = context.new_page()
    page.on("console", lambda said: wrong.append(_said(said)) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.goto(f"{address}/{name}.html")
    page.emulate_media(media=look.media)
    page.screenshot(path=OUT / f"{name}-{look.name}.png", full_page=True)
    if "java_script_enabled" not in look.context:
        wrong += _measure(page)
    context.close()
    return [f"{name} at {look.name}: {words}" for words in wrong]


def _said(said: ConsoleMessage) -> str:
    return f"console: {said.text}"


def _measure(page: Page) -> list[str]:
    wrong = []
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("scrolls sideways")
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    for violation in found["violations"]:
        where = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
        wrong.append(f"axe {violation['id']}: {where}")
    return wrong


def main() -> int:
    """Draw, photograph, and report."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    shutil.copytree(WEB / "static", OUT / "static")
    drawn = pages()
    for name, markup in drawn.items():
        (OUT / f"{name}.html").write_text(markup)
    only = set(sys.argv[1:]) or set(drawn)
    chromium = os.environ.get("LANTERN_CHROMIUM") or shutil.which("chromium")
    with serving(OUT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        wrong = [
            words
            for name in drawn
            if name in only
            for look in LOOKS
            for words in look_at(browser, address, name, look)
        ]
        browser.close()
    sys.stdout.write("\n".join([*wrong, f"{len(wrong)} faults. Pictures in {OUT.relative_to(ROOT)}", ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
