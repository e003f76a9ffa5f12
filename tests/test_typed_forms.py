"""Every field of our forms makes clean what was typed, and what it lets through the database takes."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klushuur.ground.typed import fields, typed
from klushuur.ground.typed.fields import Cleaned
from tests import tree
from tests.ground.typed.pasted import PASTED

PLACES = ("klushuur.ground", "corporations", "tenants", "jobs", "agreements")
READ_AS_TEXT = (
    forms.CharField,
    forms.IntegerField,
    forms.DateField,
)  # what people type; the rest is picked from a list
# of a password each sign counts
AS_IT_IS = {("PasswordAgainForm", "password"), ("StaffLoginForm", "password")}


def _forms() -> Iterator[type[forms.BaseForm]]:
    """Every form class of ours."""
    for place in PLACES:
        package = importlib.import_module(place)
        names = [found.name for found in pkgutil.walk_packages(package.__path__, f"{place}.")]
        for name in names:
            if "migrations" in name or not ("form" in name or "admin" in name):
                continue
            module = importlib.import_module(name)
            for found in vars(module).values():
                if isinstance(found, type) and issubclass(found, forms.BaseForm) and found.__module__ == name:
                    yield found


def not_cleaned(found: Any) -> list[tuple[str, str]]:
    """The fields of a form whose text nobody makes clean."""
    typed_in = {name: field for name, field in found.base_fields.items() if isinstance(field, READ_AS_TEXT)}
    names = [(found.__name__, name) for name, field in typed_in.items() if not isinstance(field, Cleaned)]
    return [one for one in names if one not in AS_IT_IS]


def test_every_field_that_people_type_in_is_made_clean():
    found = list(_forms())
    assert len(found) > 45
    assert [one for form in found for one in not_cleaned(form)] == []


def test_a_field_that_is_not_made_clean_is_found():
    class Plain(forms.Form):
        title = forms.CharField()
        day = forms.DateField()
        number = forms.IntegerField()
        fine = fields.LineField(max_length=10)

    assert not_cleaned(Plain) == [("Plain", "title"), ("Plain", "day"), ("Plain", "number")]


def bare_fields(code: str) -> list[str]:
    """Django's own fields for text, made in code: also those that a form adds as it is made."""
    bare = {
        "CharField",
        "EmailField",
        "RegexField",
        "SlugField",
        "URLField",
        "IntegerField",
        "DecimalField",
        "FloatField",
        "DateField",
    }
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and (call.value.id, call.attr in bare) == ("forms", True)
    ]  # fmt: skip


def test_no_code_of_ours_makes_a_bare_field():
    places = tuple(place.replace(".", "/") for place in PLACES)
    files = [name for name in tree.tracked() if name.startswith(places) and name.endswith(".py")]
    found = {name: bare for name in files if (bare := bare_fields(tree.text(name)))}
    assert found == {"klushuur/ground/accounts/forms.py": ["CharField"]}  # the password


def test_a_bare_field_is_found():
    assert bare_fields("x = {'a': forms.CharField(max_length=3)}") == ["CharField"]
    assert bare_fields("x = LineField(max_length=3)") == []


# --- what they do -------------------------------------------------------------------------------------------------

EVERY = {
    "line": fields.LineField(max_length=20),
    "name": fields.NameField(max_length=20),
    "text": fields.TextField(max_length=20),
    "reference": fields.ReferenceField(max_length=20),
    "phone": fields.PhoneField(max_length=20),
    "code": fields.CodeField(),
    "address": fields.AddressField(),
    "token": fields.TokenField(),
    "whole": fields.WholeField(),
    "day": fields.DayField(),
    "month": fields.MonthField(),
}
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANY = st.text(st.characters(codec=None), max_size=60) | st.lists(st.sampled_from(PASTED), max_size=12).map("".join)


@pytest.mark.parametrize("name", EVERY)
@UNHURRIED
@given(ANY)
def test_a_field_takes_any_text_or_refuses_it_in_words(name, pasted):
    try:
        EVERY[name].clean(pasted)
    except ValidationError as refused:
        assert refused.messages  # noqa: PT017


@pytest.mark.django_db
@UNHURRIED
@given(st.lists(ANY, min_size=1, max_size=5))
def test_the_database_takes_what_a_field_lets_through(pasted):
    from django.db import connection

    for name, field in EVERY.items():
        for text in pasted:
            try:
                clean = field.clean(text)
            except ValidationError:
                continue
            if name in {"whole", "day", "month"}:
                continue
            with connection.cursor() as cursor:
                cursor.execute("SELECT %s::varchar(300)", [clean])
                assert cursor.fetchone()[0] == clean


@pytest.mark.parametrize("sign", ["\0", "\a", "\udc00", "\ufffe"])
@pytest.mark.parametrize(
    ("name", "text"), [("address", "jan@voor{}beeld.nl"), ("reference", "40{}00"), ("phone", "06 1234{}5678")]
)
def test_half_a_sign_and_a_bell_are_refused(name, text, sign):
    EVERY[name].clean(text.format(""))
    with pytest.raises(ValidationError):
        EVERY[name].clean(text.format(sign))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_too_long_is_refused_with_how_long_it_may_be(language):
    words = {
        "nl": "Dit is te lang: 21 tekens. Er passen er 20.",
        "en": "This is too long: 21 characters. There is room for 20.",
    }
    with translation.override(language), pytest.raises(ValidationError) as refused:
        EVERY["line"].clean("a" * 21)
    with translation.override(language):
        assert refused.value.messages == [words[language]]


def test_the_length_is_that_of_the_clean_text():
    assert EVERY["text"].clean("a\r\n" * 10 + "\u200b" * 50) == ("a\n" * 10).strip()
    with pytest.raises(ValidationError, match="20"):
        EVERY["text"].clean("a\u0301\u0323" * 10**6)  # it is not even read


def test_no_browser_cuts_off_what_is_pasted():
    for name in ("line", "name", "text", "reference", "phone", "code", "address"):
        assert not EVERY[name].widget.attrs.get("maxlength"), name


@pytest.mark.parametrize("name", ["day", "month"])
def test_a_day_that_stands_there_already_is_no_change(name):
    field = EVERY[name]
    day = typed.day("1-2-2027")
    assert not field.has_changed(day, field.widget.format_value(day))


def test_a_reader_of_english_is_asked_which_day_is_meant():
    with translation.override("en"), pytest.raises(ValidationError, match="two days"):
        EVERY["day"].clean("4/5/2027")
    with translation.override("nl"):
        assert EVERY["day"].clean("4/5/2027").isoformat() == "2027-05-04"
