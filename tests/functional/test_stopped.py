"""A database that stops under a form, and a worker that is killed: nothing typed is lost, nobody is told twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from lantern.gateways import postgres
from tests.functional.desk import DANA, Desk, ago, fill_when
from tests.functional.post_box import PostBox
from tests.functional.program import Program
from tests.throw_away import TestDatabase


SECONDS_TO_GIVE_UP = 25  # the web server waits ten for a connection before it says that there is none


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    """A database server of this test's own, which it may stop."""
    made = postgres.embedded(home=tmp_path_factory.mktemp("stopped"), settings=postgres.THROW_AWAY)
    yield made
    postgres.stop(made)


@pytest.fixture
def own_lantern(cluster: postgres.Cluster, tmp_path: Path) -> Iterator[Program]:
    """A Lantern in that server."""
    addresses = postgres.start(cluster).addresses
    database = TestDatabase(url=addresses.url, owner_url=addresses.owner_url)
    program = Program(name="stopped", database=database, home=tmp_path)
    program.run("migrate", "--verbosity=0")
    program.run("demo")
    program.start_web()
    program.wait_until_it_answers()
    yield program
    program.stop()


def test_stopped_database_keeps_what_was_typed_and_records_it_once(
    cluster: postgres.Cluster, own_lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), own_lantern).sign_in(DANA)
    dana.open(f"/report/{dana.register('Stu Stoppedbase')}")
    fill_when(dana.page, "When was the child last seen?", ago(hours=1))
    dana.page.get_by_label("Wearing, and how they look").fill("A red scarf, ساختگی")

    postgres.stop(cluster)
    dana.page.set_default_timeout(SECONDS_TO_GIVE_UP * 1000)
    dana.page.get_by_role("button", name="Report missing", exact=True).click()
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("We cannot reach the record")
    dana.reads("999", "Northmere Council", "01632 960101", "What you typed", "A red scarf, ساختگی")
    dana.press("Try again")
    expect(dana.page.get_by_role("heading", level=1)).to_have_text("We cannot reach the record")
    dana.reads("A red scarf, ساختگی")

    postgres.start(cluster)
    dana.press("Try again")
    dana.reference()
    dana.reads("Stu Stoppedbase", "Police not rung", "A red scarf, ساختگی")
    dana.does_not_read("Reported again by somebody else")
    dana.open("/")
    expect(dana.page.get_by_role("row").filter(has_text="Stu Stoppedbase")).to_have_count(1)


def test_killed_worker_tells_everyone_once_when_it_is_back(
    make_program: Callable[..., Program], post_box: PostBox, contexts: Callable[..., BrowserContext]
) -> None:
    lantern = make_program("killed", smtp_url=post_box.url)
    lantern.start_web()
    lantern.wait_until_it_answers()
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    told = [dana.report(dana.register(f"Kim Killed {n}"), last_seen=ago(hours=1)) for n in range(2)]
    dana.reads("not sent yet")

    lantern.start_worker()
    once_each(post_box, told)
    expect_sent(dana, told)
    lantern.kill("worker")
    told.append(dana.report(dana.register("Kim Later"), last_seen=ago(hours=1)))
    lantern.start_worker()
    once_each(post_box, told)
    expect_sent(dana, told)


def once_each(post_box: PostBox, references: list[str]) -> None:
    """Expect one letter about each of these, and no second one."""
    letters = post_box.wait(len(references), lambda letter: any(each in letter.body for each in references))
    assert sorted(each for letter in letters for each in references if each in letter.body) == sorted(
        references
    )


def expect_sent(dana: Desk, references: list[str]) -> None:
    """Expect to read that the message about each of these was sent and not answered."""
    for each in references:
        until = time.monotonic() + 10
        dana.episode(each)
        while dana.page.get_by_text("not sent yet").count() and time.monotonic() < until:
            dana.page.reload()
        dana.reads("nobody has answered")
