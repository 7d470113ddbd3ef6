"""The addresses of the page a worker gives a child, whose own says nothing of what it is, and of one's calendar."""

from __future__ import annotations

from django.urls import path

from lantern.web import calendars, childs_page

urlpatterns = [
    path("c/<str:token>", childs_page.childs_page, name="childs-page"),
    path("missing/<slug:reference>/childs-page", childs_page.links, name="childs-links"),
    path(
        "missing/<slug:reference>/childs-page/<str:link>/withdraw",
        childs_page.withdraw,
        name="withdraw-childs-link",
    ),
    path("calendar", calendars.calendar, name="calendar"),
    path("calendar/withdraw", calendars.withdraw, name="withdraw-calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar-feed"),
    path("set-up/childs-page", childs_page.texts, name="childs-texts"),
    path("set-up/childs-page/<str:language>", childs_page.text, name="childs-text"),
]
