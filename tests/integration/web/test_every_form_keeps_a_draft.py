"""Every form keeps a draft, or says why not: kept, offered again, thrown away, gone when it is sent."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lantern.actions.drafts import keep_draft
from lantern.queries.drafts import KeptDraft, kept_all, references
from lantern.record.models import Draft
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.web.kept_forms import CASE_OWN, KEPT
from lantern.web.templatetags.lantern import clock, moment
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

SCRIPT = {"Accept": "application/json"}
NOTICE = {"person": "Invented Stranger", "force": "Fenmouth Constabulary", "words": "pelican-lagoon"}
# These keep a draft by pages of their own.
OWN = {page for page, _ in CASE_OWN.values()} | {"report-child", "several-children", "report-unknown"}
OWN |= {f"carer-{page}" for page in ("seen", "time", "day", "worried", "where", "done", "view", "check")}
# And these keep none.
NO_DRAFT = {
    "childs-page": "a child writes it on any telephone, and it leaves no trace",
    "childs-text": "a tick and two short lines, of a language and of nobody",
    "calendar": "nothing is typed: an address is made",
    "undo-match": "one reason, and whose the absence is",
    "undo-identity": "one reason, and whose the absence is",
    "undo-pair": "one reason",
    "add-photograph": "a photograph with a line: no picture is kept that is not recorded",
    "withdraw-photograph": "one reason",
    "home-tablets": "gives a PIN: two short lines, and what is shown is a secret",
    "tablet": "a PIN, typed by somebody who is not signed in",
    "withdraw-links": "one press",
    "withdraw-link": "one press",
    "bundle": "one line, and a tick that is to be thought of anew",
    "refuse-bundle": "one reason",
    "webhook": "one address, and what is shown is a secret",
    "let-in-guardian": "one choice from a list",
    "sign-in": "a password",
    "told": "nothing is typed, by somebody who is not signed in",
    "told-code": "a code, typed by somebody who is not signed in",
    "asked-interview": "typed by somebody who is not signed in; what a link that ran out took is shown back",
    "asked-record": "typed by somebody who is not signed in; what a link that ran out took is shown back",
    "asked-answer": "typed by somebody who is not signed in; what a link that ran out took is shown back",
    "told-notice": "two short lines, typed by somebody who is not signed in",
}


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Draftly")


@pytest.fixture
def account(night: Night) -> Any:
    return make_account(organisation=night.authority, name="Dee Deskly")


@pytest.fixture
def desk(account: Any, signed_in: Any) -> Client:
    return signed_in(account=account)


@pytest.fixture
def page(night: Night) -> str:
    now = datetime.now(UTC)
    reference = night.reported(now=now - timedelta(hours=2), last_seen=When.moment(now - timedelta(hours=5)))
    return f"/missing/{reference}/warning-notices/new"


def held(account: Any, page: str) -> KeptDraft | None:
    found = kept_all(form="warning-notice", by=account.as_actor(), now=datetime.now(UTC))
    return next((draft for about, draft in found.items() if references(about) == [page.split("/")[2]]), None)


def save(client: Client, page: str, typed: dict[str, str] | None = None, **more: Any) -> Any:
    return client.post(f"{page}?later=NoticeForm", NOTICE if typed is None else typed, **more)


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


def verbs(view: Any) -> set[str]:
    """Give the verbs that a view is declared with, whatever it is wrapped in."""
    while view is not None:
        said = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if said:
            return set(said)
        view = getattr(view, "__wrapped__", None)
    return set()


def test_every_address_with_a_form_keeps_a_draft_or_says_why_not() -> None:
    shown = {
        one.name for one in addresses(get_resolver().url_patterns) if {"GET", "POST"} <= verbs(one.callback)
    }
    assert shown - KEPT.keys() - OWN - NO_DRAFT.keys() == set(), (
        "Add the address to web/kept_forms.py and its page's form to parts/draft_keep.html; "
        "or to NO_DRAFT, with the reason."
    )
    assert (KEPT.keys() | OWN | NO_DRAFT.keys()) - shown == set(), (
        "These addresses have no form: take them out."
    )
    assert KEPT.keys() & (OWN | NO_DRAFT.keys()) == set()
    assert all(len(name) <= Draft._meta.get_field("form").max_length for name in KEPT)


def test_what_is_typed_is_kept_offered_again_and_gone_when_it_is_recorded(
    desk: Client, account: Any, page: str, night: Night
) -> None:
    form = desk.get(page)
    assert f'formaction="{page}?later=NoticeForm"' in form.content.decode()
    assert "You began this" not in words(form)

    saved = desk.post(f"{page}?later=NoticeForm", hidden(form) | NOTICE, follow=True)
    draft = held(account, page)
    assert draft is not None
    assert (
        f"You began this: it was saved {moment(draft.saved_at)}. What you typed is below. It is not recorded. "
        f"It is kept for you alone until {moment(draft.expires_at)}. Go on or throw it away"
    ) in words(saved)
    assert [drawn(saved, name) for name in NOTICE] == list(NOTICE.values())

    sent = desk.post(page, hidden(desk.get(page)) | NOTICE | {"when_now": "on"})
    assert sent.status_code == 302
    assert held(account, page) is None
    assert "You began this" not in words(desk.get(page))


def test_script_is_told_when_it_was_saved_and_a_later_save_of_a_sent_form_keeps_nothing(
    desk: Client, account: Any, page: str
) -> None:
    carried = hidden(desk.get(page))
    before = datetime.now(UTC)
    saved = save(desk, page, carried | NOTICE, headers=SCRIPT)
    assert saved.json() in [{"said": f"Saved {clock(at)}"} for at in (before, datetime.now(UTC))]
    assert desk.post(page, carried | NOTICE | {"when_now": "on"}).status_code == 302

    assert save(desk, page, carried | NOTICE, headers=SCRIPT).status_code == 200
    assert held(account, page) is None


def test_a_form_that_is_refused_keeps_its_draft_and_what_was_typed(
    desk: Client, account: Any, page: str
) -> None:
    save(desk, page)
    refused = desk.post(page, hidden(desk.get(page)) | {"words": "albatross"})

    assert len(errors(refused)) == 3
    assert drawn(refused, "words") == "albatross"
    assert held(account, page) is not None


def test_a_form_that_leads_on_though_nothing_was_recorded_keeps_its_draft(
    desk: Client, account: Any, night: Night
) -> None:
    child = night.child.reference
    page = f"/children/{child}/plan/hold"
    assert save(desk, page, {"key": "a-key", "briefed": "pelican-lagoon"}, headers=SCRIPT).status_code == 200

    sent = desk.post(page, {"key": "a-key", "briefed": "pelican-lagoon"})
    assert sent.status_code == 302  # there is no plan in force that could be held
    kept = kept_all(form="hold-plan", by=account.as_actor(), now=datetime.now(UTC))
    assert [(references(about), draft.content["key"]) for about, draft in kept.items()] == [
        ([child], "a-key")
    ]


def test_a_draft_is_thrown_away(desk: Client, account: Any, page: str) -> None:
    save(desk, page)
    anew = desk.post(f"{page}?away=yes", follow=True)

    assert held(account, page) is None
    assert (drawn(anew, "words"), "You began this" in words(anew)) == ("", False)


def test_a_draft_is_its_authors_own(desk: Client, page: str, night: Night, signed_in: Any) -> None:
    save(desk, page)
    neighbour = signed_in(account=make_account(organisation=night.authority, name="Nell Nextdesk"))

    assert drawn(neighbour.get(page), "words") == ""
    neighbour.post(f"{page}?away=yes")
    assert drawn(desk.get(page), "words") == "pelican-lagoon"


def test_at_a_tablet_one_workers_draft_is_not_anothers(desk: Client, account: Any, page: str) -> None:
    save(desk, page)
    account.name = "Somebody Else"
    account.save()

    assert drawn(desk.get(page), "words") == ""
    assert "Begun by you and not sent" not in words(desk.get("/"))
    save(desk, page, {"words": "albatross"})
    desk.post(f"{page}?away=yes")
    account.name = "Dee Deskly"
    account.save()
    assert drawn(desk.get(page), "words") == "pelican-lagoon"


def test_nothing_is_kept_about_a_child_one_does_not_see(page: str, signed_in: Any) -> None:
    stranger = make_account(name="Stan Stranger")
    client = signed_in(account=stranger)

    assert [save(client, page).status_code, save(client, page, headers=SCRIPT).status_code] == [404, 404]
    assert save(client, "/children/NO-SUCH/concern/signs").status_code == 404
    assert held(stranger, page) is None


def test_what_one_no_longer_sees_is_neither_listed_nor_opened(page: str, signed_in: Any) -> None:
    stranger = make_account(name="Stan Stranger")
    content = {
        "typed": "words=pelican-lagoon",
        "form": "NoticeForm",
        "key": "",
        "signed": stranger.name,
        "asked": "",
    }
    about = page.split("/")[2]
    keep_draft(
        form="warning-notice", about=about, content=content, by=stranger.as_actor(), now=datetime.now(UTC)
    )
    client = signed_in(account=stranger)

    assert "Begun by you and not sent" not in words(client.get("/"))
    assert client.get(page).status_code == 404


def test_what_may_not_be_typed_here_may_not_be_kept_either(page: str, night: Night, signed_in: Any) -> None:
    carer = signed_in(account=make_account(role=Role.CARER, organisation=night.home))

    assert save(carer, page).status_code == 403


def test_a_draft_that_is_too_long_is_refused_in_words(desk: Client, account: Any, page: str) -> None:
    long = {"words": "x" * 400_001}
    assert save(desk, page, long, headers=SCRIPT).json() == {
        "said": "This is too long to be kept as a draft. Shorten it, or send it now."
    }
    assert save(desk, page, long).status_code == 302
    assert held(account, page) is None


def test_board_and_hand_over_list_what_was_begun_and_lead_to_it(
    desk: Client, page: str, night: Night
) -> None:
    child = night.child.reference
    save(desk, page)
    desk.post(f"/children/{child}/actions/new?at=meeting&later=ActionForm", {"words": "pelican-lagoon"})
    desk.post("/children/new?name=Testo&later=NewChildForm", {"name": "Testo Notyetknown"})
    desk.post(f"/children/{child}/discussions/new/draft", {"known": "pelican-lagoon"})

    for where in ("/", "/hand-over"):
        shown = desk.get(where)
        said = words(shown)
        assert "Begun by you and not sent" in said
        assert "Child Abduction Warning Notice: Testa Draftly" in said
        assert "Something to be done: Testa Draftly" in said
        assert "Child to be put on the record: Testo Notyetknown" in said
        assert "Strategy discussion: Testa Draftly" in said
        assert f'href="{page}"' in shown.content.decode()
        assert f'href="/children/{child}/actions/new?at=meeting"' in shown.content.decode()
        assert "pelican-lagoon" not in said
    assert drawn(desk.get(f"/children/{child}/actions/new?at=meeting"), "words") == "pelican-lagoon"
    assert drawn(desk.get(f"/children/{child}/actions/new"), "words") == ""  # another question, another form
    assert drawn(desk.get("/children/new?name=Testo"), "name") == "Testo Notyetknown"
    assert drawn(desk.get("/children/new?name=Another"), "name") == "Another"


def test_a_draft_of_an_address_that_is_gone_and_of_a_page_ones_role_opens_no_more_is_not_listed(
    night: Night, signed_in: Any
) -> None:
    account = make_account(role=Role.POLICE_DESK, organisation=night.force)
    content = {"typed": "words=x", "form": "X", "key": "", "signed": account.name, "asked": ""}
    for form, about in (("warning-notice", ""), ("register-child", "?asked")):
        keep_draft(form=form, about=about, content=content, by=account.as_actor(), now=datetime.now(UTC))

    assert "Begun by you and not sent" not in words(signed_in(account=account).get("/"))


def test_choices_ticks_and_days_come_back_as_they_were(desk: Client, page: str) -> None:
    order = page.replace("warning-notices", "recovery-orders")
    when = boxes("when", datetime.now(UTC) - timedelta(hours=1))
    desk.post(f"{order}?later=OrderForm", {"ground": "care_order", "court": "Testford", **when})
    again = desk.get(order).content.decode()

    assert 'value="care_order"' in again
    assert "checked" in again.split('value="care_order"')[1].split(">")[0]
    assert {name: drawn(desk.get(order), name) for name in when} == when


def test_what_is_typed_stands_in_no_log(desk: Client, page: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        save(desk, page)
        save(desk, page, {"words": "pelican-lagoon" * 40_000}, headers=SCRIPT)
        desk.get(page)
        desk.post(f"{page}?away=yes")

    own = [one for one in caplog.records if not one.name.startswith("django.db")]
    assert "pelican-lagoon" not in " ".join(one.getMessage() for one in own)
