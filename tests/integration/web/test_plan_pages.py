"""The going-missing plan, the placements and the care plan's facts as pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import plans
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Draft, GoingMissingPlan, PrivateDecision
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.roles import OrganisationKind, Role
from tests import printed
from tests.factories.children import make_placement
from tests.factories.involved import make_photograph, make_private_decision, make_private_person
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.pictures import picture
from tests.factories.sight import SIMULATOR
from tests.integration.actions.test_plans import FIRST
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import day_boxes, hidden

pytestmark = pytest.mark.django_db
TODAY = day_of(datetime.now(UTC))


@pytest.fixture
def night() -> Night:
    made = make_night(date_of_birth=date(2012, 5, 1))
    make_placement(child=made.child, provider=made.home)
    return made


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


@pytest.fixture
def carer(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(role=Role.CARER, organisation=night.home, name="Cam Carerly"))


def at(night: Night, rest: str) -> str:
    return f"/children/{night.child.reference}/{rest}"


def typed(**more: Any) -> dict[str, Any]:
    return {
        "description": "Tall, brown hair",
        "what_1": "Ring her telephone",
        "who_1": "The carer on shift",
        "owner": "Sol Invented",
        **day_boxes("review_on", TODAY + timedelta(days=30)),
        **more,
    }


def written(night: Night, **changed: Any) -> int:
    now = datetime.now(UTC)
    plan = replace(FIRST, review_on=TODAY + timedelta(days=30), **changed)
    with seen_as(SIMULATOR):
        seen = GoingMissingPlan.objects.filter(child=night.child).count()
    return plans.write_plan(child=night.child.reference, plan=plan, seen_version=seen, by=night.desk, now=now)


def send(browser: Client, address: str, given: dict[str, Any]) -> Any:
    return browser.post(address, {**hidden(browser.get(address)), **given}, follow=True)


def test_a_plan_is_written_from_the_child_s_page_and_read_by_the_home(
    night: Night, desk: Client, carer: Client
) -> None:
    assert "No plan was written" in words(desk.get(at(night, "")[:-1]))

    done = send(desk, at(night, "plan/write"), typed())

    assert "Version 1 is written" in words(done)
    page = words(carer.get(at(night, "plan")))
    assert "Version 1, written" in page
    assert "Ring her telephone : The carer on shift" in page or "Ring her telephone: The carer" in page
    assert "Nobody has said so yet, so it counts as not held." in page
    assert "does not hold it yet" in words(carer.get(at(night, "")[:-1]))
    assert "Write a new version" not in page


def test_what_was_typed_stays_where_the_review_is_past_and_a_first_action_has_nobody(
    night: Night, desk: Client
) -> None:
    wrong = typed(who_1="", **day_boxes("review_on", TODAY))

    page = send(desk, at(night, "plan/write"), wrong)
    assert errors(page) == ["Enter who does this"]
    page = send(desk, at(night, "plan/write"), typed(**day_boxes("review_on", TODAY)))

    assert "must be after today" in errors(page)[0]
    assert "Tall, brown hair" in page.content.decode()
    with seen_as(SIMULATOR):
        assert not GoingMissingPlan.objects.exists()


def test_a_new_version_begins_from_the_last_and_the_two_are_compared(night: Night, desk: Client) -> None:
    written(night)
    page = desk.get(at(night, "plan/write"))
    assert "The bus station" in page.content.decode()
    assert hidden(page)["seen_version"] == "1"

    send(desk, at(night, "plan/write"), typed(places="The arcade", owner="Lee Invented"))

    said = words(desk.get(at(night, "plan/1/2")))
    assert "What changed from version 1 to version 2" in said
    assert "Kept by Sol Invented Lee Invented" in said
    assert "Places The bus station The arcade" in said
    earlier = words(desk.get(at(night, "plan/1")))
    assert "This is an earlier version. Version 2 is in force." in earlier


def test_who_writes_beside_somebody_else_is_shown_theirs_and_keeps_their_words(
    night: Night, desk: Client
) -> None:
    page = desk.get(at(night, "plan/write"))
    written(night)

    late = desk.post(at(night, "plan/write"), {**hidden(page), **typed(description="My own words")})

    said = words(late)
    assert "Somebody else changed this record" in said
    assert "which" in said
    assert "wrote meanwhile" in said
    assert "My own words" in late.content.decode()
    again = desk.post(
        at(night, "plan/write"), {**hidden(late), **typed(description="My own words")}, follow=True
    )
    assert "Version 2 is written" in words(again)


def test_an_unfinished_version_is_kept_for_its_owner_and_thrown_away(night: Night, desk: Client) -> None:
    page = desk.get(at(night, "plan/write"))
    kept = desk.post(
        at(night, "plan/keep"), {**hidden(page), **typed(marks="A scar"), "later": "yes"}, follow=True
    )
    assert "The new version is not written yet." in words(kept)
    by_script = desk.post(
        at(night, "plan/keep"),
        {**hidden(page), **typed(marks="A scar on the chin")},
        headers={"Accept": "application/json"},
    )
    assert by_script.json()["said"].startswith("Saved ")

    again = desk.get(at(night, "plan/write"))
    assert "Unfinished version from" in words(again)
    assert "A scar on the chin" in again.content.decode()

    desk.post(at(night, "plan/throw-away"), hidden(again))
    assert "A scar on the chin" not in desk.get(at(night, "plan/write")).content.decode()
    with seen_as(SIMULATOR):
        assert not Draft.objects.exists()


def test_the_home_says_what_it_holds_and_the_authority_only_on_a_person_s_word(
    night: Night, desk: Client, carer: Client
) -> None:
    assert "There is no plan in force" in words(carer.get(at(night, "plan/hold"), follow=True))
    written(night)

    nobody = send(desk, at(night, "plan/hold"), {"holds_plan": "on"})
    assert errors(nobody) == ["Give the name of the person at the placement who said so."]
    nothing = send(carer, at(night, "plan/hold"), {})
    assert "counts as not held" in errors(nothing)[0]
    done = send(
        carer, at(night, "plan/hold"), {"holds_plan": "on", "holds_guidance": "on", "carer_briefed": "Cam"}
    )

    assert "Said by Cam Carerly" in words(done)
    assert f"{night.home.name} holds it, and a carer was briefed." in words(desk.get(at(night, "")[:-1]))


def test_a_newer_version_is_read_before_it_is_held(night: Night, carer: Client) -> None:
    written(night)
    page = carer.get(at(night, "plan/hold"))
    written(night)

    late = carer.post(at(night, "plan/hold"), {**hidden(page), "holds_plan": "on"})

    assert errors(late) == ["A newer version was written meanwhile. Read it, then tick again."]


def test_the_photograph_of_the_plan_is_shown_to_the_home_and_taken_out_when_withdrawn(
    night: Night, desk: Client, carer: Client
) -> None:
    taken = make_photograph(child=night.child, content=picture().content, words="School photograph")
    written(night, photograph=taken.reference, photograph_taken_on=date(2026, 3, 1))

    shown = carer.get(at(night, "plan/1/photograph"))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "Taken Sunday 1 March 2026" in words(carer.get(at(night, "plan")))

    address = f"/photographs/{taken.reference}/withdraw"
    send(desk, address, {"reasons": "Another child"})
    assert "The photograph of this plan was withdrawn" in words(carer.get(at(night, "plan")))
    assert carer.get(at(night, "plan/1/photograph")).status_code == 404


def test_the_plan_is_put_on_paper_for_the_police_by_an_approved_route(night: Night, desk: Client) -> None:
    uncle = make_private_person(child=night.child, name="Invented Uncle")
    make_private_decision(person=uncle, may_be_told="no")
    taken = make_photograph(child=night.child, content=picture().content)
    written(night, photograph=taken.reference)

    pdf = desk.get(at(night, "plan/1/paper"))

    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert night.child.reference in pdf["Content-Disposition"]
    said = printed.words(pdf.content)
    assert "never by plain e-mail" in said
    assert "Invented Uncle aunt MUST NOT BE TOLD" in said
    assert "Ring her telephone" in said
    last = AuditEntry.objects.filter(action="plans.print_plan").get()
    assert last.about == night.child.reference


def test_on_the_night_the_episode_and_the_call_sheet_say_which_plan_was_in_force(
    night: Night, desk: Client
) -> None:
    now = datetime.now(UTC)
    written(night)
    reference = night.reported(now=now, last_seen=When.moment(now - timedelta(hours=1)))

    for address in (f"/missing/{reference}", f"/missing/{reference}/sheet"):
        said = words(desk.get(address))
        assert "Version 1, written" in said
        assert "Ring her telephone" in said
        assert "Open this version" in said


def test_where_no_plan_was_written_episode_and_call_sheet_say_so(night: Night, desk: Client) -> None:
    now = datetime.now(UTC)
    reference = night.reported(now=now, last_seen=When.moment(now - timedelta(hours=1)))

    for address in (f"/missing/{reference}", f"/missing/{reference}/sheet"):
        assert "No plan was in force." in words(desk.get(address))


def test_a_review_that_has_passed_is_said(night: Night, desk: Client) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=90)
    plans.write_plan(
        child=night.child.reference,
        plan=replace(FIRST, review_on=day_of(long_ago) + timedelta(days=30)),
        seen_version=0,
        by=night.desk,
        now=long_ago,
    )

    assert "Review was due" in words(desk.get(at(night, "plan")))
    assert "Review was due" in words(desk.get(at(night, "")[:-1]))


# Beside the plan ---------------------------------------------------------------------------------------------------


def test_a_relative_is_written_down_and_decided_on_before_the_child_is_missing(
    night: Night, desk: Client, carer: Client
) -> None:
    asked = send(desk, at(night, "relatives"), {"name": "Invented Uncle", "is_to_the_child": "uncle"})
    assert "May Invented Uncle (uncle) be told" in words(asked)
    address = asked.request["PATH_INFO"]
    assert errors(send(desk, address, {"may_be_told": "no", "reasons": ""})) == ["Enter why"]

    send(desk, address, {"may_be_told": "no", "reasons": "He hurt her."})

    page = words(carer.get(at(night, "plan")))
    assert "Invented Uncle , uncle Must not be told" in re.sub(r"\s*,\s*", " , ", page)
    assert "He hurt her." not in page
    with seen_as(SIMULATOR):
        assert PrivateDecision.objects.get().by_name == "Dee Deskly"
    assert carer.get(at(night, "relatives")).status_code == 403
    assert desk.get(at(night, "relatives/NO-SUCH")).status_code == 404


def test_what_the_care_plan_says_of_trafficking_is_recorded_with_its_basis(
    night: Night, desk: Client
) -> None:
    assert "This does not mean that the answer is no." in words(desk.get(at(night, "care-plan")))
    given = {"trafficking": "yes", "unaccompanied": "not_known", **day_boxes("in_care_plan_on", TODAY)}

    assert errors(send(desk, at(night, "care-plan"), given)) == ["Enter the basis"]
    done = send(desk, at(night, "care-plan"), {**given, "basis": "What he told the port officer."})

    assert "What he told the port officer." in words(done)
    assert "regulation 5(1)(f)" in words(done)
    assert "Unaccompanied not recorded" in words(desk.get(at(night, "")[:-1]))
    refused = send(
        desk, at(night, "return-plan"), {"may_be_late": "yes", "minutes": "30", "trafficking_concern": "no"}
    )
    assert refused.status_code == 200
    assert "There is a concern that the child is trafficked" in words(desk.get(at(night, "late")))


def test_whom_the_child_trusts_is_written_down_and_stands_on_the_child_s_page(
    night: Night, desk: Client, carer: Client
) -> None:
    nothing = send(desk, at(night, "wishes"), {"said_to": "Sol", **day_boxes("said_on", TODAY)})
    assert "Write whom the child trusts" in errors(nothing)[0]

    send(
        desk,
        at(night, "wishes"),
        {"trusts": "Mo Invented", "wants": "Ask me first.", "said_to": "Sol", **day_boxes("said_on", TODAY)},
    )

    for browser in (desk, carer):
        said = words(browser.get(at(night, "")[:-1]))
        assert "Mo Invented" in said
        assert "Ask me first." in said


def test_a_placement_ends_and_another_begins(night: Night, desk: Client, carer: Client) -> None:
    new = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, name="Another Invented Home")
    early = {**day_boxes("ended_on", date(2020, 1, 1)), "reasons": "Notice", "lives_now": "another_placement"}
    assert "began after that day" in errors(send(desk, at(night, "placements/end"), early))[0]

    ended = send(desk, at(night, "placements/end"), {**early, **day_boxes("ended_on", TODAY)})
    assert "No placement is recorded now." in words(ended)
    assert "within 10 working days" in words(ended)
    assert carer.get(at(night, "plan")).status_code == 404
    assert "not placed now" in words(desk.get(at(night, "plan/write")))

    given = {"provider": new.reference, **day_boxes("from_on", TODAY)}
    unsaid = send(desk, at(night, "placements/new"), given)
    assert errors(unsaid) == ["Choose whether the child was looked after already"]
    begun = send(desk, at(night, "placements/new"), {**given, "was_looked_after": "no"})
    assert "The child came into care with this placement." in words(begun)
    assert "Another Invented Home" in words(begun)
    assert "A placement began" in words(begun)


def test_the_end_of_care_asks_who_approved_it(signed_in: Callable[..., Client]) -> None:
    night = make_night(date_of_birth=TODAY - timedelta(days=365 * 17))
    desk = signed_in(organisation=night.authority)
    given = {**day_boxes("ended_on", TODAY), "reasons": "Court order", "lives_now": "family"}

    refused = send(desk, at(night, "care/end"), given)
    assert "Name who approved" in errors(refused)[0]
    done = send(desk, at(night, "care/end"), {**given, "approved_by": "Di Invented, director"})

    assert "Care ended" in words(done)
    assert "Approved by Di Invented, director" in words(done)


def test_a_placement_that_had_to_end_at_once_lists_who_is_still_to_be_told(
    night: Night, desk: Client, carer: Client
) -> None:
    given = {
        **day_boxes("ended_on", TODAY),
        "reasons": "He was hit",
        "lives_now": "another_placement",
        "at_once": "harm_to_child",
    }
    refused = desk.post(at(night, "placements/end"), hidden(desk.get(at(night, "placements/end"))) | given)
    assert errors(refused) == ["Say what other arrangements were made for the child. Nothing was recorded."]
    assert "He was hit" in refused.content.decode()

    ended = send(desk, at(night, "placements/end"), {**given, "arrangements": "The duty home"})
    assert "had to end at once" in words(ended)
    assert "The reviewing officer is not told yet 0 days since the end" in words(ended)
    assert "The carer, or the home: not told yet" in words(ended)
    address = re.search(r'href="([^"]*/placements/end/\d+)"', ended.content.decode())
    assert address is not None
    assert carer.get(address.group(1)).status_code in (403, 404)

    late = send(desk, address.group(1), day_boxes("told_carer", TODAY + timedelta(days=2)))
    assert errors(late)
    told = send(
        desk, address.group(1), {**day_boxes("told_reviewing", TODAY), **day_boxes("told_carer", TODAY)}
    )
    assert "The reviewing officer is not told yet" not in words(told)
    assert "The school or college: not told yet" in words(told)
