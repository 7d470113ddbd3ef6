"""The demonstration's outbox: what would have been sent, so that a newcomer can be the recipient too."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantern.queries import tellings
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment

_LINK = re.compile(r"https?://\S+?(/told/[0-9a-f]+)")


@never_cache
@require_safe
@door(Permission.SEE_OUTBOX)
def outbox(request: HttpRequest) -> HttpResponse:
    """List the messages, newest first; there is no such page in a live installation."""
    if not settings.IS_DEMO:
        raise Http404
    now = moment()
    messages: list[dict[str, Any]] = [
        {
            "to": row.recipient,
            "subject": row.subject,
            "sent_at": row.sent_at,
            "words": _with_links(row.body),
        }
        for row in tellings.outbox(by=actor_of(request), now=now)
    ]
    context = {"letters": messages, "now": now, "has_server": bool(settings.SMTP_URL)}
    return render(request, "pages/outbox.html", context)


def _with_links(body: str) -> SafeString:
    """Make the links of a message open on this machine, whatever address it is served from."""
    drawn = linebreaks(escape(body.strip())).replace("<p>", '<p class="govuk-body">')
    return mark_safe(  # noqa: S308 - escaped above; only our own links are put in
        _LINK.sub(
            lambda found: format_html(
                '<a class="govuk-link govuk-!-text-break-word" href="{}">{}</a>', found[1], found[0]
            ),
            drawn,
        )
    )
