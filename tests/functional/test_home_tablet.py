"""An agency worker without e-mail: a tablet on the kitchen wall, a name, six figures, and a report that is hers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, expect

from tests.functional.desk import CAM, DANA, HOME, Desk, fill_when, now
from tests.functional.program import Program

MIRA = "Mira Agencydemo"


def test_an_agency_worker_reports_from_the_home_s_tablet_under_her_own_name(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    dana.register("Testa Kitchendemo", placement=HOME)
    cam = Desk(contexts().new_page(), lantern).sign_in(CAM)
    cam.follow("Tablets")
    cam.page.get_by_label("Which tablet?").fill("Kitchen")
    cam.press("Show its code")
    code = cam.page.locator("[data-code]").inner_text()
    cam.page.get_by_label("Worker’s name").fill(MIRA)
    cam.page.get_by_role("group", name="From").get_by_label("Just now").check()
    fill_when(cam.page, "Until", now() + timedelta(hours=10))
    cam.press("Give a PIN")
    pin = cam.page.locator("[data-pin]").inner_text()

    tablet = Desk(contexts(viewport={"width": 768, "height": 1024}).new_page(), lantern)
    tablet.open("/tablet")
    tablet.page.get_by_label("Code").fill(code.lower())
    tablet.press("Enrol this tablet")
    tablet.page.get_by_label(MIRA).check()
    tablet.page.get_by_label("Your PIN").fill("000000" if pin != "000000" else "111111")
    tablet.press("Begin my turn")
    expect(tablet.page.get_by_role("alert")).to_contain_text("The name and the PIN do not fit")
    tablet.page.get_by_label(MIRA).check()
    tablet.page.get_by_label("Your PIN").fill(pin)
    tablet.press("Begin my turn")
    tablet.page.wait_for_url("**/homes/*")
    expect(tablet.page.locator("header")).to_contain_text(f"{MIRA}, Carer, {HOME}")

    tablet.open("/home/report")
    tablet.follow("Testa Kitchendemo")
    tablet.press("Just now")
    tablet.page.wait_for_url("**/worried")
    tablet.page.get_by_role("textbox").fill("She took her coat and no telephone")
    tablet.press("Continue")
    for page in ("where", "done", "view"):
        tablet.page.wait_for_url(f"**/{page}")
        tablet.press("Not known: skip")
    tablet.page.wait_for_url("**/check")
    tablet.press("Report missing")
    tablet.page.wait_for_url("**/home/reported/*")
    episode = tablet.page.url.rsplit("/", 1)[-1]
    dana.episode(episode)
    dana.reads("Testa Kitchendemo", "She took her coat and no telephone", MIRA)

    cam.page.get_by_role("button", name=re.compile(f"Withdraw.*{MIRA}")).click()
    cam.reads("The PIN is withdrawn")
    tablet.open("/home/report")
    tablet.reads("The turn has ended", "Nobody has a PIN for now")
