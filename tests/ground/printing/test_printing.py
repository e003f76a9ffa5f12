"""HTML to PDF: what goes in comes out, and nothing else."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from klushuur.ground import printing
from klushuur.ground.outbox import outbox

SHEET, STYLE = "klushuur/document.css", ":root { --brand: #1f5f4a; --accent: #b4541a; }"
DATA = printing.Data("facts.json", "De gegevens", "{}", datetime(2026, 11, 23, tzinfo=UTC))
PAGE = '<!doctype html><html lang="nl"><head><title>t</title></head><body><p>t</p>{}</body></html>'


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def printed(extra):
    return printing.pdf([PAGE.format(extra)], sheet=SHEET, style=STYLE)


@pytest.mark.parametrize(
    "extra",
    [
        '<img alt="x" src="https://evil.example/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<img alt="x" src="klushuur:fonts/../LICENSE.txt">',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<p style="background: url(https://evil.example/x.png)">x</p>',
        '<svg viewBox="0 0 1 1"><title>x</title><image href="file:///etc/hostname" width="1" height="1"/></svg>',
    ],
)
def test_page_that_asks_for_anything_else_is_refused(extra, caplog):
    with pytest.raises(outbox.Never, match="asked for"):
        printed(extra)


def test_twin_an_open_fetcher_hands_out_the_files_of_the_machine(monkeypatch, tmp_path):
    from weasyprint.urls import URLFetcher

    secret = tmp_path / "secret.txt"
    secret.write_text("of the machine")
    printing._sheet(SHEET)  # kept by the process: it must not be made with the open one, which knows none of our fonts
    monkeypatch.setattr(printing, "_fetcher_class", lambda: type("Open", (URLFetcher,), {"refused": []}))
    made = read(printed(f'<link rel="attachment" href="{secret.as_uri()}">'))
    assert [b"of the machine"] in made.attachments.values()


def test_page_that_asks_for_nothing_is_printed():
    assert printed("").startswith(b"%PDF-1.7")


def test_pages_are_joined_in_the_order_in_which_they_come():
    made = printing.pdf((PAGE.format(f"<p>nummer {n}</p>") for n in range(3)), sheet=SHEET, style=STYLE)
    words = [page.extract_text().split()[:3] for page in read(made).pages]
    assert words == [["t", "nummer", str(n)] for n in range(3)]


def test_one_page_of_many_that_asks_for_something_is_refused():
    asking = PAGE.format('<img alt="x" src="file:///etc/hostname">')
    with pytest.raises(outbox.Never, match="asked for"):
        printing.pdf([PAGE.format(""), asking], sheet=SHEET, style=STYLE)


def test_without_a_page_there_is_no_pdf():
    with pytest.raises(ValueError, match="no page"):
        printing.pdf([], sheet=SHEET, style=STYLE)


def test_the_same_pages_and_data_give_the_same_bytes():
    one, other = (printing.pdf([PAGE.format("")], sheet=SHEET, style=STYLE, data=DATA) for _ in range(2))
    assert one == other
    assert read(one).attachments == {"facts.json": [b"{}"]}


def test_without_pango_the_work_waits_and_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    monkeypatch.setattr("builtins.__import__", _no_weasyprint(__import__))
    with pytest.raises(outbox.Later, match="apt-get install libpango"):
        printed("")


def _no_weasyprint(real):
    def fake(name, *arguments, **options):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **options)

    return fake
