import io
import itertools
import json
import logging
import re
from zoneinfo import ZoneInfo

import html5lib
import pytest
from pypdf import PdfReader

from agreements.contract import documents
from agreements.contract.rules import sha256
from klushuur.ground.outbox import outbox
from tests.agreements.signed import again, offered, signed

pytestmark = pytest.mark.django_db

FOREIGN_NAME = "Zoë <script>alert(1)</script> {{ x }}"


def parsed(text):
    """The text within a page of the portal, by the rules of HTML. Raises for what is not valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(
        f"<!doctype html><html lang=nl><head><title>t</title></head><body><h1>t</h1>{text}</body></html>"
    )


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_text_has_three_parts_and_headings_in_order():
    page = parsed(offered().text)
    assert [part.get("id") for part in page.findall("body/section")] == ["in-het-kort", "afspraken", "bijlage"]
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert {after - before for before, after in itertools.pairwise(levels)} <= {-1, 0, 1}
    assert levels[:2] == [1, 2]


def test_text_numbers_its_clauses_from_one():
    clauses = parsed(offered().text).findall(".//section[@id='afspraken']/section")
    numbers = [(clause.get("id"), words(clause.find("h3")).partition(".")[0]) for clause in clauses]
    assert numbers == [(f"afspraak-{n}", str(n)) for n in range(1, 24)]


def test_text_tells_the_price_tag_and_the_person():
    agreement = offered()
    summary = words(parsed(agreement.text).find(".//section[@id='in-het-kort']"))
    assert "€\u00a01.127,00".replace("\u00a0", " ") in summary
    told = [
        "Schilder uw buitenkozijnen",
        "Dennengroen (RAL 6009)",
        "Fatima Yilmaz",
        "088 000 00 01",
        "14 dagen",
        "15 april",
    ]
    assert [fact for fact in told if fact not in summary] == []


def test_text_shows_the_calculation_row_by_row():
    rows = parsed(offered().text).findall(".//table[@class='money']/tbody/tr")
    assert [(words(row[0]), words(row[2])) for row in rows] == [
        ("Kosten die wij niet maken", "€ 2.400,00"),
        ("Wat het materiaal kost", "− € 250,00"),
        ("Wat onze uren kosten", "− € 300,00"),
        ("Opslag voor risico", "− € 240,00"),
        ("Wij besparen", "€ 1.610,00"),
        ("Beloning", "€ 1.127,00"),
    ]


def test_text_shows_each_colour_as_swatch_and_words():
    rows = parsed(offered().text).findall(".//table[@class='kleuren']/tbody/tr")
    shown = [(words(row[0]), words(row[1]), words(row[2]), row[1].find(".//{*}rect").get("class")) for row in rows]
    assert shown == [
        ("Voordeur", "Staal van Dennengroen Dennengroen", "RAL 6009", "ral-6009"),
        ("Kozijnen", "Staal van Wit Wit", "RAL 9010", "ral-9010"),
    ]


def test_text_keeps_to_what_policy_and_archive_allow():
    page = parsed(offered().text)
    unwanted = {"dl", "figure", "script", "style", "img", "a"}
    assert [element.tag for element in page.iter() if element.tag in unwanted] == []
    assert [element.tag for element in page.iter() if element.get("style") or element.get("onclick")] == []
    assert [cell for cell in page.iter("th") if cell.get("scope") not in {"row", "col"}] == []
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_text_with_a_name_of_markup_keeps_it_literally():
    agreement = offered(FOREIGN_NAME)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in agreement.text
    assert FOREIGN_NAME in words(parsed(agreement.text).find(".//section[@id='afspraak-1']"))


def test_text_is_dutch_whatever_the_reader_reads_and_the_same_twice(settings):
    agreement = offered()
    dutch = documents.text_of(agreement)
    settings.LANGUAGE_CODE = "en"
    with documents.translation.override("en"):
        assert documents.text_of(agreement) == dutch == agreement.text


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("self", "U doet het werk zelf."),
        ("friends", "samen met familie of vrienden"),
        ("company", "betaalt het zelf"),
    ],
)
def test_text_says_who_does_the_work(who, said):
    agreement = offered()
    agreement.application.who = who
    assert said in words(parsed(documents.text_of(agreement)).find(".//section[@id='afspraak-8']"))


def test_text_of_a_scaffold_job_and_of_own_materials():
    agreement = offered()
    agreement.application.survey.advice = "scaffold"
    agreement.application.offer.materials_supplied = ""
    text = words(parsed(documents.text_of(agreement)))
    assert ("vanaf een steiger" in text, "op een ladder" in text) == (True, False)
    assert ("U koopt zelf het materiaal" in text, "Wij leveren" in text) == (True, False)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def test_pdf_of_the_case_is_three_tagged_pages_without_a_warning(caplog):
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    reader = read(documents.pdf_of(signed()))
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    first, second, third = [" ".join(page.extract_text().split()) for page in reader.pages]
    told = [
        all(
            part in first
            for part in ("Wonen Voorbeeldstad", "Klusovereenkomst", "In het kort", "€ 1.127,00", "pagina 1 van 3")
        ),
        all(part in second for part in ("1. Wie en welke woning", "23. Wat erbij hoort", "pagina 2 van 3")),
        all(part in third for part in ("Beloning", "RAL 6009", "Handtekeningen", "Jan de Wit", "pagina 3 van 3")),
    ]
    assert told == [True] * 3
    catalog = reader.trailer["/Root"]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert (
        b"<pdfaid:part>3<" in catalog["/Metadata"].get_data() or b'pdfaid:part="3"' in catalog["/Metadata"].get_data()
    )


def test_pdf_carries_the_agreement_as_data():
    agreement = signed()
    (name,) = (reader := read(documents.pdf_of(agreement))).attachments
    data = json.loads(reader.attachments[name][0])
    assert name == "agreement.json"
    assert (data["reference"], data["reward"]["amount"], data["text_sha256"]) == (
        agreement.reference,
        "1127.00",
        sha256(data["text"]),
    )
    assert [(row["name"], row["side"], row["way"]) for row in data["signatures"]] == [
        ("Jan de Wit", "tenant", "code_by_mail"),
        ("Karin de Boer", "corporation", "second_factor"),
    ]


def test_pdf_names_the_signatures_in_local_time_and_the_hash():
    agreement = signed()
    page = " ".join(read(documents.pdf_of(agreement)).pages[2].extract_text().split())
    local = agreement.signatures.first().signed_at.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert f"{local:%H.%M} uur" in page
    assert agreement.text_sha256 in page.replace(" ", "")


def test_pdf_twice_is_the_same_bytes():
    agreement = signed()
    assert documents.pdf_of(agreement) == documents.pdf_of(again(agreement))


def test_pdf_shows_the_signed_text_and_not_what_the_case_says_now():
    agreement = signed()
    agreement.application.offer.summary = "Iets heel anders."
    assert "Iets heel anders" not in read(documents.pdf_of(agreement)).pages[0].extract_text()


def test_pdf_of_a_text_that_was_not_signed_is_refused():
    agreement = signed()
    agreement.text = agreement.text.replace("1.127,00", "9.127,00")
    with pytest.raises(outbox.Never, match="not the signed one"):
        documents.pdf_of(agreement)


def test_pdf_without_a_signature_is_refused():
    with pytest.raises(outbox.Never, match="nobody has signed"):
        documents.pdf_of(offered())
