import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_setting_up_the_app_a_second_time_leads_to_the_overview(client):
    member = factories.staff(factories.corporation(), "officer")
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    factories.signed_in(client, member.user)
    assert client.get(reverse("mfa_activate_totp")).url == reverse("mfa_index")
