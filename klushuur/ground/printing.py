"""HTML to PDF/A-3a by WeasyPrint, which reads nothing but what it is handed."""

import atexit
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from klushuur.ground.outbox import outbox

VARIANT = "pdf/a-3a"  # tagged and archival
FONTS = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf", "SourceSansPro-Bold.otf")
MISSING = "pango is missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0"


@dataclass(frozen=True)
class Data:
    """A file that goes inside the PDF, for machines."""

    name: str
    description: str
    text: str
    made_at: datetime


def pdf(htmls: Iterable[str], *, sheet: str, style: str, data: Data | None = None) -> bytes:
    """Whole HTML pages, laid out one by one as they come and joined to one PDF with the metadata of the first.

    sheet: the stylesheet, a static file. style: a house style as CSS text, which comes before it. The same input gives
    the same bytes. Raises outbox.Later where WeasyPrint can't run, outbox.Never when a page asks for anything from
    elsewhere, ValueError without a page.
    """
    weasyprint = _weasyprint()
    sheets = [_house_style(style), _sheet(sheet)]
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves this file of its own open
        warnings.filterwarnings("ignore", ".*sRGB2014", ResourceWarning)
        documents = [_laid_out(weasyprint, html, sheets) for html in htmls]
        if not documents:
            raise ValueError("no page")
        whole = documents[0].copy([page for document in documents for page in document.pages])
        attachments = [_attachment(weasyprint, data)] if data else None
        made: bytes = whole.write_pdf(attachments=attachments, pdf_variant=VARIANT)
    # WeasyPrint only logs what it could not fetch: without this a paper would lack it, and nobody would know
    if refused := sum(len(document.url_fetcher.refused) for document in documents):
        raise outbox.Never(f"the page asked for {refused} addresses")
    return made


def _laid_out(weasyprint: Any, html: str, sheets: list[Any]) -> Any:
    page = weasyprint.HTML(string=html, url_fetcher=_fetcher_class()())
    return page.render(font_config=_fonts(), stylesheets=sheets, pdf_variant=VARIANT)


def _attachment(weasyprint: Any, data: Data) -> Any:
    return weasyprint.Attachment(
        string=data.text,
        name=data.name,
        description=data.description,
        relationship="Data",
        created=data.made_at,
        modified=data.made_at,
        url_fetcher=_fetcher_class()(),
    )


def _weasyprint() -> Any:
    """The library. It loads pango when it is imported, so that is done where it is used."""
    try:
        import weasyprint
    except OSError as error:
        raise outbox.Later(MISSING) from error
    return weasyprint


@cache
def _fonts() -> Any:
    """One configuration a process: made anew for each page, it costs a quarter more memory each time."""
    _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # it removes its folder, which it can't do any later
    return FontConfiguration()


@cache
def _sheet(name: str) -> Any:
    path = finders.find(name)
    assert isinstance(path, str)
    css = Path(path).read_text(encoding="utf-8")
    fetcher = _fetcher_class()()
    sheet = _weasyprint().CSS(string=css, font_config=_fonts(), url_fetcher=fetcher)
    assert not fetcher.refused, fetcher.refused
    return sheet


@lru_cache(maxsize=100)
def _house_style(css: str) -> Any:
    return _weasyprint().CSS(string=css, font_config=_fonts(), url_fetcher=_fetcher_class()())


@cache
def _fetcher_class() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]
        """Knows `klushuur:fonts/…` and nothing else; keeps in `refused` what was asked besides."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("klushuur:fonts/")
            if name not in FONTS:
                self.refused.append(url)
                raise ValueError("not ours")
            return URLFetcherResponse(url, _font(name), {"Content-Type": "font/otf"})

    return ClosedFetcher


def _font(name: str) -> bytes:
    import font_source_sans_pro

    return (Path(font_source_sans_pro.font_directory) / name).read_bytes()
