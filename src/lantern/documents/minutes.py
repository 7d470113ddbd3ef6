"""The minutes of a strategy discussion on paper, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lantern.documents.entries import held_as_the_record, made, written, written_moment
from lantern.policies.discussions import said_of
from lantern.procedures.assessment import Assessment
from lantern.queries.discussion_facts import HELD_SAID, OUTCOME_SAID, SECTION_47_SAID
from lantern.queries.discussions import Minutes
from lantern.queries.tasks import ActionLine
from lantern.typesetting.papers import Block, Bullets, Fact, Facts, Paragraph, Progress, Section, Table, paper
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.discussions import Route

_ROUTES = {
    Route.BY_HAND: "by hand",
    Route.SECURE_MAIL: "by secure mail",
    Route.PORTAL: "by a secure portal",
    Route.POST: "by post",
}


def minutes_paper(*, opened: Minutes, progress: Progress | None = None, by: Actor) -> bytes:
    """Put the minutes on paper. They were opened for that, and it was audited, before."""
    return paper(
        title=_("Strategy discussion: %(name)s") % {"name": opened.name},
        lead=tuple(_lead(opened)),
        sections=tuple(_sections(opened)),
        made_at=opened.as_of,
        made_by=by.name,
        made=made(by=by, at=opened.as_of),
        footer=held_as_the_record(name=opened.name, reference=opened.child),
        progress=progress,
    )


def _lead(opened: Minutes) -> Iterator[Block]:
    author = ", ".join(filter(None, (opened.by_name, opened.by_role, opened.by_organisation)))
    yield Facts(
        facts=(
            Fact(label=_("Held"), words=f"{written(opened.line.held)}. {HELD_SAID[opened.line.held_by]}"),
            Fact(label=_("Child"), words=opened.child),
            Fact(label=_("Recorded"), words=f"{written_moment(opened.recorded_at)}, {author}"),
        )
    )


def _sections(opened: Minutes) -> Iterator[Section]:
    yield Section(heading=_("Who took part"), blocks=tuple(_people(opened)))
    if opened.about:
        seen = tuple(
            _("Last seen %(seen)s, reference %(reference)s")
            % {"seen": written(each.last_seen), "reference": each.reference}
            for each in opened.about
        )
        yield Section(heading=_("The times missing it was about"), blocks=(Bullets(items=seen),))
    yield Section(heading=_("What is known"), blocks=(Paragraph(words=opened.known),))
    yield Section(heading=_("What was decided"), blocks=(Paragraph(words=opened.line.decided),))
    yield Section(heading=_("Enquiries under section 47"), blocks=tuple(_enquiries(opened)))
    yield Section(heading=_("What follows"), blocks=tuple(_follows(opened)))
    if opened.actions:
        rows = tuple(_action(each) for each in opened.actions)
        columns = (_("What is to be done"), _("By whom"), _("By which day"), _("What came of it"))
        table = Table(columns=columns, rows=rows, widths=(0, 40, 26, 40))
        yield Section(heading=_("What somebody is to do"), blocks=(table,))
    if opened.given:
        yield Section(heading=_("To whom these minutes were given"), blocks=(_given(opened),))


def _people(opened: Minutes) -> Iterator[Block]:
    rows = tuple((each.name, each.post, each.organisation) for each in opened.took_part)
    yield Table(columns=(_("Name"), _("Post"), _("Organisation")), rows=rows)
    if opened.absent:
        yield Paragraph(words=_("Not there: %(who)s.") % {"who": said_of(opened.absent)})
    if opened.could_not:
        yield Paragraph(words=_("Who could not take part: %(words)s") % {"words": opened.could_not})


def _enquiries(opened: Minutes) -> Iterator[Block]:
    line = opened.line
    yield Paragraph(words=f"{SECTION_47_SAID[line.section_47]}. {opened.section_47_because}")
    if line.conference:
        told = {
            "day": f"{line.conference.due_on.day} {line.conference.due_on:%B %Y}",
            "source": line.conference.source,
            "read": line.conference.read,
        }
        words = _(
            "If the enquiries bear out the concern: initial child protection conference by %(day)s. %(source)s. "
            "How this text was read: %(read)s."
        )
        yield Paragraph(words=words % told)
    if line.assessment:
        yield Paragraph(words=_assessment(line.assessment))


def _assessment(known: Assessment) -> str:
    told = {
        "day": f"{known.due_on.day} {known.due_on:%B %Y}",
        "source": known.source,
        "read": known.read,
    }
    if known.is_from_referral:
        words = _("Statutory assessment complete by %(day)s. %(source)s. How this text was read: %(read)s.")
    else:
        words = _(
            "Statutory assessment complete by %(day)s at the latest, counted from this discussion: the day the "
            "referral was accepted is not recorded, and it may be sooner. %(source)s. How this text was read: %(read)s."
        )
    return words % told


def _follows(opened: Minutes) -> Iterator[Block]:
    on = opened.line.next_review_on
    again = (
        f"{on.day} {on:%B %Y}" if on else _("Decided not to be: %(why)s") % {"why": opened.no_review_because}
    )
    yield Facts(
        facts=(
            Fact(
                label=_("First responder, if a referral is made"),
                words=opened.first_responder or _("Nobody was named"),
            ),
            Fact(label=_("Looked at again"), words=again),
        )
    )


def _action(line: ActionLine) -> tuple[str, ...]:
    came = f"{OUTCOME_SAID[line.outcome]}. {line.result}" if line.outcome else _("Not answered yet")
    due = f"{line.due_on.day} {line.due_on:%B %Y}"
    return (line.words, f"{line.owner}, {line.organisation}", due, came)


def _given(opened: Minutes) -> Bullets:
    items = []
    for each in opened.given:
        words = f"{each.to}, {each.organisation}, {_ROUTES[each.route]}, {written(each.given)}"
        if each.receipt:
            on = each.receipt.received_on
            words += _(". Received %(day)s: %(words)s") % {
                "day": f"{on.day} {on:%B %Y}",
                "words": each.receipt.words,
            }
        items.append(words)
    return Bullets(items=tuple(items))
