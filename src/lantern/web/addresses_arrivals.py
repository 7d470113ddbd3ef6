"""The addresses of children who arrived alone, and of placements outside the area."""

from __future__ import annotations

from django.urls import path

from lantern.web import arrivals, open_arrivals, out_of_area, transfers

CHILD = "children/<slug:reference>"
ARRIVAL = f"{CHILD}/arrival"
AREA = f"{CHILD}/out-of-area"

urlpatterns = [
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/new", arrivals.register, name="register-arrival"),
    path(ARRIVAL, arrivals.arrival, name="arrival"),
    path(f"{ARRIVAL}/acknowledge", arrivals.acknowledge, name="acknowledge-arrival"),
    path(f"{ARRIVAL}/ring/<slug:telling>", open_arrivals.ring, name="ring-arrival"),
    path(f"{ARRIVAL}/age", arrivals.age, name="arrival-age"),
    path(f"{ARRIVAL}/first-days", arrivals.first_days, name="first-days"),
    path("notices/received", out_of_area.received, name="notice-received"),
    path(AREA, out_of_area.out_of_area, name="out-of-area"),
    path(f"{AREA}/approve", out_of_area.approve, name="approve-placement"),
    path(f"{AREA}/notice", out_of_area.write_notice, name="write-notice"),
    path(f"{AREA}/notice/<int:number>/paper", out_of_area.paper, name="notice-paper"),
    path(f"{AREA}/notice/<int:number>/given", out_of_area.give, name="notice-given"),
    path(f"{AREA}/notice/<int:number>/acknowledged", out_of_area.acknowledge, name="notice-acknowledged"),
    path(f"{CHILD}/transfer", transfers.transfer, name="transfer"),
    path(f"{CHILD}/placements/told", out_of_area.hearers, name="placement-hearers"),
]
