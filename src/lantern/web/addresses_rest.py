"""The addresses of signing in, of notices' recipients, of setting up, and of what is said to everybody."""

from __future__ import annotations

from django.urls import path

from lantern.web import access, accessibility, asked, health, imports, outbox, set_up, signing_in, told

urlpatterns = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("demo/sign-in", signing_in.demo_sign_in, name="demo-sign-in"),
    path("told/<str:token>", told.told, name="told"),
    path("told/<str:token>/code", told.told_code, name="told-code"),
    path("told/<str:token>/notice", told.told_notice, name="told-notice"),
    path("told/<str:token>/interview", asked.interview, name="asked-interview"),
    path("told/<str:token>/interview/answer", asked.answer, name="asked-answer"),
    path("told/<str:token>/interview/<slug:what>", asked.record, name="asked-record"),
    path("outbox", outbox.outbox, name="outbox"),
    path("imports", imports.imports, name="imports"),
    path("imports/<str:reference>", imports.import_run, name="import-run"),
    path("imports/<str:reference>/<int:number>", imports.import_row, name="import-row"),
    path("access", access.matrix, name="access"),
    path("set-up", set_up.set_up, name="set-up"),
    path("set-up/mail", set_up.send_code, name="send-proof-code"),
    path("set-up/mail/code", set_up.prove_mail, name="prove-mail"),
    path("set-up/number", set_up.prove_number, name="prove-number"),
    path("set-up/organisations/new", set_up.organisation, name="new-organisation"),
    path("set-up/organisations/<str:reference>", set_up.organisation, name="organisation"),
    path("set-up/organisations/<str:reference>/teams/new", set_up.team, name="new-team"),
    path("set-up/organisations/<str:reference>/teams/<int:number>", set_up.team, name="team"),
    path("accessibility", accessibility.accessibility, name="accessibility"),
    path("privacy", accessibility.privacy, name="privacy"),
    path("health", health.health, name="health"),
]
