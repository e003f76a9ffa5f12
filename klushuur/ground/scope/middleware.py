"""The corporation of a request: from its path, or of the staff user where the path has none."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from klushuur.ground.scope import scope


class ScopeMiddleware:
    """Sets `request.corporation` and the scope; a path and a staff user of two corporations meet a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scope.enter(None)
        request.corporation = None  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            scope.enter(None)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """Take the corporation out of the path. Raises Http404 for an unknown one, and for another than a staff user's own."""
        own: int | None = getattr(request.user, "scope_id", None)
        model = apps.get_model(settings.SCOPE_MODEL)
        # taken out: a view asks its request for the corporation, and gets one that was checked
        slug = kwargs.pop("corporation", None)
        if slug is not None:
            corporation = model.objects.filter(slug=slug).first()
            # one answer for both: nobody learns so which corporations are here
            if corporation is None or own not in (None, corporation.pk):
                raise Http404("corporation")
        else:
            corporation = model.objects.filter(pk=own).first() if own else None
        request.corporation = corporation  # type: ignore[attr-defined]
        scope.enter(corporation.pk if corporation else None)
