from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from klushuur.ground import sweeping
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail import mail
from klushuur.ground.outbox import outbox

UNUSED_DAYS = 7


@shared_task(name="accounts.tidy")
def tidy() -> None:
    """Old sessions go, and so do accounts that typed an address at sign-up and never used the code."""
    SessionStore.clear_expired()
    since = timezone.now() - timedelta(days=UNUSED_DAYS)
    unused = User.objects.filter(kind=UserKind.TENANT, last_login=None, date_joined__lt=since).order_by("pk")
    sweeping.each(unused.values_list("pk", flat=True), lambda pk: _remove(unused.filter(pk=pk)), what="account")


def _remove(users: QuerySet[User]) -> bool:
    """False when it is somebody's account after all: rows of a corporation are out of sight here, and the database knows them."""
    try:
        with transaction.atomic():
            users.delete()
            connection.check_constraints()
    except IntegrityError:
        return False
    return True


@outbox.task("accounts.tell_stopped")
def tell_stopped(user_id: int) -> None:
    """Mail the owner of an account that somebody typed wrong passwords. 0 is an address without an account."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        once = f"{user.pk}.{timezone.now():%Y%m%d%H%M}"
        mail.write("sign_in_stopped", to=user.email, occasion=once, language=user.language)
