"""The addresses of a search through the night: calls to be made, enquiries, the rota, and the hand-over."""

from __future__ import annotations

from django.urls import path

from lantern.web import enquiries, links, ringing, rota

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path(f"{EPISODE}/ring/<slug:telling>", ringing.ring, name="ring"),
    path(f"{EPISODE}/enquiries/new", enquiries.enquiry, name="enquiry"),
    path(f"{EPISODE}/enquiries/<int:number>", enquiries.answer, name="answer-enquiry"),
    path(f"{EPISODE}/look-again", enquiries.look_again, name="look-again"),
    path(f"{EPISODE}/links", links.links, name="links"),
    path(f"{EPISODE}/links/withdraw", links.withdraw_all, name="withdraw-links"),
    path(f"{EPISODE}/links/<slug:telling>/withdraw", links.withdraw_one, name="withdraw-link"),
    path("rota", rota.rota, name="rota"),
    path("rota/<int:number>/end", rota.end_shift, name="end-shift"),
    path("hand-over", rota.hand_over, name="hand-over"),
]
