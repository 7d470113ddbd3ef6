"""What the record already says of a child that a referral asks: filled in beforehand, for a person to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lantern.accounts.models import Organisation
from lantern.policies.access import ROLE_TITLES
from lantern.queries.children import all_names
from lantern.queries.concern_events import of_kind, standing_of
from lantern.queries.guardians import guardian_of
from lantern.record.models import Child, Event, Involvement, MissingEpisode, PoliceCallDetail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.missing import DateCertainty, Sex
from lantern.vocabulary.signs import BY_CODE, Certainty

_SEX = {Sex.FEMALE.value: "Female", Sex.MALE.value: "Male"}
_CERTAINTY = {
    DateCertainty.DOCUMENTED.value: "from a document",
    DateCertainty.STATED.value: "as stated",
    DateCertainty.ESTIMATED.value: "an estimate; treated as under 18",
    DateCertainty.DISPUTED.value: "disputed; treated as under 18",
}


def known_of(child: Child, *, by: Actor) -> dict[str, str]:
    """Give the answers that the record has, by the names of the questions; what it has not is left out."""
    rows = standing_of(child)
    found = {**_of_child(child), **_of_people(child, rows), **_of_police(child), **_of_reader(by)}
    found["signs"] = "\n".join(_signs(of_kind(rows, EventKind.CONCERN_RECORDED)))
    return {name: words for name, words in found.items() if words}


def _of_child(child: Child) -> dict[str, str]:
    born = ""
    if child.date_of_birth and not child.is_unidentified:
        born = f"{child.date_of_birth:%-d %B %Y}, {_CERTAINTY[child.date_of_birth_certainty]}"
    return {
        "name": "; ".join(all_names([child.pk]).get(child.pk, ())),
        "date_of_birth": born,
        "gender": _SEX.get(child.sex, ""),
        "nationality": child.nationality,
        "language": child.languages,
        "living_where": child.placement_provider.name if child.placement_provider else "",
        "looked_after_by": _reached(child.responsible_authority),
    }


def _of_people(child: Child, rows: Sequence[Event]) -> dict[str, str]:
    worker = (
        Involvement.objects.filter(child=child, capacity=Capacity.SOCIAL_WORKER.value, ended_at=None)
        .select_related("organisation", "team")
        .first()
    )
    guardian = guardian_of(rows).now
    named = (guardian.guardian_name, guardian.service, guardian.contact) if guardian else ()
    return {
        "social_worker": ", ".join(
            filter(
                None,
                (worker.person, worker.telephone or worker.team_telephone, _reached(worker.organisation)),
            )
        )
        if worker
        else "",
        "guardian": ", ".join(filter(None, named)),
    }


def _of_police(child: Child) -> dict[str, str]:
    missing = MissingEpisode.objects.filter(child=child, returned_on=None, is_void=False).first()
    call = (
        PoliceCallDetail.objects.filter(event__episode__child=child)
        .exclude(log_number="")
        .select_related("police_force")
        .order_by("-pk")
        .first()
    )
    return {
        "missing_now": Answer.YES.value if missing else "",
        "police_reference": f"{call.log_number} (report of a missing child)" if call else "",
    }


def _of_reader(by: Actor) -> dict[str, str]:
    own = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    return {
        "authority": own.name if own else "",
        "responder": f"{by.name}, {ROLE_TITLES[by.role].lower()}",
        "responder_contact": own.out_of_hours_telephone or own.switchboard if own else "",
    }


def _reached(organisation: Organisation) -> str:
    number = organisation.out_of_hours_telephone or organisation.switchboard
    return ", ".join(filter(None, (organisation.name, number)))


def _signs(rows: Sequence[Event]) -> Iterator[str]:
    """Say each sign with whether it was observed and when: never how many there are."""
    for row in rows:
        on = spoken(When(on=row.happened_on)).removesuffix(", time not known")
        for seen in row.signs_seen.all():
            certainty = "observed" if seen.certainty == Certainty.OBSERVED.value else "suspected"
            yield f"{BY_CODE[seen.code].words} ({certainty}, {on})"
        if row.words:
            yield f"{row.words} ({on})"
