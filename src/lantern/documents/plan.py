"""The going-missing plan on paper: one version, with what the record says beside it, for the police by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantern.actions.plans import PrintedPlan
from lantern.documents.entries import made, written, written_moment
from lantern.queries.earlier import EarlierEpisode
from lantern.queries.lateness import PlanLine
from lantern.queries.plan_versions import Withdrawn
from lantern.queries.plans import PlanPage, PlanRelative, Version
from lantern.typesetting.papers import (
    Block,
    Bullets,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Progress,
    Section,
    Table,
    paper,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.plans import PART_TITLES

_DECIDED = {
    MayBeTold.NO: "MUST NOT BE TOLD",
    MayBeTold.UNDECIDED: "Not decided: nobody rings them",
    MayBeTold.YES: "May be told, by a named worker who rings",
}
_PRINTED = ("image/jpeg", "image/png")


def plan_paper(*, opened: PrintedPlan, progress: Progress | None = None, by: Actor) -> bytes:
    """Put one version of a plan on paper. It was opened, and that was audited, before."""
    page, version = opened.page, opened.version
    about = {"name": page.name, "reference": page.child}
    return paper(
        title=_("Going-missing plan: %(name)s") % about,
        lead=tuple(_lead(opened)),
        sections=tuple(_sections(page, version)),
        made_at=page.as_of,
        made_by=by.name,
        made=made(by=by, at=page.as_of),
        footer=_(
            "Copy. %(name)s, %(reference)s. Handed to the police by an approved route, never by plain e-mail. "
            "Destroy it when done."
        )
        % about,
        progress=progress,
    )


def _lead(opened: PrintedPlan) -> Iterator[Block]:
    page, version = opened.page, opened.version
    yield Paragraph(
        words=_(
            "For the police when this child is reported missing. Hand it over by the route that your force and "
            "authority have approved, and never by plain e-mail."
        )
    )
    if version.withdrawn is not None:
        yield Paragraph(words=_withdrawn(version.withdrawn, page.newest))
    elif not page.is_in_force:
        yield Paragraph(
            words=_("This is version %(number)d. Version %(newest)d is in force now.")
            % {"number": version.number, "newest": page.newest}
        )
    yield Facts(facts=tuple(_about(page, version)))
    if opened.photograph is not None and opened.photograph.media_type in _PRINTED:
        yield Picture(content=opened.photograph.content, alt=_("Photograph of the child"), width=60)
        yield Paragraph(words=_photograph(version))


def _withdrawn(withdrawn: Withdrawn, newest: int) -> str:
    about = {"at": written_moment(withdrawn.at), "by": withdrawn.by_name, "newest": newest}
    said = _("WITHDRAWN %(at)s by %(by)s: do not act on it.") % about
    instead = _("Version %(newest)d is in force now.") if newest else _("No version is in force now.")
    return f"{said} {instead % about}"


def _about(page: PlanPage, version: Version) -> Iterator[Fact]:
    born = _day(page.date_of_birth) if page.date_of_birth else _("not known")
    yield Fact(label=_("Child"), words=f"{page.name}, {page.child}")
    yield Fact(label=_("Date of birth"), words=born)
    yield Fact(label=_("Lives at"), words=page.lives_at or _("not recorded"))
    yield Fact(label=_("Looked after by"), words=page.responsible_authority)
    yield Fact(
        label=_("Version"),
        words=_("%(number)d, written %(at)s by %(by)s")
        % {"number": version.number, "at": written_moment(version.recorded_at), "by": version.by_name},
    )
    review = _day(version.review_on)
    due = _("%(day)s: this review is overdue") % {"day": review} if version.is_review_due else review
    yield Fact(label=_("Kept by"), words=version.owner)
    yield Fact(label=_("Next review"), words=due)


def _photograph(version: Version) -> str:
    picture = version.photograph
    if picture is None or picture.taken_on is None:
        return _("It is not known when the photograph was taken.")
    return _("Taken %(day)s.") % {"day": _day(picture.taken_on)}


def _sections(page: PlanPage, version: Version) -> Iterator[Section]:
    yield Section(heading=_("First actions, agreed in advance"), blocks=(_steps(version),))
    told = [
        Fact(label=_(PART_TITLES[part]), words=words or _("nobody wrote this"))
        for part, words in version.parts
    ]
    yield Section(heading=_("The child"), blocks=(Facts(facts=tuple(told)),))
    yield Section(heading=_("Relatives and friends"), blocks=(_people(page.people_now),))
    yield Section(
        heading=_("When the child is late"), blocks=(Paragraph(words=late_words(page.being_late_now)),)
    )
    yield Section(heading=_("Earlier times missing"), blocks=tuple(_earlier(page)))
    if page.wish:
        facts = (
            Fact(
                label=_("Trusts"),
                words=", ".join(filter(None, (page.wish.trusts, page.wish.is_to_the_child, page.wish.reach)))
                or _("the child named nobody"),
            ),
            Fact(label=_("Wants from us"), words=page.wish.wants or _("nobody wrote this")),
        )
        yield Section(heading=_("Whom the child trusts, and what they want"), blocks=(Facts(facts=facts),))


def _steps(version: Version) -> Block:
    if not version.steps:
        return Paragraph(words=_("None is agreed."))
    rows = tuple((str(number), what, who) for number, (what, who) in enumerate(version.steps, start=1))
    return Table(columns=(_("Order"), _("What is done"), _("Who does it")), rows=rows, widths=(16, 0, 55))


def _people(people: Sequence[PlanRelative]) -> Block:
    if not people:
        return Paragraph(words=_("None is on record. This does not mean that there is none."))
    rows = tuple((each.name, each.is_to_the_child, _(_DECIDED[each.decided])) for each in people)
    return Table(columns=(_("Name"), _("To the child"), _("Decided")), rows=rows, widths=(55, 35, 0))


def _earlier(page: PlanPage) -> Iterator[Block]:
    count = page.earlier.count
    if not count:
        yield Paragraph(words=_("None is on record. This does not mean that there was none."))
        return
    yield Paragraph(words=ngettext("%(n)d time on record.", "%(n)d times on record.", count) % {"n": count})
    yield Bullets(items=tuple(map(_episode, page.earlier.last)))


def _episode(each: EarlierEpisode) -> str:
    seen = {"seen": written(each.last_seen)}
    if each.returned is None:
        return _("Last seen %(seen)s; not back yet") % seen
    said = _("Last seen %(seen)s; back %(back)s") % {**seen, "back": written(each.returned)}
    return f"{said}. {each.found_at}" if each.found_at else said


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def late_words(agreed: PlanLine | None) -> str:
    """Say when the child is usually back, and after how long they are reported: the plan's curfew and trigger."""
    if agreed is None:
        return _("Nothing is agreed: a child who is not where expected is reported missing at once.")
    usual = (
        _("Usually expected back at %(time)s. ") % {"time": f"{agreed.usual_time:%H:%M}"}
        if agreed.usual_time
        else ""
    )
    if not agreed.may_be_late:
        return usual + _("Being late is not waited out: reported missing at once.")
    return usual + _("Reported missing %(minutes)d minutes after the expected time.") % {
        "minutes": agreed.minutes
    }
