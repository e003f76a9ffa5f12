from allauth.mfa.totp.views import activate_totp as activate
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from klushuur.http import Request, access


@access("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def activate_totp(request: Request) -> HttpResponse:
    """The library leads whoever is done already to a page for switching off, which is not here: the back button ends up so."""
    if is_mfa_enabled(request.user):
        return redirect("mfa_index")
    answer: HttpResponse = activate(request)
    return answer
