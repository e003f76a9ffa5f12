"""How a form stands on a page: crispy helpers that every room shares."""

from typing import TYPE_CHECKING

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def bare() -> FormHelper:
    """A form that is checked by us and not by the browser, whose bubbles speak another language."""
    helper = FormHelper()
    helper.attrs = {"novalidate": True}
    return helper


def inner() -> FormHelper:
    """Fields only: the page writes the form's tag, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def question(button: "StrOrPromise") -> FormHelper:
    """How a page with one question looks: its label is the heading, one button below."""
    helper = bare()
    helper.label_class = "question"
    helper.add_input(Submit("go", button, css_class="button"))
    return helper
