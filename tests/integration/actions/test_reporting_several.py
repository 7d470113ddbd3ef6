"""Children who went together: all of them or none, each an episode of its own, one group."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lantern.actions.missing import Report, report_missing
from lantern.actions.police import PoliceCall
from lantern.actions.several import OwnFacts, record_call_for_several, report_several
from lantern.queries.groups import together
from lantern.record.models import AuditEntry, CallGroup, MissingEpisode, ReportDetail, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.tellings import TellingState
from tests.factories.companions import SEEN, Companions, make_companions
from tests.factories.night import NOW, at, episode_of
from tests.factories.sight import invented

LATER = When.moment(NOW - timedelta(minutes=50))


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@invented
def episodes() -> list[MissingEpisode]:
    return list(MissingEpisode.objects.order_by("pk"))


@invented
def kinds_of(episode: MissingEpisode) -> list[str]:
    return list(episode.events.order_by("pk").values_list("kind", flat=True))


@invented
def wearing_of(episode: MissingEpisode) -> list[str]:
    details = ReportDetail.objects.filter(event__episode=episode).order_by("pk")
    return [detail.wearing for detail in details]


def test_each_child_gets_an_episode_of_one_group(companions: Companions) -> None:
    first = companions.report_all(
        own={
            companions.references[0]: OwnFacts(wearing="Green coat", why_worried="No inhaler"),
            companions.references[1]: OwnFacts(last_seen=LATER, wearing="Blue hat"),
        }
    )

    made = episodes()
    assert [e.child_id for e in made] == [c.pk for c in companions.children]
    assert made[0].reference == first
    assert {e.group_id for e in made} == {CallGroup.objects.get().pk}
    assert [e.last_seen_at for e in made] == [SEEN.at, LATER.at, SEEN.at]
    assert [wearing_of(e) for e in made] == [["Green coat"], ["Blue hat"], [""]]
    assert [kinds_of(e) for e in made] == [[EventKind.MISSING_REPORTED.value]] * 3


def test_own_time_stands_beside_the_shared_place_and_own_place_beside_the_shared_time(
    companions: Companions,
) -> None:
    first, second, _third = companions.references
    report_several(
        children=companions.references,
        report=Report(last_seen=SEEN, last_seen_where="At the gate", wearing="School clothes"),
        own={first: OwnFacts(last_seen=LATER), second: OwnFacts(last_seen_where="In the lane")},
        by=companions.carer,
        now=NOW,
    )

    assert [
        [(d.last_seen_at, d.last_seen_where, d.wearing) for d in details(episode)] for episode in episodes()
    ] == [
        [(LATER.at, "At the gate", "School clothes")],
        [(SEEN.at, "In the lane", "School clothes")],
        [(SEEN.at, "At the gate", "School clothes")],
    ]


@invented
def details(episode: MissingEpisode) -> list[ReportDetail]:
    return list(ReportDetail.objects.filter(event__episode=episode).order_by("pk"))


def test_everyone_is_told_of_each_child(companions: Companions) -> None:
    companions.report_all()

    with_tellings = invented(lambda: [sorted(_told(e)) for e in MissingEpisode.objects.order_by("pk")])()
    assert with_tellings == [
        sorted(
            each.name
            for each in (companions.force, companions.home, companions.host, child.responsible_authority)
        )
        for child in companions.children
    ]


def _told(episode: MissingEpisode) -> list[str]:
    return [t.organisation.name for t in Telling.objects.filter(episode=episode)]


def test_each_episode_is_audited(companions: Companions) -> None:
    companions.report_all()

    said = AuditEntry.objects.filter(action="missing.report_missing").order_by("number")
    assert [entry.about for entry in said] == [e.reference for e in episodes()]


def test_child_missing_already_is_joined_to_the_open_episode(companions: Companions) -> None:
    before = report_missing(
        child=companions.references[1], report=Report(last_seen=SEEN), by=companions.desks[1], now=NOW
    )

    companions.report_all()

    made = episodes()
    assert len(made) == 3
    joined = episode_of(before)
    assert kinds_of(joined) == [EventKind.MISSING_REPORTED.value, EventKind.REPORT_JOINED.value]
    assert {e.group_id for e in made} == {joined.group_id}


def test_who_went_with_one_before_went_with_them_all(companions: Companions) -> None:
    first, second, third = companions.references
    report_several(
        children=[first, second], report=Report(last_seen=SEEN), own={}, by=companions.carer, now=NOW
    )
    report_several(
        children=[third, second],
        report=Report(last_seen=SEEN),
        own={},
        by=companions.carer,
        now=at(minutes=5),
    )

    assert len({e.group_id for e in episodes()}) == 1
    assert len(episodes()) == 3


def test_same_press_twice_reports_once(companions: Companions) -> None:
    given = {"children": companions.references, "report": Report(last_seen=SEEN), "own": {}}
    answers = [report_several(**given, key="one press", by=companions.carer, now=NOW) for _ in range(2)]

    assert answers[0] == answers[1] == episodes()[0].reference
    assert [kinds_of(e) for e in episodes()] == [[EventKind.MISSING_REPORTED.value]] * 3


def test_refusal_names_the_child_and_records_nobody(companions: Companions) -> None:
    future = OwnFacts(last_seen=When.moment(at(hours=3)))
    with pytest.raises(Refused, match=r"^Testa Threely: .* Nothing was recorded for any of the children\.$"):
        companions.report_all(own={companions.references[2]: future})

    assert episodes() == []
    assert CallGroup.objects.count() == 0
    assert not Telling.objects.exists()


def test_child_of_another_authority_is_refused_and_nobody_is_recorded(companions: Companions) -> None:
    with pytest.raises(NotFound):
        companions.report_all(by=companions.desks[0])

    assert episodes() == []


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([0], "Choose two children or more. Nothing was recorded."),
        ([0, 0], "The same child is here twice. Nothing was recorded. Choose each child once."),
        (
            [0, 1] * 0 + list(range(21)),
            "No more than 20 children are recorded at once. Nothing was recorded. Do it in two parts.",
        ),
    ],
)
def test_number_of_children_is_refused_in_words(
    chosen: list[int], words: str, companions: Companions
) -> None:
    references = [companions.references[0] if n == 0 else f"NONE-{n}" for n in chosen]
    with pytest.raises(Refused) as refused:
        report_several(
            children=references, report=Report(last_seen=SEEN), own={}, by=companions.carer, now=NOW
        )

    assert refused.value.message == words


def test_own_words_that_cannot_be_kept_are_refused(companions: Companions) -> None:
    with pytest.raises(Refused, match="a character that cannot be kept"):
        companions.report_all(own={companions.references[0]: OwnFacts(wearing="a\0b")})


# One call to the police about all of them


def call(**said: object) -> PoliceCall:
    return PoliceCall(
        **{"called": When.moment(at(minutes=9)), "was_answered": True, "handler": "PC 12"} | said  # type: ignore[arg-type]
    )


def test_one_call_is_recorded_for_each_with_its_own_log_number(companions: Companions) -> None:
    companions.report_all()
    references = [e.reference for e in episodes()]

    record_call_for_several(
        log_numbers={reference: f"LOG-{place}" for place, reference in enumerate(references)},
        call=call(),
        by=companions.carer,
        now=at(minutes=10),
    )

    logs = invented(
        lambda: [
            e.events.get(kind=EventKind.POLICE_REPORTED.value).police_call.log_number
            for e in MissingEpisode.objects.order_by("pk")
        ]
    )()
    assert logs == ["LOG-0", "LOG-1", "LOG-2"]
    tasks = invented(lambda: {t.state for t in Telling.objects.filter(organisation=companions.force)})()
    assert tasks == {TellingState.TOLD.value}


def test_call_without_a_log_number_for_one_is_refused_for_all(companions: Companions) -> None:
    companions.report_all()
    references = [e.reference for e in episodes()]

    with pytest.raises(Refused, match=r"^Testa Twoly: .*Nothing was recorded for any of the children\.$"):
        record_call_for_several(
            log_numbers=dict(zip(references, ("A", "", "C"), strict=True)),
            call=call(),
            by=companions.carer,
            now=at(minutes=10),
        )

    assert [e.police_reported_on for e in episodes()] == [None, None, None]


def test_call_nobody_answered_is_a_try_for_each(companions: Companions) -> None:
    companions.report_all()
    references = [e.reference for e in episodes()]

    record_call_for_several(
        log_numbers=dict.fromkeys(references, ""),
        call=call(was_answered=False, handler="", waited_minutes=35),
        by=companions.carer,
        now=at(minutes=10),
    )

    assert [kinds_of(e)[-1] for e in episodes()] == [EventKind.POLICE_CALL_TRIED.value] * 3
    assert together(reference=references[0], by=companions.carer, now=NOW).number == 3
