"""A form that is not sent yet: its owner's alone, one of a kind, and gone when its time is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lantern.actions.drafts import LASTS, drop_draft, drop_expired, keep_draft
from lantern.jobs import drafts as jobs
from lantern.queries.drafts import (
    KeptDraft,
    Unfinished,
    UnfinishedTogether,
    kept,
    unfinished,
    unfinished_together,
    was_sent,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import Refused
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Draftly")


def keep(night: Night, words: str = "Black jacket", *, by: Actor | None = None, minutes: float = 0) -> None:
    keep_draft(
        form="report",
        about=night.child.reference,
        content={"wearing": words},
        by=by or night.desk,
        now=at(minutes=minutes),
    )


def found(night: Night, *, by: Actor | None = None, minutes: float = 0) -> KeptDraft | None:
    return kept(form="report", about=night.child.reference, by=by or night.desk, now=at(minutes=minutes))


def test_draft_is_given_back_as_it_was_saved_last(night: Night) -> None:
    keep(night)
    keep(night, "Black jacket, a bag", minutes=4)

    assert found(night, minutes=5) == KeptDraft(
        content={"wearing": "Black jacket, a bag"},
        saved_at=at(minutes=4),
        expires_at=at(minutes=4 + 24 * 60),
    )


def test_draft_is_seen_and_dropped_by_its_owner_alone(night: Night) -> None:
    neighbour = make_actor(role=night.desk.role, organisation=night.authority)
    keep(night)

    assert found(night, by=neighbour) is None
    assert unfinished(forms=["report"], by=neighbour, now=NOW) == ()
    drop_draft(form="report", about=night.child.reference, by=neighbour, now=NOW)
    assert found(night) is not None
    drop_draft(form="report", about=night.child.reference, by=night.desk, now=NOW)
    assert found(night) is None


def test_two_desks_keep_a_draft_each(night: Night) -> None:
    keep(night, "as the desk heard it")
    keep(night, "as the host heard it", by=night.host_desk)

    words = [found(night, by=by) for by in (night.desk, night.host_desk)]
    assert [draft.content["wearing"] for draft in words if draft] == [
        "as the desk heard it",
        "as the host heard it",
    ]


def test_unfinished_names_the_child(night: Night) -> None:
    keep(night)

    assert unfinished(forms=["report"], by=night.desk, now=NOW) == (
        Unfinished(
            form="report",
            child_reference=night.child.reference,
            name="Testa Draftly",
            saved_at=NOW,
            expires_at=NOW + LASTS,
        ),
    )


def test_unfinished_of_a_child_one_may_no_longer_see_is_not_named(night: Night) -> None:
    stranger = make_actor()
    keep(night, by=stranger)

    assert unfinished(forms=["report"], by=stranger, now=NOW) == ()


def test_unfinished_of_several_names_the_home_and_those_one_still_sees(night: Night) -> None:
    content = {"children": f"{night.child.reference} NONE-SUCH", "wearing": "Coat"}
    keep_draft(form="several", about=night.home.reference, content=content, by=night.desk, now=NOW)
    keep_draft(form="several", about="NO-SUCH-HOME", content=content, by=night.desk, now=NOW)
    keep_draft(form="several", about=night.home.reference, content=content, by=night.police, now=NOW)

    assert unfinished_together(form="several", children="children", by=night.desk, now=NOW) == (
        UnfinishedTogether(
            home_reference=night.home.reference,
            home=night.home.name,
            children=(night.child.reference,),
            content=content,
            saved_at=NOW,
            expires_at=NOW + LASTS,
        ),
    )
    assert unfinished_together(form="several", children="children", by=night.police, now=NOW) == ()


def test_draft_is_gone_when_its_time_is_over(night: Night) -> None:
    keep(night)

    assert (
        timedelta(hours=24),
        found(night, minutes=24 * 60 - 1) is None,
        found(night, minutes=24 * 60),
    ) == (
        LASTS,
        False,
        None,
    )


def test_system_drops_what_expired_and_reads_none_of_it(night: Night) -> None:
    keep(night)
    keep(night, by=night.host_desk, minutes=60)
    late = at(hours=24, minutes=1)

    assert kept(form="report", about=night.child.reference, by=SYSTEM, now=NOW) is None
    assert [drop_expired(by=SYSTEM, now=late) for _ in range(2)] == [1, 0]
    assert (found(night), found(night, by=night.host_desk, minutes=61) is None) == (None, False)


def test_job_drops_what_expired(night: Night) -> None:
    began = datetime.now(UTC)
    about = {"form": "report", "about": night.child.reference, "by": night.desk}
    keep_draft(content={}, now=began - LASTS, **about)
    jobs.drop_expired(timestamp=0)

    assert kept(now=began - LASTS, **about) is None


def test_too_long_a_draft_is_refused_in_words(night: Night) -> None:
    with pytest.raises(Refused, match="too long to be kept as a draft"):
        keep(night, "x" * 400_001)


def test_nobody_signed_in_keeps_no_draft(night: Night) -> None:
    with pytest.raises(Refused, match="signed in"):
        keep(night, by=SYSTEM)


def test_characters_that_no_column_can_keep_are_given_back_as_typed(night: Night) -> None:
    keep(night, "half a paste \0 \ud83e")

    draft = found(night)
    assert draft is not None
    assert draft.content == {"wearing": "half a paste \0 \ud83e"}


def test_key_that_was_never_pressed_was_not_sent(night: Night) -> None:
    assert [was_sent(key=key, by=night.desk, now=NOW) for key in ("", "never-pressed")] == [False, False]
