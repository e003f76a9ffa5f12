"""Reading and signing on the tenant's side: a code for exactly this text, spent once, and clear words when it fails."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement, AgreementStatus, Signature, SigningCode
from agreements.contract.rules import sha256
from agreements.contract.services import signing
from agreements.contract.services.refusals import ContractCode
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope
from tests import factories, kept_world
from tests.agreements.signed import again, co_tenant, offered
from tests.refusing import refused

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"


kept = kept_world.made_by(offered)


@pytest.fixture
def agreement(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def me(client, agreement):
    return factories.signed_in(client, agreement.application.tenant.user)


@pytest.fixture
def inside(agreement):
    """The database as it is, whatever a request left the scope at."""
    return lambda: scope.enter(agreement.corporation_id)


def _page(name, agreement):
    return reverse(name, args=[SLUG, agreement.pk])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def _code(agreement):
    with scope.of(agreement.corporation_id):
        return re.search(r"\b\d{6}\b", Message.objects.filter(kind="signing_code").latest("pk").text)[0]


def _fields(agreement, **changes):
    return {"agrees": "on", "name": "Jan de Wit", "code": "", "text_sha256": agreement.text_sha256} | changes


def _sign(client, agreement, **changes):
    return client.post(_page("agreement_sign", agreement), _fields(agreement, **changes))


def _signatures(agreement):
    with scope.of(agreement.corporation_id):
        return list(Signature.objects.values_list("name", "text_sha256", "way"))


def _wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_page_shows_exactly_the_text_that_is_hashed(me, agreement):
    page = me.get(_page("agreement_read", agreement)).content.decode()
    assert agreement.text in page
    assert sha256(agreement.text) == agreement.text_sha256
    assert _page("agreement_sign", agreement) in page


def test_read_ask_a_code_sign_and_see_what_comes_next(me, agreement):
    assert "Mail mij een tekencode" in _text(me.get(_page("agreement_sign", agreement)))
    assert me.post(_page("agreement_code", agreement)).url == _page("agreement_sign", agreement)
    assert "Onderteken" in _text(me.get(_page("agreement_sign", agreement)))
    assert _sign(me, agreement, code=_code(agreement)).url == _page("agreement_signed", agreement)
    assert _signatures(agreement) == [("Jan de Wit", agreement.text_sha256, "code_by_mail")]
    assert "Nu tekenen wij" in _text(me.get(_page("agreement_signed", agreement)))


def test_a_wrong_code_keeps_name_and_tick_and_says_how_many_tries_are_left(me, agreement):
    me.post(_page("agreement_code", agreement))
    page = _text(_sign(me, agreement, code=_wrong(_code(agreement))))
    assert "Deze code is niet goed." in page
    assert "nog 4 keer proberen" in page
    assert 'value="Jan de Wit"' in page
    assert re.search(r'name="agrees"[^>]* checked', page)
    assert _signatures(agreement) == []


def test_five_wrong_codes_end_a_code_and_a_new_one_signs(me, agreement):
    me.post(_page("agreement_code", agreement))
    right = _code(agreement)
    pages = [_text(_sign(me, agreement, code=_wrong(right))) for _ in range(5)]
    assert "Vraag hieronder een nieuwe code" in pages[-1]
    assert "Vraag hieronder een nieuwe code" in _text(_sign(me, agreement, code=right))
    me.post(_page("agreement_code", agreement))
    assert _sign(me, agreement, code=_code(agreement)).status_code == 302


def test_asking_a_new_code_keeps_what_was_typed_once(me, agreement):
    me.post(_page("agreement_code", agreement), _fields(agreement))
    kept = me.get(_page("agreement_sign", agreement)).content.decode()
    assert 'value="Jan de Wit"' in kept
    assert re.search(r'name="agrees"[^>]* checked', kept)
    assert 'value="Jan de Wit"' not in me.get(_page("agreement_sign", agreement)).content.decode()


def test_an_earlier_code_ends_when_a_new_one_is_sent(me, agreement):
    me.post(_page("agreement_code", agreement))
    first = _code(agreement)
    me.post(_page("agreement_code", agreement))
    if first != _code(agreement):
        assert "Deze code is niet goed" in _text(_sign(me, agreement, code=first))
    assert _signatures(agreement) == []


def test_a_code_of_eleven_minutes_ago_does_not_sign(me, agreement, inside):
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    inside()
    SigningCode.objects.update(expires_at=SigningCode.objects.get().expires_at - timedelta(minutes=11))
    assert "werkt niet meer" in _text(_sign(me, agreement, code=code))


def test_a_code_of_a_co_tenant_does_not_sign_for_me(client, agreement, inside):
    other = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Maria Jansen", other)
    signing.send_code(agreement, user=other)
    factories.signed_in(client, agreement.application.tenant.user)
    assert "werkt niet meer" in _text(_sign(client, agreement, code=_code(agreement)))
    assert _signatures(agreement) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agrees": ""}, "Zet een vinkje als u akkoord gaat."),
        ({"name": "  "}, "Typ uw naam."),
        ({"name": "J"}, "Typ uw hele naam."),
        ({"code": ""}, "Typ de code uit onze mail."),
    ],
)
def test_something_missing_is_said_and_does_not_spend_the_code(me, agreement, changes, words):
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    page = _text(_sign(me, agreement, **({"code": code} | changes)))
    assert words in page
    assert "<title>Fout:" in page
    assert _sign(me, agreement, code=code).status_code == 302


@pytest.mark.parametrize("shown", ["0" * 64, ""])
def test_another_text_than_the_page_showed_is_not_signed(me, agreement, shown):
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    page = me.post(_page("agreement_sign", agreement), _fields(agreement, code=code, text_sha256=shown), follow=True)
    assert page.redirect_chain[0][0] == _page("agreement_read", agreement)
    assert "De tekst is intussen veranderd" in _text(page)
    assert _signatures(agreement) == []


def test_after_the_last_day_nobody_signs(me, agreement, monkeypatch):
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    monkeypatch.setattr(clock, "today", lambda: agreement.sign_before + timedelta(days=1))
    for name in ("agreement_sign", "agreement_code"):
        page = me.post(_page(name, agreement), _fields(agreement, code=code), follow=True)
        assert "nu niet tekenen. Bel ons" in _text(page)
    assert "De tijd om te tekenen is voorbij" in _text(me.get(_page("agreement_read", agreement)))
    assert _signatures(agreement) == []


def test_on_the_last_day_one_can_sign(me, agreement, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: agreement.sign_before)
    me.post(_page("agreement_code", agreement))
    assert _sign(me, agreement, code=_code(agreement)).url == _page("agreement_signed", agreement)


def test_signing_twice_is_one_signature_and_no_error(me, agreement):
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    for _ in range(2):
        assert _sign(me, agreement, code=code).url == _page("agreement_signed", agreement)
    assert me.get(_page("agreement_sign", agreement)).url == _page("agreement_signed", agreement)
    assert me.post(_page("agreement_code", agreement)).url == _page("agreement_signed", agreement)
    assert len(_signatures(agreement)) == 1


def test_two_clicks_at_once_are_one_signature_and_no_error(me, agreement, monkeypatch, inside):
    """The second request passed the first check before the first one had signed."""
    me.post(_page("agreement_code", agreement))
    code = _code(agreement)
    _sign(me, agreement, code=code)
    answers = iter([False, True])
    monkeypatch.setattr(signing, "has_signed", lambda *_: next(answers))
    assert _sign(me, agreement, code=code).url == _page("agreement_signed", agreement)


def test_three_codes_a_quarter_of_an_hour_are_enough(me, agreement):
    for _ in range(3):
        me.post(_page("agreement_code", agreement))
    page = me.post(_page("agreement_code", agreement), follow=True)
    assert "net al een paar codes gevraagd" in _text(page)
    with scope.of(agreement.corporation_id):
        assert Message.objects.filter(kind="signing_code").count() == 3


def test_after_fifteen_tries_an_hour_no_code_is_looked_at(me, agreement, monkeypatch):
    me.post(_page("agreement_code", agreement))
    monkeypatch.setattr(
        signing, "use_code", lambda *_, **__: (_ for _ in ()).throw(Refusal(ContractCode.CODE_WRONG, left=3))
    )
    for _ in range(15):
        _sign(me, agreement, code="000000")
    monkeypatch.setattr(signing, "use_code", lambda *_, **__: pytest.fail("it was looked at"))
    assert "te vaak een code geprobeerd" in _text(_sign(me, agreement, code="000000"))


def test_a_co_tenant_must_sign_too(client, agreement, inside):
    other = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    co_tenant(agreement, "Maria Jansen", other)
    factories.tenant(agreement.application.offer.complex, name="Maria Jansen", user=other)
    tenant = agreement.application.tenant.user
    for user, words in ((tenant, "Maria Jansen tekent"), (other, "Nu tekenen wij")):
        factories.signed_in(client, user)
        client.post(_page("agreement_code", agreement))
        _sign(client, agreement, code=_code(agreement), name="Een naam")
        assert words in _text(client.get(_page("agreement_signed", agreement)))
    inside()
    assert signing.parties_to_sign(agreement) == []
    assert Agreement.objects.get().status == AgreementStatus.OFFERED  # the corporation signs last


def test_after_the_last_day_the_service_itself_takes_no_signature(agreement, monkeypatch):
    """The page asks first; a click of before midnight may come after it."""
    (party,) = signing.parties_to_sign(agreement)
    monkeypatch.setattr(clock, "today", lambda: agreement.sign_before + timedelta(days=1))
    with refused(ContractCode.TOO_LATE):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    assert not Signature.objects.exists()


def test_a_code_of_before_comes_not_back_when_the_last_one_is_spent(agreement):
    """Or each new code would be five tries more for who guesses."""
    user = agreement.application.tenant.user
    signing.send_code(agreement, user=user)
    first = _code(agreement)
    signing.send_code(agreement, user=user)
    last = _code(agreement)
    wrong = next(code for code in ("000000", "000001", "000002") if code not in {first, last})
    for _ in range(signing.MOST_TRIES):
        with pytest.raises(Refusal):
            signing.use_code(agreement, user=user, code=wrong)
    for code in (first, last):
        with refused(ContractCode.CODE_SPENT):
            signing.use_code(agreement, user=user, code=code)


def test_we_sign_last_whatever_page_asks(agreement):
    manager = factories.staff(agreement.corporation, "manager", mandate="5000.00")
    with refused(ContractCode.SIGNATURE_MISSING):
        signing.sign_for_corporation(agreement, by=manager, text_sha256=agreement.text_sha256)
    assert again(agreement).status == AgreementStatus.OFFERED


def test_nobody_signs_for_us_about_the_own_home_or_above_the_mandate(agreement):
    """The lock of the page is not asked: these are the service's own two."""
    (party,) = signing.parties_to_sign(agreement)
    signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    home = agreement.application.lease.dwelling
    lives_there = factories.staff(agreement.corporation, "manager", mandate="5000.00", home=home)
    below = factories.staff(agreement.corporation, "manager", mandate=str(agreement.reward - Decimal("0.01")))
    for member in (lives_there, below):
        with refused(ContractCode.NOT_WITHIN_MANDATE):
            signing.sign_for_corporation(agreement, by=member, text_sha256=agreement.text_sha256)
    assert again(agreement).status == AgreementStatus.OFFERED
    just_enough = factories.staff(agreement.corporation, "manager", mandate=str(agreement.reward))
    signing.sign_for_corporation(agreement, by=just_enough, text_sha256=agreement.text_sha256)
    assert again(agreement).status == AgreementStatus.SIGNED


def test_before_signing_the_signed_page_is_the_text(me, agreement):
    assert me.get(_page("agreement_signed", agreement)).url == _page("agreement_read", agreement)


@pytest.mark.parametrize("name", ["agreement_read", "agreement_sign", "agreement_code", "agreement_signed"])
def test_a_neighbour_finds_nothing(client, agreement, name):
    neighbour = factories.tenant(agreement.application.offer.complex, name="Buur")
    factories.signed_in(client, neighbour.user)
    assert client.post(_page(name, agreement)).status_code in {404, 405}
    assert client.get(_page(name, agreement)).status_code in {404, 405}


def test_an_agreement_that_was_not_offered_is_not_there(me, agreement, inside):
    Agreement.objects.update(status=AgreementStatus.APPROVAL, offered_at=None)
    assert me.get(_page("agreement_read", agreement)).status_code == 404
    inside()
    assert again(agreement).status == AgreementStatus.APPROVAL
