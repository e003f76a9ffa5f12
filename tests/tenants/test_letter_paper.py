"""The letters on paper, by a real render: one page each, in order, with a QR code that leads to the page to sign up."""

import io
import logging

import html5lib
import pytest
import segno
from pypdf import PdfReader

from corporations.models import Dwelling, LeaseParty
from klushuur.ground.files import files
from tenants import documents
from tenants.models import LetterBatch
from tenants.services import letters, signing_up
from tests import factories

pytestmark = pytest.mark.django_db
LONG = "Ω" + "Wolvenstein-Achterberg van der Voorst tot Voorst " * 2  # 99 letters
MARKUP = "Zoë <script>alert(1)</script> {{ x }}"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def block():
    return factories.block(factories.corporation())


def made(block, *names):
    """A batch for homes with these numbers; gives it and its pages as text."""
    for number, name in enumerate(names, start=1):
        home = factories.lease(block, name=name).lease.dwelling
        Dwelling.objects.filter(pk=home.pk).update(house_number=str(12 - number))
    officer = factories.staff(block.corporation, "officer", name="Fatima Yilmaz")
    batch = letters.order_letters(block, officer=officer)
    letters.write_letters(batch.pk)
    batch = LetterBatch.objects.get(pk=batch.pk)
    reader = PdfReader(io.BytesIO(files.read(batch.file)))
    return batch, reader


def words(page):
    return " ".join(page.extract_text().split())


def code_on(page):
    found = [word for word in words(page).split() if word.count("-") == 2 and len(word) == 14]
    assert len(found) == 1
    return found[0]


def test_each_letter_is_a_page_in_post_order_with_its_own_code_that_works(block, caplog, monkeypatch):
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    monkeypatch.setattr(letters, "AT_ONCE", 2)  # so that portions are joined
    _, reader = made(block, "Anna", "Bram", "Cato")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert [name for page in reader.pages for name in ("Anna", "Bram", "Cato") if name in words(page)] == [
        "Cato",
        "Bram",
        "Anna",
    ]
    parties = [signing_up.find_invitation(code_on(page)).party.name for page in reader.pages]
    assert parties == ["Cato", "Bram", "Anna"]
    catalog = reader.trailer["/Root"]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("nl", True)


def test_a_letter_says_who_where_what_to_do_and_whom_to_call(block):
    batch, reader = made(block, "Anna")
    said = words(reader.pages[0])
    party = LeaseParty.objects.get()
    home = party.lease.dwelling
    expected = [
        "Wonen Voorbeeldstad",
        f"Anna {home.address} 1234 AB Voorbeeldstad",
        "Zo meldt u zich aan",
        "Bel Fatima Yilmaz, 088 000 00 01",
        "De code werkt één keer",
        batch.invitations.get().expires_on.strftime("%Y"),
    ]
    assert [words for words in expected if words not in said] == []
    assert "localhost:8000/voorbeeldstad/aanmelden/" in said.replace(" ", "")  # broken over two lines, at a slash


@pytest.mark.parametrize("name", [LONG, MARKUP])
def test_a_long_name_or_markup_stays_on_its_page_as_it_is(block, name):
    _, reader = made(block, "Bram", name)
    assert len(reader.pages) == 2
    assert name.split()[0] in words(reader.pages[0])
    assert "Fatima Yilmaz" in words(reader.pages[0])


def test_the_page_is_valid_html_and_asks_for_nothing(block):
    party = factories.lease(block, name=MARKUP)
    batch = LetterBatch(
        corporation=block.corporation, complex=block, officer=factories.staff(block.corporation, "officer")
    )
    html = documents.html_of(batch, [documents.Letter(party, "K7MQ-4XPD-9HTR")])
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert [one.tag for one in page.iter() if one.tag in {"script", "img", "link", "style"} or one.get("style")] == []
    assert "&lt;script&gt;" in html


def test_the_qr_code_leads_to_the_page_to_sign_up_with_the_code(block):
    address = documents.sign_up_address("voorbeeldstad", "K7MQ-4XPD-9HTR")
    assert address == "http://localhost:8000/voorbeeldstad/aanmelden/?code=K7MQ-4XPD-9HTR"
    svg = documents.qr(address)
    matrix = segno.make_qr(address, error="q").matrix
    assert dark_modules(svg) == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    assert "<title>QR-code: opent de website met uw code</title>" in svg


def dark_modules(svg):
    """The modules that the path of an SVG by segno paints: strokes of height 1, `M` absolute and `m` relative moves."""
    import re

    (path,) = re.findall(r' d="([^"]+)"', svg)
    x = y = 0.0
    dark = set()
    for command, numbers in re.findall(r"([Mmh])([^Mmhz]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    return dark
