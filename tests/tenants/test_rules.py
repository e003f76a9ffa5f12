import pytest

from tenants.rules import read_phone


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("  ", ""),
        ("06 12345678", "06 12345678"),
        ("06-12 34 56 78", "06 12 34 56 78"),
        ("0612345678", "0612345678"),
        ("+31 6 12345678", "06 12345678"),
        ("+31 (0)6-12345678", "06 12345678"),
        ("0031612345678", "0612345678"),
        ("(020) 123 45 67", "020 123 45 67"),
        ("088.000.00.01", "088 000 00 01"),
        ("+32 475 12 34 56", "+32 475 12 34 56"),
        ("0032 475 12 34 56", "+32 475 12 34 56"),
        ("0 6 1 2 3 4 5 6 7 8 ", "0 6 1 2 3 4 5 6 7 8"),
        ("+32  4 7 5 1 2 3 4 5 6", "+32475123456"),
    ],
)
def test_read_phone_reads_what_people_write(typed: str, read: str) -> None:
    assert read_phone(typed) == read
    assert len(read) <= 20
    assert read_phone(read) == read


@pytest.mark.parametrize(
    "typed",
    [
        "112", "06 1234567", "06 123456789", "bel mij", "06 12345678 of 9", "+1", "00 00000000", "٠٦١٢٣٤٥٦٧٨", "{{ x }}",
        "06 12345678\n06 12345679", "<b>0612345678</b>", "+" + "1" * 16,
    ],
)  # fmt: skip
def test_read_phone_refuses_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="no phone number"):
        read_phone(typed)
