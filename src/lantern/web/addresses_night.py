"""The addresses of a search through the night: calls, enquiries, who is let in, what is sealed, who is on duty."""

from __future__ import annotations

from django.urls import path

from lantern.web import enquiries, hand_over, links, numbers, ringing, rota, sealing, sharing

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path(f"{EPISODE}/ring/<slug:telling>", ringing.ring, name="ring"),
    path(f"{EPISODE}/enquiries/new", enquiries.enquiry, name="enquiry"),
    path(f"{EPISODE}/enquiries/<int:number>", enquiries.answer, name="answer-enquiry"),
    path(f"{EPISODE}/look-again", enquiries.look_again, name="look-again"),
    path(f"{EPISODE}/links", links.links, name="links"),
    path(f"{EPISODE}/links/withdraw", links.withdraw_all, name="withdraw-links"),
    path(f"{EPISODE}/links/<slug:telling>/withdraw", links.withdraw_one, name="withdraw-link"),
    path(f"{EPISODE}/let-in", sharing.let_in, name="let-in"),
    path(f"{EPISODE}/let-in/<slug:organisation>", sharing.let_in_organisation, name="let-in-organisation"),
    path(f"{EPISODE}/let-in/<slug:organisation>/end", sharing.shut_out, name="shut-out"),
    path(f"{EPISODE}/seal/<int:event>", sealing.seal, name="seal"),
    path("seals", sealing.sealed, name="seals"),
    path("seals/<int:number>", sealing.sealed_entry, name="sealed-entry"),
    path("rota", rota.rota, name="rota"),
    path("rota/<int:number>/end", rota.end_shift, name="end-shift"),
    path("hand-over", hand_over.hand_over, name="hand-over"),
    path("numbers", numbers.numbers, name="numbers"),
]
