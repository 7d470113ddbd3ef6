"""Prove, by a person and with a date, that mail arrives and that an out-of-hours number is answered."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings

from lantern.accounts.models import Account, Organisation, Proof
from lantern.actions.acting import acts, audit
from lantern.actions.notices import hash_of
from lantern.actions.organisations import require_set_up
from lantern.gateways import mail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.tellings import AttemptOutcome

CODE_HOLDS = timedelta(hours=1)
OLDEST_CALL = timedelta(days=30)


def send_proof_code(*, organisation: str, by: Actor, now: datetime) -> mail.Sent:
    """Send a code to an organisation's mailbox, through the mail server and in a demonstration too.

    The code is written first and handed over outside the transaction; how that ended is given back in words.
    """
    return mail.send(_make_code(organisation=organisation, by=by, now=now))


@acts
def _make_code(*, organisation: str, by: Actor, now: datetime) -> mail.Message:
    require_set_up(by)
    row = _organisation(organisation)
    if not row.email:
        raise Refused(f"No mailbox is recorded for {row.name}. Record one first.", field="organisation")
    code = f"{secrets.randbelow(10**8):08d}"
    proof = Proof.objects.create(
        kind=Proof.MAIL,
        organisation=row,
        address=row.email,
        code_hash=hash_of(f"proof {row.pk} {code}"),
        asked_at=now,
    )
    audit(action="proofs.send_proof_code", about=row.reference, by=by, now=now)
    host = settings.MAIL_FROM.rpartition("@")[2] or "lantern"
    return mail.Message(
        message_id=f"<proof-{proof.pk}.{secrets.token_hex(4)}@{host}>",
        recipient=row.email,
        subject="Lantern: a code, to prove that mail arrives",
        body=(
            f"The code is {code}\n\nType it in under Set-up. It holds for one hour.\n"
            "It proves that notices about missing children will reach this mailbox.\n"
        ),
    )


@acts
def prove_mail(*, code: str, by: Actor, now: datetime) -> Proof:
    """Take the code that arrived; it must be one sent within the hour, and each proves once."""
    require_set_up(by)
    sent = Proof.objects.select_for_update().filter(
        kind=Proof.MAIL, proved_at=None, asked_at__gt=now - CODE_HOLDS, organisation__isnull=False
    )
    for proof in sent.order_by("-asked_at"):
        if hmac.compare_digest(proof.code_hash, hash_of(f"proof {proof.organisation_id} {code}")):
            return _proved(proof, by=by, now=now)
    raise Refused(
        "That is not a code that was sent within the last hour. Nothing was changed. Check it, or send another.",
        field="code",
    )


@acts
def prove_number(
    *, organisation: str, number: str, answered_by: str, rung: When, by: Actor, now: datetime
) -> Proof:
    """Record that a person rang an organisation's out-of-hours number, who answered, and when."""
    require_set_up(by)
    row = _organisation(organisation)
    if not row.out_of_hours_telephone:
        raise Refused(
            f"No out-of-hours number is recorded for {row.name}. Record one first.", field="organisation"
        )
    if "".join(number.split()) != "".join(row.out_of_hours_telephone.split()):
        raise Refused(
            f"The number of {row.name} is {row.out_of_hours_telephone}, not the one you rang. Correct the one that is "
            "wrong, and ring again.",
            field="number",
        )
    if rung.latest < now - OLDEST_CALL:
        raise Refused("That call is more than 30 days old. Ring again.", field="rung")
    proof = Proof(
        kind=Proof.NUMBER, organisation=row, address=row.out_of_hours_telephone, asked_at=rung.earliest
    )
    proof.answered_by = answered_by.strip()
    return _proved(proof, by=by, now=now)


def _proved(proof: Proof, *, by: Actor, now: datetime) -> Proof:
    proof.proved_at, proof.code_hash = now, ""
    proof.proved_by = Account.objects.filter(pk=by.account_id).first() if by.account_id else None
    proof.save()
    about = proof.organisation.reference if proof.organisation else ""
    audit(action=f"proofs.prove_{proof.kind}", about=about, by=by, now=now)
    return proof


def _organisation(reference: str) -> Organisation:
    row = Organisation.objects.filter(reference=reference).first()
    if row is None:
        raise NotFound("There is no organisation by that reference.")
    return row


def was_taken(sent: mail.Sent) -> bool:
    """Say whether the mail server took the message."""
    return sent.outcome is AttemptOutcome.TAKEN
