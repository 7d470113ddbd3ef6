"""A mark in every column about an appeal, a charity's text, a recovery order and a warning notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.actions import publicity, search_measures, still_missing
from lantern.actions.publicity import Proposed
from lantern.actions.search_measures import Application, Decision, Notice
from lantern.actions.still_missing import Review
from lantern.queries.search_measures import search_measures as measures_of
from lantern.record.models import MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import ChildView, OrderAskedBy, OrderGround, OrderSays, Signer
from tests.factories.marks import MARKS
from tests.factories.missing import make_event
from tests.factories.publicity import make_given_reference
from tests.factories.sight import SIMULATOR, seen_as


def searched(reference: str, *, by: Actor, now: datetime) -> None:
    """Publish an appeal in two places, one of them taken down, and record all that a search has beside it."""
    m = MARKS
    said = {
        "reference": reference,
        "happened": When.moment(now),
        "words": m["Event.words"],
        "by": by,
        "now": now,
    }
    proposed = Proposed(
        channel=m["Appeal.channel"],
        text=m["Appeal.text"],
        expires_at=now + timedelta(days=2),
        child_view=ChildView.WANTS,
        child_view_words=m["Appeal.child_view_words"],
        words=m["Event.words"],
    )
    publicity.propose(reference=reference, proposed=proposed, by=by, now=now)
    read = {"reference": reference, "by": by, "now": now}
    appeal = measures_of(**read).appeals[0].number
    names = {Signer.POLICE: m["AppealSignature.name"], Signer.AUTHORITY: "Invented Manager"}
    names[Signer.GUARDIAN] = "Invented Guardian"  # the marked child has one
    for signer, name in names.items():
        publicity.sign(appeal=appeal, signer=signer, name=name, post=m["AppealSignature.post"], **said)
    place = {"place": m["AppealPlace.place"], "published_by": m["AppealPlace.published_by"]}
    for _each in range(2):
        publicity.publish(appeal=appeal, is_unsigned=False, **place, **said)
    (line,) = measures_of(**read).appeals
    publicity.take_down(place=line.places[0].number, confirmed_by=m["AppealDown.confirmed_by"], **said)
    _measured(said, read)
    with seen_as(SIMULATOR):
        episode = MissingEpisode.objects.get(reference=reference)
    given = make_event(
        episode=episode, kind=EventKind.INFORMATION_RECEIVED, words=m["Event.words"], recorded_at=now
    )
    make_given_reference(event=given, value=m["GivenReference.value"])
    review = Review(
        done_since=m["SearchReview.done_since"],
        decided=m["Event.words"],
        who=m["SearchReview.who"],
        next_review_at=now + timedelta(hours=2),
    )
    still_missing.review_search(reference=reference, review=review, seen_version=None, by=by, now=now)


def numbers_of(reference: str, *, by: Actor, now: datetime) -> dict[str, str]:
    """Give the numbers that the addresses of a search are filled with: of what is still open, where something is."""
    found = measures_of(reference=reference, by=by, now=now)
    (line,) = found.appeals
    return {
        "appeal": str(line.number),
        "signature": str(line.signatures[0].number),
        "place": str(found.down[0].number),
        "textsafe": str(next(each.number for each in found.text_safe if each.answered is None)),
        "order": str(next(each.number for each in found.orders if each.decided is None)),
    }


def _measured(said: dict[str, object], read: dict[str, object]) -> None:
    """Ask the charity twice and let it answer once; apply for an order twice and have one granted; serve a notice."""
    m = MARKS
    asking = {
        "asked_by": m["TextSafeAsked.asked_by"],
        "post": m["TextSafeAsked.asked_by_post"],
        "case_reference": m["TextSafeAsked.reference"],
    }
    application = Application(
        asked_by=OrderAskedBy.AUTHORITY,
        ground=OrderGround.CARE_ORDER,
        applicant=m["RecoveryOrderSought.applicant"],
        court=m["RecoveryOrderSought.court"],
    )
    for _each in range(2):
        search_measures.ask_text_safe(**asking, **said)  # type: ignore[arg-type]
        search_measures.seek_order(application=application, **said)  # type: ignore[arg-type]
    found = measures_of(**read)  # type: ignore[arg-type]
    asked, sought = found.text_safe[-1], found.orders[-1]
    answered_by = m["TextSafeAnswer.answered_by"]
    search_measures.answer_text_safe(asking=asked.number, is_sent=True, answered_by=answered_by, **said)  # type: ignore[arg-type]
    decision = Decision(
        is_granted=True, says=[OrderSays.PRODUCE], reference=m["RecoveryOrderDecided.reference"]
    )
    search_measures.decide_order(application=sought.number, decision=decision, **said)  # type: ignore[arg-type]
    notice = Notice(
        person=m["WarningNoticePerson.name"],
        force=m["WarningNotice.force"],
        officer=m["WarningNotice.officer"],
        reference=m["WarningNotice.reference"],
    )
    search_measures.record_notice(notice=notice, **said)  # type: ignore[arg-type]
