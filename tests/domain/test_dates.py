"""Indonesian dates: written the office's way, read in every form that staff type, refused with a sentence."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.dates import (
    MONTHS,
    add_months,
    checked,
    late_entry,
    letter_date,
    long_date,
    month_name,
    month_year,
    parse_date,
    roman_month,
    shifted,
    short_date,
    spoken_date,
    weekday_name,
    wib_day,
    wib_text,
)
from spl_desktop.domain.errors import UserError

MONDAY = date(2026, 11, 23)
ANY_DAY = st.dates(date(1900, 1, 1), date(9999, 12, 31))


def test_the_written_forms() -> None:
    assert long_date(MONDAY) == "Senin, 23 November 2026"
    assert letter_date(date(2026, 5, 1)) == "1 Mei 2026"
    assert short_date(date(2026, 5, 1)) == "01/05/2026"
    assert month_year(MONDAY) == "November 2026"
    assert weekday_name(date(2026, 11, 27)) == "Jumat"
    assert (month_name(8), roman_month(9), roman_month(12)) == ("Agustus", "IX", "XII")


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_does_not_exist_is_a_programming_error(month: int) -> None:
    with pytest.raises(ValueError, match="month out of range"):
        month_name(month)
    with pytest.raises(ValueError, match="month out of range"):
        roman_month(month)


@given(ANY_DAY)
def test_every_written_form_is_read_back(day: date) -> None:
    for text in (long_date(day), letter_date(day), short_date(day), day.isoformat(), f"{day:%d-%m-%Y}"):
        assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "23/11/2026",
        " 23 - 11 - 2026 ",
        "23.11.2026",
        "23 november 2026",
        "23  NOVEMBER   2026",
        "23 Nov 2026",
        "23 Nop. 2026",
        "23-Nopember-2026",
        "2026-11-23",
        "senin, 23 November 2026",
        "Senin,23/11/2026",
    ],
)
def test_forms_that_staff_type(text: str) -> None:
    assert parse_date(text) == MONDAY


def test_friday_may_be_spelt_the_old_way() -> None:
    assert parse_date("Jum'at, 27 November 2026") == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Tanggal belum diisi. Tuliskan misalnya 23/11/2026."),
        ("23/11/26", 'Tahun pada "23/11/26" harus ditulis empat angka, misalnya 23/11/2026.'),
        ("23 November 26", 'Tahun pada "23 November 26" harus ditulis empat angka, misalnya 23/11/2026.'),
        ("23/11/20266", 'Tahun pada "23/11/20266" harus ditulis empat angka, misalnya 23/11/2026.'),
        (
            "11/23/2026",
            'Bulan pada "11/23/2026" harus 1 sampai 12. Urutannya tanggal/bulan/tahun, misalnya 23/11/2026.',
        ),
        (
            "31/02/2026",
            'Tanggal "31/02/2026" tidak ada: Februari 2026 hanya memiliki tanggal 1 sampai 28. Perbaiki tanggalnya.',
        ),
        (
            "00/01/2026",
            'Tanggal "00/01/2026" tidak ada: Januari 2026 hanya memiliki tanggal 1 sampai 31. Perbaiki tanggalnya.',
        ),
        (
            "23 Novembre 2026",
            'Nama bulan "Novembre" tidak dikenal. Tuliskan misalnya 23 November 2026 atau 23/11/2026.',
        ),
        ("besok", 'Tanggal "besok" tidak terbaca. Tuliskan misalnya 23/11/2026 atau 23 November 2026.'),
        ("23/11-2026", 'Tanggal "23/11-2026" tidak terbaca. Tuliskan misalnya 23/11/2026 atau 23 November 2026.'),
        ("Monday, 23/11/2026", 'Tanggal "Monday, 23/11/2026" tidak terbaca.'),
        ("\u0662\u0663/11/2026", "tidak terbaca"),
        (
            "Selasa, 23 November 2026",
            "23 November 2026 jatuh pada hari Senin, bukan Selasa. Perbaiki nama hari atau tanggalnya.",
        ),
        ("01/01/1899", "Tanggal sebelum tahun 1900 tidak dapat dihitung."),
        ("01/01/0000", "Tanggal sebelum tahun 1900 tidak dapat dihitung."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_date(text)
    assert sentence in refused.value.sentence


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert checked(parse_date(text))
    except UserError as refused:
        assert refused.sentence.endswith(".")


def test_a_whole_text_is_not_repeated_in_its_refusal() -> None:
    with pytest.raises(UserError, match=r'^Tanggal "x+\.\.\." tidak terbaca') as refusal:
        parse_date("x" * 50_000)
    assert len(refusal.value.sentence) < 200


def test_dates_in_words_for_a_berita_acara() -> None:
    assert spoken_date(MONDAY) == "Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam"
    assert spoken_date(date(2011, 1, 11)) == "Selasa tanggal sebelas bulan Januari tahun dua ribu sebelas"


def test_late_entry_is_told_and_same_day_entry_is_not() -> None:
    assert late_entry(date(2026, 11, 20), MONDAY) == "dicatat 3 hari kemudian"
    assert late_entry(MONDAY, MONDAY) == ""
    assert late_entry(date(2026, 11, 24), MONDAY) == ""


def test_the_day_changes_at_midnight_in_jakarta() -> None:
    assert wib_day(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert wib_day(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == MONDAY
    assert wib_text(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "Senin, 23 November 2026 pukul 00.05 WIB"
    with pytest.raises(ValueError, match="time zone"):
        wib_day(datetime(2026, 11, 22))  # noqa: DTZ001 - the naive moment is the point


@given(ANY_DAY, st.integers(-30_000, 30_000))
def test_months_keep_the_date_or_the_end_of_the_month(day: date, months: int) -> None:
    index = day.year * 12 + day.month - 1 + months
    if not 1900 * 12 <= index < 10000 * 12:
        with pytest.raises(UserError, match="tidak dapat dihitung"):
            add_months(day, months)
        return
    later = add_months(day, months)
    assert later.year * 12 + later.month - 1 == index
    assert later.day == day.day or (later.day < day.day and (later == date.max or shifted(later, 1).day == 1))


def test_leap_years_clamp_to_the_29th() -> None:
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "days"), [(date.max, 1), (date(1900, 1, 1), -1), (MONDAY, 10**12), (MONDAY, -(10**12))]
)
def test_days_out_of_reach_are_refused_with_a_sentence(day: date, days: int) -> None:
    with pytest.raises(UserError, match="Gunakan tanggal antara tahun 1900 dan 9999"):
        shifted(day, days)


def test_every_month_name_has_its_number() -> None:
    assert [parse_date(f"1 {name} 2026").month for name in MONTHS] == list(range(1, 13))
