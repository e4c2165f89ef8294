"""Number templates: what they make, what they read back, and what they refuse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.numbers import key, next_ordinal, parse_template, sort_key

ON = date(2023, 9, 25)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{kode}/{urut}/{bulan_romawi}/{tahun}", "555/23/IX/2023"),
        ("{urut:03}/{bulan:02}/{tahun}", "023/09/2023"),
        ("{kode}.{opd}-{urut} TAHUN {tahun}", "555.Dinkes-23 TAHUN 2023"),
        ("  {urut}/{tahun}  ", "23/2023"),
    ],
)
def test_numbers_are_made_as_the_office_writes_them(template: str, number: str) -> None:
    parsed = parse_template(template)
    assert parsed.render(23, ON, code="555", agency="Dinkes") == number
    assert parsed.ordinal_of(number, 2023) == 23


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "belum diisi"),
        ("   ", "belum diisi"),
        ("{kode}/{tahun}", "memuat {urut} satu kali"),
        ("{urut}/{urut}/{tahun}", "memuat {urut} satu kali"),
        ("{urut}", "memuat {tahun} satu kali"),
        ("{urut}/{tahun}/{bulann}", "{bulann} pada pola nomor tidak dikenal"),
        ("{urut}/{tahun", 'Kurung "{"'),
        ("urut}/{tahun}", 'Kurung "}"'),
        ("{urut:3x}/{tahun}", "Lebar pada {urut:3x}"),
        ("{urut}/{tahun:02}", "Lebar pada {tahun:02}"),
        ("{}/{urut}/{tahun}", "{} pada pola nomor tidak dikenal"),
        ("{urut}/{tahun}" + "x" * 100, "terlalu panjang: 114 huruf"),
    ],
)
def test_templates_that_cannot_be_used(template: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_template(template)
    assert words in refused.value.sentence


@given(st.integers(1, 999_999), st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(["555", "500.12.6.3"]))
def test_what_is_made_is_read_back(ordinal: int, on: date, code: str) -> None:
    for text in ("{kode}/{urut}/{bulan_romawi}/{tahun}", "{urut:04}.{tahun}", "{tahun}-{urut}-{bulan}"):
        template = parse_template(text)
        number = template.render(ordinal, on, code=code)
        assert template.ordinal_of(number, on.year) == ordinal
        assert template.ordinal_of(number, on.year + 1) is None


def test_the_next_is_after_the_highest_of_that_year() -> None:
    template = parse_template("{urut}/{tahun}")
    used = ["3/2026", "12/2026", "99/2025", "dari sekretariat"]
    assert next_ordinal(template, 2026, used) == 13
    assert next_ordinal(template, 2026, used, last=40) == 41
    assert next_ordinal(template, 2027, used) == 1
    with pytest.raises(ValueError, match="begins with 1"):
        template.render(0, ON)


def test_numbers_a_reader_would_take_for_the_same() -> None:
    assert key(" 445 / A/2026") == key("445/a/2026")
    assert key("1/2026") != key("11/2026")
    assert sorted(["10/2026", "9/2026", "1/2027", "100/2025", "x"], key=sort_key) == [
        "x",
        "100/2025",
        "9/2026",
        "10/2026",
        "1/2027",
    ]


def test_a_field_that_stands_twice_holds_the_same_and_takes_no_longer() -> None:
    template = parse_template("{opd}" * 15 + "{urut}/{tahun}")
    assert template.ordinal_of("ab" * 15 + "7/2026", 2026) == 7
    assert template.ordinal_of("-" * 90 + "2026", 2026) is None
    assert parse_template("{bulan}/{bulan:02}/{urut}/{tahun}").ordinal_of("3/03/9/2026", 2026) == 9
