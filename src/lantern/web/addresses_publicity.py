"""The addresses of a search beside its enquiries: appeals, a charity's text, orders, notices; and a child's year."""

from __future__ import annotations

from django.urls import path

from lantern.web import publicity, search_measures, still_missing, year

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path(f"{EPISODE}/search", search_measures.measures, name="search-measures"),
    path(f"{EPISODE}/search/review", still_missing.review, name="review-search"),
    path(f"{EPISODE}/appeals/new", publicity.propose, name="propose-appeal"),
    path(f"{EPISODE}/appeals/<int:number>/sign", publicity.sign, name="sign-appeal"),
    path(f"{EPISODE}/appeals/<int:number>/published", publicity.publish, name="publish-appeal"),
    path(f"{EPISODE}/signatures/<int:number>/withdraw", publicity.withdraw, name="withdraw-signature"),
    path(f"{EPISODE}/places/<int:number>/down", publicity.take_down, name="take-down"),
    path(f"{EPISODE}/textsafe/new", search_measures.text_safe, name="textsafe"),
    path(f"{EPISODE}/textsafe/<int:number>", search_measures.text_safe_answer, name="textsafe-answer"),
    path(f"{EPISODE}/recovery-orders/new", search_measures.order, name="recovery-order"),
    path(
        f"{EPISODE}/recovery-orders/<int:number>",
        search_measures.order_decision,
        name="recovery-order-decision",
    ),
    path(f"{EPISODE}/home-office", search_measures.home_office, name="home-office"),
    path(f"{EPISODE}/warning-notices/new", search_measures.notice, name="warning-notice"),
    path("children/<slug:reference>/year", year.year, name="year"),
]
