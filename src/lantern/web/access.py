"""Who may do what, as a page that anybody who signs in can read and print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantern.policies import access_words
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door


@never_cache
@require_safe
@door(Permission.SEE_ACCESS_MATRIX)
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the matrix in words, the reader's own role first and open."""
    own = actor_of(request).role
    roles = sorted(access_words.roles(), key=lambda words: words.role is not own)
    return render(
        request, "pages/access.html", {"roles": roles, "own": own, "all_open": "all" in request.GET}
    )
