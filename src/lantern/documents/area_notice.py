"""The written notice to a host authority on paper, to be handed over by an approved route."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from lantern.documents.entries import made, written, written_moment
from lantern.queries.out_of_area import ApprovalLine, NoticePaper
from lantern.typesetting.papers import Block, Fact, Facts, Paragraph, Progress, Section, paper
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy

_APPROVER = {
    Approver.NOMINATED_OFFICER: "nominated officer",
    Approver.DIRECTOR: "director of children’s services",
}


def area_notice_paper(*, opened: NoticePaper, progress: Progress | None = None, by: Actor) -> bytes:
    """Put one notice on paper. It was opened, and that was audited, before."""
    about = {"name": opened.name, "reference": opened.child, "area": opened.notice.area}
    return paper(
        title=_("Notice of a placement in the area of %(area)s") % about,
        lead=tuple(_lead(opened)),
        sections=tuple(_sections(opened)),
        made_at=opened.as_of,
        made_by=by.name,
        made=made(by=by, at=opened.as_of),
        footer=_(
            "Copy. %(name)s, %(reference)s. Handed to %(area)s by an approved route, never by plain e-mail."
        )
        % about,
        progress=progress,
    )


def _lead(opened: NoticePaper) -> Iterator[Block]:
    notice = opened.notice
    yield Paragraph(
        words=_(
            "Written notice under regulation 13(4) of the Care Planning, Placement and Case Review (England) "
            "Regulations 2010, from the responsible authority to the authority of the area."
        )
    )
    born = _day(opened.date_of_birth) if opened.date_of_birth else _("not known")
    begins = _day(notice.begins_on)
    yield Facts(
        facts=(
            Fact(
                label=_("From"), words=", ".join(filter(None, (opened.from_authority, opened.from_telephone)))
            ),
            Fact(label=_("To"), words=notice.area),
            Fact(label=_("Child"), words=f"{opened.name}, {opened.child}"),
            Fact(label=_("Date of birth"), words=born),
            Fact(label=_("Placed at"), words=notice.provider),
            Fact(
                label=_("From the day"),
                words=_("%(day)s, in an emergency") % {"day": begins} if notice.is_emergency else begins,
            ),
            Fact(
                label=_("Written"),
                words=_("%(at)s by %(by)s")
                % {"at": written_moment(notice.recorded_at), "by": notice.by_name},
            ),
        )
    )


def _sections(opened: NoticePaper) -> Iterator[Section]:
    notice = opened.notice
    yield Section(heading=_("The child’s needs"), blocks=(Paragraph(words=notice.needs),))
    yield Section(
        heading=_("Why this placement is the most suitable"), blocks=(Paragraph(words=notice.why_suitable),)
    )
    copy = (
        _("A copy of the care plan goes with this notice.")
        if notice.care_plan is CarePlanCopy.WITH_NOTICE
        else _("The care plan was given to you before.")
    )
    yield Section(heading=_("Care plan"), blocks=(Paragraph(words=copy),))
    yield Section(heading=_("Approval"), blocks=(_approval(opened.approval),))
    yield Section(
        heading=_("That you have it"),
        blocks=(
            Paragraph(
                words=_("Please say that you have this notice: name, post and day, to %(from)s.")
                % {"from": opened.from_authority}
            ),
        ),
    )


def _approval(line: ApprovalLine | None) -> Block:
    if line is None:
        return Paragraph(words=_("No approval is recorded yet."))
    return Facts(
        facts=(
            Fact(label=_("Approved by"), words=f"{line.approved_by} ({_(_APPROVER[line.approver])})"),
            Fact(label=_("When"), words=written(line.approved)),
            Fact(label=_("How the risk of going missing was weighed"), words=line.missing_risk),
        )
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
