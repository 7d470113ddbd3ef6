"""What a telling says by each channel: a reference and a link, and nothing that names or places a child."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC

from django.conf import settings

from lantern.accounts.models import WebhookTarget
from lantern.gateways import mail, sms, webhooks
from lantern.queries.interviews import DUTY as INTERVIEW
from lantern.queries.open_arrivals import handed_over_by
from lantern.record.models import OwedDuty, Telling
from lantern.vocabulary.days import LONDON
from lantern.vocabulary.tellings import Channel, TellingAbout
from lantern.vocabulary.waking import StepKind

Message = mail.Message | sms.Text | webhooks.Call

_SUBJECT = {
    TellingAbout.MISSING: "A child is missing: please acknowledge",
    TellingAbout.LOCATED: "A child has been found and is not yet back",
    TellingAbout.RETURNED: "A child is back",
    TellingAbout.CORRECTED: "Correction: what we told you has changed",
    TellingAbout.NOT_YOURS: "Correction: the child we told you of is another child",
    TellingAbout.CHILD_SAID: "A child has left word: please acknowledge",
    TellingAbout.ARRIVED: "A child has arrived alone in your area: please acknowledge",
    TellingAbout.HANDED: "A child who arrived alone is handed over to you: please acknowledge",
    TellingAbout.ASKED: "A return interview is asked of you: please answer",
    TellingAbout.OWED: "Something owed to a child is near its time, or past it: please acknowledge",
    TellingAbout.UNASKED: "Correction: the return interview you were asked for no longer stands",
    TellingAbout.LET_IN: "You have been let into the record of a missing child",
}


def message_of(telling: Telling) -> Message:
    """Write one telling's message for its own channel. It goes to an organisation: there is no other address to use."""
    channel = Channel(telling.channel)
    if channel is Channel.SMS:
        return sms.Text(
            message_id=telling.reference,
            number=telling.organisation.duty_mobile,
            words=f"Lantern: a message about reference {telling.about_reference} is waiting in your duty mailbox",
        )
    return _call_for(telling) if channel is Channel.WEBHOOK else message_for(telling)


def send(message: Message) -> mail.Sent:
    """Hand one message to the gateway of its channel; raise nothing foreseen."""
    if isinstance(message, sms.Text):
        return sms.send(message)
    return webhooks.send(message) if isinstance(message, webhooks.Call) else mail.send(message)


def message_for(telling: Telling) -> mail.Message:
    """Write the e-mail of one telling. It holds no name, address, photograph or confidence."""
    about = TellingAbout(telling.about)
    team = f"{telling.team.name}, " if telling.team else ""
    if about is TellingAbout.ASKED:
        return _letter(telling, f"To: {team}{telling.organisation.name}\n\n{_asked_for(telling)}")
    if about is TellingAbout.UNASKED:
        return _letter(telling, f"To: {team}{telling.organisation.name}\n\n{_asked_no_more(telling)}")
    body = (
        f"To: {team}{telling.organisation.name}\n\n"
        f"{_SUBJECT[about]}.\n"
        f"{_who_hands_over(telling)}Reference: {telling.about_reference}\n{_owed(telling)}\n"
        "Open this page and ask for a code. Opening the page does nothing by itself:\n"
        f"{_link(telling)}\n\n"
        f"Until somebody acknowledges, {_shown_until(about)}.\n"
        "This message names no child on purpose. Do not reply to it with a child's details.\n"
    )
    return _letter(telling, body)


def _owed(telling: Telling) -> str:
    """Say which duty it is, and when it is or was due: the words of its file, which are the same for every child."""
    step = telling.owed_step
    if step is None:
        return ""
    duties = OwedDuty.objects.filter(episode=step.episode_id, child=step.child_id, code=step.code)
    duty = duties.order_by("pk").first()
    due = step.due_at.astimezone(LONDON)
    how = "is due" if step.step == StepKind.WARNING.value else "was due"
    return (
        f"What is owed: {duty.title if duty else step.code}\n"
        f"It {how} {due:%A} {due.day} {due:%B %Y} at {due:%H:%M}, and is not recorded as done.\n"
    )


def _shown_until(about: TellingAbout) -> str:
    if about is TellingAbout.OWED:
        return "the next person is told, as your local table of who is told says"
    return "the night board shows that nobody has answered"


def _who_hands_over(telling: Telling) -> str:
    former = handed_over_by(telling)
    return f"{former.name} hands the child over. Nobody has answered for this child yet.\n" if former else ""


def _letter(telling: Telling, body: str) -> mail.Message:
    host = settings.MAIL_FROM.rpartition("@")[2] or "lantern"
    return mail.Message(
        message_id=f"<{telling.reference.lower()}@{host}>",
        recipient=(telling.team.email if telling.team else "") or telling.organisation.email,
        subject=f"{_subject(telling)} ({telling.about_reference})",
        body=body,
    )


_HELD_BY_THEM = "A new link for the return interview that you hold"


def _subject(telling: Telling) -> str:
    about = TellingAbout(telling.about)
    return _HELD_BY_THEM if about is TellingAbout.ASKED and _is_accepted(telling) else _SUBJECT[about]


def _is_accepted(telling: Telling) -> bool:
    """Say whether the service had accepted before this was written: it is then asked for no answer again."""
    accepted_at = telling.asked.accepted_at if telling.asked else None
    return accepted_at is not None and accepted_at <= telling.recorded_at


def _asked_for(telling: Telling) -> str:
    """Say that an interview is asked, and how many hours were left then: not who the child is, nor where."""
    accepted = _is_accepted(telling)
    first = (
        f"{_HELD_BY_THEM}. The one before opens nothing."
        if accepted
        else "A return interview is asked of you."
    )
    there = "and return" if accepted else "say whether you can hold it, and return"
    return (
        f"{first}\nReference: {telling.about_reference}\n{_hours_left(telling, accepted=accepted)}\n\n"
        "Open this page and ask for a code. Opening the page does nothing by itself:\n"
        f"{_link(telling)}\n\n"
        f"There you read who it is, {there} what came of it. The link opens this one\n"
        "referral. This message names no child on purpose. Do not reply to it with a child's details.\n"
    )


def _asked_no_more(telling: Telling) -> str:
    """Say that what was asked no longer stands, and whom to ring: not why, since that says where the child is not."""
    sender = telling.of_episode.responsible_authority
    number = sender.out_of_hours_telephone or sender.switchboard
    return (
        "What you were asked no longer stands: hold no return interview for this reference.\n"
        f"Reference: {telling.about_reference}\n\n"
        f"Ring {sender.name}{f' on {number}' if number else ''} before you do anything else.\n"
        "The link that you were sent says so too, and takes no answer any more.\n\n"
        "This message names no child on purpose. Do not reply to it with a child's details.\n"
    )


def _hours_left(telling: Telling, *, accepted: bool) -> str:
    owed = OwedDuty.objects.filter(episode=telling.episode_id, code=INTERVIEW, due_at__isnull=False)
    due = owed.order_by("-due_at").values_list("due_at", flat=True).first()
    left = (due - telling.recorded_at).total_seconds() // 3600 if due else 0
    if left < 1:
        return f"The 72 hours are over, or nearly{'' if accepted else ': answer today'}."
    return f"Hours left of the 72, when this was written: {left:.0f}, weekends counted."


def _call_for(telling: Telling) -> webhooks.Call:
    """Write what an organisation's own system is told; where its webhook was withdrawn the call has no address."""
    target = WebhookTarget.objects.filter(
        organisation=telling.organisation_id, withdrawn_at__isnull=True
    ).first()
    return webhooks.Call(
        message_id=telling.reference,
        url=target.url if target else "",
        secret=target.secret if target else "",
        body={
            "reference": telling.about_reference,
            "about": telling.about,
            "at": telling.recorded_at.astimezone(UTC).isoformat(timespec="seconds"),
            "telling": telling.reference,
            "link": _link(telling),
        },
    )


def _link(telling: Telling) -> str:
    return f"{settings.PUBLIC_ADDRESS}/told/{token_for(telling)}"


def token_for(telling: Telling) -> str:
    """Make the link's token from the installation's secret, so that a repeated message carries the same link."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"link {telling.reference}".encode(), hashlib.sha256)
    return made.hexdigest()


def hash_of(secret: str) -> str:
    """Give what is kept of a token or a code."""
    return hashlib.sha256(secret.encode()).hexdigest()
