"""The addresses of a home's tablets."""

from __future__ import annotations

from django.urls import path

from lantern.web import tablets

urlpatterns = [
    path("tablets", tablets.tablets, name="tablets"),
    path("tablets/<slug:reference>", tablets.home_tablets, name="home-tablets"),
    path("tablets/<slug:reference>/<int:number>/withdraw", tablets.withdraw_tablet, name="withdraw-tablet"),
    path("tablets/<slug:reference>/pins/<int:number>/withdraw", tablets.withdraw_pin, name="withdraw-pin"),
    path("tablet", tablets.tablet, name="tablet"),
]
