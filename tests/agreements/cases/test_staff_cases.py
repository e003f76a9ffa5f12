from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.cases.services import thread, worklist
from agreements.contract.models import Agreement, Quote
from agreements.contract.services import approving, quoting
from corporations.models import StaffMember
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.applications.statuses import Stage
from jobs.offers.models import Offer
from tests import factories, kept_world
from tests.agreements.signed import put, signed
from tests.visiting import queries, text, visitor

AMOUNTS = factories.amounts()
TYPED = {"avoided": "2.400,00", "materials": "250", "handling": "300"}
POSTED = TYPED | {"forms_allowed": ["one_off", "discount"]}


def make() -> Offer:
    made = factories.corporation()
    return factories.offer(factories.block(made), factories.staff(made, "officer"), capacity=40)


kept = kept_world.made_by(make)


@pytest.fixture
def offer(db: None, kept: Offer) -> Offer:
    return kept_world.own(kept)


@pytest.fixture
def page(offer: Offer) -> Client:
    return visitor(offer.officer)


def at(name: str, *args: int) -> str:
    return reverse(name, args=["voorbeeldstad", *args])


def case(offer: Offer, status: str = "submitted", **fields: Any) -> Application:
    tenant = factories.tenant(offer.complex, **fields)
    return Application.objects.with_case().get(pk=factories.application(offer, tenant, status=status).pk)


def in_stage(offer: Offer, stage: Stage) -> Application:
    """A case that was walked as far as this stage by the services."""
    if stage == Stage.NEW:
        return case(offer)
    if stage == Stage.SURVEY:
        return case(offer, "in_review")
    if stage == Stage.TENANT:
        application = case(offer, "in_review")
        thread.request_information(application, by=offer.officer, text="Hoe hoog is het?")
        return application
    application = case(offer, "surveyed")
    if stage == Stage.QUOTE:
        return application
    if stage == Stage.CLOSED:
        applications.reject(application, ground="quality", by=offer.officer)
        return application
    agreement = quoting.quote(application, by=offer.officer, forms=["one_off"], amounts=AMOUNTS)
    manager = factories.staff(offer.corporation, "manager", mandate="5000.00")
    if stage == Stage.ASKED_BACK:
        approving.ask_back(agreement, question="Waarom zo veel?", by=manager)
    if stage == Stage.SIGNING or stage in AFTER_SIGNING:
        fresh = Agreement.objects.with_case().get(pk=agreement.pk)
        approving.approve(fresh, by=manager, terms_sha256=fresh.terms_sha256)
        if stage in AFTER_SIGNING:
            put(fresh, **AFTER_SIGNING[stage])
    return application


AFTER_SIGNING = {  # the tests of tests/agreements/work walk to these
    Stage.LATE: {"status": "in_progress", "works_from": date(2020, 1, 1), "works_until": date(2020, 1, 2)},
    Stage.WORK: {"status": "in_progress"},
    Stage.INSPECTION: {"status": "completed"},
    Stage.REWARD: {"status": "accepted"},
}
WALKED = [stage for stage in Stage if stage != Stage.WAITING]


@pytest.mark.parametrize("stage", WALKED)
def test_stage_of_a_case_follows_application_and_agreement(offer: Offer, stage: Stage) -> None:
    application = in_stage(offer, stage)
    assert worklist.at_work(offer.officer.user).values_list("stage", flat=True).get(pk=application.pk) == stage
    assert {key for key, number in worklist.counts(offer.officer.user).items() if number} == {stage}


def test_inbox_counts_every_group_and_shows_one(page: Client, offer: Offer) -> None:
    for stage in WALKED:
        in_stage(offer, stage)
    context = page.get(at("inbox")).context
    assert [group.number for group in context["groups"]] == [11, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]
    assert [row.stage for row in context["rows"]] == [stage for stage in WALKED if stage != Stage.CLOSED]
    for stage in WALKED:
        shown = page.get(at("inbox"), {"groep": stage.value}).context["rows"]
        assert [row.stage for row in shown] == [stage]


def test_inbox_row_says_who_what_and_what_next(page: Client, offer: Offer) -> None:
    application = case(offer, name="Jan de Wit")
    shown = text(page.get(at("inbox")))
    for words in (
        application.reference,
        "Jan de Wit",
        application.lease.dwelling.address,
        offer.title,
        "Neem in behandeling",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "klok start op"),
        (0, "dag 0 van 28"),
        (19, "dag 19 van 28"),
        (27, "dag 27 van 28"),
        (28, "dag 28 van 56: haast"),
        (56, "dag 56: te laat"),
    ],
)
def test_inbox_clock_counts_from_the_close_of_the_window(page: Client, offer: Offer, days: int, words: str) -> None:
    case(offer)
    noon = datetime.combine(offer.closes_on + timedelta(days=days), time(12), tzinfo=UTC)
    with time_machine.travel(noon, tick=False):
        assert words in text(visitor(offer.officer).get(at("inbox")))


def test_inbox_without_a_case_says_that_work_is_done(page: Client) -> None:
    assert "Uw werk is klaar" in text(page.get(at("inbox")))
    assert "Niets in deze groep" in text(page.get(at("inbox"), {"groep": "nieuw"}))
    assert page.get(at("inbox"), {"groep": "onzin", "pagina": "zeven"}).status_code == 200


def test_inbox_never_shows_a_draft(page: Client, offer: Offer) -> None:
    application = case(offer, "draft")
    assert page.get(at("inbox")).context["rows"] == []
    assert page.get(at("work_case", application.pk)).status_code == 404


def test_inbox_with_1_and_30_rows_takes_the_same_queries(page: Client, offer: Offer) -> None:
    case(offer)
    few, _ = queries(page, at("inbox"))
    for number in range(29):
        in_stage(offer, WALKED[number % 3])
    many, response = queries(page, at("inbox"))
    assert (many, len(response.context["rows"])) == (few, 30)


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (("inspector",), "Geen huizen om te bekijken"),
        (("manager",), "Niets te beoordelen"),
        (("finance",), "Nog niets om te betalen"),
        (("officer", "manager"), "Naar het goedkeuren"),
    ],
)
def test_inbox_of_another_hat_is_that_hats_page(offer: Offer, roles: tuple[str, ...], words: str) -> None:
    assert words in text(visitor(factories.staff(offer.corporation, *roles)).get(at("inbox"), follow=True))


def test_inbox_of_a_manager_counts_what_waits(offer: Offer) -> None:
    in_stage(offer, Stage.MANAGER)
    manager = visitor(factories.staff(offer.corporation, "manager"))
    assert "voorstel wacht op uw oordeel" in text(manager.get(at("inbox")))


ACTIONS = {
    Stage.NEW: "Neem in behandeling",
    Stage.TENANT: "Wij hebben de huurder iets gevraagd.",
    Stage.SURVEY: "Een opzichter gaat eerst bij het huis kijken.",
    Stage.QUOTE: "Maak het voorstel",
    Stage.ASKED_BACK: "Waarom zo veel?",
    Stage.MANAGER: "Het voorstel ligt bij een manager.",
    Stage.SIGNING: "Moet nog tekenen.",
    Stage.LATE: "De laatste dag was 2 januari 2020.",
    Stage.WORK: "De huurder is aan het werk, tot en met 10 juni",
    Stage.INSPECTION: "De huurder is klaar.",
    Stage.REWARD: "Nu zorgt financiën voor de beloning van € 1.127,00.",
    Stage.CLOSED: "De aanvraag is afgewezen.",
}


@pytest.mark.parametrize("stage", WALKED)
def test_case_says_what_to_do_in_its_stage(page: Client, offer: Offer, stage: Stage) -> None:
    response = page.get(at("work_case", in_stage(offer, stage).pk))
    assert ACTIONS[stage] in text(response)
    others = {words for other, words in ACTIONS.items() if other != stage and words in text(response)}
    assert others == set()


@pytest.mark.parametrize("stage", WALKED)
def test_case_gives_a_manager_the_facts_and_no_button_of_an_officer(offer: Offer, stage: Stage) -> None:
    application = in_stage(offer, stage)
    shown = text(visitor(factories.staff(offer.corporation, "manager")).get(at("work_case", application.pk)))
    assert "Dennengroen" in shown
    for name in ("work_take_up", "work_reject", "work_quote"):
        assert at(name, application.pk) not in shown


def test_case_tells_its_history_in_words_first_to_last(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.ASKED_BACK)
    history = page.get(at("work_case", application.pk)).context["history"]
    assert [str(event.what) for event in history] == [
        "Aanvraag begonnen", "Aanvraag verstuurd", "In behandeling genomen", "Opname gedaan", "Plaats toegekend",
        "Voorstel gemaakt", "Voorgelegd aan de manager", "Terug naar de woonconsulent, met een vraag",
    ]  # fmt: skip
    assert (history[0].who, history[2].who) == (application.tenant.name, offer.officer.name)


def test_case_history_gives_the_ground_in_words(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.CLOSED)
    last = page.get(at("work_case", application.pk)).context["history"][-1]
    assert (str(last.what), str(last.why)) == ("Aanvraag afgewezen", str(application.get_ground_display()))


def test_case_that_all_have_signed_says_when_the_work_is(offer: Offer) -> None:
    agreement = signed(corporation=offer.corporation)
    response = visitor(agreement.quote.drafted_by).get(at("work_case", agreement.application_id))
    shown = text(response)
    assert [str(event.what) for event in response.context["history"]][-3:] == [
        "Overeenkomst klaargezet voor de huurder",
        "Handtekening van de huurder",
        "Getekend namens ons: de overeenkomst geldt",
    ]
    assert ("Iedereen heeft getekend." in shown, shown.count("Heeft getekend.")) == (True, 2)


def test_case_with_a_defect_offers_the_refusal_and_no_quote(page: Client, offer: Offer) -> None:
    application = case(offer, "in_review")
    inspector = factories.staff(offer.corporation, "inspector")
    applications.record_survey(application, by=inspector, **factories.survey_facts(has_defect=True))
    response = page.get(at("work_case", application.pk))
    shown = text(response)
    assert ("Dit is een reparatie en geen klus" in shown, "Maak het voorstel" in shown) == (True, False)
    assert response.context["reject_form"]["ground"].value() == "defect"


def test_take_up_by_button_makes_the_officer_the_contact(page: Client, offer: Offer) -> None:
    application = case(offer)
    response = page.post(at("work_take_up", application.pk), follow=True)
    fresh = Application.objects.get(pk=application.pk)
    assert (fresh.status, fresh.officer, "U behandelt deze aanvraag nu." in text(response)) == (
        "in_review",
        offer.officer,
        True,
    )
    assert "Dit kan niet meer" in text(page.post(at("work_take_up", application.pk), follow=True))


def test_reject_by_button_asks_for_a_ground_from_the_list(page: Client, offer: Offer) -> None:
    application = case(offer, "surveyed")
    empty = text(page.post(at("work_reject", application.pk), follow=True))
    assert [words in empty for words in ("<title>Fout:", "Kies waarom het niet kan.", 'href="#id_ground_0"')] == [
        True
    ] * 3, empty
    assert "Kies een reden uit de lijst." in text(
        page.post(at("work_reject", application.pk), {"ground": "zin"}, follow=True)
    )
    assert Application.objects.get(pk=application.pk).status == "surveyed"
    page.post(at("work_reject", application.pk), {"ground": "quality"})
    assert Application.objects.get(pk=application.pk).ground == "quality"


def test_reject_by_button_of_a_case_with_an_agreement_changes_nothing(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.SIGNING)
    response = page.post(at("work_reject", application.pk), {"ground": "quality"}, follow=True)
    assert "Dit kan niet meer" in text(response)
    assert Application.objects.get(pk=application.pk).status == "accepted"


def test_quote_page_starts_with_the_amounts_of_the_offer_and_their_sum(page: Client, offer: Offer) -> None:
    response = page.get(at("work_quote", in_stage(offer, Stage.QUOTE).pk))
    form = response.context["form"]
    assert [form[name].value() for name in TYPED] == ["2.400,00", "250,00", "300,00"]
    assert "€ 1.127,00" in text(response)


def test_quote_page_hands_in_what_was_typed(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.QUOTE)
    response = page.post(at("work_quote", application.pk), POSTED | {"avoided": "2.000,00"}, follow=True)
    assert "Het voorstel ligt bij de manager." in text(response)
    assert Agreement.objects.awaiting_approval().get().reward == Decimal("875.00")


def test_quote_page_adds_up_without_handing_in(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.QUOTE)
    response = page.post(at("work_quote", application.pk), POSTED | {"avoided": "2.000,00", "sum": "1"})
    assert ("€ 875,00" in text(response), Quote.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"avoided": "500"}, "Met deze bedragen besparen wij niets"),
        ({"avoided": "0"}, "Met deze bedragen besparen wij niets"),
        ({"avoided": "500,123"}, "Een bedrag heeft ten hoogste twee cijfers achter de komma"),
        ({"avoided": "12345678901"}, "Dit bedrag is te hoog."),
        ({"materials": "-250"}, "Een bedrag is € 0 of meer. Haal het minteken weg."),
        ({"materials": "€ −250,00"}, "Een bedrag is € 0 of meer. Haal het minteken weg."),
        ({"materials": "NaN"}, "Schrijf een bedrag in cijfers"),
        ({"handling": ""}, "Vul een bedrag in."),
        ({"bought": "40,125"}, "Een bedrag heeft ten hoogste twee cijfers achter de komma"),
        ({"bought": "-1"}, "Een bedrag is € 0 of meer."),
        ({"bought": "1.377"}, "De huurder geeft zo evenveel als hij krijgt, of meer. Dat mag niet."),
    ],
)
def test_quote_page_with_a_mistake_keeps_what_was_typed(
    page: Client, offer: Offer, change: dict[str, str], words: str
) -> None:
    application = in_stage(offer, Stage.QUOTE)
    response = page.post(at("work_quote", application.pk), POSTED | change)
    form = response.context["form"]
    assert words in text(response)
    assert {name: form[name].value() for name in TYPED | change} == TYPED | change
    assert list(form.errors) == list(change)
    assert (Quote.objects.count(), Application.objects.get(pk=application.pk).status) == (0, "surveyed")


def test_quote_page_with_every_place_taken_says_so(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.QUOTE)
    Offer.objects.update(capacity=1)
    case(offer, "accepted")
    assert "Alle plekken van dit aanbod zijn bezet." in text(
        page.post(at("work_quote", application.pk), POSTED, follow=True)
    )


def test_quote_page_of_a_stopped_case_gives_the_ground(page: Client, offer: Offer) -> None:
    application = case(offer, "in_review")
    inspector: StaffMember = factories.staff(offer.corporation, "inspector")
    applications.record_survey(application, by=inspector, **factories.survey_facts(asbestos="found"))
    shown = text(page.post(at("work_quote", application.pk), POSTED, follow=True))
    assert "De opname stopt deze klus: Er zit misschien asbest." in shown


@pytest.mark.parametrize("stage", [Stage.NEW, Stage.SURVEY, Stage.MANAGER, Stage.SIGNING, Stage.CLOSED])
def test_quote_page_in_another_stage_leads_back_and_makes_nothing(page: Client, offer: Offer, stage: Stage) -> None:
    application = in_stage(offer, stage)
    before = Quote.objects.count()
    for response in (page.get(at("work_quote", application.pk)), page.post(at("work_quote", application.pk), POSTED)):
        assert response.headers["Location"] == at("work_case", application.pk)
    assert Quote.objects.count() == before


def test_quote_page_after_a_question_shows_it_and_hands_in_new_amounts(page: Client, offer: Offer) -> None:
    application = in_stage(offer, Stage.ASKED_BACK)
    assert "Waarom zo veel?" in text(page.get(at("work_quote", application.pk)))
    page.post(at("work_quote", application.pk), POSTED | {"handling": "350"})
    agreement = Agreement.objects.awaiting_approval().get()
    assert (agreement.reward, agreement.quote.version) == (Decimal("1092.00"), 2)


def test_hand_in_again_by_button_is_done_once(page: Client, offer: Offer) -> None:
    agreement = Agreement.objects.get(application=in_stage(offer, Stage.ASKED_BACK))
    assert "Het voorstel ligt weer bij de manager." in text(
        page.post(at("work_hand_in_again", agreement.pk), follow=True)
    )
    assert "ligt al bij de manager" in text(page.post(at("work_hand_in_again", agreement.pk), follow=True))
    assert Agreement.objects.awaiting_approval().get() == agreement
