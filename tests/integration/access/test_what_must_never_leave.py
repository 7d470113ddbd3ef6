"""What is protected stays where it may be read: every message, page, header, job, log line and audit entry is searched.

Every column of a child's night that can hold words holds a mark of its own (`tests.factories.marked`). A mark on a
page is right only where the access matrix allows its class of data to that reader; anywhere else it is never right.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from procrastinate.contrib.django.models import ProcrastinateJob

from lantern.accounts.models import Organisation
from lantern.actions import notices
from lantern.gateways.logs import NamelessFormatter
from lantern.jobs.notices import deliver_notice
from lantern.policies import access
from lantern.record import auditing
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, ClaimedKey, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission, Relation, Role
from lantern.web import board, saying
from tests.factories.mail_servers import Mailbox, mail_server
from tests.factories.marked import (
    HOME,
    MARKS,
    NEEDS,
    NOT_MARKED,
    Marked,
    is_planted,
    make_marked,
    text_columns,
)
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.conftest import SIGN_IN
from tests.integration.web.sent import hidden

# The widest a relation lets an account see. What a notice tells is reached by its link alone.
_WIDE = {Role.SYSTEM, Role.SIMULATOR, Role.NATIONAL_OVERSIGHT}
# Pages that name homes without a child: the list to choose one from, and the reader's own organisation.
_NAMES_HOMES = ("/home", "/homes/", "/several", "/children/new", "/set-up", "/sign-", "/rota", "/outbox")


_OF_THE_TESTS = "mail.log"  # the mail server that stands in for the world


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with mail_server() as (address, box):
        settings.SMTP_URL = f"smtp://{address}?timeout=5"
        yield box


@pytest.fixture
def marked(db: None) -> Marked:
    return make_marked(now=datetime.now(UTC))


def found_in(text: str, marks: Iterable[str]) -> list[str]:
    """Give the marks that stand in a text, whatever their case."""
    folded = text.casefold()
    return [mark for mark in marks if mark.casefold() in folded]


EVERY_MARK = [*MARKS.values(), HOME]
COLUMN = {mark: column for column, mark in MARKS.items()} | {HOME: "the home's name"}


# The marks themselves


def test_every_column_that_holds_words_of_a_person_is_marked_or_says_why_not() -> None:
    declared = {column for column, _ in text_columns()}

    assert declared - NEEDS.keys() - NOT_MARKED.keys() == set(), (
        "Say in NEEDS who may read it, and plant a mark."
    )
    assert (NEEDS.keys() | NOT_MARKED.keys()) - declared == set(), "These columns are gone: take them out."
    assert NEEDS.keys() & NOT_MARKED.keys() == set()


def test_every_mark_is_planted(marked: Marked) -> None:
    owner = marked.owner.as_actor()

    assert [column for column in NEEDS if not is_planted(column, owner)] == []


# What never holds a mark, whoever reads it


def letters_of(box: Mailbox) -> list[str]:
    return [in_full(letter) for letter in box.letters]


def in_full(letter: EmailMessage) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in letter.items())
    return f"{headers}\n\n{letter.get_content()}"


def deliver_all() -> int:
    """Send every message that waits, as the worker does; give how many there were."""
    with seen_as(SYSTEM):
        waiting = list(Telling.objects.filter(next_attempt_at__isnull=False).values_list("pk", flat=True))
    for number in waiting:
        deliver_notice(telling=number)
    return len(waiting)


def left_behind(box: Mailbox, log: pytest.LogCaptureFixture) -> dict[str, list[str]]:
    """Give all that is sent, queued, logged or audited, by where."""
    formatter = NamelessFormatter("%(name)s %(message)s")
    return {
        "message": letters_of(box) + [" ".join(to) for to, _ in box.taken],
        "log": [
            formatter.format(record) for record in log.records if record.name != "mail.log"
        ],  # of the tests' server
        "job": [
            f"{job.task_name} {job.args} {job.lock} {job.queueing_lock}"
            for job in ProcrastinateJob.objects.all()
        ],
        "audit": [str(row) for row in AuditEntry.objects.values()],
        "key": [str(row) for row in ClaimedKey.objects.values()],
    }


def leaks(texts: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Give where a mark stands that must stand nowhere: the place and the column it came from."""
    return {
        (place, COLUMN[mark])
        for place, held in texts.items()
        for text in held
        for mark in found_in(text, EVERY_MARK)
    }


def listen(log: pytest.LogCaptureFixture) -> None:
    log.set_level(logging.DEBUG)
    for name in ("lantern", "django", "procrastinate"):
        log.set_level(logging.DEBUG, logger=name)


def test_no_message_job_log_line_audit_entry_or_key_holds_a_mark(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    listen(caplog)
    marked = make_marked(now=datetime.now(UTC))
    sent = deliver_all()
    journey(marked)
    sent += deliver_all()
    recipient(marked, marked.facts["token"], mailbox)
    recipient(marked, marked.facts["own_token"], mailbox)
    texts = left_behind(mailbox, caplog)

    assert len(mailbox.letters) == sent + 2  # a code for each recipient
    assert all(texts[place] for place in ("message", "job", "audit", "key"))
    assert leaks(texts) == set()


@dataclass
class Heard:
    """Every answer that one browser was given: its headers, cookies and where it was sent on to."""

    client: Client
    heads: list[str] = field(default_factory=list)

    def get(self, address: str, **asked: str) -> Any:
        """Open a page, and keep its head."""
        return self._kept(self.client.get(address, asked))

    def send(self, address: str, **typed: str) -> Any:
        """Open a page, send its form, and keep the heads of both."""
        return self._kept(self.client.post(address, hidden(self.get(address)) | typed))

    def _kept(self, response: Any) -> Any:
        self.heads.append(head_of(response))
        return response


def head_of(response: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{response.cookies.output()}"


def journey(marked: Marked) -> Heard:
    """Do at the desk, through its pages, what a worker does who types marks into everything."""
    desk = Heard(client=signed_in(Role.DUTY_WORKER, marked.night.authority))
    words, name = MARKS["Event.words"], MARKS["ChildName.name"]
    desk.get("/children", q=name)
    desk.get("/report", q=name)
    desk.get("/", home=name)
    desk.get(f"/missing/{name}")
    desk.get(f"/children/{name}")
    episode = f"/missing/{marked.episode}"
    desk.send(f"{episode}/information", words=words, given_by=MARKS["EventSource.said_by"], obtained_now="on")
    desk.send(f"{episode}/information", words=words, obtained_day=MARKS["EventSource.said_by"])
    desk.send(f"{episode}/enquiries/new", words=words, owner=MARKS["EnquiryDetail.owner"])
    desk.send(f"{episode}/enquiries/{marked.facts['enquiry']}", result=words)
    ring = f"{episode}/ring/{marked.facts['telling']}"
    desk.send(ring, was_answered="yes", name=name, post=name, words=words, called_now="on")
    back = desk.send(f"{episode}/returned", words=words, returned_now="on")
    assert back.status_code == 302
    desk.get(back["Location"])
    desk.send(f"{episode}/correct/{marked.facts['event']}", why="other", words=words)
    new = desk.send("/children/new", name=name, known_as=name, then="report", nationality=name)
    desk.get(new["Location"])
    draft = {"words": MARKS["Draft.content"], "said_by": MARKS["EventSource.said_by"]}
    desk.client.post(f"/report/{marked.night.child.reference}/draft", draft)
    desk.get("/")
    return desk


def recipient(marked: Marked, token: str, box: Mailbox) -> Heard:
    """Open a notice as its recipient: a code, the notice, and a name that acknowledges it."""
    reader = Heard(client=Client())
    reader.get(f"/told/{token}")
    reader.send(f"/told/{token}")
    code = re.findall(r"Your code is (\d{6})", letters_of(box)[-1])[0]
    opened = reader.send(f"/told/{token}/code", code=code)
    assert opened.status_code == 302
    name, post = MARKS["Acknowledgement.name"], MARKS["Acknowledgement.job_title"]
    reader.send(f"/told/{token}/notice", name=name, post=post)
    return reader


def test_no_header_cookie_or_redirect_of_a_journey_holds_a_mark(marked: Marked, mailbox: Mailbox) -> None:
    heads = journey(marked).heads + recipient(marked, marked.facts["own_token"], mailbox).heads

    assert len(heads) > 30
    assert leaks({"head": heads}) == set()


# The pages that each role may open


def signed_in(role: Role, organisation: Organisation) -> Client:
    client = Client()
    account = make_account(role=role, organisation=organisation, name="Reader")
    client.force_login(account, backend=SIGN_IN)
    return client


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Give every address there is, with its whole route."""
    for one in found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route, one


def filled(route: str, facts: dict[str, str]) -> list[str]:
    """Fill an address with what the seeded child has: each of the references that may stand there."""
    of_what = {
        "missing/": ("episode", "earlier"),
        "home/reported/": ("episode",),
        "children/": ("child",),
        "report/": ("child",),
        "home/report/": ("child",),
        "homes/": ("home",),
        "several/": ("home",),
        "set-up/": ("authority",),
        "imports/": ("run",),
    }
    is_page = route.endswith((":reference>", "sheet", "links", "interview-offer"))
    of_what["missing/"] = ("episode", "earlier") if is_page else ("episode",)
    references = next((these for start, these in of_what.items() if route.startswith(start)), ())
    numbers = {"missing/": facts["enquiry"], "imports/": facts["row"]}
    given = facts | {"number": next((n for start, n in numbers.items() if route.startswith(start)), "1")}
    given["telling"] = facts["link"] if "/links/" in route else facts["telling"]
    addresses = []
    for reference in references or ("episode", "child", "home"):
        whole = re.sub(r"<\w+:reference>", facts[reference], route)
        addresses.append("/" + re.sub(r"<(\w+:)?(\w+)>", lambda one: given.get(one[2], "1"), whole))
    return list(dict.fromkeys(addresses))


def every_address(facts: dict[str, str]) -> list[str]:
    """Give every address of the project, and those that show the same in another way."""
    known = [
        address for route, _ in patterns(get_resolver().url_patterns) for address in filled(route, facts)
    ]
    home = f"?home={facts['home']}"
    more = ["/?show=bars", f"/{home}", "/children?q=marked", "/report?q=marked", f"/several/{facts['home']}"]
    return [*known, *more, f"/several/{facts['home']}?child={facts['child']}", "/access?all"]


def may_read(role: Role, relation: Relation) -> set[str]:
    """Give the marks that the matrix lets this reader see of the seeded child."""
    by_link_alone = relation is Relation.TOLD and role not in _WIDE
    cell = access.MATRIX[role][Relation.NONE if by_link_alone else relation]
    readable = {MARKS[column] for column, needed in NEEDS.items() if needed in cell}
    if relation is Relation.RESPONSIBLE and Permission.SEE_IMPORTS in access.WITHOUT_CHILD[role]:
        readable |= {MARKS[column] for column, needed in NEEDS.items() if needed is Permission.SEE_IMPORTS}
    if Permission.SEE_RECORD in cell:
        readable.add(MARKS["Event.by_name"])
    return readable | ({HOME} if Permission.SEE_NAME in cell else set())


def stands_in(relation: Relation, marked: Marked) -> Organisation:
    """Give the organisation that stands so to the seeded child."""
    night = marked.night
    return {
        Relation.RESPONSIBLE: night.authority,
        Relation.HOST: night.host,
        Relation.PLACEMENT: night.home,
        Relation.POLICE: night.force,
        Relation.TOLD: marked.stranger,
    }.get(relation) or make_organisation(name="Nobody's Council")


def walk(role: Role, relation: Relation, marked: Marked, addresses: list[str]) -> tuple[set[Any], set[str]]:
    """Open the addresses as somebody; give the leaks by address and column, and every column that was seen."""
    organisation = stands_in(relation, marked)
    client, allowed = signed_in(role, organisation), may_read(role, relation)
    leaked, seen = set(), set()
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 302, 403, 404, 405, 410), (address, response.status_code)
        names_homes = address.startswith(_NAMES_HOMES) or organisation.name == HOME
        here = allowed | ({HOME} if names_homes else set())
        body = found_in(response.content.decode(), EVERY_MARK)
        leaked |= {(address, COLUMN[mark]) for mark in body if mark not in here}
        leaked |= {(address, "head: " + COLUMN[mark]) for mark in found_in(head_of(response), EVERY_MARK)}
        seen |= {COLUMN[mark] for mark in body}
    return leaked, seen


@pytest.mark.parametrize("role", Role)
def test_no_page_shows_a_role_what_the_matrix_does_not_allow(role: Role, marked: Marked) -> None:
    addresses = every_address(marked.facts)
    opened = [address for address in addresses if may_open(role, address)]
    leaked = {
        (relation.value, *leak)
        for relation in told_apart(role)
        for leak in walk(role, relation, marked, addresses if relation is Relation.RESPONSIBLE else opened)[0]
    }

    assert leaked == set()


def told_apart(role: Role) -> list[Relation]:
    """Give the relations in which an account of this role can stand, once for each that the matrix tells apart."""
    belongs = access.ROLE_BELONGS_TO[role]
    possible = [r for r in Relation if r is Relation.NONE or belongs & access.RELATION_BELONGS_TO[r]]
    cells = {access.MATRIX[role][relation]: relation for relation in reversed(possible)}
    return list({Relation.RESPONSIBLE, *cells.values()})


def may_open(role: Role, address: str) -> bool:
    """Say whether a door lets this role in at all: where it does not, its words are the same for every child."""
    permission = getattr(resolve(address.partition("?")[0]).func, "permission", None)
    in_the_cells = permission is not None and access.relations_that(role, permission)
    return permission is None or bool(in_the_cells) or permission in access.WITHOUT_CHILD[role]


# Columns that no page shows yet: whoever puts one on a page takes it out here.
_ON_NO_PAGE = {
    "CareEpisode.urn",
    "CareEpisodeAddress.home_postcode",
    "CareEpisodeAddress.placement_postcode",
    "Draft.content",
}


def test_who_may_read_everything_is_shown_it_so_that_the_search_is_not_empty(marked: Marked) -> None:
    _, seen = walk(Role.MISSING_LEAD, Relation.RESPONSIBLE, marked, every_address(marked.facts))

    assert {*NEEDS, "the home's name"} - seen == _ON_NO_PAGE


@pytest.mark.parametrize(
    ("token", "relation"), [("token", Relation.HOST), ("own_token", Relation.RESPONSIBLE)]
)
def test_no_page_of_a_link_shows_more_than_its_relation_allows(
    token: str, relation: Relation, marked: Marked, mailbox: Mailbox
) -> None:
    reader = recipient(marked, marked.facts[token], mailbox).client
    allowed = may_read(Role.LINK_HOLDER, relation)
    addresses = [f"/told/{marked.facts[token]}{end}" for end in ("", "/code", "/notice")]
    pages = {address: reader.get(address).content.decode() for address in addresses}
    strangers = {address: Client().get(address).content.decode() for address in addresses}

    shown = {mark for page in pages.values() for mark in found_in(page, EVERY_MARK)}
    assert shown - allowed == set()
    assert MARKS["Acknowledgement.name"] in shown
    assert (MARKS["ChildName.name"] in shown) is (relation is Relation.RESPONSIBLE)
    assert leaks({"page": list(strangers.values())}) == set()


def test_nobody_signed_out_is_shown_anything(marked: Marked) -> None:
    client = Client()
    pages = [client.get(address) for address in every_address(marked.facts)]

    assert leaks({"page": [page.content.decode() + head_of(page) for page in pages]}) == set()


# The search itself can fail


def test_a_leak_that_is_planted_in_a_message_a_job_a_log_line_and_the_audit_is_caught(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture, marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(caplog)
    monkeypatch.setattr(notices, "_SUBJECT", dict.fromkeys(notices._SUBJECT, MARKS["ChildName.name"]))
    deliver_all()
    logging.getLogger("lantern.web").debug("Opened by %s", MARKS["EventSource.contact"])
    auditing.append_entry(action="x", outcome="done", about=HOME, by=marked.night.desk, now=datetime.now(UTC))
    notices.app.configure_task(notices.DELIVER).defer(telling=MARKS["LocatedPlace.place"].lower())

    assert leaks(left_behind(mailbox, caplog)) == {
        ("message", "ChildName.name"),
        ("log", "EventSource.contact"),
        ("audit", "the home's name"),
        ("job", "LocatedPlace.place"),
    }


def test_a_leak_that_is_planted_on_a_page_or_in_its_head_is_caught(
    marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "lives_at", lambda head: MARKS["ProtectedContact.address"])
    monkeypatch.setattr(board, "_etag", lambda shown, shows_bars: f'"{MARKS["ReportDetail.wearing"]}"')
    host, _ = walk(Role.DUTY_WORKER, Relation.HOST, marked, ["/"])
    own, _ = walk(Role.DUTY_WORKER, Relation.RESPONSIBLE, marked, ["/"])

    head = ("/", "head: ReportDetail.wearing")
    assert host == {("/", "ProtectedContact.address"), head}
    assert own == {head}
