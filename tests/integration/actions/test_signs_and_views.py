"""Signs of exploitation, the authority's own view, and children with a concern and no referral."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import case, concerns
from lantern.actions.concerns import Signs
from lantern.policies.missing import AlreadyCorrected
from lantern.queries.concern_facts import facts_of
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Event
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from lantern.vocabulary.signs import VERSION, Certainty, HeardFrom
from tests.factories.case_events import make_case_event
from tests.factories.children import make_child
from tests.factories.concerns import make_nrm_referral
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
TODAY = When.moment(NOW)


def saw(night: Night, *codes: str, **more: Any) -> int:
    by = more.pop("by", night.desk)
    more.setdefault("evidence", "The child said so to the invented key worker.")
    signs = Signs(
        seen=tuple((code, Certainty.OBSERVED) for code in codes),
        happened=more.pop("happened", TODAY),
        heard_from=HeardFrom.CHILD,
        **more,
    )
    return concerns.record_signs(child=night.child.reference, signs=signs, by=by, now=NOW)


def viewed(night: Night, view: AuthorityView, **more: Any) -> int:
    return concerns.record_view(
        child=night.child.reference,
        view=view,
        happened=more.get("happened", TODAY),
        reasons=more.get("reasons", "Debt, and an adult who waits outside."),
        by=more.get("by", night.desk),
        now=more.get("now", NOW),
    )


def not_referred(night: Night, **more: Any) -> int:
    return concerns.record_no_referral(
        child=night.child.reference,
        happened=more.get("happened", TODAY),
        decided_by="Invented Manager",
        reasons=more.get("reasons", "Told us that the debt is a friend's."),
        look_again_on=more.get("look_again_on", date(2026, 4, 1)),
        by=more.get("by", night.desk),
        now=more.get("now", NOW),
    )


def page(night: Night, **more: Any) -> Any:
    return concerns.open_concern(child=night.child.reference, by=more.get("by", night.desk), now=NOW)


def test_signs_say_what_was_seen_by_whom_when_and_on_what() -> None:
    night = make_night()
    saw(night, "debt", "number_to_ring", said_by="Invented Friend")

    line = page(night).signs[0]
    assert (line.version, line.heard_from, line.said_by, line.evidence) == (
        VERSION,
        HeardFrom.CHILD,
        "Invented Friend",
        "The child said so to the invented key worker.",
    )
    assert set(line.seen) == {("debt", Certainty.OBSERVED), ("number_to_ring", Certainty.OBSERVED)}
    assert (line.said.happened, line.said.by_name) == (TODAY, night.desk.name)


def test_a_home_records_a_sign_and_reads_none() -> None:
    night = make_night()
    saw(night, "adults_outside", by=night.carer)

    assert [line.seen for line in page(night).signs] == [(("adults_outside", Certainty.OBSERVED),)]
    with pytest.raises(NotPermitted):
        page(night, by=night.carer)
    with seen_as(night.carer):
        assert Event.objects.filter(child=night.child).count() == 0


def test_a_host_reads_signs_but_not_who_said_so() -> None:
    night = make_night()
    saw(night, "debt", said_by="Invented Friend")

    assert [line.said_by for line in page(night, by=night.host_desk).signs] == [""]


def test_a_stranger_records_and_reads_nothing() -> None:
    night = make_night()
    stranger = make_actor(role=Role.DUTY_WORKER)

    with pytest.raises(NotFound):
        saw(night, "debt", by=stranger)
    with pytest.raises(NotFound):
        page(night, by=stranger)


def test_signs_without_a_sign_or_without_evidence_are_refused() -> None:
    night = make_night()

    for codes, evidence, said in (((), "x", "at least one"), (("debt",), " ", "what this rests on")):
        with pytest.raises(Refused, match=said):
            saw(night, *codes, evidence=evidence)
    with pytest.raises(Refused, match="not on the list"):
        saw(night, "promiscuity")
    with pytest.raises(Refused, match="one of the two"):
        saw(night, "debt", "debt")
    saw(night, evidence="", words="Something in how she looks at the car.")


def test_a_sign_of_the_future_is_refused() -> None:
    with pytest.raises(Refused, match="in the future"):
        saw(make_night(), "debt", happened=When.moment(at(hours=1)))


def test_a_changed_view_is_a_new_entry_beside_the_old() -> None:
    night = make_night()
    viewed(night, AuthorityView.FACTOR_RECORDED)
    viewed(night, AuthorityView.POTENTIAL_VICTIM, reasons="He told us of the debt.", now=at(minutes=1))

    assert [(line.view, line.said.words) for line in page(night).views] == [
        (AuthorityView.POTENTIAL_VICTIM, "He told us of the debt."),
        (AuthorityView.FACTOR_RECORDED, "Debt, and an adult who waits outside."),
    ]


def test_a_view_without_reasons_or_by_whoever_may_not_is_refused() -> None:
    night = make_night()

    with pytest.raises(Refused, match="Type the reasons"):
        viewed(night, AuthorityView.AT_RISK_AVERTED, reasons="  ")
    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            viewed(night, AuthorityView.AT_RISK_AVERTED, by=by)


def unreferred(night: Night, *, now: Any = NOW) -> tuple[list[str], list[tuple[str, bool]]]:
    found = concerns.open_not_referred(by=night.desk, now=now)
    return (
        [line.child for line in found.unsaid],
        [(line.why.said.words, line.why.is_overdue) for line in found.said if line.why],
    )


def test_the_list_says_who_is_not_referred_and_why() -> None:
    night = make_night()
    other = make_child(responsible_authority=night.authority)
    assert unreferred(night) == ([], [])

    saw(night, "debt")
    assert unreferred(night) == ([night.child.reference], [])

    not_referred(night)
    assert unreferred(night) == ([], [("Told us that the debt is a friend's.", False)])
    assert unreferred(night, now=at(days=30)) == ([], [("Told us that the debt is a friend's.", True)])

    concerns.record_view(
        child=other.reference,
        view=AuthorityView.POTENTIAL_VICTIM,
        happened=TODAY,
        reasons="Papers are held by another.",
        by=night.desk,
        now=NOW,
    )
    assert unreferred(night)[0] == [other.reference]


def test_a_newer_concern_asks_again_why_nobody_is_referred() -> None:
    night = make_night()
    not_referred(night, happened=When(on=date(2026, 3, 1)))
    saw(night, "debt")

    assert unreferred(night) == ([night.child.reference], [])


def test_a_child_who_was_referred_is_listed_again_for_a_newer_sign_and_not_for_a_view() -> None:
    night = make_night()
    make_nrm_referral(
        event=make_case_event(kind=EventKind.NRM_REFERRED, child=night.child, happened_at=at(days=-2))
    )
    saw(night, "debt", happened=When.moment(at(days=-2)))
    viewed(night, AuthorityView.POTENTIAL_VICTIM)
    assert unreferred(night) == ([], [])

    saw(night, "debt")
    assert unreferred(night) == ([night.child.reference], [])


def test_the_list_shows_another_authority_nothing() -> None:
    night = make_night()
    saw(night, "debt")

    found = concerns.open_not_referred(by=night.host_desk, now=NOW)
    assert (found.unsaid, found.said) == ((), ())
    with pytest.raises(NotFound):
        concerns.open_not_referred(by=night.carer, now=NOW)


def test_no_referral_without_reasons_or_with_a_day_that_is_past_is_refused() -> None:
    night = make_night()

    with pytest.raises(Refused, match="Type the reasons"):
        not_referred(night, reasons="")
    with pytest.raises(Refused, match="still to come"):
        not_referred(night, look_again_on=date(2026, 3, 14))


def test_an_entry_made_in_error_is_withdrawn_and_stands_no_more() -> None:
    night = make_night()
    entry = saw(night, "debt", by=night.carer)

    with pytest.raises(NotPermitted):
        case.withdraw(
            child=night.child.reference, event=entry, reasons="Wrong child", by=night.host_desk, now=NOW
        )
    case.withdraw(child=night.child.reference, event=entry, reasons="Wrong child", by=night.desk, now=NOW)
    assert page(night).signs == ()
    assert unreferred(night) == ([], [])
    with pytest.raises(AlreadyCorrected):
        case.withdraw(child=night.child.reference, event=entry, reasons="Again", by=night.desk, now=NOW)


def test_every_reading_is_audited() -> None:
    night = make_night()
    page(night)
    unreferred(night)

    with seen_as(SIMULATOR):
        assert list(AuditEntry.objects.order_by("pk").values_list("action", "about")) == [
            ("concerns.open_concern", night.child.reference),
            ("concerns.open_not_referred", ""),
        ]


def test_the_facts_of_a_sign_and_a_view_are_said_in_a_chronology() -> None:
    night = make_night()
    sign, view = saw(night, "debt"), viewed(night, AuthorityView.AT_RISK_AVERTED)
    no = not_referred(night)

    with seen_as(night.desk):
        found = facts_of(list(Event.objects.filter(pk__in=(sign, view, no))))
    assert found == {
        sign: [
            ("Observed", "Owes money to somebody, or somebody says that the family does"),
            ("Rests on", "The child said so to the invented key worker."),
        ],
        view: [("Our view", "at risk, averted")],
        no: [("Decided by", "Invented Manager"), ("Look again on", "1 April 2026")],
    }
