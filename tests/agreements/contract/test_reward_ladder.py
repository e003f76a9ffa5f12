"""Gross and net side by side on the page of the choice: one question, of which nothing is kept; and how we come to the amounts."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.contract.models import Agreement
from agreements.contract.services import approving, choosing, quoting
from corporations.models import Lease, PolicyVersion
from corporations.money.forms import REWARD_FORMS
from jobs.offers.services import rents
from klushuur.ground.journal.models import Entry
from tests import factories
from tests.agreements.signed import again, offered
from tests.visiting import queries, text, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return offered(corporation=factories.corporation(forms=list(REWARD_FORMS)), forms=REWARD_FORMS)


def address(agreement):
    return reverse("agreement_reward", args=["voorbeeldstad", agreement.pk])


def page(agreement, **answers):
    return visitor(agreement.application.tenant).get(address(agreement), answers)


def ladder(agreement, **answers):
    return [(row["form"], row["gives"], row["keeps"]) for row in page(agreement, **answers).context["ladder"]["rows"]]


WITH_ALLOWANCE = [
    ("Eén keer geld", "1.127,00"),
    ("Korting op de huur, 12 maanden", "394,45"),
    ("Korting op de huur, 24 maanden", "394,45"),
    ("Korting op de huur, 36 maanden", "394,45"),
    ("Eén huurverhoging overslaan", "659,23"),
    ("De huur bevriezen", "413,61"),
]


@pytest.mark.parametrize(
    ("answers", "keeps"),
    [
        ({"toeslag": "ja"}, WITH_ALLOWANCE),
        ({}, WITH_ALLOWANCE),
        ({"toeslag": "liever-niet"}, WITH_ALLOWANCE),
        ({"toeslag": "nee"}, [(name, "1.127,00") for name, _net in WITH_ALLOWANCE]),
    ],
)
def test_what_at_least_stays_of_each_form_stands_beside_what_we_give(agreement, answers, keeps):
    shown = ladder(agreement, **answers)
    assert [(form, net.removeprefix("€\xa0")) for form, _gross, net in shown] == keeps
    assert {gross for _form, gross, _net in shown} == {"€\xa01.127,00"}


def test_the_page_tells_when_and_what_may_take_more_and_calls_no_form_the_best(agreement):
    shown = text(page(agreement, toeslag="ja"))
    told = [
        "Ontvangt u huurtoeslag?",
        "Wij bewaren uw antwoord niet.",
        "Geen vorm is de beste voor iedereen. Belasting of een uitkering kan elk bedrag nog lager maken.",
        "Dat is 1 juli 2028, als uw werk vóór 1 april 2028 is goedgekeurd.",
        "Wij rekenden met een huur van € 666,24 vóór die dag.",
        "Daarna € 407,36 in één keer.",
        "Een korting begint op de eerste dag van de maand nadat uw werk is goedgekeurd.",
    ]
    assert [words for words in told if words not in shown] == []
    assert "Na ons bezoek staat het bedrag vast." not in shown  # it is fixed


def test_an_answer_is_kept_nowhere_and_asks_the_database_nothing_more(agreement):
    before = Entry.objects.count(), Agreement.objects.values().get()
    tenant = visitor(agreement.application.tenant)
    assert queries(tenant, address(agreement))[0] == queries(tenant, f"{address(agreement)}?toeslag=ja")[0]
    assert (Entry.objects.count(), Agreement.objects.values().get()) == before
    assert dict(tenant.session).keys() & {"toeslag", "huishouden"} == set()


@pytest.mark.parametrize("answers", [{"toeslag": "misschien"}, {"huishouden": "7"}, {"toeslag": ["ja", "nee"]}])
def test_an_answer_that_is_none_counts_as_not_said(agreement, answers):
    response = page(agreement, **answers)
    assert response.status_code == 200
    assert response.context["form"].errors == {}


def test_a_household_is_asked_only_where_it_makes_a_difference(monkeypatch):
    """Between the two caps of the allowance one or two people keep more than three."""
    monkeypatch.setattr(rents, "shadow_rent", lambda *_args, **_fields: Decimal("740.00"))
    agreement = offered(corporation=factories.corporation(), forms=["one_off", "discount"])
    asks = "Met hoeveel mensen woont u?"
    assert [asks in text(page(agreement, toeslag=one)) for one in ("ja", "nee")] == [True, False]
    nets = [ladder(agreement, toeslag="ja", huishouden=one)[1][2] for one in ("1-2", "3+")]
    assert len(set(nets)) == 2
    assert ladder(agreement, toeslag="ja")[1][2] == min(nets)


@pytest.mark.parametrize("shows_rows", [True, False])
def test_policy_says_whether_a_tenant_sees_every_row(agreement, shows_rows):
    PolicyVersion.objects.update(shows_rows=shows_rows)
    shown = text(page(agreement))
    assert ("€ 1.610,00" in shown, "€ 719,64" in shown) == (shows_rows, shows_rows)
    assert ("Daarvan krijgt u 70 %." in shown) is not shows_rows
    user = agreement.application.tenant.user
    choosing.choose_form(again(agreement), form="skip", months=36, by=user, text_sha256="")
    annex = again(agreement).text
    assert ("1.610,00" in annex) is shows_rows
    assert ("Daarvan krijgt u 70" in annex) is not shows_rows


def test_a_second_job_must_leave_something_of_the_rent(agreement):
    """Rent 100.00, and another job that may take 93.92 of it: a discount of 31.31 does not fit any more."""
    Lease.objects.update(net_rent=Decimal("100.00"))
    second = factories.application(
        factories.offer(agreement.application.offer.complex, agreement.application.offer.officer),
        agreement.application.tenant,
        status="surveyed",
    )
    user = agreement.application.tenant.user
    choosing.choose_form(again(agreement), form="discount", months=12, by=user, text_sha256="")
    made = _offer(second)
    with pytest.raises(choosing.AboveRent):
        choosing.choose_form(again(made), form="discount", months=36, by=user, text_sha256="")
    shown = visitor(agreement.application.tenant).post(address(made), {"choice": "discount.36", "text_sha256": ""})
    assert "Zo komt uw huur onder € 0, ook door wat er al van uw huur afgaat." in text(shown)
    assert shown.context["form"].errors.keys() == {"choice"}
    choosing.choose_form(again(made), form="one_off", months=None, by=user, text_sha256="")


def test_a_second_job_would_take_the_rent_below_zero_without_the_guard(agreement, monkeypatch):
    """The twin of the one above."""
    monkeypatch.setattr(choosing, "_check_room", lambda agreement, option: None)
    Lease.objects.update(net_rent=Decimal("30.00"))
    user = agreement.application.tenant.user
    choosing.choose_form(again(agreement), form="discount", months=12, by=user, text_sha256="")
    assert max(again(agreement).schedule) > Decimal("30.00")


def _offer(application):
    made = again(quoting.quote(application, by=application.offer.officer, amounts=factories.amounts()))
    manager = factories.staff(application.corporation, "manager", mandate="5000.00")
    approving.approve(made, by=manager, terms_sha256=made.terms_sha256)
    return again(made)
