"""Signing up: the code from the letter, an address, the code in the mail, and yes, that is me."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from corporations.models import Corporation, LeaseParty
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.journal.models import Entry
from klushuur.ground.mail.models import Message
from klushuur.ground.scope import scope
from tenants.models import Invitation, Tenant
from tenants.services import signing_up
from tenants.services.refusals import SignUpCode
from tests import factories
from tests.refusing import refused

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"
EMAIL = "jan@tenant.example"


@pytest.fixture
def party():
    return factories.lease(factories.block(factories.corporation()))


@pytest.fixture
def code(party):
    return signing_up.invite(party, by=None)


def _page(name):
    return reverse(name, args=[SLUG])


def _type(client, code):
    return client.post(_page("sign_up"), {"code": code})


def _last_message():
    with scope.of(Corporation.objects.get(slug=SLUG).pk):
        return Message.objects.latest("pk")


def _mailed_code():
    return re.search(r"\b\d{6}\b", _last_message().text)[0]


def _walk(client, code, email=EMAIL):
    """As far as the page that asks: is this you?"""
    _type(client, code)
    page = client.post(_page("sign_up_address"), {"email": email})
    return client.post(page.url, {"code": _mailed_code()})


def _tenants(corporation_id):
    with scope.of(corporation_id):
        return list(Tenant.objects.values_list("name", "user__email"))


def test_a_letter_an_address_and_a_code_make_a_tenant_of_this_home(client, party, code):
    assert _walk(client, code).url == _page("sign_up_confirm")
    page = client.get(_page("sign_up_confirm"))
    assert party.lease.dwelling.address in page.content.decode()
    assert client.post(_page("sign_up_confirm")).url == _page("my_home")
    assert _tenants(party.corporation_id) == [("Jan de Wit", EMAIL)]
    with scope.of(party.corporation_id):
        assert LeaseParty.objects.get(pk=party.pk).user.email == EMAIL
        assert Invitation.objects.get().used_by.email == EMAIL
        assert "signed up" in Entry.objects.values_list("action", flat=True)


def test_the_invitation_survives_signing_in_though_the_session_gets_another_key(client, party, code):
    _type(client, code)
    before = client.session.session_key
    page = client.post(_page("sign_up_address"), {"email": EMAIL})
    client.post(page.url, {"code": _mailed_code()})
    assert client.session.session_key != before
    assert f"invitation-{party.corporation_id}" in client.session


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_case_dashes_and_spaces_do_not_count(client, code, change):
    assert _type(client, change(code)).url == _page("sign_up_address")


def test_half_a_code_is_refused_with_what_was_typed(client, code):
    page = _type(client, code[:9]).content.decode()
    assert "Dit is niet de hele code" in page
    assert f'value="{code[:9]}"' in page
    assert "<title>Fout:" in page


def test_an_unknown_code_is_refused_with_the_number_to_call(client, code):
    page = _type(client, "AAAA-BBBB-CCCC").content.decode()
    assert "Wij kennen deze code niet" in page
    assert "088 000 00 00" in page


def test_a_revoked_code_is_unknown(client, party, code):
    signing_up.invite(party, by=None)
    assert "Wij kennen deze code niet" in _type(client, code).content.decode()


def test_an_old_code_is_refused(client, party, code):
    Invitation.objects.update(expires_on=Invitation.objects.get().expires_on - timedelta(days=61))
    assert "Deze code is te oud" in _type(client, code).content.decode()


def test_a_code_that_grew_too_old_while_it_was_typed_links_nobody(party, code):
    """The page looked at the day when the code was typed; who confirms is asked again, also on the last day and the day after."""
    invitation = signing_up.find_invitation(code)
    user = User.objects.create_user("jan@tenant.example", kind=UserKind.TENANT)
    with time_machine.travel(invitation.expires_on + timedelta(days=1)), refused(SignUpCode.USED):
        signing_up.redeem(invitation.pk, by=user)
    assert not Tenant.objects.exists()
    with time_machine.travel(invitation.expires_on):
        assert signing_up.redeem(invitation.pk, by=user).user == user


def test_a_used_code_is_refused_and_links_nobody_else(client, party, code):
    _walk(client, code)
    client.post(_page("sign_up_confirm"))
    client.logout()
    assert "al gebruikt" in _type(client, code).content.decode()


def test_a_code_of_another_corporation_is_unknown_here(client, code):
    factories.corporation("elders", "Wonen Elders")
    page = client.post(reverse("sign_up", args=["elders"]), {"code": code})
    assert "Wij kennen deze code niet" in page.content.decode()


def test_after_ten_codes_an_hour_no_code_is_looked_up(client, code, monkeypatch):
    for _ in range(10):
        _type(client, "AAAA-BBBB-CCCC")
    monkeypatch.setattr(signing_up, "find_invitation", lambda typed: pytest.fail("it was looked up"))
    assert "te vaak" in _type(client, code).content.decode()


def test_after_ten_addresses_an_hour_no_mail_goes_out(client, party, code):
    """With one letter nobody has us write to a thousand strangers."""
    _type(client, code)
    pages = [client.post(_page("sign_up_address"), {"email": f"u{number}@else.example"}) for number in range(11)]
    assert [page.status_code for page in pages] == [302] * 10 + [200]
    assert "te vaak" in pages[-1].content.decode()


def test_confirming_twice_makes_one_tenant_and_no_error(client, party, code):
    _walk(client, code)
    assert client.post(_page("sign_up_confirm")).url == _page("my_home")
    assert client.post(_page("sign_up_confirm")).url == _page("my_home")
    assert len(_tenants(party.corporation_id)) == 1


def test_a_known_an_unknown_and_a_staff_address_get_the_same_answer(client, code):
    User.objects.create_user("known@tenant.example", kind=UserKind.TENANT)
    User.objects.create_user("member@staff.example", kind=UserKind.STAFF, scope_id=1)
    _type(client, code)
    answers = set()
    for email in ("known@tenant.example", "unknown@tenant.example", "member@staff.example"):
        first = client.post(_page("sign_up_address"), {"email": email})
        page = client.get(first.url).content.decode().replace(email, "X")
        answers.add((first.url, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)))
    assert len(answers) == 1


def test_a_member_of_staff_gets_no_code_and_no_home(client, code):
    User.objects.create_user("member@staff.example", kind=UserKind.STAFF, scope_id=1)
    _type(client, code)
    client.post(_page("sign_up_address"), {"email": "member@staff.example"})
    assert _last_message().kind == "sign_in_unknown"


def test_the_address_is_not_asked_of_a_tenant_who_is_signed_in(client, code):
    user = User.objects.create_user(EMAIL, kind=UserKind.TENANT)
    factories.signed_in(client, user)
    assert _type(client, code).url == _page("sign_up_confirm")
    assert client.post(_page("sign_up_confirm")).url == _page("my_home")


def test_two_parties_of_one_lease_need_two_accounts(client, party, code):
    _walk(client, code)
    client.post(_page("sign_up_confirm"))
    with scope.of(party.corporation_id):
        other = LeaseParty.objects.create(corporation=party.corporation, lease=party.lease, name="Maria Jansen")
        second = signing_up.invite(other, by=None)
    _type(client, second)
    page = client.post(_page("sign_up_confirm"), follow=True).content.decode()
    assert "al iemand anders van uw huis aangemeld" in page
    with scope.of(party.corporation_id):
        assert LeaseParty.objects.get(pk=other.pk).user is None
        assert Invitation.objects.get(party=other).used_at is None


@pytest.mark.parametrize("name", ["sign_up_address", "sign_up_confirm"])
def test_without_a_code_the_code_is_asked_first(client, code, name):
    factories.signed_in(client, User.objects.create_user(EMAIL, kind=UserKind.TENANT))
    assert client.get(_page(name)).url == _page("sign_up")


def test_who_came_from_an_offer_goes_back_to_it(client, code):
    client.get(_page("sign_up"), {"next": "/voorbeeldstad/aanbod/7/?door=6009"})
    _walk(client, code)
    assert client.post(_page("sign_up_confirm")).url == "/voorbeeldstad/aanbod/7/?door=6009"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "zomaar", "offer"])
def test_the_way_back_never_leaves_the_site(client, code, address):
    client.get(_page("sign_up"), {"next": address})
    _walk(client, code)
    assert client.post(_page("sign_up_confirm")).url == _page("my_home")


# --- the QR code of the letter ------------------------------------------------------------------------------------


def _scan(client, code, slug=SLUG):
    return client.get(reverse("sign_up", args=[slug]), {"code": code})


def test_the_qr_code_fills_in_the_code_at_a_clean_address_and_redeems_nothing(client, code):
    response = _scan(client, code)
    assert (response.status_code, response.url) == (302, _page("sign_up"))
    page = client.get(_page("sign_up")).content.decode()
    assert f'value="{code}"' in page
    assert f"invitation-{Corporation.objects.get(slug=SLUG).pk}" not in client.session
    with scope.of(Corporation.objects.get(slug=SLUG).pk):
        assert Invitation.objects.get().used_at is None
    assert _type(client, code).url == _page("sign_up_address")
    assert code not in client.get(_page("sign_up")).content.decode()  # of no use any more


@pytest.mark.parametrize(
    ("scanned", "said"),
    [("AAAA-BBBB-CCCC", "Wij kennen deze code niet"), ("K7MQ", "Dit is niet de hele code"), ("", "Typ de code")],
)
def test_a_broken_qr_code_shows_the_usual_message_after_the_button(client, code, scanned, said):
    assert _scan(client, scanned).url == _page("sign_up")
    assert "Fout" not in client.get(_page("sign_up")).content.decode()
    page = _type(client, scanned).content.decode()
    assert said in page


def test_a_qr_code_of_5000_characters_or_with_markup_does_no_harm(client, code):
    _scan(client, "<script>" * 700)
    page = client.get(_page("sign_up")).content.decode()
    assert ("<script>&lt;" in page, 'value="&lt;script&gt;' in page, len(page) < 20_000) == (False, True, True)


def test_a_qr_code_of_another_corporation_fills_in_nothing_here(client, code):
    factories.corporation("elders", "Wonen Elders")
    _scan(client, code)
    assert code not in client.get(reverse("sign_up", args=["elders"])).content.decode()


def test_the_code_in_the_address_is_in_no_log_line(client, code, caplog):
    from klushuur.ground.http import JsonLines

    caplog.set_level("DEBUG")
    _scan(client, code)
    client.get(reverse("sign_up", args=["nergens"]), {"code": code})  # 404, which is logged
    client.raise_request_exception = False
    lines = [JsonLines().format(record) for record in caplog.records if not record.name.startswith("django.db")]
    assert [line for line in lines if "nergens" in line]
    assert [line for line in lines if code in line] == []
