from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corporations import rules
from corporations.models import Corporation
from klushuur.ground.http import Request, access


@access("anyone")
@require_safe
def index(request: Request) -> HttpResponse:
    return render(request, "corporations/index.html", {"corporations": Corporation.objects.order_by("name")})


@access("anyone")
@require_safe
def house_style(request: Request, style_hash: str) -> HttpResponse:
    corporation = request.corporation
    if style_hash != corporation.style_hash:
        raise Http404
    response = HttpResponse(
        rules.house_style(corporation.brand, corporation.accent), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
