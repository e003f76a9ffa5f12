from decimal import Decimal

from corporations.figures.value_table import table
from corporations.money.value import explain

AMOUNTS = {"avoided": Decimal("2400.00"), "materials": Decimal("250.00"), "handling": Decimal("300.00")}


def test_table_shows_what_is_taken_off_and_what_it_comes_to() -> None:
    rows = table(explain(**AMOUNTS, risk_rate=Decimal("0.1000"), share=Decimal("0.7000"), source="beleid 1"))
    assert [(row["label"], row["formula"], row["amount"], row["minus"], row["kind"]) for row in rows] == [
        ("Kosten die wij niet maken", "A", Decimal("2400.00"), False, ""),
        ("Wat het materiaal kost", "M", Decimal("250.00"), True, ""),
        ("Wat onze uren kosten", "O", Decimal("300.00"), True, ""),
        ("Opslag voor risico", "r = 10 % × A", Decimal("240.00"), True, ""),
        ("Wij besparen", "N = A − M − O − r", Decimal("1610.00"), False, "sum"),
        ("Beloning", "V = 70 % × N", Decimal("1127.00"), False, "total"),
    ]


def test_table_of_kept_rows_is_that_of_fresh_ones() -> None:
    fresh = explain(**AMOUNTS, risk_rate=Decimal("0.125"), share=Decimal("0.70"), source="beleid 1")
    kept = [{"label": row.label, "formula": row.formula, "amount": f"{row.amount:.2f}"} for row in fresh]
    assert table(kept) == table(fresh)
    assert table(fresh)[3]["formula"] == "r = 12,5 % × A"


def test_table_of_a_loss_shows_the_loss() -> None:
    rows = table(explain(**AMOUNTS | {"avoided": Decimal(100)}, risk_rate=Decimal(0), share=Decimal(1), source=""))
    assert (rows[4]["amount"], rows[4]["minus"], rows[5]["amount"]) == (Decimal("-450.00"), False, Decimal("0.00"))
