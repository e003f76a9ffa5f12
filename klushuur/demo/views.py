from contextlib import suppress

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from agreements.tasks import tick
from klushuur.demo import clock, data, people
from klushuur.demo import mailbox as box
from klushuur.demo.models import Letter
from klushuur.ground.http import Request, access


@access("anyone")
@require_safe
def door(request: Request) -> HttpResponse:
    return render(request, "demo/door.html", {"people": people.PEOPLE})


@access("anyone")
@require_POST
def become(request: Request, key: str) -> HttpResponse:
    person = people.BY_KEY.get(key)
    if person is None:
        raise Http404
    user = data.account_of(person)
    if user is None:  # the tenant has not signed up yet
        logout(request)
        return redirect("demo_letter")
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if person.roles:
        record_authentication(request, user, method="mfa", type="demo")  # the door says so
    arguments = [] if person.page.startswith("admin:") else [people.SLUG]
    return redirect(reverse(person.page, args=arguments))


@access("anyone")
@require_safe
def letter(request: Request) -> HttpResponse:
    found = get_object_or_404(Letter, slug=people.SLUG)
    context = {"letter": found, "slug": people.SLUG, "is_replaced": data.is_replaced(found)}
    return render(request, "demo/letter.html", context)


@access("anyone")
@require_POST
def move_clock(request: Request) -> HttpResponse:
    days = request.POST.get("days", "")
    if days not in {"1", "3", "7", "28", "91"}:
        raise Http404
    clock.move(int(days))
    with suppress(OperationalError):  # the queue is away: beat ticks by itself, and the clock has moved
        tick.delay()
    return redirect("demo_mailbox")


@access("anyone")
@require_POST
def start_again(request: Request) -> HttpResponse:
    logout(request)
    with suppress(IntegrityError):  # somebody else begins again at this very moment: that is the same beginning
        data.start_again()
    return redirect("demo_door")


@access("anyone")
@require_safe
def mailbox(request: Request) -> HttpResponse:
    return render(request, "demo/mailbox.html", {"mails": box.newest()})


@access("anyone")
@require_safe
def mail(request: Request, key: str) -> HttpResponse:
    return render(request, "demo/mail.html", {"mail": _mail(key)})


@access("anyone")
@require_safe
def calendar(request: Request, key: str) -> HttpResponse:
    found = _mail(key)
    if not found.calendar:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="klus.ics"'}
    return HttpResponse(found.calendar, content_type="text/calendar; charset=utf-8", headers=headers)


def _mail(key: str) -> box.Mail:
    found = box.find(key)
    if found is None:
        raise Http404
    return found
