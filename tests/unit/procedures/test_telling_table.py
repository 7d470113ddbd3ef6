from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from lantern.procedures import telling
from lantern.procedures.calendar import Calendar
from lantern.procedures.local_tables import BadTable
from lantern.procedures.telling import Gap, Post, Step, TellingFacts, Tells, who_is_told
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.tellings import Channel, TellingStage, Whom

NIGHT = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)  # a Saturday
CALENDAR = Calendar(
    bank_holidays=frozenset({date(2026, 4, 6)}), known_from=date(2026, 1, 1), known_until=date(2026, 12, 31)
)
GOOD = """
code = "ours"
title = "Ours"
source = "An invented protocol"
in_force_from = 2026-01-01
[[stage]]
stage = "police"
title = "Police"
tells = [{ whom = "police_force", by = ["telephone"] }]
[[stage]]
stage = "parents"
title = "Parents"
decides = "A worker decides."
[[stage]]
stage = "morning"
title = "Morning"
at = 08:00:00
asks_answer = true
tells = [{ whom = "school", by = ["email"], on = "working_days" }]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "ours.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_is_read_whole(tmp_path: Path) -> None:
    assert telling.read(written(tmp_path, GOOD)) == telling.Telling(
        code="ours",
        title="Ours",
        source="An invented protocol",
        in_force_from=date(2026, 1, 1),
        steps=(
            Step(
                stage=TellingStage.POLICE,
                title="Police",
                tells=(Tells(whom=Whom.POLICE_FORCE, by=(Channel.TELEPHONE,)),),
            ),
            Step(stage=TellingStage.PARENTS, title="Parents", decides="A worker decides."),
            Step(
                stage=TellingStage.MORNING,
                title="Morning",
                at=time(8),
                asks_answer=True,
                tells=(Tells(whom=Whom.SCHOOL, by=(Channel.EMAIL,), on_working_days=True),),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('stage = "police"', 'stage = "neighbours"'),
        ('"telephone"', '"pigeon"'),
        ('"police_force"', '"mother"'),
        ('"police_force"', '"friend"'),
        ('by = ["telephone"]', "by = []"),
        ('by = ["telephone"]', 'by = ["telephone", "telephone"]'),
        ('by = ["email"]', 'by = ["email"], where = "it_rains"'),
        ('on = "working_days"', 'on = "sundays"'),
        ('decides = "A worker decides."', 'tells = [{ whom = "health", by = ["email"] }]'),
        ('decides = "A worker decides."', ""),
        ('title = "Police"', 'title = "Police"\ndecides = "Somebody."'),
        ('whom = "school"', 'whom = "police_force"'),
        ('stage = "morning"', 'stage = "police"'),
        ("at = 08:00:00", 'at = "eight"'),
        ("at = 08:00:00", "at = 08:00:00\nday_ends = 07:00:00"),
        ("asks_answer = true", "asks_answer = true\ncolour = 1"),
        ("in_force_from = 2026-01-01", "in_force_from = 2026"),
        ('source = "An invented protocol"', ""),
        ('stage = "police"', 'stage = "host"'),
        ("[[stage]]", "[[stage"),
    ],
)
def test_a_table_that_asks_for_what_there_is_not_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(BadTable, match=r"ours\.toml"):
        telling.read(written(tmp_path, GOOD.replace(old, new, 1)))


def test_the_example_says_that_it_is_no_law_and_where_it_is_from() -> None:
    table = telling.in_force()

    assert (table.code, table.in_force_from) == ("example-telling", date(2026, 1, 1))
    assert "Example" in table.source
    assert [step.stage for step in table.steps] == list(TellingStage)


def test_every_capacity_is_told_by_the_example() -> None:
    asked = {line.whom.value for step in telling.in_force().steps for line in step.tells}
    by_capacity = {Capacity.ON_CALL.value: Whom.PLACEMENT.value}
    # Few children have an adviser: asked of every child, the example would show a gap for nearly all.
    told = {by_capacity.get(capacity.value, capacity.value) for capacity in Capacity}

    assert told - asked == {Whom.PERSONAL_ADVISER.value}


def posts(**held: int) -> TellingFacts:
    return TellingFacts(posts={Whom(name): (Post(organisation=number),) for name, number in held.items()})


def test_everybody_is_told_in_the_order_of_the_table() -> None:
    facts = posts(
        health=9, guardian=8, immigration=7, senior=6, host_authority=5, responsible_authority=4, placement=3
    )
    facts = TellingFacts(posts={**facts.posts, **posts(police_force=2).posts}, is_unaccompanied=True)

    ladder = who_is_told(table=telling.in_force(), facts=facts, calendar=CALENDAR, now=NIGHT)

    assert [(told.whom, told.channel, told.asks_answer) for told in ladder.told] == [
        (Whom.POLICE_FORCE, Channel.TELEPHONE, False),
        (Whom.PLACEMENT, Channel.TELEPHONE, False),
        (Whom.RESPONSIBLE_AUTHORITY, Channel.EMAIL, True),
        (Whom.HOST_AUTHORITY, Channel.EMAIL, True),
        (Whom.SENIOR, Channel.TELEPHONE, False),
        (Whom.IMMIGRATION, Channel.EMAIL, True),
        (Whom.GUARDIAN, Channel.EMAIL, True),
        (Whom.HEALTH, Channel.EMAIL, False),
    ]
    assert ladder.gaps == tuple(
        Gap(stage=TellingStage.MORNING, whom=whom)
        for whom in (Whom.SOCIAL_WORKER, Whom.REVIEWING_OFFICER, Whom.SCHOOL)
    )


def test_nobody_at_all_is_a_gap_for_everybody_whom_the_table_asks_for() -> None:
    ladder = who_is_told(table=telling.in_force(), facts=TellingFacts(), calendar=None, now=NIGHT)

    assert (ladder.told, [gap.whom for gap in ladder.gaps]) == (
        (),
        [
            Whom.POLICE_FORCE,
            Whom.PLACEMENT,
            Whom.RESPONSIBLE_AUTHORITY,
            Whom.HOST_AUTHORITY,
            Whom.SENIOR,
            Whom.SOCIAL_WORKER,
            Whom.REVIEWING_OFFICER,
            Whom.SCHOOL,
            Whom.HEALTH,
        ],
    )


def test_one_thread_of_a_desk_asks_for_an_answer_however_many_channels_it_has() -> None:
    every = frozenset(Channel)
    facts = TellingFacts(posts={Whom.RESPONSIBLE_AUTHORITY: (Post(organisation=4, team=1, channels=every),)})

    ladder = who_is_told(table=telling.in_force(), facts=facts, calendar=CALENDAR, now=NIGHT)

    assert [(told.channel, told.asks_answer) for told in ladder.told] == [
        (Channel.EMAIL, True),
        (Channel.SMS, False),
        (Channel.WEBHOOK, False),
    ]


def test_a_mailbox_that_two_stages_ask_for_is_told_once_at_the_first() -> None:
    facts = posts(responsible_authority=4, social_worker=4, reviewing_officer=4)

    ladder = who_is_told(table=telling.in_force(), facts=facts, calendar=CALENDAR, now=NIGHT)

    assert [(told.stage, told.channel) for told in ladder.told] == [(TellingStage.RESPONSIBLE, Channel.EMAIL)]


@pytest.mark.parametrize(
    ("now", "worker", "school"),
    [
        # Saturday night: the worker on Sunday, the school on Monday.
        (NIGHT, datetime(2026, 3, 15, 8, tzinfo=UTC), datetime(2026, 3, 16, 8, tzinfo=UTC)),
        # In the day at once; on a Sunday there is no school.
        (datetime(2026, 3, 16, 10, tzinfo=UTC), None, None),
        (datetime(2026, 3, 15, 10, tzinfo=UTC), None, datetime(2026, 3, 16, 8, tzinfo=UTC)),
        # Before eight it is the same morning; at five the day is over.
        (
            datetime(2026, 3, 16, 3, tzinfo=UTC),
            datetime(2026, 3, 16, 8, tzinfo=UTC),
            datetime(2026, 3, 16, 8, tzinfo=UTC),
        ),
        (
            datetime(2026, 3, 16, 17, tzinfo=UTC),
            datetime(2026, 3, 17, 8, tzinfo=UTC),
            datetime(2026, 3, 17, 8, tzinfo=UTC),
        ),
        # The clocks went forward: eight in London is seven in UTC. Good Friday and Easter Monday are no school days.
        (
            datetime(2026, 4, 2, 22, tzinfo=UTC),
            datetime(2026, 4, 3, 7, tzinfo=UTC),
            datetime(2026, 4, 7, 7, tzinfo=UTC),
        ),
    ],
)
def test_morning_is_the_next_morning_in_london_and_a_school_is_told_on_its_own_days(
    now: datetime, worker: datetime | None, school: datetime | None
) -> None:
    facts = posts(social_worker=1, school=2)

    ladder = who_is_told(table=telling.in_force(), facts=facts, calendar=CALENDAR, now=now)

    assert [told.at for told in ladder.told] == [worker, school]


def test_beyond_the_known_bank_holidays_any_weekday_will_do() -> None:
    later = datetime(2031, 3, 14, 23, 0, tzinfo=UTC)  # a Friday
    monday = datetime(2031, 3, 17, 8, tzinfo=UTC)

    for calendar in (CALENDAR, None):
        ladder = who_is_told(table=telling.in_force(), facts=posts(school=2), calendar=calendar, now=later)
        assert [told.at for told in ladder.told] == [monday]
