"""Every address a person may open, one list for each half of the house's front."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("lantern.web.addresses_absence")),
    path("", include("lantern.web.addresses_after")),
    path("", include("lantern.web.addresses_childs_page")),
    path("", include("lantern.web.addresses_unknown")),
    path("", include("lantern.web.addresses_tablets")),
    path("", include("lantern.web.addresses_missing")),
    path("", include("lantern.web.addresses_night")),
    path("", include("lantern.web.addresses_papers")),
    path("", include("lantern.web.addresses_concern")),
    path("", include("lantern.web.addresses_people")),
    path("", include("lantern.web.addresses_case")),
    path("", include("lantern.web.addresses_plans")),
    path("", include("lantern.web.addresses_arrivals")),
    path("", include("lantern.web.addresses_discussions")),
    path("", include("lantern.web.addresses_duplicates")),
    path("", include("lantern.web.addresses_publicity")),
    path("", include("lantern.web.addresses_places")),
    path("", include("lantern.web.addresses_rest")),
]
