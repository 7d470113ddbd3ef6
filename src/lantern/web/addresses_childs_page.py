"""The addresses of the page a worker gives a child. The child's own says nothing of what it is."""

from __future__ import annotations

from django.urls import path

from lantern.web import childs_page

urlpatterns = [
    path("c/<str:token>", childs_page.childs_page, name="childs-page"),
    path("missing/<slug:reference>/childs-page", childs_page.links, name="childs-links"),
    path(
        "missing/<slug:reference>/childs-page/<str:link>/withdraw",
        childs_page.withdraw,
        name="withdraw-childs-link",
    ),
    path("set-up/childs-page", childs_page.texts, name="childs-texts"),
    path("set-up/childs-page/<str:language>", childs_page.text, name="childs-text"),
]
