"""Three gone from one home in one call, each authority seeing its own; and a carer's telephone, thumb by thumb."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.functional import desk, looking
from tests.functional.desk import CAM, DANA, HOME, WES, WESTHAVEN, Desk, ago, fill_when
from tests.functional.program import Program

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ONE, TWO, THREE = "Testa Allone", "Testa Alltwo", "Testa Allthree"


def test_three_from_one_home_in_one_call(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    dana = Desk(contexts().new_page(), lantern).sign_in(DANA)
    for name in (ONE, TWO):
        dana.register(name, placement=HOME)
    wes = Desk(contexts().new_page(), lantern).sign_in(WES)
    wes.register(THREE, placement=HOME)

    cam = Desk(contexts().new_page(), lantern).sign_in(CAM)
    choose(cam, ONE, TWO, THREE)
    break_off_and_go_on(cam)
    say_what_is_so(cam)
    cam.reads("3 children are recorded missing", "Ring the police now: 01632 960999")
    together = cam.page.url.removeprefix(lantern.address)
    cam.open("/")
    cam.does_not_read(f"3 children of {HOME}")
    cam.open(together)
    record_one_call(cam)
    expect(cam.page.get_by_role("row").filter(has_text="Police told")).to_have_count(3)

    dana.open("/")
    dana.follow(ONE)
    dana.reads("Police told", "LOG-0", "Green coat", "Went with this child:", TWO)
    dana.reads("and 1 other, who is another authority’s and not named here")
    dana.does_not_read(THREE, "LOG-2")
    dana.open("/home")
    dana.follow(HOME)
    dana.reads("3 left together", "Left together, with 1 other child who is not shown here")
    dana.does_not_read(THREE)

    wes.open("/home")
    wes.follow(HOME)
    expect(wes.page.get_by_role("group", name="Left together").filter(has_text=THREE)).to_contain_text(ONE)


def choose(cam: Desk, *names: str) -> None:
    """Go from the home to its children, and tick these."""
    cam.open("/home")
    cam.follow("Report several children missing from here")
    for name in names:
        cam.page.get_by_role("checkbox", name=name).check()
    cam.press("Continue")


def break_off_and_go_on(cam: Desk) -> None:
    """Type what is so of one, leave for the other telephone, and find it again from the board."""
    fill_when(cam.page, "When were they last seen?", ago(hours=1))
    cam.page.get_by_role("group", name=ONE).get_by_label("Wearing").fill("Green coat")
    cam.page.get_by_label("Who is ringing?").focus()
    expect(cam.page.locator("[data-draft-said]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    cam.press("Save and finish later")
    cam.reads("The report is not sent", f"You have an unfinished report: 3 children of {HOME}")
    cam.follow(f"3 children of {HOME}")
    cam.reads("Unfinished report from")


def say_what_is_so(cam: Desk) -> None:
    """Send what was typed of all of them, and of one alone."""
    own = cam.page.get_by_role("group", name=ONE)
    expect(own.get_by_label("Wearing")).to_have_value("Green coat")
    cam.press("Report 3 children missing")
    cam.page.wait_for_url("**/together")


def record_one_call(cam: Desk) -> None:
    """Record one call in which the police gave a log number for each."""
    cam.page.get_by_label("Yes").check()
    cam.page.get_by_role("group", name="When did you ring?").get_by_label("Just now").check()
    for place, name in enumerate((ONE, TWO, THREE)):
        box = cam.page.get_by_role("textbox", name=re.compile(f"Police log number for .*{name}"))
        box.fill(f"LOG-{place}")
    cam.page.get_by_label("Who did you speak to?").fill("PC 4411")
    cam.press("Record the call for 3 children")
    cam.reads("The call is recorded for 3 children. The police are told of each.")


def test_carer_reports_from_a_telephone_and_a_lost_connection_loses_nothing(
    lantern: Program, contexts: Callable[..., BrowserContext]
) -> None:
    Desk(contexts().new_page(), lantern).sign_in(DANA).register("Testa Telephoned", placement=HOME)
    page = contexts(**TELEPHONE).new_page()
    cam = Desk(page, lantern).sign_in(CAM)
    cam.open("/home/report")
    cam.follow("Testa Telephoned")
    cam.press("Just now")
    page.wait_for_url("**/worried")
    page.get_by_role("textbox").fill("She was crying on the telephone")

    page.route("**/worried", lambda route: route.fulfill(status=503, body="not ok"))
    cam.press("Continue")
    expect(page.get_by_role("alert")).to_contain_text("Not sent yet. Nothing is lost")
    expect(page.get_by_role("textbox")).to_have_value("She was crying on the telephone")
    page.unroute("**/worried")

    for each in ("where", "done"):
        page.wait_for_url(f"**/{each}")
        assert looking.scrolls_sideways(page) == []
        cam.press("Not known: skip")
    page.wait_for_url("**/view")
    page.get_by_label("Late: I expect the child back").check()
    page.get_by_label("Very worried", exact=True).check()
    assert looking.scrolls_sideways(page) == []
    cam.press("Continue")
    page.wait_for_url("**/check")
    cam.reads("less than a minute ago", "She was crying on the telephone", "Late: I expect the child back")
    assert looking.scrolls_sideways(page) == []
    page.get_by_role("button", name="Report missing").dblclick()
    page.wait_for_url("**/home/reported/*")
    cam.reads("Testa Telephoned is recorded missing", "Now ring the police", "is being told in writing")
    expect(page.get_by_role("link", name="01632 960999")).to_have_attribute("href", "tel:01632960999")
    expect(page.get_by_role("link", name="01632 960101")).to_have_attribute("href", "tel:01632960101")
    reported_once(cam, page)


def reported_once(cam: Desk, page: Page) -> None:
    """Expect one report in what the home itself recorded."""
    cam.follow("Open the episode")
    expect(page.get_by_text("Reported missing", exact=True)).to_have_count(1)
    cam.does_not_read("Reported again")


def test_carer_reports_without_a_script(lantern: Program, contexts: Callable[..., BrowserContext]) -> None:
    wes = Desk(contexts().new_page(), lantern).sign_in(WES)
    wes.register("Testa Scriptless", placement=HOME)
    page = contexts(**TELEPHONE, java_script_enabled=False).new_page()
    cam = Desk(page, lantern).sign_in(CAM)
    cam.open("/home/report")
    cam.follow("Testa Scriptless")
    cam.press("Earlier")
    seen = ago(hours=5)
    page.get_by_label("Hour").fill(desk.clock(seen).split(":")[0])
    page.get_by_label("Minute").fill(desk.clock(seen).split(":")[1])
    cam.press("Continue")
    for _page in ("worried", "where", "done", "view"):
        cam.press("Not known: skip")
    cam.reads("Testa Scriptless", "5 hours", "Nothing said")
    cam.press("Report missing")
    cam.reads("Testa Scriptless is recorded missing", f"{WESTHAVEN} is being told in writing")
