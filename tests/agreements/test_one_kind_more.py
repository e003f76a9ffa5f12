"""The proof that a kind of job is data: one more, made of rows alone, goes its whole way from the offer to the document."""

from datetime import date
from decimal import Decimal as D
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from agreements.contract.documents import pdf_of, text_of
from agreements.contract.models import Agreement
from agreements.contract.rules import canonical, sha256
from agreements.contract.services import approving, choosing, quoting, signing
from corporations.models import Complex, StaffMember
from corporations.money.amounts import Amounts
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import Choice, ChoiceGroup, JobText, JobType, Offer, TextPlace
from klushuur.ground import clock
from tests import factories
from tests.agreements.signed import again
from tests.isolation.crawling import words_of_pdf
from tests.visiting import Visitor, text, visitor

pytestmark = pytest.mark.django_db
AMOUNTS = Amounts(D(4000), D(1500), D(300), D("0.10"))
TEXTS = {
    TextPlace.ASKS: ("Welke panelen kiest u?",),
    TextPlace.CHOOSE: ("Kies uw panelen",),
    TextPlace.BENEFIT: ("Uw eigen dak maakt stroom",),
    TextPlace.EXCLUDED: ("de meterkast, de dakgoot",),
    TextPlace.FIRM: ("Een erkend bedrijf sluit de panelen aan op de meterkast.",),
    TextPlace.QUALITY: ("elk paneel zit vast", "er ligt geen kabel los op het dak"),
    TextPlace.SAFETY: ("Werk op het dak alleen met een harnas.",),
    TextPlace.STEP: ("Leg de rails", "Klik de panelen vast"),
    TextPlace.TOOL: ("een harnas", "een momentsleutel"),
}
PANELS = (("P-ZW", "Zwart", "Black", 0), ("P-BL", "Blauw", "Blue", 120))


@pytest.fixture
def officer() -> StaffMember:
    return factories.staff(factories.corporation(), "officer")


@pytest.fixture
def block(officer: StaffMember) -> Complex:
    return factories.block(officer.corporation)


def solar_panels(officer: StaffMember) -> JobType:
    """A kind of job that no code has heard of: no drawing, no calculator, a material without a picture and a colour."""
    owner = officer.corporation
    made = JobType.objects.create(
        corporation=owner, code="ZON", name="Zonnepanelen leggen", name_en="Laying solar panels",
        title="Leg uw zonnepanelen", title_en="Lay your solar panels", summary="Stroom van uw eigen dak.",
        summary_en="Power from your own roof.", effort="1 weekend", effort_en="1 weekend",
        materials_supplied="panelen en rails", materials_supplied_en="panels and rails", avoided_cost=AMOUNTS.avoided,
        avoided_vat=0, materials_cost=AMOUNTS.materials, materials_vat=0, handling_cost=AMOUNTS.handling,
        gates=["asbestos"], safety_class="heavy", usual_answer="firm", investment_months=240,
    )  # fmt: skip
    for place, lines in TEXTS.items():
        for i, line in enumerate(lines):
            JobText.objects.create(
                corporation=owner, job_type=made, place=place, position=i, text=line, text_en=f"English: {line}"
            )
    own: dict[str, Any] = {"corporation": owner, "job_type": made}
    panel = ChoiceGroup.objects.create(
        **own, part="paneel", name="Panelen", name_en="Panels", chosen_by="material", position=0
    )
    ChoiceGroup.objects.create(**own, part="rail", name="Rails", name_en="Rails", chosen_by="colour", position=1)
    for i, (code, name, name_en, more) in enumerate(PANELS):
        Choice.objects.create(
            corporation=owner, group=panel, code=code, label=name, label_en=name_en, difference=D(more), position=i
        )
    return made


def at(name: str, *args: int) -> str:
    return reverse(name, args=["voorbeeldstad", *args])


def published(officer: StaffMember, block: Complex) -> Offer:
    """An offer of it, made by an officer on the pages: what the form begins with, and the days."""
    page, job = visitor(officer), solar_panels(officer)
    address = f"{at('work_offer_new')}?soort={job.pk}"
    form = page.get(address).context["form"]
    begun = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    year = clock.today().year + 1
    days = {"opens_on": clock.today(), "closes_on": date(year, 3, 1), "works_from": date(year, 3, 2)}
    days["works_until"] = date(year, 12, 1)
    rest = {"complex": block.pk, "capacity": 4, "rail": ["9005", "7016"]}
    page.post(address, begun | days | rest)
    offer = Offer.objects.get()
    page.post(at("work_offer_publish", offer.pk))
    offer.refresh_from_db()
    return offer


def asked(offer: Offer, block: Complex) -> Application:
    """An application for it, with choices made on the page of the offer."""
    tenant = factories.tenant(block)
    visitor(tenant).post(at("application_begin", offer.pk), {"paneel": "P-BL", "rail": "9005"})
    made = Application.objects.get()
    applications.answer(made, start_on=offer.works_from, who="self")
    applications.answer(made, available=["saturday"], phone="06 00000000", remarks="")
    applications.submit(made)
    return made


def surveyed(officer: StaffMember, block: Complex) -> Application:
    made = asked(published(officer, block), block)
    applications.take_up(made, by=officer)
    inspector = factories.staff(officer.corporation, "inspector")
    applications.record_survey(made, by=inspector, **factories.survey_facts())
    return Application.objects.with_case().get(pk=made.pk)


def approved(officer: StaffMember, block: Complex) -> Agreement:
    made = quoting.quote(surveyed(officer, block), by=officer, forms=["one_off", "discount"], amounts=AMOUNTS)
    manager = factories.staff(officer.corporation, "manager", mandate="5000.00")
    approving.approve(again(made), by=manager, terms_sha256=made.terms_sha256)
    found: Agreement = again(made)
    return found


def words(html: str) -> str:
    return " ".join(unescape(html).replace("\u00a0", " ").split())


def test_its_pages_ask_and_say_what_its_rows_say(officer: StaffMember, block: Complex) -> None:
    offer = published(officer, block)
    assert (offer.status, offer.reward) == ("published", D("1260.00"))
    shown = Visitor().get(at("offer", offer.pk))
    said = text(shown)
    for line in ("Kies uw panelen", "Zwart", "RAL 9005", "Een erkend bedrijf sluit de panelen aan", "in deze tijd"):
        assert line in said
    assert 'class="house"' not in shown.content.decode()
    assert "Zo ziet" not in said
    shown = Visitor().get(at("offer", offer.pk), headers={"accept-language": "en"})
    assert [line for line in ("English: Kies uw panelen", "Black", "Panels") if line not in text(shown)] == []
    for name in ("front", "offers", "simulator"):
        assert Visitor().get(at(name)).status_code == 200
    staff = text(visitor(officer).get(at("work_offer", offer.pk)))
    assert "Budget voor meerprijs" in staff
    assert "seizoen" not in staff


def test_it_goes_from_the_application_to_the_document(officer: StaffMember, block: Complex) -> None:
    agreement = approved(officer, block)
    application = agreement.application
    kept = [(one.part_name, one.name, one.difference, one.paint) for one in application.choices.all()]
    assert kept == [("Panelen", "Blauw", D("120.00"), ""), ("Rails", "Gitzwart", D("0.00"), "")]
    # 120 above a budget of 0 goes off the reward, and keeps value for as long as the job type says
    assert (agreement.reward, agreement.quote.job_version.investment_months) == (D("1140.00"), 240)
    for page in (
        visitor(officer).get(at("work_case", application.pk)),
        visitor(application.tenant).get(at("application", application.pk)),
        visitor(application.tenant).get(at("my_home")),
        visitor(agreement.approvals.get().approver).get(f"/admin/agreements/agreement/{agreement.pk}/change/"),
    ):
        assert page.status_code == 200
    choosing.choose_form(agreement, form="one_off", months=None, by=application.tenant.user, text_sha256="")
    agreement = again(agreement)
    said = words(agreement.text)
    told = (
        "Uw eigen dak maakt stroom en u krijgt er geld voor.",
        "Niet bij de klus horen de meterkast, de dakgoot en alles wat hier niet genoemd is.",
        "Een erkend bedrijf sluit de panelen aan op de meterkast.",
        "<li>elk paneel zit vast;</li> <li>er ligt geen kabel los op het dak.</li>",
        "Werk op het dak alleen met een harnas.",
        "Bijlage: beloning en keuze",
        "Gitzwart (RAL 9005)",
    )
    assert [line for line in told if line not in said] == []
    assert [line for line in ("verf", "isolatie", "keuken", "droog weer") if line in said.lower()] == []
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    signing.sign_for_corporation(agreement, by=agreement.approvals.get().approver, text_sha256=agreement.text_sha256)
    assert again(agreement).status == "signed"
    assert "elk paneel zit vast" in words(words_of_pdf(pdf_of(again(agreement))))


def test_a_running_case_keeps_what_its_kind_said_when_it_began(officer: StaffMember, block: Complex) -> None:
    agreement = approved(officer, block)
    choosing.choose_form(agreement, form="one_off", months=None, by=agreement.application.tenant.user, text_sha256="")
    agreement = again(agreement)
    before, terms = (agreement.text, agreement.text_sha256), agreement.terms_sha256
    JobType.objects.update(investment_months=12, drawing="facade", name="Iets anders", gates=["season"])
    JobText.objects.update(text="Heel wat anders.")
    ChoiceGroup.objects.filter(offer=None).update(name="Andere naam")
    agreement = again(agreement)
    assert text_of(agreement) == before[0]
    assert sha256(canonical(quoting.terms(agreement))) == terms
    # a new calculation for the same case has the figures that the case began with
    officer.refresh_from_db()
    kept = agreement.quote.job_version
    assert (kept.investment_months, kept.drawing) == (240, "")
    assert agreement.application.job_version == kept
