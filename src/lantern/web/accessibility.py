"""What is said to everybody about using Lantern, and about what it keeps of whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantern.web.doors import open_door


@open_door("Whoever cannot use a page must be able to read what to do instead.")
@never_cache
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and what was not, and how to have it another way."""
    return render(request, "pages/accessibility.html", {})


@open_door("Everybody may know what is kept about whom, and who sees it.")
@never_cache
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, who sees it, and whom to ask."""
    return render(request, "pages/privacy.html", {})
