"""The addresses of children who arrived alone, and of placements outside the area."""

from __future__ import annotations

from django.urls import path

from lantern.web import arrivals

CHILD = "children/<slug:reference>"
ARRIVAL = f"{CHILD}/arrival"

urlpatterns = [
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/new", arrivals.register, name="register-arrival"),
    path(ARRIVAL, arrivals.arrival, name="arrival"),
    path(f"{ARRIVAL}/acknowledge", arrivals.acknowledge, name="acknowledge-arrival"),
    path(f"{ARRIVAL}/age", arrivals.age, name="arrival-age"),
    path(f"{ARRIVAL}/first-days", arrivals.first_days, name="first-days"),
]
