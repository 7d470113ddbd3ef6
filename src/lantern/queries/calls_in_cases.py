"""Calls that are to be made of what is owed in children's cases: on the work lists, and one of them on its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, reads, require, visible_to
from lantern.queries.tellings import lines_in_case
from lantern.queries.values import TellingLine
from lantern.queries.work_beside import answers_for
from lantern.queries.work_lines import DONE, LISTED_FOR, What, Whose, WorkLine
from lantern.record.models import OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel, TellingAbout


@dataclass(frozen=True, kw_only=True)
class OwedCall:
    """One call about something owed in a child's case: whom to ring, of which duty, and whether it is made."""

    child: str
    name: str
    title: str
    line: TellingLine


def to_make(scope: Q, *, now: datetime) -> QuerySet[Telling]:
    """Give the calls that nobody has made yet. The duty itself stands on the lists; its messages do not beside it."""
    rows = Telling.objects.filter(
        scope,
        child__isnull=False,
        about=TellingAbout.OWED.value,
        channel=Channel.TELEPHONE.value,
        recorded_at__gte=now - LISTED_FOR,
    )
    return rows.exclude(state__in=DONE)


def calls_in_cases(whose: Whose, *, by: Actor, now: datetime) -> Iterable[WorkLine]:
    """Give the calls that are to be made: one's own, one's organisation's, or of whom one's authority answers for."""
    own = Q(organisation=by.organisation_id)
    scope = {
        Whose.MINE: own & Q(on_duty__name__iexact=by.name),
        Whose.ORGANISATION: own,
        Whose.AUTHORITY: answers_for("child__", by),
    }[whose]
    rows = list(to_make(scope, now=now).select_related("organisation", "team").order_by("pk"))
    if not rows:
        return
    children = {row.pk: row for row in visible_to(by).filter(pk__in={row.child_id for row in rows})}
    names = display_names(children)
    for row in rows:
        child = children.get(row.child_id or 0)
        if child is not None:
            yield WorkLine(
                what=What.NOTICE,
                words="",
                owner=row.team.name if row.team else row.organisation.name,
                since=When.moment(row.recorded_at),
                until=None,
                is_late=False,
                name=names[child.pk],
                child=child.reference,
                number=row.pk,
                about=TellingAbout.OWED,
                call=row.reference,
            )


@reads
def call_of(*, child: str, telling: str, by: Actor, now: datetime) -> OwedCall:
    """Give one call about something owed in a child's case; raise NotFound where there is none to read."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.RING, row=row, by=by)
    reads_it = may(permission=Permission.SEE_RECORD, row=row, by=by)
    found = [each for each in lines_in_case(row) if each.reference == telling] if reads_it else []
    if not found or found[0].channel is not Channel.TELEPHONE:
        raise NotFound(
            "There is no such call to make for this child. Open the child's record and look again."
        )
    owed = OwedDuty.objects.filter(child=row, code=found[0].owed_code).order_by("pk").first()
    return OwedCall(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        title=owed.title if owed else found[0].owed_code,
        line=found[0],
    )
