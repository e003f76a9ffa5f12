"""What is thrown away each day, and what is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.accounts.tasks import tidy
from klushuur.ground.scope import scope
from tests import factories

pytestmark = pytest.mark.django_db


def _made(user, *, days):
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=days), last_login=None)
    return user.pk


def test_addresses_that_never_used_their_code_go_after_a_week_and_no_others():
    linked = factories.tenant(factories.block(factories.corporation())).user
    scope.enter(None)
    kept = {
        _made(linked, days=30),  # a row of a corporation points to it, out of sight here
        _made(User.objects.create_user("new@tenant.example", kind=UserKind.TENANT), days=6),
        _made(User.objects.create_user("operator@platform.example", kind=UserKind.OPERATOR), days=30),
    }
    _made(User.objects.create_user("unused@tenant.example", kind=UserKind.TENANT), days=8)
    tidy()
    assert set(User.objects.values_list("pk", flat=True)) == kept
