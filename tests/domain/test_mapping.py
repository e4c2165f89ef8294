"""The mapping of one dictionary onto another, as rows of a form's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.forms import Field, FieldType, Row
from spl_desktop.domain.mapping import pairing, pairs_in, rows_with, same_named, unpaired
from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import form_of

TABLE = form_of(Report.FORMULATION).field("pemetaan")
CELLS = [f"{table}.{column}" for table in ("pasien", "dokter") for column in ("nik", "nama", "lahir")]
PAIRS = st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), max_size=8, unique=True)
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"sumber": st.sampled_from(CELLS), "tujuan": st.sampled_from(CELLS), "aturan": st.text(max_size=3)}
    ),
    max_size=8,
)


def test_only_a_table_whose_key_is_two_references_maps() -> None:
    assert pairing(TABLE) == (TABLE.column("sumber"), TABLE.column("tujuan"))
    assert pairing(form_of(Report.FORMULATION).field("parameter")) is None
    plain = Field(id="x", label="X", type=FieldType.TABLE, columns=(Field(id="a", label="A"),), key=("a",))
    assert pairing(plain) is None
    with pytest.raises(ValueError, match="maps nothing"):
        rows_with(plain, [], [])


def test_what_was_said_of_a_pair_stays_with_it() -> None:
    rows: list[Row] = [
        {"sumber": "pasien.nik", "tujuan": "penduduk.nik", "aturan": "16 angka"},
        {"sumber": "pasien.nama", "tujuan": "penduduk.alamat"},
        {"sumber": "pasien.lahir", "keterangan": "belum tahu ke mana"},
    ]
    new = rows_with(TABLE, rows, [("pasien.nama", "penduduk.nama"), ("pasien.nik", "penduduk.nik")])
    assert new == [rows[0], rows[2], {"sumber": "pasien.nama", "tujuan": "penduduk.nama"}]


@given(ROWS, PAIRS)
def test_the_rows_hold_exactly_the_pairs_asked_for(rows: list[Row], pairs: list[tuple[str, str]]) -> None:
    new = rows_with(TABLE, rows, pairs)
    assert set(pairs_in(TABLE, new)) == set(pairs)
    halves = [row for row in rows if not (row.get("sumber") and row.get("tujuan"))]
    assert [row for row in new if not (row.get("sumber") and row.get("tujuan"))] == halves
    assert rows_with(TABLE, new, pairs) == new


@given(PAIRS)
def test_what_stands_in_no_pair_is_free(pairs: list[tuple[str, str]]) -> None:
    sources, targets = unpaired(CELLS, CELLS, pairs)
    assert set(sources) | {pair[0] for pair in pairs} == set(CELLS)
    assert not set(targets) & {pair[1] for pair in pairs}


def test_columns_of_the_same_name_find_each_other_where_there_is_no_doubt() -> None:
    sources = ("pasien.NIK", "pasien.tgl_lahir", "pasien.nama", "poli.nama", "poli.kode")
    targets = ("penduduk.nik", "penduduk.tgl lahir", "penduduk.nama", "layanan.kode")
    assert same_named(sources, targets, []) == (
        ("pasien.NIK", "penduduk.nik"),
        ("pasien.tgl_lahir", "penduduk.tgl lahir"),
        ("poli.kode", "layanan.kode"),
    )
    taken = [("poli.kode", "penduduk.nik")]
    assert same_named(sources, targets, taken) == (("pasien.tgl_lahir", "penduduk.tgl lahir"),)
    assert ("pasien.nama", "penduduk.nama") in same_named(sources, targets, [("poli.nama", "layanan.kode")])
