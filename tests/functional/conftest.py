"""A browser, and a real Lantern for it: one with a mail server, one with the demonstration's outbox page.

Both programs and the browser are started once. Every journey takes a child of its own, so that none meets
another's. They end with this folder's tests, since the browser's loop would be in the way of Django's tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from psycopg import sql

from tests import throw_away
from tests.functional import looking
from tests.functional.post_box import PostBox
from tests.functional.program import Program

HERE = Path(__file__).parent
PICTURES = Path("test-results")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
SECONDS_TO_WAIT = 10


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey in a browser."""
    for item in items:
        if item.path.is_relative_to(HERE) and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def demo_database(
    database_server: throw_away.Server, tmp_path_factory: pytest.TempPathFactory
) -> throw_away.TestDatabase:
    """A database filled by `lantern demo`, that the programs' own are copied from."""
    made = database_server.copy()
    Program(name="demo", database=made, home=tmp_path_factory.mktemp("demo")).run("demo")
    return made


@pytest.fixture(scope="package")
def post_box() -> Iterator[PostBox]:
    """The mail server of the Lantern that sends."""
    box = PostBox()
    box.start()
    yield box
    box.stop()


@pytest.fixture(scope="package")
def make_program(
    database_server: throw_away.Server,
    demo_database: throw_away.TestDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Program]]:
    """Make a Lantern in a copy of the demonstration's database; started by whoever asks for it."""
    made: list[Program] = []

    def make(name: str, *, smtp_url: str = "") -> Program:
        own = copy_of(demo_database, name=f"{demo_database.name}_{name}")
        program = Program(name=name, database=own, home=tmp_path_factory.mktemp(name), smtp_url=smtp_url)
        made.append(program)
        return program

    yield make
    for program in made:
        program.stop()
        _as_owner(demo_database, "drop database if exists {} with (force)", program.database.name)


def copy_of(database: throw_away.TestDatabase, *, name: str) -> throw_away.TestDatabase:
    """Copy a filled database that nobody is connected to."""
    _as_owner(database, "create database {} template {}", name, database.name)
    return database.named(name)


def _as_owner(database: throw_away.TestDatabase, statement: str, *names: str) -> None:
    with psycopg.connect(database.named("postgres").owner_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="package")
def lantern(make_program: Callable[..., Program], post_box: PostBox) -> Program:
    """A running Lantern that sends its messages through a mail server."""
    program = make_program("mail", smtp_url=post_box.url)
    program.start()
    return program


@pytest.fixture(scope="package")
def lantern_with_outbox(make_program: Callable[..., Program]) -> Program:
    """A running Lantern without a mail server: its messages are on the outbox page."""
    program = make_program("outbox")
    program.start()
    return program


@pytest.fixture
def contexts(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that know nothing of each other; at the end each one's console must have been clean."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def make(**options: Any) -> BrowserContext:
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | options
        context = browser.new_context(timezone_id="Europe/London", **options)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        opened.append((context, looking.listen(context)))
        return context

    request.node.stash[_OPENED] = opened
    yield make
    heard = [words for _, said in opened for words in said]
    for context, _ in opened:
        context.close()
    assert heard == [], "The browser's console was not clean."


@pytest.fixture
def page(contexts: Callable[..., BrowserContext]) -> Page:
    """A fresh browser with one page."""
    return contexts().new_page()


_OPENED: pytest.StashKey[list[tuple[BrowserContext, list[str]]]] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Photograph every open page of a journey that failed."""
    report = yield
    if report.when == "call" and report.failed:
        pages = [page for context, _ in item.stash.get(_OPENED, []) for page in context.pages]
        for number, page in enumerate(pages, 1):
            _photograph(page, PICTURES / f"{re.sub('[^A-Za-z0-9_]+', '-', item.name)}-{number}")
    return report


def _photograph(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path.with_suffix(".png"), full_page=True)
    path.with_suffix(".html").write_text(f"<!-- {page.url} -->\n{page.content()}")
