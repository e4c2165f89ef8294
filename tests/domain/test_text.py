"""What is typed is made fit to be kept, once and for good."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.text import clean, ended, line, number_text, too_long

ANY = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\0b\x07c\x9fd", "abcd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\U000e0041\U000e007fb", "ab"),
        ("a\ud800b", "ab"),
        ("a\r\nb\rc\x0bd\x85e\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        (" \u00a0a\tb ", "a b"),
        ("inte\u00adgrasi", "integrasi"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANY)
def test_what_is_clean_stays_so(typed: str) -> None:
    for cleaning in (clean, line):
        kept = cleaning(typed)
        assert cleaning(kept) == kept
        assert unicodedata.is_normalized("NFC", kept)
        assert kept == kept.strip()
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in kept.replace("\n", ""))
    assert "\n" not in line(typed)


def test_the_length_is_told() -> None:
    assert too_long("abc", 3, "Hal") == ""
    assert too_long("abcd", 3, "Hal") == "Hal terlalu panjang: 4 huruf, paling banyak 3. Ringkas isinya."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Alasan: kurang", "Alasan: kurang."),
        ("penandatangan Isnan, S.Kom.", "penandatangan Isnan, S.Kom."),
        ("Menunggu... ", "Menunggu."),
        ("Sudah?", "Sudah?"),
        ("Sudah?..", "Sudah?"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(typed: str, told: str) -> None:
    assert ended(typed) == told


@given(ANY)
def test_whatever_is_typed_no_sentence_ends_in_two_full_stops(typed: str) -> None:
    told = ended(f"Alasan: {clean(typed)}")
    assert not told.endswith("..")
    assert told[-1] in ".?!…"
    assert ended(told) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (999, "999"), (1207, "1.207"), (2.5, "2,5"), (1234567.25, "1.234.567,2"), (3.0, "3")]
)
def test_a_number_is_told_as_people_read_it(value: float, told: str) -> None:
    assert number_text(value) == told


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_plain_ascii_takes_the_short_way_to_the_same_text(text: str) -> None:
    assert clean(text) == clean(f"{text}\u0101").removesuffix("\u0101").strip()
