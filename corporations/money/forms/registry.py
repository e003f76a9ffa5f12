"""The forms of a reward, each in a file of its own that says everything about it; whoever needs to know asks here.

A form is one file in this folder and its texts in `templates/agreements/forms/<texts>/`. Nothing else spells its name.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from corporations.money.forms.schedule import Plan
from corporations.money.value import Row

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEXT_INCREASE, MONTHLY, ONCE = "next_increase", "monthly", "once"


class Form:
    """One way to have a reward: its sum, its words, what the law asks of it, and where finance books it.

    code: of 12 characters at most; it stands in rows, so it never changes. name: on pages. posting: what finance calls it.
    paid: `once`, `monthly` (from the month after the acceptance) or `next_increase` (from the first increase whose letters had not
    gone out). lowers_the_rent: over months, at the tenant's own request, and only of a self-contained home (Wet tijdelijke
    huurkorting). has_terms: the tenant chooses over how many months. increases: of how many annual increases the sum knows the
    rate; None is all. texts: the folder of its texts.

    Words on pages: how_it_comes (amount, months), accepted (amount, day), runs (first, last), to_record. On paper, in Dutch: in_short,
    and what the schedule calls it: on_paper, on_paper_yours, on_paper_column.
    """

    code: str
    name: "StrOrPromise"
    posting: "StrOrPromise"
    paid: str
    lowers_the_rent = True
    has_terms = False
    increases: int | None = None
    texts: str
    how_it_comes: "StrOrPromise"
    accepted: "StrOrPromise"
    runs: "StrOrPromise" = ""
    to_record: "StrOrPromise" = ""
    in_short: str
    on_paper = "beloning"
    on_paper_yours = "uw beloning"
    on_paper_column = "Wat u minder betaalt"

    @property
    def at_an_increase(self) -> bool:
        """Whether it begins with an annual increase that is not charged; else the month after the acceptance, or at once."""
        return self.paid == NEXT_INCREASE

    def terms_of(self, months: Iterable[int]) -> list[int | None]:
        """Over how many months it can be had, of those that a policy has; None for as many as the form itself knows."""
        return [*sorted(months)] if self.has_terms else [None]

    def plan(self, *, reward: Decimal, months: int | None, rent: Decimal, rates: Sequence[Decimal]) -> Plan:
        """A reward in this form, as `corporations.money.forms.plan`."""
        raise NotImplementedError

    def gives(self, made: Plan) -> bool:
        """Whether there is anything to have: a lower rent of which the reward buys no month gives nothing."""
        return not self.lowers_the_rent or any(made.monthly)

    def explain(
        self, *, reward: Decimal, months: int, rent: Decimal, rates: Sequence[Decimal], source: str
    ) -> list[Row]:
        """The rows of that plan. months: as many as it has."""
        raise NotImplementedError


_FORMS: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Make a form known, after those that are: pages show them in this order, which is no order of merit. Raises ValueError twice."""
    if form.code in _FORMS:
        raise ValueError(f"form: {form.code} is there already")
    _FORMS[form.code] = form
    return form


def every_form() -> list[Form]:
    """All forms, in their order."""
    return list(_FORMS.values())


def form_of(code: str) -> Form:
    """The form with this code. Raises ValueError for an unknown one: nothing stands in its place."""
    try:
        return _FORMS[code]
    except KeyError:
        raise ValueError(f"form: one of {', '.join(_FORMS)}") from None


def codes() -> list[str]:
    """The codes of all forms, in their order."""
    return list(_FORMS)


def lowering() -> list[str]:
    """The codes of those that lower the rent over months."""
    return [form.code for form in every_form() if form.lowers_the_rent]


def at_an_increase() -> list[str]:
    """The codes of those that begin with an annual increase."""
    return [form.code for form in every_form() if form.at_an_increase]


def form_choices() -> list[tuple[str, "StrOrPromise"]]:
    """Code and name, for the choices of a column: as a function, so that another form is no migration."""
    return [(form.code, form.name) for form in every_form()]
