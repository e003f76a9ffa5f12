"""The letter with a sign-up code on paper: Dutch, one page, its code also as a QR code."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from corporations.models import LeaseParty
from corporations.rules import house_style
from klushuur.ground import clock, printing
from tenants.models import Invitation, LetterBatch

SHEET = "klushuur/letter.css"


@dataclass(frozen=True)
class Letter:
    """Who gets which code. The code is nowhere else until it is on paper."""

    party: LeaseParty
    code: str


def letters_pdf(batch: LetterBatch, portions: Iterable[list[Letter]]) -> bytes:
    """One PDF with a page for each letter, in the order in which the portions bring them.

    A portion is asked for when the one before it is laid out. Raises outbox.Later where WeasyPrint can't run,
    outbox.Never when a page asks for anything that it was not handed, ValueError without a letter.
    """
    corporation = batch.corporation
    style = house_style(corporation.brand, corporation.accent)
    return printing.pdf((html_of(batch, letters) for letters in portions), sheet=SHEET, style=style)


def html_of(batch: LetterBatch, letters: Iterable[Letter]) -> str:
    """The page of some letters. What people typed is escaped."""
    slug = batch.corporation.slug
    today = clock.today()
    context = {
        "batch": batch,
        "corporation": batch.corporation,
        "officer": batch.officer,
        "today": today,
        "last_day": Invitation.last_day(today),
        "site": f"{settings.SITE.address}{reverse('sign_up', args=[slug])}".partition("//")[2],
        "letters": [
            {"party": letter.party, "code": letter.code, "qr": qr(sign_up_address(slug, letter.code))}
            for letter in letters
        ],
    }
    with translation.override("nl"):
        return render_to_string("tenants/letter.html", context)


def sign_up_address(slug: str, code: str) -> str:
    """Where the QR code leads: the page to sign up, which takes the code out of the address at once."""
    return f"{settings.SITE.address}{reverse('sign_up', args=[slug])}?code={code}"


def qr(address: str) -> SafeString:
    """A QR code as SVG, a quarter of which may be damaged; the paper around it is its margin."""
    svg = segno.make_qr(address, error="q").svg_inline(
        border=0, omitsize=True, title="QR-code: opent de website met uw code", svgclass=None, lineclass=None
    )
    return mark_safe(svg)  # noqa: S308 -- made of modules, not of what people typed
