"""Tables as text: what Excel copies and pastes, and whose columns are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.form_rules import MAX_ROWS
from spl_desktop.domain.forms import Field, FieldType
from spl_desktop.domain.table_text import (
    MAX_CHARACTERS,
    cells_of,
    displayed,
    heading_of,
    matched_columns,
    rows_from,
    stored,
    text_of_cells,
)

YES_NO = Field(id="wajib", label="Wajib", type=FieldType.CHOICE, choices={"ya": "Ya", "tidak": "Tidak"})
TABLE = Field(
    id="kamus",
    label="Kamus",
    type=FieldType.TABLE,
    columns=(
        Field(id="tabel", label="Tabel"),
        Field(id="kolom", label="Kolom"),
        YES_NO,
        Field(id="mulai", label="Mulai", type=FieldType.DATE),
        Field(id="kode_referensi", label="Kode referensi"),
    ),
)


def test_what_excel_copies_is_read_cell_by_cell() -> None:
    assert cells_of('a\tb\r\n"dua\r\nbaris"\t"kata ""kutip"""\r\n') == [["a", "b"], ["dua\nbaris", 'kata "kutip"']]
    assert cells_of("") == []
    assert cells_of("satu") == [["satu"]]


@given(st.lists(st.lists(st.text(alphabet='ab"\t\n 1', max_size=5), min_size=2, max_size=3), min_size=1, max_size=5))
def test_what_is_copied_is_pasted_as_it_was(rows: list[list[str]]) -> None:
    assert cells_of(text_of_cells(rows)) == rows


def test_what_no_form_could_hold_is_refused() -> None:
    with pytest.raises(UserError, match=f"paling banyak {MAX_ROWS}"):
        cells_of("a\n" * (MAX_ROWS + 1))
    with pytest.raises(UserError, match="terlalu besar"):
        cells_of("a" * (MAX_CHARACTERS + 1))
    assert cells_of("a" * 1_000_000)[0][0] == "a" * 1_000_000
    assert cells_of("a\0b") == [["ab"]]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ya", "ya"),
        ("tidak", "tidak"),
        ("T", "tidak"),
        ("1", "ya"),
        ("NOT NULL", "ya"),
        ("mungkin", "mungkin"),
        ("", ""),
    ],
)
def test_a_choice_is_kept_by_its_id_however_it_was_typed(typed: str, kept: str) -> None:
    assert stored(YES_NO, typed) == kept


def test_a_date_is_kept_as_iso_and_shown_as_people_write_it() -> None:
    date = TABLE.column("mulai")
    assert stored(date, "5 Januari 2026") == stored(date, "5/1/2026") == "2026-01-05"
    assert stored(date, "besok") == "besok"
    assert displayed(date, "2026-01-05") == "05/01/2026"
    assert displayed(date, "besok") == "besok"
    assert displayed(YES_NO, "ya") == "Ya"


def test_columns_are_found_by_name_in_any_order_and_nearly_so() -> None:
    assert matched_columns(TABLE, ["KOLOM", "Catatan", "kode_referensi", "Tabell"]) == {
        0: "kolom",
        2: "kode_referensi",
        3: "tabel",
    }
    assert matched_columns(TABLE, ["Tabel", "tabel"]) == {0: "tabel"}


def test_a_first_row_that_names_no_columns_is_no_heading() -> None:
    assert heading_of(TABLE, [["Tabel", "Kolom"], ["pasien", "nik"]]) == {0: "tabel", 1: "kolom"}
    assert heading_of(TABLE, [["pasien", "nik"]]) == {}
    assert heading_of(TABLE, [["Tabel", "a", "b", "c", "d", "Kolom"]]) == {}
    assert heading_of(TABLE, []) == {}


def test_rows_hold_what_stands_in_columns_of_ours() -> None:
    cells = [["nik", "x", "1/2/2026"], ["", "y"], ["nama"]]
    assert rows_from(TABLE, cells, {0: "kolom", 2: "mulai"}) == [
        {"kolom": "nik", "mulai": "2026-02-01"},
        {"kolom": "nama"},
    ]
