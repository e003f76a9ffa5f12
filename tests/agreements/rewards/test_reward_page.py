"""The page that asks for the form, the page of the text after it, and what officers and managers see of both."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement, AgreementStatus
from agreements.contract.services import choosing, signing
from corporations.models import Lease, LeaseParty
from klushuur.ground.accounts.models import User, UserKind
from klushuur.ground.mail.models import Message
from tests import factories, kept_world
from tests.agreements.signed import again, offered
from tests.visiting import text, visitor

pytestmark = pytest.mark.django_db
BOTH = ["one_off", "discount"]


def make():
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    made = offered(forms=BOTH, co_tenant=maria)
    factories.tenant(made.application.offer.complex, name="Maria Jansen", user=maria)
    return made


kept = kept_world.made_by(make)


@pytest.fixture
def agreement(db, kept):
    return kept_world.own(kept)


@pytest.fixture
def maria(agreement):
    return User.objects.get(email="maria@tenant.example")


@pytest.fixture
def me(agreement):
    return visitor(agreement.application.tenant)


def at(name, agreement):
    return reverse(name, args=["voorbeeldstad", agreement.pk])


def answer(agreement, code):
    return {"choice": code, "text_sha256": again(agreement).text_sha256}


def sign(agreement, user):
    now = again(agreement)
    party = signing.party_of(now, user)
    signing.sign_as_tenant(now, party=party, name=party.name, text_sha256=now.text_sha256)


def test_page_shows_every_form_side_by_side_and_calls_none_the_best(me, agreement):
    page = me.get(at("agreement_reward", agreement))
    shown = text(page)
    told = [
        "Eén keer geld: € 1.127,00",
        "Korting op de huur, 12 maanden: € 93,92 per maand (laatste maand € 93,88)",
        "Korting op de huur, 24 maanden: € 46,96 per maand (laatste maand € 46,92)",
        "Korting op de huur, 36 maanden: € 31,31 per maand (laatste maand € 31,15)",
        "Belasting of een uitkering kan elk bedrag nog lager maken.",
        "Wij weten niet of u huurtoeslag krijgt. Daarom staat hier het laagste bedrag.",
        "Alle huurders van de woning tekenen onder dezelfde vorm.",
    ]
    assert [words for words in told if words not in shown] == []
    assert "checked" not in page.content.decode()  # nothing is chosen for anybody
    assert "best" not in shown.replace("Geen vorm is de beste voor iedereen.", "")


def test_before_a_choice_reading_and_signing_lead_to_it_and_so_does_the_case(me, agreement):
    page = at("agreement_reward", agreement)
    for name in ("agreement_read", "agreement_sign"):
        assert me.get(at(name, agreement)).url == page
    assert me.post(at("agreement_code", agreement)).url == page
    home = me.get(reverse("my_home", args=["voorbeeldstad"]))
    assert "Kies eerst hoe u uw beloning wilt krijgen." in text(home)
    assert f'href="{page}"' in home.content.decode()


def test_choosing_leads_to_the_text_which_tells_the_form_and_the_way_back(me, agreement):
    response = me.post(at("agreement_reward", agreement), answer(agreement, "discount.36"), follow=True)
    shown = text(response)
    assert response.redirect_chain[0][0] == at("agreement_read", agreement)
    assert "Uw keuze is bewaard." in shown
    assert "Korting op de huur, 36 maanden: € 31,31 per maand (laatste maand € 31,15)" in shown
    assert "Kies een andere vorm" in shown
    assert "dan komt er een nieuwe tekst en tekent iedereen opnieuw" in shown.lower()
    assert again(agreement).text in response.content.decode()
    assert "€ 31,31 per maand" in text(me.get(at("agreement_sign", agreement)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Kies hoe u uw beloning wilt krijgen."),
        ("discount.18", "Kies een van deze mogelijkheden."),
        ("freeze", "Kies een van deze mogelijkheden."),
        ("discount.12", "Zo komt uw huur onder € 0, ook door wat er al van uw huur afgaat. Kies meer maanden"),
    ],
)
def test_what_can_not_be_is_said_and_changes_nothing(me, agreement, code, words):
    Lease.objects.update(net_rent=Decimal("93.91"))
    shown = text(me.post(at("agreement_reward", agreement), answer(agreement, code)))
    assert words in shown
    assert "<title>Fout:" in shown
    assert (again(agreement).form, again(agreement).text) == ("", "")


def test_who_has_signed_is_named_before_another_form_undoes_it(me, agreement, maria):
    me.post(at("agreement_reward", agreement), answer(agreement, "one_off"))
    sign(agreement, maria)
    page = text(me.get(at("agreement_reward", agreement)))
    assert "Maria Jansen heeft al getekend. Kiest u een andere vorm? Dan tekent iedereen opnieuw." in page
    assert "U hebt al getekend. Kiest u een andere vorm?" in text(visitor(maria).get(at("agreement_reward", agreement)))
    me.post(at("agreement_reward", agreement), answer(agreement, "discount.24"))
    assert Message.objects.get(kind="agreement_form_changed").to == maria.email
    assert "Kies een andere vorm" in text(visitor(maria).get(at("agreement_read", agreement)))
    assert [party.name for party in signing.parties_to_sign(again(agreement))] == ["Jan de Wit", "Maria Jansen"]


def test_a_page_of_before_the_co_tenant_chose_undoes_nothing(me, agreement, maria):
    old = answer(agreement, "discount.12")
    visitor(maria).post(at("agreement_reward", agreement), answer(agreement, "one_off"))
    sign(agreement, maria)
    response = me.post(at("agreement_reward", agreement), old, follow=True)
    assert "Uw medehuurder koos net een vorm." in text(response)
    assert [party.name for party in signing.parties_to_sign(again(agreement))] == ["Jan de Wit"]


def test_with_one_form_there_is_nothing_to_choose(agreement):
    only = offered("Piet Smit", corporation=factories.corporation("elders", "Wonen Elders"))
    page = visitor(only.application.tenant)
    path = reverse("agreement_reward", args=["elders", only.pk])
    assert page.get(path).url == reverse("agreement_read", args=["elders", only.pk])
    assert "Kies een andere vorm" not in text(page.get(path, follow=True))


def test_a_stranger_finds_nothing(agreement):
    stranger = visitor(factories.tenant(agreement.application.offer.complex, name="Buur"))
    for ask in (stranger.get, stranger.post):
        assert ask(at("agreement_reward", agreement)).status_code == 404


def test_after_the_last_day_the_page_is_the_text_without_one(me, agreement, monkeypatch):
    monkeypatch.setattr("klushuur.ground.clock.today", lambda: agreement.sign_before + timedelta(days=1))
    response = me.get(at("agreement_reward", agreement), follow=True)
    assert "De tijd om te tekenen is voorbij" in text(response)


def test_other_parties_than_the_agreement_has_are_told_and_the_officer_sees_what_to_do(me, agreement):
    me.post(at("agreement_reward", agreement), answer(agreement, "one_off"))
    LeaseParty.objects.create(corporation=agreement.corporation, lease=agreement.application.lease, name="Nieuw")
    response = me.post(at("agreement_reward", agreement), answer(agreement, "discount.12"), follow=True)
    assert "De huurders van deze woning zijn veranderd." in text(response)
    case = text(_officer(agreement).get(at("work_case", agreement.application)))
    assert "Zo kan niemand tekenen. Maak een nieuwe versie." in case


def test_officer_and_manager_see_what_may_be_chosen_and_what_was(agreement):
    manager = visitor(agreement.approvals.get().approver)
    change = reverse("admin:agreements_agreement_change", args=[agreement.pk])
    case = at("work_case", agreement.application)
    every = ["Eén keer geld: € 1.127,00", "Korting op de huur, 36 maanden: € 31,31 per maand (laatste maand € 31,15)"]
    for shown in (text(_officer(agreement).get(case)), text(manager.get(change))):
        assert [words for words in every if words not in shown] == []
    choosing.choose_form(
        agreement, form="discount", months=36, by=agreement.application.tenant.user, text_sha256=agreement.text_sha256
    )
    queue = reverse("admin:agreements_agreement_changelist") + "?lijst=alles"
    pages = [_officer(agreement).get(case), manager.get(change), manager.get(queue)]
    assert ["korting op de huur, 36 maanden" in text(page) for page in pages] == [True] * 3
    assert "Vorm van de beloning gekozen" in text(pages[0])


def _officer(agreement):
    return visitor(agreement.quote.drafted_by)


def version(agreement, **changes):
    days = {"works_from": agreement.works_from.isoformat(), "works_until": agreement.works_until.isoformat()}
    amounts = {"avoided": "2.400,00", "materials": "250,00", "handling": "300,00"}
    return {"reason": "mistake", "forms_allowed": BOTH} | days | amounts | changes


def test_new_version_by_the_officer_goes_to_the_manager_and_back_to_the_tenant_with_what_differs(me, agreement):
    me.post(at("agreement_reward", agreement), answer(agreement, "one_off"))
    officer, page = _officer(agreement), at("work_new_version", agreement)
    assert page in officer.get(at("work_case", agreement.application)).content.decode()
    later = (agreement.works_from + timedelta(days=14)).isoformat()
    response = officer.post(page, version(agreement, works_from=later), follow=True)
    assert "De nieuwe versie ligt bij de manager." in text(response)
    assert "Wij maken een nieuwe versie van deze overeenkomst." in text(me.get(at("agreement_read", agreement)))
    assert "Wij maken een nieuwe versie" in text(me.get(reverse("my_home", args=["voorbeeldstad"])))
    _approves(agreement)
    me.post(at("agreement_reward", agreement), answer(agreement, "one_off"))
    shown = text(me.get(at("agreement_read", agreement)))
    assert "Wat is er anders dan in versie 1?" in shown
    assert f'<ins lang="nl">U begint op of na {_day(later)}' in shown


def _approves(agreement):
    """The manager sees what differs, and says yes."""
    manager = visitor(again(agreement).application.offer.officer.__class__.objects.get(roles_held=["manager"]))
    change = reverse("admin:agreements_agreement_change", args=[agreement.pk])
    assert "Wat is er anders dan in versie 1?" in text(manager.get(change))
    terms = {"terms_sha256": again(agreement).terms_sha256}
    manager.post(reverse("admin:agreements_approve", args=[agreement.pk]), terms)
    assert Agreement.objects.get().status == AgreementStatus.OFFERED


def _day(iso):
    year, _month, day = iso.split("-")
    return f"{int(day)} april {year}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Kies een reden uit de lijst."),
        ({"works_from": ""}, "Kies een dag."),
        ({"works_from": "morgen"}, "Kies een dag uit de kalender."),
        ({"works_from": "2020-01-01"}, "Kies dagen binnen de periode van het aanbod:"),
        ({"works_until": "2020-01-01"}, "De laatste dag ligt voor de eerste."),
        ({"forms_allowed": []}, "Kies ten minste één vorm."),
        ({"avoided": "500"}, "Met deze bedragen besparen wij niets"),
        ({"bought": "1.400"}, "De huurder geeft zo evenveel als hij krijgt, of meer."),
    ],
)
def test_new_version_with_a_mistake_says_what_and_keeps_what_was_typed(agreement, changes, words):
    given = version(agreement, **changes)
    response = _officer(agreement).post(at("work_new_version", agreement), given)
    assert words in text(response)
    form = response.context["form"]
    assert {name: form[name].value() for name in given} == given
    assert again(agreement).version == 1


def test_new_version_of_what_is_not_offered_leads_back(agreement):
    officer = _officer(agreement)
    officer.post(at("work_new_version", agreement), version(agreement))
    response = officer.post(at("work_new_version", agreement), version(agreement), follow=True)
    assert "Een nieuwe versie maken kan nu niet." in text(response)
    assert again(agreement).version == 2


def test_discount_alone_above_the_rent_is_refused_when_quoting(agreement):
    Lease.objects.update(net_rent=Decimal("1.00"))
    given = version(agreement, forms_allowed=["discount"])
    response = _officer(agreement).post(at("work_new_version", agreement), given)
    assert "In deze vorm kan deze beloning bij deze huur niet. Sta ook één keer geld toe." in text(response)
