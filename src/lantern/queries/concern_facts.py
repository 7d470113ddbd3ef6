"""The facts of an entry about trafficking, as a chronology shows them: label and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db.models import prefetch_related_objects

from lantern.queries.concern_events import DETAILS, of_kind
from lantern.record.models import Event
from lantern.vocabulary.concerns import AuthorityView, ChallengeAbout, GuardianRole
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.referrals import Decider, Ground, Outcome, Purpose
from lantern.vocabulary.signs import BY_CODE, Certainty

Facts = list[tuple[str, str]]
_VIEW = {
    AuthorityView.FACTOR_RECORDED: "a factor is recorded",
    AuthorityView.AT_RISK_AVERTED: "at risk, averted",
    AuthorityView.POTENTIAL_VICTIM: "potential victim",
}
_CERTAINTY = {Certainty.OBSERVED: "Observed", Certainty.SUSPECTED: "Suspected"}
_DECIDER = {
    Decider.COMPETENT_AUTHORITY: "the competent authority",
    Decider.DEVOLVED_PANEL: "a devolved panel",
}
_GROUND = {Ground.REASONABLE: "Reasonable grounds", Ground.CONCLUSIVE: "Conclusive grounds"}
_OUTCOME = {Outcome.POSITIVE: "positive", Outcome.NEGATIVE: "negative"}
_PURPOSE = {
    Purpose.REFERENCE: "its reference came",
    Purpose.FURTHER_INFORMATION: "further information was sent",
    Purpose.RECONSIDERATION: "a reconsideration was asked for",
}
_ABOUT = {
    ChallengeAbout.SAFER_ACCOMMODATION: "safer accommodation",
    ChallengeAbout.TRACING: "tracing the family",
    ChallengeAbout.OTHER: "something else",
}
_ROLE = {
    GuardianRole.DIRECT: "works with the child",
    GuardianRole.INDIRECT: "works with those who care for the child",
}


def facts_of(rows: Sequence[Event]) -> dict[int, Facts]:
    """Give, by entry, the facts of entries about trafficking; of entries of other kinds nothing is asked."""
    found: dict[int, Facts] = {}
    for kind, details in DETAILS.items():
        own = of_kind(rows, kind)
        prefetch_related_objects(own, *details)
        # whoever may read that there is an entry need not be one who may read its details
        found |= {row.pk: _READ[kind](row) for row in own if hasattr(row, details[0].partition("__")[0])}
    return found


def _signs(row: Event) -> Facts:
    seen = [
        (_CERTAINTY[Certainty(one.certainty)], BY_CODE[one.code].words)
        for one in sorted(row.signs_seen.all(), key=lambda one: one.pk)
    ]
    return [*seen, ("Rests on", row.concern.evidence)]


def _not_referred(row: Event) -> Facts:
    held = row.not_referred
    return [("Decided by", held.decided_by), ("Look again on", f"{held.look_again_on:%-d %B %Y}")]


def _referred(row: Event) -> Facts:
    held = row.nrm_referral
    form = held.welfare_form
    return [
        ("Child welfare form sent", f"{form.sent_on:%-d %B %Y}, to {form.sent_to}"),
        ("Who decides", _DECIDER[Decider(held.decider)]),
    ]


def _decided(row: Event) -> Facts:
    held = row.nrm_decision
    anew = ", decided anew" if held.anew_id else ""
    said = f"{_OUTCOME[Outcome(held.outcome)]}, by {_DECIDER[Decider(held.decider)]}{anew}"
    return [(_GROUND[Ground(held.ground)], said)]


def _letter(row: Event) -> Facts:
    held = row.nrm_letter
    of = _GROUND[Ground(held.ground)] if held.ground else ""
    return [("What", _PURPOSE[Purpose(held.purpose)]), ("Decision", of), ("Reference", held.reference)]


def _named(row: Event) -> Facts:
    held = row.guardian_allocation
    return [("Guardian", f"{held.guardian_name}, {held.service}"), ("Role", _ROLE[GuardianRole(held.role)])]


_READ: Mapping[EventKind, Callable[[Event], Facts]] = {
    EventKind.CONCERN_RECORDED: _signs,
    EventKind.CONCERN_VIEWED: lambda row: [("Our view", _VIEW[AuthorityView(row.view.view)])],
    EventKind.NOT_REFERRED: _not_referred,
    EventKind.NRM_REFERRED: _referred,
    EventKind.NRM_DECIDED: _decided,
    EventKind.NRM_INFORMED: _letter,
    EventKind.GUARDIAN_REFERRED: lambda row: [
        ("Service", row.guardian_asked.service),
        ("Reference", row.guardian_asked.reference),
    ],
    EventKind.GUARDIAN_ALLOCATED: _named,
    EventKind.GUARDIAN_SAID: lambda row: [("On", row.guardian_note.about)],
    EventKind.GUARDIAN_CHALLENGED: lambda row: [
        ("About", _ABOUT[ChallengeAbout(row.guardian_challenge.about)])
    ],
    EventKind.GUARDIAN_ANSWERED: lambda row: [
        ("Answer", "agreed" if row.guardian_answer.agreed else "not agreed")
    ],
}
