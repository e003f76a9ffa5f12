"""HTML to PDF/A-3a by WeasyPrint, which reads nothing but what it is handed."""

import atexit
import warnings
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from corporations.rules import house_style
from klushuur import work

VARIANT = "pdf/a-3a"  # tagged and archival
FONTS = ("SourceSansPro-Regular.otf", "SourceSansPro-Semibold.otf", "SourceSansPro-Bold.otf")
MISSING = "pango is missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0"


def pdf(html: str, *, style: tuple[str, str], data: str, made_at: datetime) -> bytes:
    """A whole HTML page as PDF, in a corporation's brand and accent colour, with `data` embedded as agreement.json.

    The same input gives the same bytes. Raises work.Later where WeasyPrint can't run, work.Never when the page asks
    for anything from elsewhere.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher_class()()
    attachment = weasyprint.Attachment(
        string=data,
        name="agreement.json",
        description="De gegevens van deze overeenkomst",
        relationship="Data",
        created=made_at,
        modified=made_at,
        url_fetcher=fetcher,
    )
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", ".*sRGB2014", ResourceWarning
        )  # WeasyPrint 70 leaves this file of its own open
        made: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[_colours(*style), _stylesheet()],
            font_config=_fonts(),
            attachments=[attachment],
            pdf_variant=VARIANT,
        )
    if fetcher.refused:
        raise work.Never(f"the page asked for {len(fetcher.refused)} addresses")
    return made


def _weasyprint() -> Any:
    """The library. It loads pango when it is imported, so that is done where it is used."""
    try:
        import weasyprint
    except OSError as error:
        raise work.Later(MISSING) from error
    return weasyprint


@cache
def _fonts() -> Any:
    """One configuration a process: made anew for each page, it costs a quarter more memory each time."""
    _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # it removes its folder, which it can't do any later
    return FontConfiguration()


@cache
def _stylesheet() -> Any:
    path = finders.find("klushuur/document.css")
    assert isinstance(path, str)
    css = Path(path).read_text(encoding="utf-8")
    fetcher = _fetcher_class()()
    sheet = _weasyprint().CSS(string=css, font_config=_fonts(), url_fetcher=fetcher)
    assert not fetcher.refused, fetcher.refused
    return sheet


@lru_cache(maxsize=100)
def _colours(brand: str, accent: str) -> Any:
    return _weasyprint().CSS(string=house_style(brand, accent), font_config=_fonts(), url_fetcher=_fetcher_class()())


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
