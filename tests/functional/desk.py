"""What people do at a Lantern page, in the words they would use. Everything is found by what can be read there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from lantern.vocabulary.days import LONDON
from tests.functional.program import Program

DANA, WES = "Dana Dutydemo", "Wes Dutydemo"  # at the duty desks of Northmere and of Westhaven
SOL, LEE, PAT, CAM = "Sol Workerdemo", "Lee Leaddemo", "Pat Policedemo", "Cam Carerdemo"
IRA, GIL, IMRE, OLA = "Ira Interviewdemo", "Gil Guardiandemo", "Imre Immigrationdemo", "Ola Ownerdemo"
ADA, NAT = "Ada Admindemo", "Nat Oversightdemo"
FAY, THIRD_FORCE = "Fay Forcedemo", "Fenmouth Constabulary"  # a force that stands in no relation to any child
EVERYBODY = (DANA, WES, SOL, LEE, PAT, CAM, IRA, GIL, IMRE, OLA, ADA, NAT)
NORTHMERE, WESTHAVEN, FORCE = "Northmere Council", "Westhaven Council", "Ness and Wold Police"
HOME = "Larkfield House"  # a home in Westhaven's area: its Northmere children have Westhaven as host
REFERENCE = re.compile(r"/missing/([A-Za-z0-9-]+)")


def now() -> datetime:
    """Read the clock, to the minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def ago(**lasting: float) -> datetime:
    """Give the moment that long ago."""
    return now() - timedelta(**lasting)


def clock(moment: datetime) -> str:
    """Say a moment as tables do."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def fill_when(within: Page | Locator, question: str, moment: datetime, *, time: bool = True) -> None:
    """Type a day, and the time where it is known, into the boxes under a question."""
    local = moment.astimezone(LONDON)
    group = within.get_by_role("group", name=question)
    group.get_by_label("Day").fill(str(local.day))
    group.get_by_label("Month").fill(str(local.month))
    group.get_by_label("Year").fill(str(local.year))
    if time:
        group.get_by_label("Hour").fill(f"{local:%H}")
        group.get_by_label("Minute").fill(f"{local:%M}")


@dataclass
class Desk:
    """One person at one page of one Lantern."""

    page: Page
    lantern: Program

    def open(self, path: str = "/") -> None:
        """Open an address of this Lantern."""
        self.page.goto(self.lantern.address + path)

    def press(self, words: str) -> None:
        """Press a button, or a link that looks like one."""
        self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=words).first.click()

    def reads(self, *words: str) -> None:
        """Expect to read these words in the page's content."""
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def does_not_read(self, *words: str) -> None:
        """Expect not to read these words anywhere on the page."""
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)

    def title(self) -> str:
        """Give the page's heading."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def sign_in(self, who: str) -> Desk:
        """Be one of the demonstration's people."""
        self.open("/sign-in")
        self.press(f"Sign in as {who}")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        return self

    def signed_in_as(self, who: str) -> Desk:
        """Sign out, and be somebody else."""
        self.page.get_by_role("button", name="Sign out").click()
        return self.sign_in(who)

    def address_of(self, words: str) -> str:
        """Give where a link on this page leads."""
        return self.page.locator("main").get_by_role("link", name=words).first.get_attribute("href") or ""

    def register(self, name: str, *, placement: str = "", years: int | None = None) -> str:
        """Put an invented child on the record, of that age where one is known, and give its reference."""
        self.open(f"/children/new?{urlencode({'name': name})}")
        self.page.get_by_label("Name, as you heard it").fill(name)
        if years is not None:
            fill_when(self.page, "Date of birth", ago(days=366 * years + 30), time=False)
        if placement:
            choices = self.page.get_by_label("Where the child lives")
            wanted = choices.locator("option").filter(has_text=placement).first
            choices.select_option(value=wanted.get_attribute("value"))
        self.page.locator("main").get_by_role("button").first.click()
        self.page.wait_for_url(re.compile(r"/children/(?!new)"))
        return self.page.url.rsplit("/", 1)[-1]

    def register_late_allowed(self, name: str, *, minutes: int = 60) -> str:
        """Put a child of 15 on the record, and agree that being late is waited out; give the reference."""
        child = self.register(name, placement=HOME, years=15)
        self.open(f"/children/{child}/return-plan")
        self.page.get_by_label("Yes, for the minutes below").check()
        self.page.get_by_label("Minutes after the expected time").fill(str(minutes))
        self.page.get_by_label("No: it was asked, and there is none").check()
        self.press("Agree this")
        self.page.wait_for_url(f"**/children/{child}")
        return child

    def record_late(self, child: str, *, expected: datetime) -> None:
        """Record that a child was expected then and is not there; last seen two hours before that."""
        self.open(f"/children/{child}/late")
        fill_when(self.page, "When was the child expected?", expected)
        fill_when(self.page, "When was the child last seen?", expected - timedelta(hours=2))
        self.press("Record late")
        expect(self.page.locator("main")).to_contain_text("Recorded late. The clock runs")

    def report(self, child: str, *, last_seen: datetime, said_by: str = "") -> str:
        """Report a child missing with only who and when last seen, and give the episode's reference."""
        self.open(f"/report/{child}")
        fill_when(self.page, "When was the child last seen?", last_seen)
        if said_by:
            self.page.get_by_label("Who is ringing?").fill(said_by)
        self.page.locator("main form").last.get_by_role("button").first.click()
        return self.reference()

    def report_together(self, *names: str, last_seen: datetime, home: str) -> str:
        """Report children of one home missing together, with only when last seen, and give the first's episode."""
        self.open("/several")
        self.page.get_by_role("main").get_by_role("link", name=home).click()
        for name in names:
            self.page.get_by_role("checkbox", name=name).check()
        self.press("Continue")
        fill_when(self.page, "When were they last seen?", last_seen)
        self.press(f"Report {len(names)} children missing")
        self.page.wait_for_url(re.compile(REFERENCE.pattern + "/together$"))
        found = REFERENCE.search(self.page.url)
        assert found is not None
        return found[1]

    def reference(self) -> str:
        """Wait for an episode's page and give its reference."""
        self.page.wait_for_url(re.compile(REFERENCE.pattern + "$"))
        found = REFERENCE.search(self.page.url)
        assert found is not None
        return found[1]

    def episode(self, reference: str) -> None:
        """Open an episode's page."""
        self.open(f"/missing/{reference}")

    def record_police_call(self, reference: str, *, log_number: str, handler: str) -> None:
        """Record a call in which somebody answered, just now."""
        self.open(f"/missing/{reference}/police-call")
        self.page.get_by_label("Yes", exact=True).check()
        self.page.get_by_label("Police log number").fill(log_number)
        self.page.get_by_label("Who did you speak to?").fill(handler)
        self.page.get_by_role("group", name="When did you ring?").get_by_label("Just now").check()
        self.press("Record the call")
        self.reference()

    def record_no_answer(self, reference: str, *, minutes: int) -> None:
        """Record a call that nobody answered, just now."""
        self.open(f"/missing/{reference}/police-call")
        self.page.get_by_label("No", exact=True).check()
        self.page.get_by_label("Minutes you waited").fill(str(minutes))
        self.page.get_by_role("group", name="When did you ring?").get_by_label("Just now").check()
        self.press("Record the call")
        self.reference()

    def record_located(self, reference: str, *, words: str = "") -> None:
        """Record that the child has just been found."""
        self.open(f"/missing/{reference}/located")
        self._turn("When was the child found?", words)

    def record_returned(self, reference: str, *, words: str = "") -> None:
        """Record that the child is back just now."""
        self.open(f"/missing/{reference}/returned")
        self._turn("When did the child come back?", words)

    def _turn(self, question: str, words: str) -> None:
        self.page.get_by_role("group", name=question).get_by_label("Just now").check()
        if words:
            self.page.get_by_role("textbox", name="how is the child?").fill(words)
        self.press("Record that the child is")
        self.reference()
