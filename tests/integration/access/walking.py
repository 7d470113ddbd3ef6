"""How the tests walk every address as somebody, and what they then look for on what is shown."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from lantern.accounts.models import Account, Organisation
from lantern.policies import access
from lantern.vocabulary.roles import Permission, Relation, Role
from tests.factories.marked import Marked
from tests.factories.marks import (
    ALSO,
    HOME,
    IN_CONFIDENCE,
    LATE_CHILD,
    MARKS,
    NEEDS,
    OF_THE_CHILD,
    OF_THE_EARLIER,
    SEALED,
)
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.conftest import SIGN_IN
from tests.integration.web.sent import hidden

EVERY_MARK = [*MARKS.values(), HOME, LATE_CHILD, SEALED]
COLUMN = {mark: column for column, mark in MARKS.items()} | {
    HOME: "the home's name",
    LATE_CHILD: "the late child's name",
    SEALED: "a sealed entry",
}
# The widest a relation lets an account see. What a notice tells is reached by its link alone.
_WIDE = {Role.SYSTEM, Role.SIMULATOR, Role.NATIONAL_OVERSIGHT}
# A force, and whoever was let into one episode, have to do with the one child and not with the other of the home.
_OF_THE_HOME = {Relation.RESPONSIBLE, Relation.HOST, Relation.PLACEMENT}
# Pages that name homes without a child: the list to choose one from, and the reader's own organisation.
_NAMES_HOMES = ("/home", "/homes/", "/several", "/children/new", "/set-up", "/sign-", "/rota", "/outbox")
# Whoever may hold a return interview reads what was offered, that it was held and by whom, and who was told of it.
_OF_AN_INTERVIEW = ("Event.words", "Event.by_name", "InterviewOfferDetail.offered_by")
_OF_AN_INTERVIEW += ("InterviewOfferDetail.language", "ChildAnsweredDetail.told_by", "InterviewShare.told")
_OF_AN_INTERVIEW += ("ReturnInterview.interviewer", "ReturnInterview.interviewer_role")
_OF_AN_INTERVIEW += ("ReturnInterview.interpreter", "ReturnInterview.language")
_OF_AN_INTERVIEW += ("ChildAnsweredDetail.language", "NotToldDetail.who_will")
_NAMES_HOMES += ("/tablets", "/report/unknown", "/numbers", "/notices/received")


def found_in(text: str, marks: Iterable[str]) -> list[str]:
    """Give the marks that stand in a text, whatever their case."""
    folded = text.casefold()
    return [mark for mark in marks if mark.casefold() in folded]


def leaks(texts: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Give where a mark stands that must stand nowhere: the place and the column it came from."""
    return {
        (place, COLUMN[mark])
        for place, held in texts.items()
        for text in held
        for mark in found_in(text, EVERY_MARK)
    }


def head_of(response: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{headers}\n{response.cookies.output()}"


def body_of(response: Any) -> str:
    return response.content.decode(errors="replace")  # a photograph is no text


@dataclass
class Heard:
    """Every answer that one browser was given: its headers, cookies and where it was sent on to."""

    client: Client
    heads: list[str] = field(default_factory=list)

    def get(self, address: str, **asked: str) -> Any:
        """Open a page, and keep its head."""
        return self._kept(self.client.get(address, asked))

    def send(self, address: str, **typed: Any) -> Any:
        """Open a page, send its form, and keep the heads of both."""
        return self._kept(self.client.post(address, hidden(self.get(address)) | typed))

    def _kept(self, response: Any) -> Any:
        self.heads.append(head_of(response))
        return response


def signed_in(role: Role, organisation: Organisation) -> Client:
    client = Client()
    account = make_account(role=role, organisation=organisation, name="Reader")
    client.force_login(account, backend=SIGN_IN)
    return client


# The addresses


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Give every address there is, with its whole route."""
    for one in found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route, one


_OF_BOTH_EPISODES = (":reference>", "sheet", "links", "interview-offer", "people")
_OF_BOTH_EPISODES += ("after", "service", "childs-page")
_OF_BOTH_CHILDREN = (":reference>", "late", "return-plan", "chronology", "bundles")
_REFERENCES = {
    "missing/": ("episode",),
    "home/reported/": ("episode",),
    "children/": ("child",),
    "late/": ("late",),
    "photographs/": ("photograph", "withdrawn"),
    "report/": ("child",),
    "bundles/": ("bundle",),
    "duplicates/": ("pair",),
    "home/report/": ("child",),
    "homes/": ("home",),
    "tablets/": ("home",),
    "several/": ("home",),
    "set-up/": ("authority",),
    "imports/": ("run",),
}


def references_of(route: str) -> tuple[str, ...]:
    """Give which of the seeded references may stand in an address."""
    if route.startswith("missing/") and route.endswith(_OF_BOTH_EPISODES):
        return ("episode", "earlier")
    if route.startswith("children/") and route.endswith(_OF_BOTH_CHILDREN):
        return ("child", "late_child")
    known = (these for start, these in _REFERENCES.items() if route.startswith(start))
    return next(known, ("episode", "child", "home"))


_SEARCH = {
    "appeals/": "appeal",
    "signatures/": "signature",
    "places/listed/": "listed_place",
    "places/": "place",
    "textsafe/": "textsafe",
    "recovery-orders/": "order",
}


def filled(route: str, facts: dict[str, str]) -> list[str]:
    """Fill an address with what the seeded child has: each of the references that may stand there."""
    numbers = {
        "missing/<slug:reference>/lead/": facts["lead"],
        "missing/<slug:reference>/risk/challenge/": facts["challenge"],
        **{f"missing/<slug:reference>/{start}": facts[name] for start, name in _SEARCH.items()},
        "missing/": facts["enquiry"],
        "children/<slug:reference>/discussions/": facts["discussion"],
        "children/<slug:reference>/actions/": facts["action"],
        "children/<slug:reference>/chronology/": facts["event"],
    }
    numbers |= {"imports/": facts["row"], "seals/": facts["sealed"], "children/": facts["involvement"]}
    concern = "children/<slug:reference>/"
    of_the_case = {f"{concern}nrm/": facts["nrm"], f"{concern}concern/": facts["nrm"]}
    numbers = of_the_case | {f"{concern}guardian/": facts["challenge"]} | numbers
    given = facts | {"number": next((n for start, n in numbers.items() if route.startswith(start)), "1")}
    given |= {"telling": facts["link"] if "/links/" in route else facts["telling"]}
    given |= {"organisation": facts["let_in"], "known": facts["late_child"]}
    addresses = []
    for reference in references_of(route):
        whole = re.sub(r"<\w+:reference>", facts[reference], route)
        addresses.append("/" + re.sub(r"<(\w+:)?(\w+)>", lambda one: given.get(one[2], "1"), whole))
    return list(dict.fromkeys(addresses))


def every_address(facts: dict[str, str]) -> list[str]:
    """Give every address of the project, and those that show the same in another way."""
    known = [
        address for route, _ in patterns(get_resolver().url_patterns) for address in filled(route, facts)
    ]
    home, episode, sealed = f"?home={facts['home']}", f"/missing/{facts['episode']}", facts["sealed"]
    return [
        *known,
        *("/?show=bars", f"/{home}", "/?search=ended", "/children?q=marked", "/report?q=marked"),
        *(f"/several/{facts['home']}", f"/several/{facts['home']}?child={facts['child']}", "/access?all"),
        *(f"{episode}/let-in?q=third", f"/children/{facts['late_child']}/match?q=marked"),
        *(f"{episode}/correct/{sealed}", f"{episode}/seal/{sealed}", f"/seals/{facts['sealed_enquiry']}"),
        f"{episode}/enquiries/{facts['sealed_enquiry']}",
    ]


# Who may read what


def may_read(role: Role, relation: Relation) -> set[str]:
    """Give the marks that the matrix lets this reader see of the seeded child, on any page but the seals'."""
    by_link_alone = relation is Relation.TOLD and role not in _WIDE
    cell = access.MATRIX[role][Relation.NONE if by_link_alone else relation]
    readable = {column for column, needed in NEEDS.items() if needed in cell}
    readable |= {column for column, needed in ALSO.items() if needed in cell}
    if relation is Relation.GIVEN and role not in _WIDE:
        readable = {one for one in readable if not is_shut_to_let_in(one)}
    without = access.WITHOUT_CHILD[role]
    if relation is not Relation.RESPONSIBLE and role not in _WIDE:
        readable = {one for one in readable if one.partition(".")[0] not in IN_CONFIDENCE}
    if relation is Relation.RESPONSIBLE and Permission.SEE_IMPORTS in without:
        readable |= {column for column, needed in NEEDS.items() if needed is Permission.SEE_IMPORTS}
    if Permission.KEEP_TABLETS in without and (relation is Relation.PLACEMENT or role is Role.ADMINISTRATOR):
        readable.add("ShiftPin.name")
    if Permission.SEE_RECORD in cell:
        readable.add("Event.by_name")
    marks = {MARKS[column] for column in readable if NEEDS[column] is not Permission.SEE_SEALED}
    if Permission.SEE_NAME in cell:
        marks |= {HOME} | ({LATE_CHILD} if relation in _OF_THE_HOME or role in _WIDE else set())
    return marks


def is_shut_to_let_in(column: str) -> bool:
    """Say whether a column hangs on the child, or on an episode into which nobody was let."""
    return column.partition(".")[0] in OF_THE_CHILD | OF_THE_EARLIER


def may_read_here(address: str, role: Role, relation: Relation, organisation: Organisation) -> set[str]:
    """Give what one page may show besides: homes that it lists, and to who may open them, the seals."""
    here = {HOME} if address.startswith(_NAMES_HOMES) or organisation.name == HOME else set()
    interviews = Permission.RECORD_INTERVIEW_OFFER in access.MATRIX[role][relation]
    if interviews and address.endswith(("/after", "/interviews")):
        here |= {MARKS[column] for column in _OF_AN_INTERVIEW}
    opens_seals = Permission.SEE_SEALED in access.MATRIX[role][relation]
    if opens_seals and address.startswith("/seals"):
        here |= {SEALED, *(MARKS[column] for column in NEEDS if NEEDS[column] is Permission.SEE_SEALED)}
    return here


def stands_in(relation: Relation, role: Role, marked: Marked) -> Organisation:
    """Give the organisation that stands so to the seeded child."""
    night = marked.night
    return {
        Relation.RESPONSIBLE: night.authority,
        Relation.HOST: night.host,
        Relation.PLACEMENT: night.home,
        Relation.POLICE: night.force,
        Relation.GIVEN: marked.let_in["force" if role is Role.POLICE_DESK else "authority"],
        Relation.ALLOCATED: Account.objects.get(pk=marked.facts["guardian"]).organisation,
        Relation.ASKED: Organisation.objects.get(reference=marked.facts["service"]),
        Relation.TOLD: marked.stranger,
    }.get(relation) or make_organisation(name="Nobody's Council")


def told_apart(role: Role) -> list[Relation]:
    """Give the relations in which an account of this role can stand, once for each that the matrix tells apart."""
    belongs = access.ROLE_BELONGS_TO[role]
    possible = [r for r in Relation if r is Relation.NONE or belongs & access.RELATION_BELONGS_TO[r]]
    cells = {access.MATRIX[role][relation]: relation for relation in reversed(possible)}
    return list(dict.fromkeys([Relation.RESPONSIBLE, *cells.values()]))


def _widest_first() -> list[Role]:
    """Give the roles that an account may hold, whoever may do most first."""
    held = [role for role in Role if access.ROLE_BELONGS_TO[role]]
    return sorted(held, key=lambda role: -sum(map(len, access.MATRIX[role].values())))


def shared_out(addresses: Iterable[str]) -> dict[Role, dict[Relation, list[str]]]:
    """Give what each role opens in each relation: all that its doors let it into, and that nobody opened for it.

    Two accounts of one organisation that may read the same columns are shown the same: the wider one opens the page.
    """
    addresses, opened = list(addresses), set()
    shared: dict[Role, dict[Relation, list[str]]] = {role: {} for role in Role}
    for role in _widest_first():
        for relation in told_apart(role):
            place = Relation.NONE if relation is Relation.TOLD and role not in _WIDE else relation
            opens_seals = Permission.SEE_SEALED in access.MATRIX[role][relation]
            reader = (place, role is Role.POLICE_DESK, opens_seals, frozenset(may_read(role, relation)))
            own = [one for one in addresses if may_open(role, one) and (reader, one) not in opened]
            opened |= {(reader, one) for one in own}
            shared[role][relation] = own
    return shared


def may_open(role: Role, address: str) -> bool:
    """Say whether a door lets this role in at all: where it does not, it reads nothing before it refuses."""
    permission = permission_of(address.partition("?")[0])
    in_the_cells = permission is not None and access.relations_that(role, permission)
    return permission is None or bool(in_the_cells) or permission in access.WITHOUT_CHILD[role]


@functools.cache  # every role in every relation asks for every address, and all would be matched anew
def permission_of(path: str) -> Permission | None:
    """Give what the door at a path asks for, or nothing where it lets everybody in."""
    return getattr(resolve(path).func, "permission", None)


def walk(
    role: Role,
    relation: Relation,
    marked: Marked,
    addresses: Iterable[str],
    *,
    organisation: Organisation | None = None,
) -> tuple[set[Any], set[str]]:
    """Open the addresses as somebody; give the leaks by address and column, and every column that was seen."""
    organisation = organisation or stands_in(relation, role, marked)
    client, allowed = signed_in(role, organisation), may_read(role, relation)
    if relation is Relation.ALLOCATED and role is Role.GUARDIAN:  # the person is, and not their service
        client.force_login(Account.objects.get(pk=marked.facts["guardian"]), backend=SIGN_IN)
    leaked, seen = set(), set()
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 302, 403, 404, 405, 410), (address, response.status_code)
        here = allowed | may_read_here(address, role, relation, organisation)
        body = found_in(body_of(response), EVERY_MARK)
        leaked |= {(address, COLUMN[mark]) for mark in body if mark not in here}
        leaked |= {(address, "head: " + COLUMN[mark]) for mark in found_in(head_of(response), EVERY_MARK)}
        seen |= {COLUMN[mark] for mark in body}
    return leaked, seen
