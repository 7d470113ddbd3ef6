"""An inquiry asks for a record: it is read as it was known, put on paper, copied, and handed over by two people."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from lantern.commands import bundle as verb
from lantern.documents.manifests import check
from tests.functional.desk import DANA, LEE, SOL, Desk, ago, fill_when
from tests.functional.program import Program
from tests.functional.test_every_page import bundle_of


def reported(dana: Desk, name: str) -> tuple[str, str]:
    """Put a child on the record who went missing, was found and is back; give the child and the episode."""
    child = dana.register(name)
    episode = dana.report(child, last_seen=ago(hours=6), said_by="Somebody at the home")
    dana.record_located(episode, words="At the bus station, tired")
    dana.record_returned(episode)
    return child, episode


def test_a_chronology_is_narrowed_and_read_as_it_was_known(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child, episode = reported(dana, "Testa Askedabout")
    dana.open(f"/children/{child}")
    dana.follow("Chronology: all that is recorded of this child")
    dana.reads("3 entries of 3.", "Reported missing", "At the bus station, tired", "Is back", episode)

    dana.page.get_by_text("Show only some of it").click()
    dana.page.get_by_label("What", exact=True).select_option(label="Who was told, and let in")
    dana.press("Show these")
    dana.reads("0 entries of 3.", "This does not mean that nothing happened.")
    dana.follow("Show all")
    dana.page.get_by_text("Show only some of it").click()
    fill_when(dana.page, "As it was known on", ago(days=3), time=False)
    dana.press("Show these")
    dana.reads("As it was known at", "This is not what is known now.", "0 entries of 0.")
    dana.follow("Show all that is known now")
    dana.reads("3 entries of 3.")


def test_it_comes_on_paper_and_as_plain_text(lantern: Program, page: Page) -> None:
    dana = Desk(page, lantern).sign_in(DANA)
    child, episode = reported(dana, "Testa Onpaper")
    dana.open(f"/children/{child}/chronology")
    with dana.page.expect_download() as coming:
        dana.follow("Put these 3 entries on paper")
    assert coming.value.suggested_filename == f"chronology-{child}.pdf"
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-1.7")

    dana.episode(episode)
    dana.follow("Copy the whole episode as a case note")
    text = dana.page.get_by_label("The case note")
    expect(text).to_have_value(re.compile("Copied from Lantern by Dana Dutydemo"))
    expect(text).not_to_be_editable()


def test_two_people_hand_a_bundle_over(
    lantern: Program, contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    child, _ = reported(dana, "Testa Reviewed")
    sol = Desk(contexts().new_page(), lantern).sign_in(SOL)
    address = bundle_of(sol, child)["bundle"]

    lee = Desk(contexts().new_page(), lantern).sign_in(LEE)
    lee.open("/bundles")
    lee.follow("Testa Reviewed")
    lee.reads("Ivy Invented", "Sealed entries stay out: only the information owner puts them in.")
    lee.press("Release it to them")
    lee.reads("Released. You and whoever asked for it can fetch it for 48 hours.")

    sol.open(address)
    with sol.page.expect_download() as coming:
        sol.press("Fetch the archive")
    archive = tmp_path / coming.value.suggested_filename
    coming.value.save_as(archive)
    assert check(archive).faults == ()
    digest = sol.page.locator(".lantern-digest").inner_text()
    assert verb.run(["check", str(archive), "--sha256", digest]) == 0
    dana.open(address)
    dana.reads("Your role does not open this page.")
