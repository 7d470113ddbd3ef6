"""Where an address leads."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("lantern.web.addresses"))]

# The last words of every page that cannot be given. The last of them also meets a database that is away.
handler400 = "lantern.web.errors.malformed"
handler403 = "lantern.web.errors.forbidden"
handler404 = "lantern.web.errors.not_found"
handler500 = "lantern.web.errors.broken"
