"""The services that may be asked for an interview: how many they hold, who works at weekends, as it was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import service_answers
from lantern.policies.interview_services import days_without_cover
from lantern.queries import service_terms as seen
from lantern.queries.service_terms import ServiceLine, TermsLine
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.interview_services import TermsForm

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.ASK_INTERVIEWER)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List the services that may be asked, with what each holds and what was agreed."""
    now = moment()
    lines = seen.services(by=actor_of(request), now=now)
    shown = [
        {"line": one, "holds": load(one), "weekend": weekend(one.terms), "told": told_by(one)}
        for one in lines
    ]
    return render(request, "pages/interview_services.html", {"shown": shown, "now": now})


@door(Permission.ASK_INTERVIEWER)
@require_http_methods(VERBS)
def terms(request: HttpRequest, service: str) -> HttpResponse:
    """Show what was agreed with one service, and keep what is agreed from a day on."""
    by, now = actor_of(request), moment()
    page = seen.terms_of(service=service, by=by, now=now)
    form = TermsForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})

    def act() -> None:
        service_answers.keep_terms(service=service, **form.given(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(
            request, _("Kept. It is shown where a service is chosen, and keeps nobody from asking.")
        )
        return redirect("service-terms", service=service)
    context = {
        "form": form,
        "page": page,
        "holds": load(page.service),
        "weekend": weekend(page.service.terms),
        "earlier": [{"line": one, "words": _agreed(one)} for one in page.earlier],
    }
    return render(request, "pages/service_terms.html", context)


def load(one: ServiceLine) -> str:
    """Say how many interviews a service holds for this authority, of how many that were agreed."""
    most = one.terms.most_open if one.terms else None
    if most is None:
        words = ngettext("%(n)d open from you", "%(n)d open from you", one.open_now)
        return words % {"n": one.open_now} + _(", no number agreed")
    words = _("%(n)d open from you, of %(most)d agreed") % {"n": one.open_now, "most": most}
    return words + (_(": all are taken") if one.open_now >= most else "")


def weekend(terms: TermsLine | None) -> str:
    """Say in words who works there at weekends."""
    if terms is None:
        return _("Weekends: not recorded")
    days = {
        (True, True): _("Works Saturdays and Sundays"),
        (True, False): _("Works Saturdays, not Sundays"),
        (False, True): _("Works Sundays, not Saturdays"),
        (False, False): _("Nobody works at the weekend"),
    }[terms.works_saturday, terms.works_sunday]
    return f"{days}: {terms.weekend_words}" if terms.weekend_words else days


def told_by(one: ServiceLine) -> str:
    """Say how a service hears that it is asked."""
    if one.people:
        words = ngettext(
            "%(n)d interviewer has an account here", "%(n)d interviewers have an account here", one.people
        )
        return words % {"n": one.people}
    if one.channel is Channel.EMAIL and not one.has_second_mailbox:
        told = _("No account here: told by e-mail, with a link to this one referral")
        return f"{told}; " + _("no second mailbox: link and code go to one")
    if one.channel is Channel.EMAIL:
        return _("No account here: told by e-mail, with a link to this one referral")
    if one.channel is Channel.TELEPHONE:
        return _("No account and no mailbox: somebody rings them")
    return _("No account, no mailbox and no number is recorded: nothing reaches them")


def uncovered(one: ServiceLine, hours: tuple[datetime, datetime] | None, *, now: datetime) -> str:
    """Name the days at the weekend, of those that are left of the 72 hours, on which nobody works there."""
    if hours is None or one.terms is None or hours[1] <= now:
        return ""
    days = days_without_cover(
        saturday=one.terms.works_saturday,
        sunday=one.terms.works_sunday,
        since=max(now, hours[0]),
        until=hours[1],
    )
    return _("Nobody works there on %(days)s, within the 72 hours.") % {"days": _and(days)} if days else ""


def hint(one: ServiceLine, hours: tuple[datetime, datetime] | None, *, now: datetime) -> str:
    """Give what is said of a service where one is chosen."""
    parts = [load(one), weekend(one.terms), told_by(one)]
    return ". ".join(parts) + f". {uncovered(one, hours, now=now)}".rstrip()


def _and(days: Sequence[date]) -> str:
    named = [date_format(day, "l j F") for day in days]
    return (
        named[0]
        if len(named) == 1
        else _("%(first)s and %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}
    )


def _agreed(one: TermsLine) -> str:
    most = _("no number agreed") if one.most_open is None else _("%(n)d at a time") % {"n": one.most_open}
    return f"{most}. {weekend(one)}"
