"""The addresses of who has to do with a child: organisations by their post, and relatives and friends."""

from __future__ import annotations

from django.urls import path

from lantern.web import involved, private_people, webhooks

PEOPLE = "missing/<slug:reference>/people"

urlpatterns = [
    path("children/<slug:reference>/involved", involved.involved, name="involved"),
    path("children/<slug:reference>/involved/<int:number>/number", involved.number, name="worker-number"),
    path("children/<slug:reference>/involved/<int:number>/end", involved.end, name="end-involvement"),
    path(PEOPLE, private_people.private_people, name="private-people"),
    path(f"{PEOPLE}/new", private_people.add, name="add-private-person"),
    path(f"{PEOPLE}/nobody", private_people.nobody, name="tell-nobody"),
    path(f"{PEOPLE}/<slug:person>/decide", private_people.decide, name="decide-private-person"),
    path(f"{PEOPLE}/<slug:person>/ring", private_people.ring, name="ring-private-person"),
    path("set-up/organisations/<str:reference>/webhook", webhooks.webhook, name="webhook"),
    path("set-up/organisations/<str:reference>/webhook/end", webhooks.end, name="end-webhook"),
]
