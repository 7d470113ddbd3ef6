"""What every test may lean on: a database of its own, a closed network, and no silent skip.

A test marked `django_db` (or asking for `db`) works in a transaction that is rolled back, as the application's
role. A test that must commit, or starts programs that read what it wrote, asks for `fresh_database`: a copy of
its own, dropped afterwards. Flushing tables is never possible here: the append-only guards refuse TRUNCATE.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import TestCase, TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import throw_away

FUNCTIONAL = Path(__file__).parent / "functional"
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_WITH_DATABASE = {"db", "database_server", "fresh_database", "file_database", "django_db_setup"}
# Django has read tests/settings.py by now; the programs that tests start are to read the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantern.site.settings"
# How fast examples come says how busy the machine is, and nothing about what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
_FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}


# The databases


@pytest.fixture(scope="session")
def database_server() -> Iterator[throw_away.Server]:
    """A running server with a migrated template."""
    server = throw_away.start_server()
    yield server
    server.drop_all()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, database_server: throw_away.Server, django_db_blocker: Any
) -> Iterator[throw_away.TestDatabase]:
    """Point Django at one copy of the template, which all rolled-back tests share."""
    shared = database_server.copy()
    with django_db_blocker.unblock():
        point_django_at(shared)
    yield shared
    with django_db_blocker.unblock():
        close_connections()


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest,
    database_server: throw_away.Server,
    django_db_setup: throw_away.TestDatabase,
    django_db_blocker: Any,
) -> Iterator[throw_away.TestDatabase]:
    """A database of this test's own, where it may commit; Django and every program it starts use it."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail("Ask for `fresh_database` or for `db` (django_db), not for both.")
    made = database_server.copy()
    with django_db_blocker.unblock():
        point_django_at(made)
        yield made
        point_django_at(django_db_setup)
    database_server.drop(made)


@pytest.fixture(scope="module")
def file_database(
    database_server: throw_away.Server, django_db_setup: throw_away.TestDatabase, django_db_blocker: Any
) -> Iterator[throw_away.TestDatabase]:
    """A database of this file's own: what is written before its tests stays for all of them, who roll back."""
    made = database_server.copy()
    with django_db_blocker.unblock():
        point_django_at(made)
        yield made
        point_django_at(django_db_setup)
    database_server.drop(made)


def point_django_at(database: throw_away.TestDatabase) -> None:
    """Let Django, and the programs that tests start, use this database as the application's role."""
    close_connections()
    parts = urlsplit(database.url)
    connections["default"].settings_dict.update(
        NAME=database.name,
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        HOST=parts.hostname or "",
        PORT=str(parts.port or ""),
    )
    os.environ.update(DATABASE_URL=database.url, DATABASE_OWNER_URL=database.owner_url)
    ContentType.objects.clear_cache()


def close_connections() -> None:
    """Close this thread's connections and the pool that all threads share."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


# The world outside


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium that browser journeys drive; without one they are skipped, which says how to get it."""
    given = os.environ.get("LANTERN_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(
            "No Chromium found. Install one (on Debian: apt install chromium), or set LANTERN_CHROMIUM to its path."
        )
    return found


class NetworkClosed(OSError):
    """A test reached for something beyond this machine."""


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Iterator[None]:
    """Let tests connect to this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _to_loopback_only(getattr(socket.socket, name)))
        yield


def _to_loopback_only(real: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise NetworkClosed(f"Tests may not connect to {address!r}.")
        return real(self, address)

    return connect


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


# Which tests run, and what a skip means


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, and refuse tests that would flush the tables."""
    for item in items:
        if item.path.is_relative_to(FUNCTIONAL):
            item.add_marker(
                pytest.mark.xdist_group(item.path.stem)
            )  # what a file's journeys share is made once
        if item.get_closest_marker("django_db") or _fixtures(item) & _WITH_DATABASE:
            item.add_marker(pytest.mark.database)
    flushing = [item.nodeid for item in items if _would_flush(item)]
    if flushing:
        raise pytest.UsageError(
            "These tests would flush the tables, which the append-only guards refuse. "
            f"Ask for `fresh_database` instead: {', '.join(flushing)}"
        )


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _would_flush(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker and (marker.args or marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences")):
        return True
    kind = getattr(item, "cls", None) or object
    is_flushing_case = issubclass(kind, TransactionTestCase) and not issubclass(kind, TestCase)
    return bool(_fixtures(item) & _FLUSHING) or is_flushing_case


def _refuses_skips(item: pytest.Item | pytest.Collector) -> bool:
    # A test of files that lie beside the checkout may be skipped where nobody laid them there.
    return os.environ.get("LANTERN_REFUSE_SKIPS") == "1" and item.get_closest_marker("shared") is None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skip as a failure where LANTERN_REFUSE_SKIPS says so."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _refuses_skips(item):
        report.outcome, report.longrepr = "failed", f"Skipped, which is refused here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Count a skipped file as a failure likewise."""
    report = yield
    if report.skipped and _refuses_skips(collector):
        report.outcome, report.longrepr = "failed", f"Skipped, which is refused here: {report.longrepr}"
    return report
