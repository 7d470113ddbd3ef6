"""Every page there is: read by assistive technology, on a telephone, with a clean console, and with a form in error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page, expect

from lantern.web.kept_forms import CASE_OWN, KEPT
from tests.factories.pictures import photograph_file
from tests.functional import looking
from tests.functional.appealing import appeal_of
from tests.functional.childs_page import childs_page_of
from tests.functional.desk import (
    ADA,
    CAM,
    DANA,
    FAY,
    GIL,
    HOME,
    IMRE,
    LEE,
    NORTHMERE,
    OLA,
    SOL,
    WES,
    WESTHAVEN,
    Desk,
    ago,
    fill_when,
)
from tests.functional.discussing import give_minutes, hold_discussion, put_challenge, record_level, set_action
from tests.functional.hearing import hold_interview, share
from tests.functional.listening import LISTENERS, ask_service, enter_named
from tests.functional.placing import places_of
from tests.functional.post_box import PostBox
from tests.functional.program import Program
from tests.functional.recipient import Recipient
from tests.functional.test_arrived_alone import give, register_arrival, write_notice
from tests.functional.test_duty_escalates import overdue_in_case
from tests.functional.test_going_missing_plan import write_plan
from tests.functional.test_known_to_others import decide_pair
from tests.functional.test_third_force import lets_the_third_force_in
from tests.functional.victim import trafficking_of
from tests.unit.returns.folder import missing_file, write_return

NOBODY = ""
# Address by name: what to put in it, and who opens it. What a page's reader may record is asked for by its form.
PAGES: dict[str, tuple[str, str]] = {
    "board": ("/", DANA),
    "report": ("/report?q=test", DANA),
    "report-child": ("/report/{child}", DANA),
    "several": ("/several", DANA),
    "several-children": ("/several/{home}?child={first}&child={answered}", DANA),
    "together": ("/missing/{together}/together", DANA),
    "own-home": ("/home", DANA),
    "home": ("/homes/{home}", CAM),
    "carer-report": ("/home/report", CAM),
    "carer-seen": ("/home/report/{answered}", CAM),
    "carer-time": ("/home/report/{answered}/time", CAM),
    "carer-day": ("/home/report/{answered}/day", CAM),
    "carer-worried": ("/home/report/{answered}/worried", CAM),
    "carer-where": ("/home/report/{answered}/where", CAM),
    "carer-done": ("/home/report/{answered}/done", CAM),
    "carer-view": ("/home/report/{answered}/view", CAM),
    "carer-check": ("/home/report/{answered}/check", CAM),
    "carer-reported": ("/home/reported/{missing}", CAM),
    "record-late": ("/children/{agreed}/late", CAM),
    "return-plan": ("/children/{child}/return-plan", DANA),
    "went-with": ("/missing/{missing}/together/with", DANA),
    "ask-lead": ("/missing/{together}/lead", DANA),
    "answer-lead": ("{lead}", WES),
    "end-search": ("/missing/{missing}/search/end", LEE),
    "resume-search": ("/missing/{unsearched}/search/resume", DANA),
    "report-unknown": ("/report/unknown?name=", DANA),
    "find-match": ("/children/{unknown}/match?q=test", DANA),
    "match": ("/children/{unknown}/match/{child}", DANA),
    "identify": ("/children/{unknown}/identify", DANA),
    "undo-match": ("{undo_match}", DANA),
    "undo-identity": ("{undo_identity}", DANA),
    "add-photograph": ("/children/{answered}/photographs/new", CAM),
    "withdraw-photograph": ("{photograph}/withdraw", DANA),
    "tablets": ("/tablets", ADA),
    "home-tablets": ("/tablets/{home}", CAM),
    "tablet": ("/tablet", NOBODY),
    "find-child": ("/children?q=test", DANA),
    "register-child": ("/children/new?name=test", DANA),
    "child": ("/children/{child}", DANA),
    "discussions": ("/children/{missing_child}/discussions", DANA),
    "hold-discussion": ("/children/{missing_child}/discussions/new", DANA),
    "discussion": ("{discussion}", DANA),
    "give-minutes": ("{discussion}/given", DANA),
    "receipt-of-minutes": ("{receipt}", DANA),
    "set-action": ("/children/{missing_child}/actions/new?at=meeting", DANA),
    "answer-action": ("{action}", DANA),
    "risk-held": ("/missing/{missing}/risk/held", DANA),
    "challenge-risk": ("/missing/{back}/risk/challenge", DANA),
    "answer-challenge": ("{challenge}", DANA),
    "lower-floor": ("/missing/{missing}/risk/floor", LEE),
    "work": ("/to-do", DANA),
    "work-of-organisation": ("/to-do/organisation", DANA),
    "work-of-authority": ("/to-do/authority", LEE),
    "morning": ("/to-do/morning", LEE),
    "meeting": ("/to-do/meeting", DANA),
    "episode": ("/missing/{missing}", DANA),
    "chronology": ("/children/{missing_child}/chronology", DANA),
    "why-owed": ("/children/{missing_child}/owed", DANA),
    "copy-entry": ("/children/{missing_child}/chronology/{event}/copy", DANA),
    "copy-episode": ("/missing/{missing}/copy", DANA),
    "bundles": ("/children/{missing_child}/bundles", SOL),
    "bundle": ("{bundle}", OLA),
    "refuse-bundle": ("{bundle}/refuse", OLA),
    "bundles-to-release": ("/bundles", OLA),
    "sheet": ("/missing/{missing}/sheet", DANA),
    "sheet-answers": ("/missing/{missing}/sheet/answers", DANA),
    "police-call": ("/missing/{missing}/police-call", DANA),
    "risk": ("/missing/{missing}/risk", DANA),
    "information": ("/missing/{missing}/information", DANA),
    "classify": ("/missing/{missing}/classify", DANA),
    "located": ("/missing/{missing}/located", DANA),
    "returned": ("/missing/{missing}/returned", DANA),
    "interview-offer": ("/missing/{back}/interview-offer", DANA),
    "interviews": ("/interviews", DANA),
    "after": ("/missing/{heard}/after", DANA),
    "ask-interviewer": ("/missing/{back}/after/service", DANA),
    "answer-asking": ("/missing/{asked}/after/service/answer", DANA),
    "interview-services": ("/interviews/services", DANA),
    "service-terms": ("{terms}", DANA),
    "asked-interview": ("/told/{asked_token}/interview", NOBODY),
    "asked-record": ("/told/{asked_token}/interview/held", NOBODY),
    "interview-held": ("/missing/{back}/after/held", DANA),
    "interview-not-yet": ("/missing/{back}/after/not-yet", DANA),
    "interview-not-possible": ("/missing/{back}/after/not-possible", DANA),
    "carer-said": ("/missing/{back}/after/carer", DANA),
    "prevention-interview": ("/missing/{back}/after/police", DANA),
    "social-worker-visit": ("/missing/{back}/after/visit", DANA),
    "interview-shared": ("/missing/{heard}/after/shared", DANA),
    "child-answered": ("/missing/{heard}/after/told", DANA),
    "child-not-told": ("/missing/{heard}/after/not-told", DANA),
    "what-changed": ("/missing/{heard}/after/changed", DANA),
    "childs-page": ("{childs_page}", NOBODY),
    "childs-links": ("/missing/{missing}/childs-page", DANA),
    "childs-texts": ("/set-up/childs-page", ADA),
    "childs-text": ("/set-up/childs-page/ar", ADA),
    "calendar": ("/calendar", DANA),
    "correct": ("/missing/{missing}/correct/{event}", DANA),
    "ring": ("{ring}", DANA),
    "links": ("/missing/{missing}/links", DANA),
    "withdraw-links": ("/missing/{missing}/links/withdraw", DANA),
    "withdraw-link": ("{withdraw_link}", DANA),
    "enquiry": ("/missing/{missing}/enquiries/new", DANA),
    "answer-enquiry": ("{enquiry}", DANA),
    "look-again": ("/missing/{found}/look-again", DANA),
    "search-measures": ("/missing/{appealed}/search", DANA),
    "propose-appeal": ("/missing/{appealed}/appeals/new", DANA),
    "sign-appeal": ("{sign_appeal}", DANA),
    "publish-appeal": ("{publish_appeal}", DANA),
    "withdraw-signature": ("{withdraw_signature}", DANA),
    "take-down": ("{take_down}", DANA),
    "textsafe": ("/missing/{appealed}/textsafe/new", DANA),
    "textsafe-answer": ("{textsafe_answer}", DANA),
    "recovery-order": ("/missing/{appealed}/recovery-orders/new", DANA),
    "recovery-order-decision": ("{order_decision}", DANA),
    "warning-notice": ("/missing/{appealed}/warning-notices/new", DANA),
    "places": ("/missing/{placed}/places", DANA),
    "list-place": ("/missing/{placed}/places/new", DANA),
    "place-searched": ("{searched_place}", DANA),
    "year": ("/children/{missing_child}/year", DANA),
    "let-in": ("/missing/{missing}/let-in?q=fen", DANA),
    "let-in-organisation": ("{let_in}", DANA),
    "seal": ("/missing/{missing}/seal/{event}", DANA),
    "seals": ("/seals", OLA),
    "sealed-entry": ("{sealed}", OLA),
    "hand-over": ("/hand-over", DANA),
    "plan": ("/children/{planned}/plan", CAM),
    "plan-version": ("/children/{planned}/plan/1", DANA),
    "compare-plans": ("/children/{planned}/plan/1/2", DANA),
    "write-plan": ("/children/{planned}/plan/write", DANA),
    "hold-plan": ("/children/{planned}/plan/hold", DANA),
    "relatives": ("/children/{planned}/relatives", DANA),
    "decide-relative": ("{relative}", DANA),
    "arrivals": ("/arrivals?q=zzzz", IMRE),
    "register-arrival": ("/arrivals/new?name=test", IMRE),
    "arrival": ("/children/{arrived}/arrival", DANA),
    "home-office": ("/missing/{missing}/home-office", DANA),
    "review-search": ("/missing/{missing}/search/review", DANA),
    "ring-arrival": ("{ring_arrival}", DANA),
    "ring-owed": ("{ring_owed}", DANA),
    "arrival-age": ("/children/{arrived}/arrival/age", DANA),
    "first-days": ("/children/{arrived}/arrival/first-days", DANA),
    "out-of-area": ("/children/{planned}/out-of-area", DANA),
    "approve-placement": ("/children/{planned}/out-of-area/approve", DANA),
    "write-notice": ("/children/{planned}/out-of-area/notice", DANA),
    "notice-given": ("{notice_given}", DANA),
    "notice-acknowledged": ("{notice_had}", DANA),
    "placement-hearers": ("/children/{planned}/placements/told", DANA),
    "notice-received": ("/notices/received?name=test", DANA),
    "transfer": ("/children/{arrived}/transfer", DANA),
    "care-plan": ("/children/{planned}/care-plan", DANA),
    "wishes": ("/children/{planned}/wishes", DANA),
    "casework": ("/children/{planned}/casework", DANA),
    "record-casework": ("/children/{planned}/casework/review_held", DANA),
    "placements": ("/children/{planned}/placements", DANA),
    "new-placement": ("/children/{planned}/placements/new", DANA),
    "end-placement": ("/children/{planned}/placements/end", DANA),
    "end-notices": ("{end_notices}", DANA),
    "end-care": ("/children/{planned}/care/end", DANA),
    "involved": ("/children/{missing_child}/involved", DANA),
    "worker-number": ("{worker_number}", DANA),
    "concern": ("/children/{victim}/concern", DANA),
    "record-signs": ("/children/{victim}/concern/signs", DANA),
    "record-view": ("/children/{victim}/concern/view", DANA),
    "record-no-referral": ("/children/{victim}/concern/no-referral", DANA),
    "withdraw-entry": ("{withdraw_entry}", DANA),
    "not-referred": ("/concerns/not-referred", DANA),
    "who-refers": ("/children/{answered}/nrm/who", CAM),
    "welfare-form": ("/children/{victim}/nrm/welfare-form", DANA),
    "refer-to-nrm": ("/children/{victim}/nrm/new", DANA),
    "nrm-referral": ("{nrm}", DANA),
    "nrm-decision": ("{nrm}/decision", DANA),
    "nrm-letter": ("{nrm}/letter", DANA),
    "ask-for-guardian": ("/children/{victim}/guardian/ask", DANA),
    "name-guardian": ("/children/{victim}/guardian/name", DANA),
    "let-in-guardian": ("/children/{victim}/guardian/let-in", DANA),
    "guarded": ("/guardians", GIL),
    "guardian-contact": ("/children/{victim}/guardian/contact", DANA),
    "guardian-view": ("/children/{victim}/guardian/view", DANA),
    "guardian-challenge": ("/children/{victim}/guardian/challenge", DANA),
    "answer-guardian": ("{answer_guardian}", DANA),
    "guardian-left": ("/children/{victim}/guardian/left", DANA),
    "private-people": ("/missing/{missing}/people", DANA),
    "add-private-person": ("/missing/{missing}/people/new", DANA),
    "tell-nobody": ("/missing/{missing}/people/nobody", DANA),
    "decide-private-person": ("{decide}", DANA),
    "ring-private-person": ("{ring_private}", DANA),
    "webhook": ("{organisation}/webhook", ADA),
    "rota": ("/rota", DANA),
    "numbers": ("/numbers", DANA),
    "outbox": ("/outbox", DANA),
    "access": ("/access", DANA),
    "sign-in": ("/sign-in", NOBODY),
    "accessibility": ("/accessibility", NOBODY),
    "privacy": ("/privacy", NOBODY),
    "told": ("/told/{token}", NOBODY),
    "told-code": ("/told/{token}/code", NOBODY),
    "told-notice": ("/told/{token}/notice", NOBODY),
    "duplicates": ("/duplicates", LEE),
    "pair": ("{pair}", LEE),
    "undo-pair": ("{undo_pair}", LEE),
    "imports": ("/imports", LEE),
    "import-run": ("{import_run}", LEE),
    "import-row": ("{import_row}", LEE),
    "set-up": ("/set-up", ADA),
    "new-organisation": ("/set-up/organisations/new", ADA),
    "organisation": ("{organisation}", ADA),
    "new-team": ("{organisation}/teams/new", ADA),
    "team": ("{team}", ADA),
}
# The same addresses in another state, and pages that no address names.
MORE_PAGES: dict[str, tuple[str, str]] = {
    "board, as bars": ("/?show=bars", DANA),
    "episode, found": ("/missing/{found}", DANA),
    "report, nothing asked": ("/report", DANA),
    "report, nobody found": ("/report?q=zzzz", DANA),
    "report, too short": ("/report?q=z", DANA),
    "report-child, recorded already": ("/report/{missing_child}", DANA),
    "several-children, which of them": ("/several/{home}", DANA),
    "register-child, search first": ("/children/new", DANA),
    "home, of another authority's children too": ("/homes/{home}", DANA),
    "episode, went together": ("/missing/{together}", DANA),
    "episode, of a force that was let in": ("/missing/{shared}", FAY),
    "numbers, by name": ("/numbers?q=west", DANA),
    "numbers, nobody of that name": ("/numbers?q=zzzz", DANA),
    "let-in, one is in": ("/missing/{shared}/let-in", DANA),
    "board, of a force that was let in": ("/", FAY),
    "let-in, over": ("/missing/{over}", FAY),
    "episode, back": ("/missing/{back}", DANA),
    "chronology, as it was known": (
        "/children/{missing_child}/chronology?group=absence&known_on_day=1&known_on_month=1&known_on_year=2026",
        DANA,
    ),
    "chronology, days that cannot be": (
        "/children/{missing_child}/chronology?from_on_day=31&from_on_month=2&from_on_year=2026",
        DANA,
    ),
    "bundle, of who asked for it": ("{bundle}", SOL),
    "record-late, not offered": ("/children/{child}/late", DANA),
    "record-late, late already": ("/children/{late}/late", CAM),
    "home, one of them late": ("/homes/{home}", DANA),
    "board, searches ended": ("/?search=ended", DANA),
    "episode, search ended": ("/missing/{unsearched}", DANA),
    "episode, asked to lead": ("/missing/{missing}", WES),
    "episode, nobody knows who": ("{unknown_episode}", DANA),
    "child, nobody knows who": ("/children/{unknown}", DANA),
    "after, nobody has spoken yet": ("/missing/{back}/after", DANA),
    "after, at the home": ("/missing/{heard}/after", CAM),
    "plan, none was written": ("/children/{child}/plan", DANA),
    "plan, in force": ("/children/{planned}/plan", DANA),
    "no such link": ("/told/no-such-link", NOBODY),
    "no such page": ("/no/such/page", DANA),
    "no such child": ("/children/NO-SUCH", DANA),
    "not permitted": ("/set-up", DANA),
}
NOT_PAGES = {
    "sign-out": "takes a POST and shows no page of its own",
    "demo-sign-in": "takes a POST and shows no page of its own",
    "keep-report": "takes a POST and answers with the board, or a page's script",
    "throw-away-report": "takes a POST and answers with the report's page",
    "keep-plan": "takes a POST and answers with the plan, or a page's script",
    "throw-away-plan": "takes a POST and answers with the form, empty",
    "plan-photograph": "a picture and nothing else",
    "plan-paper": "a PDF",
    "notice-paper": "a PDF",
    "acknowledge-arrival": "takes a POST and answers with the arrival",
    "keep-unknown": "takes a POST and answers with the board, or a page's script",
    "throw-away-unknown": "takes a POST and answers with the same form, empty",
    "keep-several": "takes a POST and answers with the board, or a page's script",
    "throw-away-several": "takes a POST and answers with the form of the same children",
    "keep-interview": "takes a POST and answers with what was said, or a page's script",
    "throw-away-interview": "takes a POST and answers with the same form, empty",
    "late-back": "takes a POST and answers with the board, or the home",
    "photograph": "a picture and nothing else",
    "keep-discussion": "takes a POST and answers with the board, or a page's script",
    "throw-away-discussion": "takes a POST and answers with the same form, empty",
    "minutes-paper": "a paper and nothing else",
    "chronology-paper": "a PDF and nothing else",
    "fetch-bundle": "takes a POST and answers with an archive",
    "withdraw-childs-link": "takes a POST and answers with the links to the child's page",
    "withdraw-calendar": "takes a POST and answers with one's own calendar's page",
    "calendar-feed": "a file for machines",
    "withdraw-tablet": "takes a POST and answers with the tablets",
    "withdraw-pin": "takes a POST and answers with the tablets",
    "health": "plain text for machines",
    "shut-out": "takes a POST and answers with who is let in",
    "take-interview-back": "takes a POST and answers with who is asked",
    "send-asking-anew": "takes a POST and answers with who is asked",
    "asked-answer": "takes a POST and answers with the referral",
    "keep-referral": "takes a POST and answers with what is recorded of the child, or a page's script",
    "throw-away-referral": "takes a POST and answers with the form of the referral",
    "nrm-beforehand-pdf": "a paper, and no page",
    "nrm-beforehand-json": "a file for machines",
    "nrm-sheet-pdf": "a paper, and no page",
    "nrm-sheet-json": "a file for machines",
    "end-involvement": "takes a POST and answers with who has to do with the child",
    "end-webhook": "takes a POST and answers with the set-up page",
    "end-shift": "takes a POST and answers with the rota",
    "send-proof-code": "takes a POST and answers with the set-up page",
    "prove-mail": "takes a POST and answers with the set-up page",
    "prove-number": "takes a POST and answers with the set-up page",
}
# Every form that can be sent too soon, and which one of its page's it is.
FORMS: list[tuple[str, int]] = [
    *((name, 0) for name in ("report", "report-child", "register-child", "report-unknown", "record-late")),
    *((name, 0) for name in ("police-call", "risk", "information", "sheet-answers", "classify", "located")),
    *(
        (name, 0)
        for name in ("returned", "interview-offer", "correct", "return-plan", "ask-lead", "went-with")
    ),
    *((name, 0) for name in ("answer-lead", "end-search", "resume-search", "ring", "enquiry")),
    *((name, 0) for name in ("answer-enquiry", "let-in-organisation", "seal", "webhook", "told-code")),
    *((name, 0) for name in ("add-private-person", "tell-nobody", "decide-private-person")),
    *(
        (name, 0)
        for name in ("ring-private-person", "told-notice", "match", "identify", "undo-match", "undo-identity")
    ),
    *((name, 0) for name in ("withdraw-photograph", "add-photograph", "new-organisation", "organisation")),
    *((name, 0) for name in ("bundles", "refuse-bundle")),
    *((name, 0) for name in ("new-team", "team", "tablet", "together", "carer-time", "carer-day")),
    *(("several-children", 0), ("several-children, which of them", 0)),
    *(("sign-in", 1), ("import-row", -1), ("involved", -1), ("home-tablets", -1), ("home-tablets", -2)),
    *(("set-up", 0), ("set-up", 1), ("set-up", 2)),
    *((name, 0) for name in ("interview-held", "interview-not-yet", "interview-not-possible", "carer-said")),
    *((name, 0) for name in ("prevention-interview", "social-worker-visit", "interview-shared")),
    *((name, 0) for name in ("child-answered", "child-not-told", "what-changed", "childs-text")),
    ("childs-links", -1),
    *((name, 0) for name in ("write-plan", "hold-plan", "decide-relative", "new-placement", "end-placement")),
    ("end-notices", 0),
    *(("end-care", 0), ("relatives", -1), ("care-plan", -1), ("wishes", -1)),
    ("record-casework", 0),
    *((name, 0) for name in ("record-signs", "record-view", "record-no-referral", "withdraw-entry")),
    *((name, 0) for name in ("welfare-form", "refer-to-nrm", "nrm-decision", "nrm-letter")),
    *((name, 0) for name in ("ask-for-guardian", "name-guardian", "guardian-contact", "guardian-view")),
    *((name, 0) for name in ("hold-discussion", "give-minutes", "receipt-of-minutes")),
    *((name, 0) for name in ("guardian-challenge", "answer-guardian", "guardian-left", "let-in-guardian")),
    *((name, 0) for name in ("set-action", "answer-action", "challenge-risk", "answer-challenge")),
    *(("lower-floor", 0), ("pair", 0), ("undo-pair", 0)),
    *(
        (name, 0)
        for name in (
            "register-arrival",
            "ring-arrival",
            "ring-owed",
            "review-search",
            "home-office",
            "arrival-age",
            "approve-placement",
            "write-notice",
        )
    ),
    *((name, 0) for name in ("notice-given", "notice-acknowledged", "notice-received")),
    ("transfer", -1),
    *((name, 0) for name in ("propose-appeal", "sign-appeal", "publish-appeal", "withdraw-signature")),
    *((name, 0) for name in ("take-down", "textsafe", "textsafe-answer", "recovery-order")),
    *((name, 0) for name in ("recovery-order-decision", "warning-notice")),
    *((name, 0) for name in ("list-place", "place-searched")),
    ("rota", -1),  # before it, one form for each shift of the demonstration
]


@dataclass
class Walk:
    """A Lantern with something on every page, and a browser for each person who looks at it."""

    lantern: Program
    browser: Browser
    facts: dict[str, str]
    pages: dict[str, Page] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Open one of the pages, as the person who opens it."""
        path, who = {**PAGES, **MORE_PAGES}[name]
        page = self.at(who)
        del self.heard[:]
        page.goto(self.lantern.address + path.format_map(self.facts))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        return page

    def read(self, name: str) -> str:
        """Give the text of one of the pages as it is sent, without drawing it."""
        path, who = PAGES[name]
        answer = self.at(who).request.get(self.lantern.address + path.format_map(self.facts))
        return answer.text()

    def at(self, who: str) -> Page:
        """Give the page at which this person is signed in."""
        if who not in self.pages:
            context = self.browser.new_context(locale="en-GB", timezone_id="Europe/London")
            looking.listen(context, into=self.heard)
            self.pages[who] = context.new_page()
            if who != NOBODY:
                Desk(self.pages[who], self.lantern).sign_in(who)
        return self.pages[who]

    def close(self) -> None:
        """Close all browsers."""
        for page in self.pages.values():
            page.context.close()


@pytest.fixture(scope="module")
def facts(
    lantern: Program, post_box: PostBox, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What the addresses are filled with: a child missing, a child back, and a notice's link."""
    folder = tmp_path_factory.mktemp("return")
    dana = Desk(browser.new_page(locale="en-GB", timezone_id="Europe/London"), lantern).sign_in(DANA)
    missing_child = dana.register("Testa Missingnow-Withaverylongsurname", placement=HOME)
    missing = dana.report(missing_child, last_seen=ago(hours=5), said_by="Somebody at the home")
    dana.record_no_answer(missing, minutes=4)
    wrong = dana.page.get_by_role("link", name="This is wrong").first.get_attribute("href") or ""
    back = dana.report(dana.register("Testo Backalready"), last_seen=ago(hours=9))
    dana.record_police_call(back, log_number="LOG-77", handler="PC 1")
    dana.record_located(back)
    dana.record_returned(back)
    home = home_of(dana)
    heard = heard_of(dana)
    searched = search_of(dana, missing) | late_of(dana) | people_of(dana, missing)
    searched |= worker_of(dana)
    asked_to_lead(dana, missing)
    shared = shared_of(dana, missing)
    letter = post_box.wait(2, lambda letter: missing in letter.body)[0]
    found = {"child": dana.register("Testi Nevermissing"), "missing_child": missing_child, "missing": missing}
    found |= {"back": back, "event": wrong.rsplit("/", 1)[-1], "token": letter.link.rsplit("/", 1)[-1]}
    found |= shared | sealed_of(dana) | plan_of(dana) | {"childs_page": childs_page_of(dana, missing)}
    found |= discussed_of(dana, missing_child, missing) | unknown_of(dana) | trafficking_of(dana)
    dana.open(f"/missing/{missing}/links")
    found["withdraw_link"] = dana.address_of("Withdraw the link")
    found |= places_of(dana)
    found |= home | heard | appeal_of(dana) | asked_of(dana, post_box)
    carer_of(dana.signed_in_as(CAM), home["answered"])
    found |= bundle_of(dana.signed_in_as(SOL), missing_child)
    found |= {"lead": answering(dana.signed_in_as(WES), missing)}
    found |= {"unsearched": unsearched(dana.signed_in_as(DANA))}
    found |= pairs_of(dana.signed_in_as(DANA)) | ring_owed_of(dana, lantern)
    found |= searched | set_up_of(dana.signed_in_as(ADA)) | imports_of(dana.signed_in_as(LEE), folder)
    dana.page.context.close()
    return found


def discussed_of(dana: Desk, child: str, missing: str) -> dict[str, str]:
    """Hold a discussion, give its minutes, set an action, and challenge a level; give where each is."""
    discussion = hold_discussion(dana, child)
    give_minutes(dana)
    receipt = dana.address_of("Record that they have them")
    set_action(dana, words="Ring the friend")
    action = dana.address_of("Ring the friend")
    record_level(dana, missing)
    dana.open(f"/missing/{missing}/risk/held")
    dana.press("Challenge it")
    put_challenge(dana)
    dana.open(f"/missing/{missing}/risk/held")
    challenge = dana.address_of("Record what the police answered")
    return {"discussion": discussion, "receipt": receipt, "action": action, "challenge": challenge}


def pairs_of(dana: Desk) -> dict[str, str]:
    """Put a child on the record three times, decide on two of them; give a pair that waits, and the decision."""
    for _ in range(3):
        dana.register("Testa Twicehere", years=14)
    lee = dana.signed_in_as(LEE)
    decided = decide_pair(lee, "Testa Twicehere")
    return {"pair": lee.address_of("Testa Twicehere"), "undo_pair": decided}


def home_of(dana: Desk) -> dict[str, str]:
    """Report two children of one home together; give the home, and three of its children by reference."""
    names = ("Testa Goneone", "Testa Gonetwo", "Testa Stillhere")
    first, second, answered = (dana.register(name, placement=HOME) for name in names)
    together = dana.report_together(*names[:2], last_seen=ago(hours=2), home=HOME)
    dana.open("/home")
    home = dana.address_of(HOME).rsplit("/", 1)[-1]
    return {"home": home, "first": first, "second": second, "answered": answered, "together": together}


def heard_of(dana: Desk) -> dict[str, str]:
    """Hold an interview with a child who is back, and share something of it with the home."""
    heard = dana.report(dana.register("Testa Heardalready", placement=HOME), last_seen=ago(hours=9))
    dana.record_returned(heard)
    hold_interview(dana, heard, before="Nobody listened to me")
    dana.page.wait_for_url("**/after")
    share(dana, heard, "Where the child lives", "Please walk her to school")
    return {"heard": heard}


def asked_of(dana: Desk, post_box: PostBox) -> dict[str, str]:
    """Ask a service without accounts for an interview; give the episode, the link's token, and the service's page."""
    asked = dana.report(dana.register("Testa Askedfor", placement=HOME), last_seen=ago(hours=9))
    dana.record_returned(asked)
    letter = ask_service(dana, post_box, asked)
    dana.open("/interviews/services")
    terms = dana.address_of(LISTENERS)
    return {"asked": asked, "asked_token": letter.link.rsplit("/", 1)[-1], "terms": terms}


def unknown_of(dana: Desk) -> dict[str, str]:
    """Report a child nobody knows, with a photograph; give the child, the episode and the photograph."""
    dana.open("/report/unknown?name=")
    dana.page.get_by_label("Name, as it was heard").fill("Testa Whoever")
    dana.page.get_by_label("Just now").check()
    sent = {"name": "p.png", "mimeType": "image/png", "buffer": photograph_file()}
    dana.page.get_by_label("Photograph").set_input_files(sent)  # type: ignore[arg-type]
    dana.press("Report missing")
    episode = dana.reference()
    photograph = dana.page.locator(".lantern-photographs a").first.get_attribute("href") or ""
    child = dana.address_of("Open the child's record").rsplit("/", 1)[-1]
    found = {"unknown": child, "unknown_episode": f"/missing/{episode}", "photograph": photograph}
    return found | matched_of(dana)


def matched_of(dana: Desk) -> dict[str, str]:
    """Match a child nobody knew, who came back since; give where that is taken back."""
    known = dana.register("Testa Knownalready")
    dana.open("/report/unknown?name=")
    dana.page.get_by_label("Just now").check()
    dana.press("Report missing")
    episode = dana.reference()
    unknown = dana.address_of("Open the child's record").rsplit("/", 1)[-1]
    dana.open(f"/children/{unknown}/match/{known}")
    dana.page.get_by_label("How is it known?").fill("Her key worker knew her")
    dana.press("They are one child")
    dana.page.wait_for_url(f"**/children/{known}")
    match = dana.address_of("Take the match back")
    dana.record_returned(episode)
    return {"undo_match": match, "undo_identity": named_of(dana)}


def named_of(dana: Desk) -> str:
    """Say by hand who a child is whom nobody knew, who came back since; give where that is taken back."""
    dana.open("/report/unknown?name=")
    dana.page.get_by_label("Just now").check()
    dana.press("Report missing")
    episode = dana.reference()
    unknown = dana.address_of("Open the child's record").rsplit("/", 1)[-1]
    dana.open(f"/children/{unknown}/identify")
    dana.page.get_by_label("Name", exact=True).fill("Testa Namedbyhand")
    dana.page.get_by_label("How is it known?").fill("Her own word")
    dana.press("Record who this child is")
    undo = dana.address_of("Take the name back")
    dana.record_returned(episode)
    return undo


def plan_of(dana: Desk) -> dict[str, str]:
    """Write two versions of a child's plan, and a relative down; give the child, and where is decided on them."""
    child = dana.register("Testa Hasaplan-Withaverylongsurname", placement=HOME, years=14)
    dana.open(f"/children/{child}/relatives")
    dana.page.get_by_label("Name", exact=True).fill("Invented Uncle")
    dana.page.get_by_label("What are they to the child?").fill("uncle")
    dana.press("Add")
    dana.page.wait_for_url("**/relatives/*")
    relative = dana.page.url.removeprefix(dana.lantern.address)
    for places in ("The bus station", "The arcade"):
        write_plan(dana, child, places=places)
    given = write_notice(dana, child)
    give(dana, given)
    found = {"notice_given": given, "notice_had": dana.address_of("They say that they have it")}
    found |= {"arrived": register_arrival(dana, "Testa Bylorry-Withaverylongsurname")}
    dana.open(f"/children/{found['arrived']}/arrival")
    found |= {"ring_arrival": dana.address_of("Ring them, and record the call")}
    return {"planned": child, "relative": relative, "end_notices": end_at_once(dana), **found}


def end_at_once(dana: Desk) -> str:
    """End a placement at once; give where is recorded who was told."""
    child = dana.register("Testa Endedatonce-Withaverylongsurname", placement=HOME)
    dana.open(f"/children/{child}/placements/end")
    fill_when(dana.page, "On which day did it end?", ago(hours=0), time=False)
    dana.page.get_by_label("Why?").fill("He threatened her")
    dana.page.get_by_label("In another placement").check()
    dana.page.get_by_label("An immediate risk of significant harm to the child").check()
    dana.page.get_by_label("What other arrangements were made").fill("She sleeps at the duty home")
    dana.press("Record this")
    return dana.address_of("Record who was told")


def bundle_of(sol: Desk, child: str) -> dict[str, str]:
    """Ask for an inquiry bundle of a child; give its page."""
    sol.open(f"/children/{child}/bundles")
    sol.page.get_by_label("Who is it for?").fill("Ivy Invented")
    sol.page.get_by_label("Their role and organisation").fill("Chair of an invented review")
    sol.page.get_by_label("How will it reach them?").fill("Handed over in person")
    sol.page.get_by_label("Why are they to have it?").fill("The review asked for it")
    sol.press("Ask for it")
    sol.reads("It waits for somebody else to release it")
    return {"bundle": sol.page.url.removeprefix(sol.lantern.address)}


def carer_of(cam: Desk, child: str) -> None:
    """Answer the first of a carer's questions, so that the later ones stand."""
    cam.open(f"/home/report/{child}")
    cam.press("Just now")
    cam.page.wait_for_url("**/worried")


def people_of(dana: Desk, missing: str) -> dict[str, str]:
    """Write down an aunt who may be told; give where that is decided, and where she is rung."""
    dana.open(f"/missing/{missing}/people/new")
    dana.page.get_by_label("Name", exact=True).fill("Invented Aunt")
    dana.page.get_by_label("What are they to the child?").fill("aunt")
    dana.press("Add")
    decide = dana.address_of("Decide")
    dana.open(decide)
    dana.page.get_by_label("May be told", exact=True).check()
    dana.page.get_by_label("Why?").fill("The child asked for her")
    dana.press("Record the decision")
    return {"decide": decide, "ring_private": dana.address_of("Ring them, and record the call")}


def worker_of(dana: Desk) -> dict[str, str]:
    """Store a child's social worker with their number; give where that number is changed."""
    dana.open(f"/children/{dana.register('Testa Withworker')}/involved")
    dana.page.get_by_label("In what capacity?").select_option(label="Social worker")
    dana.page.get_by_label("Which organisation or team?").select_option(label=NORTHMERE)
    dana.page.get_by_label("Whom to ask for there").fill("Ida Inventedworker")
    dana.page.get_by_label("Their own number at work").fill("01632 960311")
    dana.press("Store")
    return {"worker_number": dana.address_of("Change the number of")}


def ring_owed_of(dana: Desk, lantern: Program) -> dict[str, str]:
    """Let something be overdue in a child's case; give the call that is to be made about it."""
    dana.open(f"/children/{overdue_in_case(dana, lantern)}")
    return {"ring_owed": dana.address_of("is to be rung since")}


def search_of(dana: Desk, missing: str) -> dict[str, str]:
    """Set an enquiry, find a call that may be made, and record another child found."""
    dana.open(f"/missing/{missing}/enquiries/new")
    dana.page.get_by_label("What is to be found out or done?").fill("Ask the hospitals in the city")
    dana.page.get_by_label("Who does it?").fill("PC 1 Invented")
    dana.press("Set it")
    dana.reference()
    links = {
        "ring": dana.address_of("Ring them, and record the call"),
        "enquiry": dana.address_of("Ask the hos"),
    }
    child = dana.register("Testa Foundalready")
    found = dana.report(child, last_seen=ago(hours=4))
    dana.record_located(found)
    return {**links, "found": found}


def shared_of(dana: Desk, missing: str) -> dict[str, str]:
    """Let a force into two episodes, and end one of them again."""
    episodes = [
        dana.report(dana.register(f"Testa Shared{n}"), last_seen=ago(hours=3)) for n in ("now", "once")
    ]
    for episode in episodes:
        lets_the_third_force_in(dana, episode)
    dana.open(f"/missing/{episodes[1]}/let-in")
    dana.press("End it now")
    dana.open(f"/missing/{missing}/let-in?q=fenm")
    one = dana.page.get_by_role("button", name="Let them in").get_attribute("href") or ""
    return {"shared": episodes[0], "over": episodes[1], "let_in": one}


def sealed_of(dana: Desk) -> dict[str, str]:
    """Seal the report of a child who was the wrong one."""
    dana.report(dana.register("Testa Sealedreport"), last_seen=ago(hours=3), said_by="Somebody")
    dana.page.get_by_role("link", name="This is wrong").first.click()
    dana.follow("seal it")
    dana.page.get_by_label("How do you know, and whose is it?").fill("The caller rang again")
    number = dana.page.url.rsplit("/", 1)[-1]
    dana.press("Withdraw and seal it")
    dana.reference()
    return {"sealed": f"/seals/{number}"}


def late_of(dana: Desk) -> dict[str, str]:
    """Agree for two children of the home that they may be late; one of them is late now."""
    agreed, late = (dana.register_late_allowed(f"Testa {name}") for name in ("Mayblate", "Lateagain"))
    dana.record_late(late, expected=ago(minutes=2))
    return {"agreed": agreed, "late": late}


def asked_to_lead(dana: Desk, missing: str) -> None:
    """Ask the authority in which the child lives to lead."""
    dana.open(f"/missing/{missing}/lead")
    dana.page.get_by_label("Which authority is asked to lead?").select_option(label=WESTHAVEN)
    dana.page.get_by_label("What do you ask, and why?").fill("The child was seen in your town")
    dana.press("Ask it to lead")
    dana.reference()


def answering(wes: Desk, missing: str) -> str:
    """Find where the authority that was asked answers."""
    wes.open(f"/missing/{missing}")
    return wes.address_of("Answer")


def unsearched(dana: Desk) -> str:
    """Report a child, and end the search for them."""
    reference = dana.report(dana.register("Testa Unsearched"), last_seen=ago(days=9))
    lee = dana.signed_in_as(LEE)
    lee.open(f"/missing/{reference}/search/end")
    lee.page.get_by_label("Why is the child searched for no more?").fill("Seen abroad with her mother")
    lee.press("End the search")
    lee.reference()
    lee.signed_in_as(DANA)
    return reference


def set_up_of(ada: Desk) -> dict[str, str]:
    """Find an organisation that has a team."""
    ada.open("/set-up")
    organisation = ada.address_of(NORTHMERE)
    ada.open(organisation)
    return {"organisation": organisation, "team": ada.address_of("Children in care, north")}


def imports_of(lee: Desk, folder: Path) -> dict[str, str]:
    """Bring in a small return, one of whose rows cannot go in as it stands."""
    write_return(folder, missing=missing_file("1,01/02/2010,M,31/02/2020,03/05/2020"))
    lee.lantern.run("import", "ssda903", str(folder), "--authority", NORTHMERE)
    lee.open("/imports")
    run = lee.page.get_by_role("table").get_by_role("link").first.get_attribute("href") or ""
    lee.open(run)
    row = lee.page.get_by_role("table").get_by_role("link").first.get_attribute("href") or ""
    return {"import_run": run, "import_row": row}


@pytest.fixture(scope="module")
def walk(lantern: Program, post_box: PostBox, browser: Browser, facts: dict[str, str]) -> Iterator[Walk]:
    """A walk under the policy that pages are served with, whose reader without an account has given a link's code."""
    made = Walk(lantern=lantern, browser=browser, facts=facts)
    reader = Recipient(made.at(NOBODY), post_box)
    reader.page.goto(f"{lantern.address}/told/{facts['token']}")
    reader.enter(reader.ask_for_code())
    expect(reader.page.get_by_label("Your name")).to_be_visible()
    reader.page.goto(f"{lantern.address}/told/{facts['asked_token']}")
    enter_named(reader)
    yield made
    made.close()


def all_names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Give the name of every address there is."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from all_names(one.url_patterns)
        else:
            yield str(one.name)


def test_every_address_is_looked_at_or_says_why_not() -> None:
    names = set(all_names(get_resolver().url_patterns))
    assert names - PAGES.keys() - NOT_PAGES.keys() == set(), (
        "Add these to PAGES, or to NOT_PAGES with a reason."
    )
    assert (PAGES.keys() | NOT_PAGES.keys()) - names == set(), "These addresses are gone: take them out."


@pytest.mark.parametrize("name", [*PAGES, *MORE_PAGES])
def test_page_has_no_fault_at_a_desk_or_on_a_telephone(name: str, walk: Walk) -> None:
    page = walk.open(name)
    assert looking.faults_for_assistive_technology(page) == []
    assert faults_on_a_telephone(page, walk) == []


def test_every_form_that_keeps_a_draft_says_so_on_its_page(walk: Walk) -> None:
    kept = [*KEPT, *(page for page, _ in CASE_OWN.values())]
    assert [name for name in kept if "data-draft=" not in walk.read(name)] == []


@pytest.mark.parametrize(("name", "place"), FORMS)
def test_form_in_error_has_no_fault_and_leads_to_each_box(name: str, place: int, walk: Walk) -> None:
    page = walk.open(name)
    send_empty(page, place)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    for link in summary.get_by_role("link").all():
        link.click()
        assert page.evaluate(IS_ON_WHAT_IS_WRONG), f"“{link.inner_text()}” leads to nothing that is wrong."
    assert faults_on_a_telephone(page, walk) == []


IS_ON_WHAT_IS_WRONG = """() => {
    const at = document.activeElement;
    return at.matches("input, textarea, select") && at.closest(".govuk-form-group--error") !== null;
}"""


def send_empty(page: Page, place: int) -> None:
    """Send one of the page's forms with everything taken out that a person could have typed or chosen."""
    page.evaluate(
        """place => {
            const form = [...document.querySelectorAll("main form")].at(place);
            for (const box of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
                if (box.type === "radio" || box.type === "checkbox") box.checked = false;
                else box.value = "";
            }
            form.noValidate = true;
            form.requestSubmit(form.querySelector("button[type=submit]"));
        }""",
        place,
    )


def faults_on_a_telephone(page: Page, walk: Walk) -> list[str]:
    """Give all that is wrong at 360 wide: width, assistive technology, and what the console said until then."""
    page.set_viewport_size({"width": 360, "height": 740})
    found = [f"wider than the screen: {words}" for words in looking.scrolls_sideways(page)]
    found += looking.faults_for_assistive_technology(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found + walk.heard
