"""What is shared from a return interview: who must hear of it at once, who reads what, and that the child was told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.actions import interview_shares
from lantern.actions.interview_shares import ChildAnswered
from lantern.actions.sharing import let_in
from lantern.queries.interviews import After, after
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.interviews import Audience, Danger
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.back import Back, at, make_back, make_shared, when
from tests.factories.organisations import make_actor, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(db: None) -> Back:
    made = make_back()
    made.offered()
    return made


def share(back: Back, audience: Audience, *, by: Actor | None = None, **said: Any) -> None:
    interview_shares.record_share(
        reference=back.reference, shared=make_shared(audience, **said), by=by or back.worker, now=at(days=1)
    )


def seen(back: Back, by: Actor) -> After:
    return after(reference=back.reference, by=by, now=at(days=1))


def owed(back: Back, by: Actor) -> list[str]:
    interview = seen(back, by).interview
    assert interview is not None
    return [audience.value for audience in interview.owed]


def test_what_must_be_heard_the_same_day_stands_until_it_is_recorded(back: Back) -> None:
    back.held(tells_of=(Danger.ADULTS, Danger.OTHER_CHILDREN), about_carer=True)
    assert owed(back, back.worker) == ["police", "social_worker", "designated_officer"]
    assert owed(back, back.interviewer) == ["police", "social_worker", "designated_officer"]
    share(back, Audience.POLICE)
    share(back, Audience.SOCIAL_WORKER, by=back.interviewer)
    assert owed(back, back.worker) == ["designated_officer"]
    share(back, Audience.DESIGNATED_OFFICER)
    assert owed(back, back.worker) == []


def test_a_share_says_what_whom_the_child_s_wish_and_what_the_child_was_told(back: Back) -> None:
    back.held(about_carer=True)
    for field, wrong in (
        ("what", {"what": " "}),
        ("told", {"told": ""}),
        ("against_wish", {"against_wish": None}),
        ("why_against", {"against_wish": True}),
        ("child_told", {"child_told": None}),
        ("why_not_told", {"child_told": False}),
        ("shared", {"shared": when(hours=17)}),
    ):
        with pytest.raises(Refused) as refused:
            share(back, Audience.POLICE, **wrong)
        assert refused.value.field == field
    with pytest.raises(Refused) as refused:
        share(back, Audience.PLACEMENT)
    assert refused.value.field == "nothing_of_a_carer"
    share(back, Audience.PLACEMENT, nothing_of_a_carer=True)
    share(
        back,
        Audience.POLICE,
        against_wish=True,
        why_against="A child is at risk",
        child_told=False,
        why_not_told="Asleep",
    )

    assert [line.facts for line in seen(back, back.worker).shares] == [
        (
            ("With", "Where the child lives"),
            ("Who was told", "PC 1 Invented"),
            ("The child was told", "Yes"),
            ("Against the child's wish", "No"),
        ),
        (
            ("With", "Police"),
            ("Who was told", "PC 1 Invented"),
            ("The child was told", "No. Asleep"),
            ("Against the child's wish", "Yes. A child is at risk"),
        ),
    ]


def test_the_home_and_the_police_read_what_they_were_told_and_nothing_else(back: Back) -> None:
    back.held(tells_of=(Danger.CRIME,), before="pelican-lagoon")
    share(back, Audience.PLACEMENT, what="She wants to ring her aunt on Sundays.")
    share(back, Audience.POLICE, what="A man in a blue car.")

    home, police = seen(back, back.night.carer), seen(back, back.night.police)
    assert [line.words for line in home.shares] == ["She wants to ring her aunt on Sundays."]
    assert (home.sees_talks, home.interview, home.offers) == (False, None, ())
    assert [line.words for line in police.shares] == ["A man in a blue car."]
    assert police.interview is not None
    assert (police.interview.said, police.interview.owed, police.interview.tells_of) == (None, (), ())
    host = seen(back, back.night.host_desk)
    assert (host.shares, host.interview and host.interview.said) == ((), None)
    for page in (home, police, host):
        assert "pelican-lagoon" not in repr(page)
    other_home = make_actor(
        role=Role.CARER, organisation=make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    )
    with pytest.raises(NotFound):
        seen(back, other_home)


def test_an_interviewer_reads_what_they_recorded_and_not_what_a_colleague_did(back: Back) -> None:
    back.held(before="pelican-lagoon")
    share(back, Audience.POLICE, by=back.interviewer, what="heron-lagoon")
    colleague = make_actor(role=Role.INTERVIEWER, organisation=back.night.authority)

    own, other = seen(back, back.interviewer), seen(back, colleague)
    assert own.interview is not None
    assert own.interview.said is not None
    assert "pelican-lagoon" in repr(own)
    assert "lagoon" not in repr(other)
    assert [line.facts[0] for line in other.shares] == [("With", "Police")]


def test_a_force_let_in_for_a_time_reads_none_of_the_child_s_words(back: Back) -> None:
    back.held(before="pelican-lagoon")
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    officer = make_actor(role=Role.POLICE_DESK, organisation=force)
    now = datetime.now(UTC)  # the database's clock says who is let in
    let_in(
        reference=back.reference,
        organisation=force.reference,
        until=now + timedelta(hours=4),
        reasons="Found there before",
        seen_version=None,
        by=back.night.desk,
        now=now,
    )
    assert "lagoon" not in repr(seen(back, officer))


def test_the_child_is_told_what_was_done_with_what_they_said(back: Back) -> None:
    def tell(**said: Any) -> None:
        answered = ChildAnswered(
            **{"told": when(hours=22), "told_by": "Ira Invented", "words": "We told police.", **said}
        )
        interview_shares.answer_child(
            reference=back.reference, answered=answered, by=back.interviewer, now=at(days=1)
        )

    with pytest.raises(NotFound):
        tell()
    with pytest.raises(NotFound):
        share(back, Audience.POLICE)
    back.held()
    for field, wrong in (
        ("told_by", {"told_by": ""}),
        ("words", {"words": " "}),
        ("told", {"told": when(hours=2)}),
    ):
        with pytest.raises(Refused) as refused:
            tell(**wrong)
        assert refused.value.field == field
    tell()
    assert [(line.words, line.facts) for line in seen(back, back.worker).answered] == [
        ("We told police.", (("Told by", "Ira Invented"),))
    ]
    for by in (back.night.carer, back.night.police):
        with pytest.raises(NotPermitted):
            share(back, Audience.POLICE, by=by)
