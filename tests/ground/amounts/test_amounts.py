from decimal import Decimal

import pytest

from klushuur.ground.amounts.amounts import NotAnAmount, as_typed, percent_as_typed, read_amount, read_percent


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2400", "2400"),
        ("2.400", "2400"),
        ("2.400,00", "2400.00"),
        ("2400,5", "2400.5"),
        ("2400.50", "2400.50"),
        ("2,400.00", "2400.00"),
        ("1.234.567,89", "1234567.89"),
        (" € 2.400,- ", "2400"),
        ("2\u00a0400", "2400"),
        ("0", "0"),
        ("0,05", "0.05"),
    ],
)
def test_read_amount_as_people_write_it_gives_the_amount(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(("typed", "is_too_fine"), [
    ("2400,123", True), ("2,400", True), ("2400.1234", True), ("1234.567", True),
    ("", False), ("-5", False), ("veel", False), ("2.40,00", False), ("1,2,3", False), ("1e3", False), ("NaN", False),
])  # fmt: skip
def test_read_amount_of_no_amount_is_refused_and_never_guessed(typed: str, is_too_fine: bool) -> None:
    with pytest.raises(NotAnAmount) as refused:
        read_amount(typed)
    assert refused.value.is_too_fine is is_too_fine


@pytest.mark.parametrize(("typed", "rate"), [("70", "0.70"), ("70 %", "0.70"), ("12,5%", "0.125"), ("0", "0")])
def test_read_percent_gives_a_rate(typed: str, rate: str) -> None:
    assert read_percent(typed) == Decimal(rate)


def test_as_typed_is_read_back_as_the_same() -> None:
    assert (as_typed(Decimal("2400.00")), percent_as_typed(Decimal("0.1250"))) == ("2.400,00", "12,5")
    assert read_amount(as_typed(Decimal("1234567.89"))) == Decimal("1234567.89")


@pytest.mark.parametrize(
    ("pasted", "amount"),
    [
        ("€\u00a01.234,56", "1234.56"),
        ("EUR 1234.56", "1234.56"),
        ("2400 euro", "2400"),
        ("1.234,–", "1234"),
        ("12,--", "12"),
        ("12.-", "12"),
        ("12,=", "12"),
        ("１２,５０", "12.50"),
        ("\u200e2\u202f400,50\ufeff", "2400.50"),
        ("٢٤٠٠", "2400"),
        ("2 400 000", "2400000"),
    ],
)
def test_an_amount_as_it_is_pasted(pasted: str, amount: str) -> None:
    assert read_amount(pasted) == Decimal(amount)
    assert read_percent(f"{amount} %") == Decimal(amount) / 100


@pytest.mark.parametrize(
    "pasted", ["12 34", "1 2", "2².5", "5²", "½", "12€50", "€", "-,-", "12,-5", "1\x002", "2 400.000,0", "1.2.3,-"]
)
def test_what_could_be_two_amounts_is_refused(pasted: str) -> None:
    with pytest.raises(NotAnAmount):
        read_amount(pasted)
