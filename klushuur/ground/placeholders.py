"""Texts of a corporation with `{placeholders}`: checked when they are saved, filled when they are read.

A placeholder has a name, the same in every language, and a kind, which says how its value is written: in the reader's language, plain
or as HTML. A text is data and no template: it has no code in it, a value is filled in once and is never read as a placeholder itself.
`{{` and `}}` are braces.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from klushuur.ground.amounts.amounts import euro, percent
from klushuur.ground.typed.fields import TextField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
NAME = re.compile(r"[a-z][a-z0-9_]*")
SCHEMES = frozenset({"http", "https"})


class Kind(TextChoices):
    """What sort of value stands in the place, and so how it is written."""

    TEXT = "text", _("tekst")
    NUMBER = "number", _("heel getal")
    AMOUNT = "amount", _("bedrag")
    RATE = "rate", _("percentage")
    DAY = "day", _("datum")
    LINK = "link", _("link")


TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int,),
    Kind.AMOUNT: (Decimal,),
    Kind.RATE: (Decimal,),
    Kind.DAY: (date,),
    Kind.LINK: (str,),
}


@dataclass(frozen=True)
class Placeholder:
    """One thing that a text may name. meaning: for who writes the text; is_needed: without it the text is refused."""

    name: str
    kind: Kind
    meaning: "StrOrPromise" = ""
    is_needed: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r}: small letters, digits and _ only")

    def __str__(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Named:
    """A place in a text, by the name that stands in it."""

    name: str


def pieces(text: str) -> list[str | Named]:
    """A text as its fixed parts and its places, in order. Raises ValidationError (`brace`) for a brace that stands alone."""
    found: list[str | Named] = []
    end = 0
    for match in PIECE.finditer(text):
        if match[0] in {"{", "}"}:
            message = _("Er staat een %(brace)s alleen. Zet om een naam { en }, of typ het teken twee keer.")
            raise ValidationError(message, code="brace", params={"brace": match[0]})
        found.append(text[end : match.start()])
        found.append(match[0][0] if match[1] is None else Named(match[1]))
        end = match.end()
    found.append(text[end:])
    return [piece for piece in found if piece != ""]


def names(text: str) -> set[str]:
    """What a text asks for. Raises ValidationError as `pieces`."""
    return {piece.name for piece in pieces(text) if isinstance(piece, Named)}


def check(text: str, allowed: Iterable[Placeholder]) -> None:
    """Raises ValidationError (`brace`, `unknown`, `missing`) that names what is wrong, and what may be used."""
    known = list(allowed)
    asked = names(text)
    unknown = asked - {one.name for one in known}
    if unknown:
        message = _("Dit kennen wij niet: %(unknown)s. U kunt kiezen uit: %(known)s.")
        params = {"unknown": _listed(sorted(unknown)), "known": _listed(one.name for one in known) or "–"}
        raise ValidationError(message, code="unknown", params=params)
    missing = [one.name for one in known if one.is_needed and one.name not in asked]
    if missing:
        message = _("Dit moet nog in de tekst: %(missing)s.")
        raise ValidationError(message, code="missing", params={"missing": _listed(missing)})


def check_alike(texts: Mapping[str, str]) -> None:
    """Raises ValidationError (`not_alike`) when a text in one language names what it does not in another; an empty text is none.

    texts: by the code of the language.
    """
    asked = {language: names(text) for language, text in texts.items() if text}
    everywhere = set.union(*asked.values()) if asked else set()
    for language, found in asked.items():
        if absent := everywhere - found:
            message = _("In de tekst in het %(language)s staat niet: %(absent)s. Noem in elke taal hetzelfde.")
            said = {
                "language": LANGUAGES.get(language, language),
                "absent": _listed(sorted(absent)),
            }
            raise ValidationError(message, code="not_alike", params=said)


LANGUAGES = {"nl": _("Nederlands"), "en": _("Engels")}


def fill(text: str, allowed: Sequence[Placeholder], values: Mapping[str, Any], *, language: str) -> str:
    """The text as it reads, plain. A link is its address.

    Raises KeyError for a value that is not given or a name that may not be used, TypeError for one of another kind, ValueError for an
    address that is none.
    """
    kinds = {one.name: one.kind for one in allowed}
    with translation.override(language):
        return "".join(
            piece if isinstance(piece, str) else _written(kinds[piece.name], values[piece.name])
            for piece in pieces(text)
        )


def fill_html(text: str, allowed: Sequence[Placeholder], values: Mapping[str, Any], *, language: str) -> SafeString:
    """The same as HTML: everything escaped, a link to click on, an empty line between paragraphs. Raises as `fill`."""
    kinds = {one.name: one.kind for one in allowed}
    with translation.override(language):
        found = [
            escape(piece) if isinstance(piece, str) else _marked_up(kinds[piece.name], values[piece.name])
            for piece in pieces(text)
        ]
    return mark_safe(linebreaks("".join(found)))  # noqa: S308 -- every piece of it was escaped above


class WordingField(TextField):
    """A text with placeholders, as an officer writes it."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Schrijf een tekst.")}

    def __init__(self, *, allowed: Sequence[Placeholder], **options: Any) -> None:
        super().__init__(**options)
        self.allowed = allowed

    def validate(self, value: Any) -> None:
        super().validate(value)
        check(value, self.allowed)


def _written(kind: Kind, value: Any) -> str:
    """A value in the language of now."""
    if not isinstance(value, TYPES[kind]) or isinstance(value, bool | datetime):
        raise TypeError(f"{kind.value}: not of {type(value).__name__}")
    return WRITTEN[kind](value)


def _marked_up(kind: Kind, value: Any) -> SafeString:
    written = _written(kind, value)
    return format_html('<a href="{0}">{0}</a>', written) if kind == Kind.LINK else escape(written)


def _address(value: str) -> str:
    """Raises ValueError for what is no whole address of a page: no script, and nothing that ends a line or an attribute."""
    parts = urlsplit(value)
    if parts.scheme not in SCHEMES or not parts.netloc or re.search(r"[\s<>\"']", value):
        raise ValueError("no address of a page")
    return value


WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.NUMBER: str,
    Kind.AMOUNT: euro,
    Kind.RATE: percent,
    Kind.DAY: lambda day: date_format(day, "j F Y"),
    Kind.LINK: _address,
}


def _listed(found: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in found)
