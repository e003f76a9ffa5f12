"""The agreement in the form of a discount: summary, clauses, schedule, the tenant's request, the PDF and its data."""

import json

import pytest
from django.utils.formats import date_format
from pypdf import PdfReader

from agreements.contract import documents
from agreements.contract.services import approving, choosing, signing
from corporations.money import forms
from corporations.money.forms import REWARD_FORMS
from klushuur.ground import clock
from klushuur.ground.accounts.models import User, UserKind
from tests import factories
from tests.agreements.contract.test_documents import parsed, read, words
from tests.agreements.signed import again, offered

pytestmark = pytest.mark.django_db


def in_form(form, months=None, **fields):
    agreement = offered(corporation=factories.corporation(forms=REWARD_FORMS), forms=REWARD_FORMS, **fields)
    user = agreement.application.tenant.user
    choosing.choose_form(agreement, form=form, months=months, by=user, text_sha256="")
    return again(agreement)


def part(agreement, name):
    return words(parsed(agreement.text).find(f".//section[@id='{name}']"))


@pytest.mark.parametrize(
    ("form", "months", "said"),
    [
        ("one_off", None, "U krijgt één keer € 1.127,00, binnen 30 dagen"),
        ("discount", 36, "U krijgt € 1.127,00 als korting op uw huur, verdeeld over 36 maanden."),
        ("skip", 36, "doordat wij één huurverhoging overslaan: u betaalt die 36 maanden niet."),
        ("freeze", 30, "doordat uw huur 30 maanden niet omhooggaat: u betaalt de huurverhogingen"),
    ],
)
def test_clause_about_the_reward_follows_the_form(form, months, said):
    agreement = in_form(form, months)
    assert said in part(agreement, "afspraak-13")
    assert ("Uw huur verandert niet" in part(agreement, "afspraak-14")) == (form == "one_off")
    assert ("Uw verzoek om tijdelijke huurkorting" in agreement.text) == (form != "one_off")


def test_every_form_has_a_text():
    """A new one: add its words, and a line above and below."""
    assert forms.codes() == [*REWARD_FORMS]


@pytest.mark.parametrize(
    ("form", "months", "told"),
    [
        (
            "skip",
            36,
            {
                "in-het-kort": [
                    "beloning: één huurverhoging overslaan, 36 maanden lang, na de keuring",
                    "maand 1 tot en met 36: € 19,99 per maand; na de laatste maand nog € 407,36 in één keer.",
                    "Maand 1 is juli 2028, als het werk vóór 1 april 2028 is goedgekeurd.",
                ],
                "afspraak-13": [
                    "1 juli 2028, als het werk vóór 1 april 2028 is goedgekeurd. Is het later, dan is het 1 juli 2029.",
                    "Wat er van de beloning over is, € 407,36, betalen wij één keer, binnen 30 dagen na de laatste maand.",
                    "Dit is berekend met 3\xa0% huurverhoging, over een huur van € 666,24 vóór de eerste maand.",
                    "het aantal maanden of de rest verandert, de beloning niet.",
                ],
                "afspraak-14": ["ook die wij oversloegen", "Wat u minder betaalde, betaalt u niet terug."],
                "bijlage": ["om één huurverhoging van Zonnestraat", "De lagere huur duurt 36 maanden"],
            },
        ),
        (
            "freeze",
            30,
            {
                "in-het-kort": ["Uw huur gaat 30 maanden niet omhoog.", "maand 1 tot en met 12: € 19,99 per maand"],
                "afspraak-13": ["Dit is berekend met 3\xa0% huurverhoging per jaar, over een huur van € 666,24"],
                "afspraak-14": ["ook die u niet betaalde", "Krijgt u huurtoeslag? Dan kan die ook lager worden."],
                "bijlage": ["om de huur van Zonnestraat", "over een huur van € 666,24"],
            },
        ),
    ],
)
def test_skip_and_freeze_tell_the_first_increase_the_assumed_rates_and_the_rest(form, months, told):
    agreement = in_form(form, months)
    missing = [
        line for name, lines in told.items() for line in lines if line.replace("\xa0", " ") not in part(agreement, name)
    ]
    assert missing == []


def test_summary_and_clauses_tell_when_it_starts_ends_and_what_it_may_cost():
    agreement = in_form("discount", 36)
    told = {
        "in-het-kort": [
            "beloning: korting op uw huur, 36 maanden lang, na de keuring",
            "maand 1 tot en met 35: € 31,31 per maand; maand 36: € 31,15.",
            "Daarna betaalt u weer de gewone huur.",
        ],
        "afspraak-13": ["op de eerste dag van de maand nadat het werk is goedgekeurd", "is geen loon"],
        "afspraak-14": [
            "Na de laatste maand betaalt u weer de huur die u zonder korting zou betalen",
            "Korting die u kreeg, betaalt u niet terug.",
            "Krijgt u huurtoeslag? Dan kan die ook lager worden.",
        ],
        "afspraak-19": ["Loopt de korting nog? Dan stopt zij, en krijgt u de rest in één keer."],
        "bijlage": [
            "Ik vraag Wonen Voorbeeldstad om een tijdelijke korting op de huur van Zonnestraat",
            "De korting duurt 36 maanden en is samen € 1.127,00",
            f"Gedaan op {date_format(clock.today(), 'j F Y')} door Jan de Wit.",
        ],
    }
    missing = [line for name, lines in told.items() for line in lines if line not in part(agreement, name)]
    assert missing == []


@pytest.mark.parametrize(
    ("months", "rows"),
    [
        (36, [("Maand 1 tot en met 35", "€ 31,31 per maand"), ("Maand 36", "€ 31,15"), ("Samen", "€ 1.127,00")]),
        (24, [("Maand 1 tot en met 23", "€ 46,96 per maand"), ("Maand 24", "€ 46,92"), ("Samen", "€ 1.127,00")]),
        (
            30,
            [
                ("Maand 1 tot en met 12", "€ 19,99 per maand"),
                ("Maand 13 tot en met 24", "€ 40,58 per maand"),
                ("Maand 25 tot en met 30", "€ 61,78 per maand"),
                ("Na de laatste maand", "€ 29,48 in één keer"),
                ("Samen", "€ 1.127,00"),
            ],
        ),
    ],
)
def test_annex_has_the_schedule(months, rows):
    table = parsed(in_form("freeze" if months == 30 else "discount", months).text).findall(
        ".//table[@class='rooster']/tbody/tr"
    )
    assert [(words(row[0]), words(row[1])) for row in table] == rows


def test_no_two_texts_of_an_agreement_are_alike():
    agreement = in_form("one_off")
    assert documents.text_of(agreement) == agreement.text
    assert documents.text_of(agreement, number=2) != agreement.text


def test_pdf_that_both_signed_has_schedule_names_and_data():
    maria = User.objects.create_user("maria@tenant.example", kind=UserKind.TENANT)
    agreement = in_form("discount", 36, co_tenant=maria)
    for party in signing.parties_to_sign(agreement):
        signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    by = approving.approvals_of(agreement)[0].approver
    signing.sign_for_corporation(agreement, by=by, text_sha256=agreement.text_sha256)
    reader: PdfReader = read(documents.pdf_of(again(agreement)))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    told = ["Maand 1 tot en met 35", "€ 31,15", "Uw verzoek om tijdelijke huurkorting", "Jan de Wit", "Maria Jansen"]
    assert [one for one in told if one not in text] == []
    data = json.loads(reader.attachments["agreement.json"][0])
    assert (data["form"], data["months"], data["schedule"]) == (
        "discount",
        36,
        [
            {"from_month": 1, "to_month": 35, "amount": "31.31"},
            {"from_month": 36, "to_month": 36, "amount": "31.15"},
        ],
    )
    assert [row["name"] for row in data["signatures"]] == ["Jan de Wit", "Maria Jansen", "Karin de Boer"]
