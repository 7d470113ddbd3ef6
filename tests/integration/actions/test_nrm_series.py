"""Referrals to the National Referral Mechanism: their order, their series, and who may make them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import case, concerns, referrals
from lantern.actions.referrals import NewDecision, NewLetter, NewReferral
from lantern.policies.referrals import RecoveryPeriod
from lantern.queries.referrals import answers_of
from lantern.record.context import seen_as
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.referrals import Decider, Ground, Outcome, Purpose
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.night import NOW, Night, at, make_night

pytestmark = pytest.mark.django_db
TODAY = When.moment(NOW)
ANSWERS = (("trafficking", "yes"), ("perpetrators", "A man called Invented"), ("country", " "))


def day(number: int, month: int = 3) -> When:
    return When(on=date(2026, month, number))


def form_sent(night: Night, **more: Any) -> int:
    return referrals.record_welfare_form(
        child=night.child.reference,
        sent=more.get("sent", day(1)),
        sent_to=more.get("sent_to", "Invented Duty Team"),
        by=more.get("by", night.desk),
        now=NOW,
    )


def refer(night: Night, **more: Any) -> int:
    by, now = more.pop("by", night.desk), more.pop("now", NOW)
    more.setdefault("happened", day(2))
    more.setdefault("decider", Decider.COMPETENT_AUTHORITY)
    more.setdefault("answers", ANSWERS)
    return referrals.refer(child=night.child.reference, referral=NewReferral(**more), by=by, now=now)


def referred(night: Night) -> int:
    form_sent(night)
    return refer(night)


def decide(night: Night, referral: int, ground: Ground, on: When, **more: Any) -> int:
    by, now = more.pop("by", night.desk), more.pop("now", NOW)
    more.setdefault("outcome", Outcome.POSITIVE)
    more.setdefault("decider", Decider.COMPETENT_AUTHORITY)
    decision = NewDecision(ground=ground, decided=on, **more)
    return referrals.record_decision(
        child=night.child.reference, referral=referral, decision=decision, by=by, now=now
    )


def write(night: Night, referral: int, purpose: Purpose, **more: Any) -> int:
    more.setdefault("happened", day(5))
    return referrals.record_letter(
        child=night.child.reference,
        referral=referral,
        letter=NewLetter(purpose=purpose, **more),
        by=night.desk,
        now=NOW,
    )


def series(night: Night) -> Any:
    return concerns.open_concern(child=night.child.reference, by=night.desk, now=NOW).series


def test_a_child_is_referred_and_decided_and_the_recovery_period_is_reckoned() -> None:
    night = make_night()
    number = referred(night)
    write(night, number, Purpose.REFERENCE, reference="NRM/INVENTED/1")
    decide(night, number, Ground.REASONABLE, day(6))

    found = series(night)[0]
    assert (found.place, found.reference, found.welfare.sent_to, found.wholly_before_first) == (
        1,
        "NRM/INVENTED/1",
        "Invented Duty Team",
        None,
    )
    assert found.recovery == RecoveryPeriod(
        from_on=date(2026, 3, 6), at_least_until_on=date(2026, 4, 4), until_on=None
    )
    decide(night, number, Ground.CONCLUSIVE, day(14))
    assert series(night)[0].recovery.until_on == date(2026, 4, 4)
    assert [(line.ground, line.outcome) for line in series(night)[0].decisions] == [
        (Ground.REASONABLE, Outcome.POSITIVE),
        (Ground.CONCLUSIVE, Outcome.POSITIVE),
    ]


def test_what_a_referral_says_is_read_by_whoever_may_see_protected_words_alone() -> None:
    night = make_night()
    number = referred(night)

    with seen_as(night.desk):
        assert answers_of(number) == {"trafficking": "yes", "perpetrators": "A man called Invented"}
    for by in (night.host_desk, night.carer):
        with seen_as(by):
            assert answers_of(number) == {}


def test_the_police_refer_a_child_who_was_reported_to_them() -> None:
    night = make_night()
    with pytest.raises(NotFound):
        form_sent(night, by=night.police)
    night.reported()
    form_sent(night, by=night.police)

    assert refer(night, by=night.police) == series(night)[0].said.number


def test_a_home_and_a_host_do_not_refer() -> None:
    night = make_night()
    form_sent(night)

    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            refer(night, by=by)


def test_a_referral_before_the_welfare_form_is_refused() -> None:
    night = make_night()

    with pytest.raises(Refused, match="welfare form comes first"):
        refer(night)
    form_sent(night, sent=day(3))
    with pytest.raises(Refused, match="before the child welfare form was sent"):
        refer(night, happened=day(2))


def test_a_welfare_form_of_the_future_or_sent_to_nobody_is_refused() -> None:
    night = make_night()

    with pytest.raises(Refused, match="in the future"):
        form_sent(night, sent=When.moment(at(hours=3)))
    with pytest.raises(Refused, match="to whom"):
        form_sent(night, sent_to=" ")


def test_a_referral_of_the_future_is_refused() -> None:
    night = make_night()
    form_sent(night)

    with pytest.raises(Refused, match="in the future"):
        refer(night, happened=day(16))


def test_somebody_known_to_be_an_adult_is_not_referred_as_a_child() -> None:
    night = make_night(date_of_birth=date(2008, 1, 1), date_of_birth_certainty=DateCertainty.DOCUMENTED.value)
    form_sent(night)

    with pytest.raises(Refused, match="A document shows that this person is 18 or older"):
        refer(night)


@pytest.mark.parametrize("certainty", ["stated", "estimated", "disputed"])
def test_an_uncertain_age_is_a_child(certainty: str) -> None:
    night = make_night(date_of_birth=date(2004, 1, 1), date_of_birth_certainty=certainty)
    form_sent(night)

    assert refer(night) == series(night)[0].said.number


def test_a_referral_about_neither_slavery_nor_trafficking_is_refused() -> None:
    night = make_night()
    form_sent(night)

    with pytest.raises(Refused, match="about slavery, about trafficking"):
        refer(night, answers=(("slavery", "no"), ("trafficking", "no")))
    with pytest.raises(Refused, match="not asked"):
        refer(night, answers=(("consent", "yes"),))


def test_a_decision_before_its_referral_is_refused() -> None:
    night = make_night()
    with pytest.raises(NotFound, match="Record the referral first"):
        decide(night, 1, Ground.REASONABLE, day(2))

    number = referred(night)
    with pytest.raises(Refused, match="before the referral"):
        decide(night, number, Ground.REASONABLE, day(1))


def test_a_second_decision_of_the_same_kind_is_refused() -> None:
    night = make_night()
    number = referred(night)
    decide(night, number, Ground.REASONABLE, day(4))

    with pytest.raises(Refused, match="recorded already"):
        decide(night, number, Ground.REASONABLE, day(5), outcome=Outcome.NEGATIVE)


def test_a_conclusive_decision_before_the_reasonable_one_is_refused() -> None:
    night = make_night()
    number = referred(night)

    with pytest.raises(Refused, match="follows a positive reasonable"):
        decide(night, number, Ground.CONCLUSIVE, day(5))


def test_a_decision_of_the_future_is_refused() -> None:
    night = make_night()
    number = referred(night)

    with pytest.raises(Refused, match="in the future"):
        decide(night, number, Ground.REASONABLE, day(16))


def test_a_reconsideration_is_asked_and_answered_by_a_decision_made_anew() -> None:
    night = make_night()
    number = referred(night)
    with pytest.raises(Refused, match="not decided yet"):
        write(night, number, Purpose.RECONSIDERATION, ground=Ground.REASONABLE)
    decide(night, number, Ground.REASONABLE, day(4), outcome=Outcome.NEGATIVE)
    with pytest.raises(Refused, match="Choose which decision"):
        write(night, number, Purpose.RECONSIDERATION)
    asked = write(night, number, Purpose.RECONSIDERATION, ground=Ground.REASONABLE, words="New papers")

    assert [one.number for one in series(night)[0].open_reconsiderations] == [asked]
    decide(night, number, Ground.REASONABLE, day(9), anew=asked)

    found = series(night)[0]
    assert ([line.is_anew for line in found.decisions], found.open_reconsiderations) == ([False, True], ())
    assert found.recovery.from_on == date(2026, 3, 9)


def test_further_information_says_what_was_sent() -> None:
    night = make_night()
    number = referred(night)

    with pytest.raises(Refused, match="Say what was sent"):
        write(night, number, Purpose.FURTHER_INFORMATION)
    with pytest.raises(Refused, match="Enter the reference"):
        write(night, number, Purpose.REFERENCE)
    with pytest.raises(Refused, match="cannot be before the referral"):
        write(night, number, Purpose.FURTHER_INFORMATION, words="Papers", happened=day(1))
    write(night, number, Purpose.FURTHER_INFORMATION, words="The child is missing again.")
    assert [line.said.words for line in series(night)[0].letters] == ["The child is missing again."]


def test_a_second_referral_is_another_of_the_series_and_opens_no_recovery_period_by_itself() -> None:
    night = make_night()
    first = referred(night)
    decide(night, first, Ground.REASONABLE, day(4))
    with pytest.raises(Refused, match="welfare form comes first"):
        refer(night, happened=day(8))
    form_sent(night, sent=day(7))
    with pytest.raises(Refused, match="referred before"):
        refer(night, happened=day(8))

    second = refer(night, happened=day(8), wholly_before_first=True)
    decide(night, second, Ground.REASONABLE, day(10))

    assert [(one.place, one.recovery is None) for one in series(night)] == [(1, False), (2, True)]


def test_a_second_recovery_period_is_there_where_it_was_allowed() -> None:
    night = make_night()
    referred(night)
    form_sent(night, sent=day(7))
    second = refer(night, happened=day(8), wholly_before_first=True)
    decide(night, second, Ground.REASONABLE, day(10), recovery_allowed=True)

    assert series(night)[1].recovery.from_on == date(2026, 3, 10)


def test_a_referral_with_a_decision_is_not_withdrawn_before_it() -> None:
    night = make_night()
    number = referred(night)
    decision = decide(night, number, Ground.REASONABLE, day(4))
    words = {"child": night.child.reference, "reasons": "Wrong child", "by": night.desk, "now": NOW}

    with pytest.raises(Refused, match="Withdraw the answer first"):
        case.withdraw(event=number, **words)
    case.withdraw(event=decision, **words)
    case.withdraw(event=number, **words)
    assert series(night) == ()
    refer(night)  # the welfare form that was sent is free again
