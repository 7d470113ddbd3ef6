"""What people type and paste at night: too long, back to front, in any script, with what no database keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lantern.actions import children, information, interviews, missing, police
from lantern.queries.children import find
from lantern.queries.missing import episode_page
from lantern.record.models import Child, ChildName, Event
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import Refused
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db

LATER = When.moment(at(hours=1))
RIGHT_TO_LEFT = "\u202eدلیل \u0645\u062b\u0627\u0644\u2066"
FOUR_BYTES = "𐐷𠜎 🕯 𞤀"
HUGE = "word " * 40_000  # 200 kB


def tell(words: str, night: Night, reference: str) -> str:
    told = information.Information(words=words, obtained=LATER)
    return information.record_information(
        reference=reference, information=told, by=night.desk, now=at(hours=1)
    )


@pytest.mark.parametrize("words", [RIGHT_TO_LEFT, FOUR_BYTES, "x" * 20_000, "'; DROP TABLE record_event; --"])
def test_what_can_be_kept_is_kept_as_it_was_typed(words: str) -> None:
    night = make_night()
    reference = night.reported(words=words)
    tell(words, night, reference)

    entries = episode_page(reference=reference, by=night.desk, now=NOW).chronology
    assert [entry.words for entry in entries] == [words, words]


@pytest.mark.parametrize("words", [RIGHT_TO_LEFT, FOUR_BYTES, "ß" * 300, "ﷺ" * 300, "Ó" * 300])
def test_a_name_in_any_script_is_kept_and_found_by_its_beginning(words: str) -> None:
    night = make_night()
    name = f"Ab{words}"[:300]

    reference = children.register_child(child=children.NewChild(name=name), by=night.desk, now=NOW)

    with seen_as(SIMULATOR):
        assert ChildName.objects.get(child__reference=reference).name == name
    found = find(wanted=name[:60], by=night.desk, now=NOW)
    assert [(each.reference, each.name) for each in found] == [(reference, name)]


TOO_LONG: list[tuple[str, Callable[[Night, str], Any]]] = [
    ("words", lambda n, _: n.reported(words=HUGE)),
    ("said_by", lambda n, _: n.reported(said_by=HUGE)),
    ("contact", lambda n, _: n.reported(contact=HUGE)),
    ("last_seen_where", lambda n, _: n.reported(last_seen_where=HUGE)),
    ("wearing", lambda n, _: n.reported(wearing=HUGE)),
    ("why_worried", lambda n, _: n.reported(why_worried=HUGE)),
    ("words", lambda n, r: tell(HUGE, n, r)),
    (
        "officer",
        lambda n, r: police.record_risk(
            reference=r,
            risk=police.Risk(level=RiskLevel.LOW, officer=HUGE, assessed=LATER),
            seen_version=None,
            by=n.desk,
            now=at(hours=1),
        ),
    ),
    (
        "log_number",
        lambda n, r: police.record_police_call(
            reference=r,
            call=police.PoliceCall(called=LATER, was_answered=True, log_number=HUGE, handler="Invented"),
            seen_version=None,
            by=n.desk,
            now=at(hours=1),
        ),
    ),
    (
        "words",
        lambda n, r: missing.record_return(
            reference=r, returned=LATER, words=HUGE, seen_version=None, by=n.desk, now=at(hours=1)
        ),
    ),
    ("name", lambda n, _: register(n, name="N" * 301)),
    ("name", lambda n, _: register(n, name="Invented", known_as=HUGE)),
    ("nationality", lambda n, _: register(n, name="Invented", nationality=HUGE)),
    ("languages", lambda n, _: register(n, name="Invented", languages=HUGE)),
]


def register(night: Night, **known: Any) -> str:
    return children.register_child(child=children.NewChild(**known), by=night.desk, now=NOW)


@pytest.mark.parametrize(("field", "doing"), TOO_LONG)
def test_what_is_too_long_is_refused_in_words_and_never_cut_short(
    field: str, doing: Callable[[Night, str], Any]
) -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        before = (Event.objects.count(), Child.objects.count())

    with pytest.raises(Refused, match="too long to be kept") as refused:
        doing(night, reference)

    assert refused.value.field == field
    with seen_as(SIMULATOR):
        assert (Event.objects.count(), Child.objects.count()) == before


@pytest.mark.parametrize("bad", ["\0", "\ud83d"], ids=["NUL", "half of a character"])
def test_what_no_database_keeps_is_refused_in_words(bad: str) -> None:
    night = make_night()
    reference = night.reported()
    doings: list[Callable[[], Any]] = [
        lambda: night.reported(words=f"before{bad}after"),
        lambda: register(night, name=f"Inven{bad}ted"),
        lambda: tell(f"words {bad}", night, reference),
        lambda: tell("words", night, f"AAAA-BBBB-CC{bad}C"),
        lambda: find(wanted=f"inven{bad}", by=night.desk, now=NOW),
        lambda: episode_page(reference=bad, by=night.desk, now=NOW),
        lambda: children.open_child(reference=bad, by=night.desk, now=NOW),
    ]

    for doing in doings:
        with pytest.raises(Refused, match="holds a character that cannot be kept"):
            doing()


def test_an_offer_in_a_language_longer_than_any_is_refused() -> None:
    night = make_night()
    reference = night.reported()
    missing.record_return(
        reference=reference, returned=LATER, words="", seen_version=None, by=night.desk, now=at(hours=1)
    )

    with pytest.raises(Refused, match="too long") as refused:
        interviews.record_offer(
            reference=reference,
            offer=interviews.Offer(offered=LATER, offered_by="Invented", language=HUGE),
            by=night.desk,
            now=at(hours=2),
        )

    assert refused.value.field == "language"


def test_a_child_is_put_on_the_record_only_in_words_that_mean_something() -> None:
    night, elsewhere = make_night(), make_night()

    for known, field in (
        ({"name": "  "}, "name"),
        ({"name": "Invented", "date_of_birth": date(2026, 3, 15)}, "date_of_birth"),
        ({"name": "Invented", "placement": "AAAA-BBBB-CCCC"}, "placement"),
        ({"name": "Invented", "placement": elsewhere.authority.reference}, "placement"),
    ):
        with pytest.raises(Refused) as refused:
            register(night, **known)
        assert refused.value.field == field

    reference = register(night, name=" Invented ", placement=elsewhere.home.reference)
    with seen_as(SIMULATOR):
        child = Child.objects.get(reference=reference)
        assert (child.responsible_authority_id, child.host_authority_id, child.placement_provider_id) == (
            night.authority.pk,
            elsewhere.host.pk,
            elsewhere.home.pk,
        )
        assert [name.name for name in child.names.all()] == ["Invented"]


def test_the_database_s_own_errors_name_no_child() -> None:
    """What crashes is logged with the database's words: they must not quote the row."""
    night = make_night()
    with seen_as(SIMULATOR):
        name = ChildName.objects.get(child=night.child)

    with pytest.raises(Exception, match="child_name_once") as crash, seen_as(SIMULATOR):
        ChildName.objects.create(
            child=night.child, kind=name.kind, name=name.name, search_key="", recorded_at=NOW
        )
    assert name.name not in str(crash.value)

    with pytest.raises(Exception, match="sex_known") as crash, seen_as(SIMULATOR):
        Child.objects.filter(pk=night.child.pk).update(sex="?", nationality="Marked-Nationality")
    assert "Marked-Nationality" not in str(crash.value)
