"""Forms as data, the rules for what stands in them, and what differs between two versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.form_changes import compare
from spl_desktop.domain.form_rules import MAX_ROWS, cleaned, problems_of_form, warnings_of_form
from spl_desktop.domain.forms import Content, Form, parse_form, shown

FORM = parse_form(
    """
id = "uji"
title = "Formulir Uji"
about = "Untuk pengujian."
template = "uji"

[[sections]]
title = "Umum"
fields = [
    { id = "nama", label = "Nama", required = true, example = "SIMRS" },
    { id = "alamat", label = "Alamat web", type = "url" },
    { id = "surel", label = "E-mail", type = "email" },
    { id = "hp", label = "HP", type = "telepon" },
    { id = "nip", label = "NIP", type = "nip" },
    { id = "jumlah", label = "Jumlah", type = "bilangan" },
    { id = "mulai", label = "Mulai", type = "tanggal" },
    { id = "contoh", label = "Contoh jawaban", type = "json" },
    { id = "sifat", label = "Sifat", type = "pilihan", required = true, choices = { publik = "Publik", x = "Rahasia"} },
    { id = "format", label = "Format", type = "pilihan_ganda", choices = { json = "JSON", xml = "XML" } },
    { id = "isi", label = "Isi", type = "uraian" },
    { id = "hitungan", label = "Hitungan", locked = true },
    { id = "kamus", label = "Kamus", type = "tabel", key = ["tabel", "kolom"], least = 1, columns = [
        { id = "tabel", label = "tabel", required = true },
        { id = "kolom", label = "kolom", required = true },
        { id = "tipe", label = "tipe" },
    ] },
    { id = "uraian", label = "Uraian", type = "tabel", columns = [
        { id = "teks", label = "teks" },
        { id = "n", label = "n" },
    ] },
]
"""
)


def row(table: str, column: str, kind: str = "") -> dict[str, str]:
    return {"tabel": table, "kolom": column, "tipe": kind}


def amiss(complete: bool = False, **content: object) -> dict[str, str]:
    return problems_of_form(FORM, content, complete=complete)  # type: ignore[arg-type]  # any content may be tried


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('fields = [{ id = "a", label = "A" }, { id = "a", label = "B" }]', "stands twice"),
        ('fields = [{ id = "a b", label = "A" }]', "is no name"),
        ('fields = [{ id = "a", label = "A", type = "pilihan" }]', "choices and type"),
        ('fields = [{ id = "a", label = "A", type = "rujukan" }]', "source and type"),
        ('fields = [{ id = "a", label = "A", type = "tabel" }]', "columns and type"),
        (
            'fields = [{ id = "a", label = "A", type = "tabel", key = ["x"], columns = [{ id = "b", label = "B" }] }]',
            "no column",
        ),
        ('fields = [{ id = "a", lable = "A" }]', "lable"),
    ],
)
def test_a_form_that_cannot_be_used_is_told_to_its_author(text: str, why: str) -> None:
    head = 'id = "x"\ntitle = "X"\nabout = ""\ntemplate = "x"\n[[sections]]\ntitle = "S"\n'
    with pytest.raises(ValueError, match=why):
        parse_form(head + text)


def test_a_half_filled_form_is_as_good_as_any_until_it_is_issued() -> None:
    assert amiss() == {}
    assert amiss(True) == {
        "nama": "Nama belum diisi. Contoh: SIMRS.",
        "sifat": "Sifat belum dipilih. Pilih dari: Publik, Rahasia.",
        "kamus": "Kamus belum diisi. Isi sedikitnya 1 baris.",
    }


@pytest.mark.parametrize(
    ("field", "bad", "good"),
    [
        ("alamat", "simrs.go.id", "https://simrs.go.id/a?b=1"),
        ("alamat", "http://", "http://10.0.0.1:8080"),
        ("alamat", "http://[::1", "http://[::1]/x"),
        ("surel", "nama@kantor", "nama@karanganyarkab.go.id"),
        ("hp", "belum punya", "+62 812-3456-7890"),
        ("jumlah", "banyak", "1.500,5"),
        ("jumlah", "1,500.5", "1500"),
        ("mulai", "23 November", "2026-11-23"),
        ("mulai", "2026-02-30", "2028-02-29"),
        ("contoh", '{"nik": 1,}', '{"nik": "3313"}'),
        ("contoh", "NaN", "null"),
        ("contoh", "[" * 100_000, "[[]]"),
        ("sifat", "terbatas", "publik"),
        ("format", "json\ncsv", "json\nxml"),
        ("nama", "n" * 1201, "n" * 1200),
        ("isi", "n" * 20_001, "n" * 20_000),
    ],
)
def test_what_does_not_fit_its_field_is_named_while_typing(field: str, bad: str, good: str) -> None:
    assert list(amiss(**{field: bad})) == [field]
    assert amiss(**{field: good}) == {}


def test_faulty_json_is_told_with_its_place() -> None:
    assert "baris 2, kolom 7" in amiss(contoh='{\n  "a" 1\n}')["contoh"]


def test_a_row_is_told_by_its_number_and_cell() -> None:
    problems = amiss(True, nama="x", sifat="publik", kamus=[row("pasien", "nik"), row("", "nama", "text"), row("", "")])
    assert problems == {"kamus.1.tabel": "Kamus, baris 2: tabel belum diisi."}


def test_the_same_key_twice_is_found_whatever_its_case_and_blanks() -> None:
    problems = amiss(kamus=[row("pasien", "nik"), row("dokter", "nik"), row("Pasien ", "NIK")])
    assert problems == {
        "kamus.2.kolom": "Kamus, baris 3 sama dengan baris 1 (tabel Pasien, kolom NIK). "
        "Hapus salah satunya, atau ubah namanya."
    }


def test_a_table_has_its_limit() -> None:
    rows = [{"teks": str(number)} for number in range(MAX_ROWS + 1)]
    assert amiss(uraian=rows)["uraian"].startswith(f"Uraian memuat {MAX_ROWS + 1} baris")


def test_a_reference_that_its_source_no_longer_knows_is_told() -> None:
    problems = problems_of_form(FORM, {"nama": "a.b"}, complete=False, options={"nama": ("a.c",)})
    assert problems == {"nama": 'Nama "a.b" tidak ada lagi di sumbernya. Pilih dari daftar.'}
    assert problems_of_form(FORM, {"nama": "a.b"}, complete=False, options={"nama": ("a.b",)}) == {}


def test_a_nip_only_warns() -> None:
    assert amiss(nip="123") == {}
    assert "18 angka" in warnings_of_form(FORM, {"nip": "123"})["nip"]


def test_what_is_kept_is_clean_and_only_what_the_form_asks_for() -> None:
    content: Content = {
        "nama": "  SIM\u200bRS\n",
        "isi": "satu\r\n\r\ndua ",
        "format": "json\n\n xml ",
        "lain": "x",
        "mulai": "",
        "kamus": [row(" pasien", "nik"), row("", " ")],
        "uraian": [{"teks": " ", "asing": "x"}],
    }
    assert cleaned(FORM, content) == {
        "nama": "SIMRS",
        "isi": "satu\n\ndua",
        "format": "json\nxml",
        "kamus": [{"tabel": "pasien", "kolom": "nik"}],
    }


def test_choices_are_shown_by_their_words() -> None:
    assert shown(FORM.field("format"), "xml\njson") == "XML, JSON"
    assert shown(FORM.field("nama"), "xml") == "xml"


def test_changes_are_told_field_by_field_and_row_by_row() -> None:
    before: Content = {
        "nama": "SIMRS",
        "sifat": "publik",
        "isi": "lama",
        "mulai": "2026-01-05",
        "hitungan": "1",
        "kamus": [row("pasien", "nik", "char"), row("pasien", "nama"), row("dokter", "nip")],
    }
    after: Content = {
        "nama": "SIMRS",
        "sifat": "x",
        "mulai": "2026-02-09",
        "hitungan": "2",
        "surel": "a@b.id",
        "kamus": [row("pasien", "nama"), row("pasien", "nik", "varchar"), row("poli", "kode")],
    }
    assert compare(FORM, before, after).sentences() == (
        "E-mail diisi: “a@b.id”.",
        "Mulai: semula “5 Januari 2026”, menjadi “9 Februari 2026”.",
        "Sifat: semula “Publik”, menjadi “Rahasia”.",
        "Isi dikosongkan (semula “lama”).",
        "Kamus: baris 2 “pasien.nik” diubah. tipe: semula “char”, menjadi “varchar”.",
        "Kamus: baris 3 “poli.kode” ditambahkan.",
        "Kamus: baris 3 “dokter.nip” dihapus.",
    )


def test_rows_without_a_key_are_matched_by_their_place() -> None:
    before: Content = {"uraian": [{"teks": "a"}, {"teks": "b", "n": "1"}, {"teks": "c"}]}
    after: Content = {"uraian": [{"teks": "a"}, {"teks": "b", "n": "2"}, {"teks": "c"}, {"teks": "d"}]}
    (table,) = compare(FORM, before, after).tables
    assert [(one.before, one.after, [cell.after for cell in one.cells]) for one in table.rows] == [
        (2, 2, ["2"]),
        (0, 4, []),
    ]


WORDS = st.text(alphabet="ab ", max_size=3)
ROWS = st.lists(st.fixed_dictionaries({"tabel": WORDS, "kolom": WORDS, "tipe": WORDS}), max_size=8)
CONTENTS = st.fixed_dictionaries(
    {"nama": WORDS, "kamus": ROWS, "uraian": st.lists(st.fixed_dictionaries({"teks": WORDS}), max_size=6)}
)


@given(CONTENTS)
def test_nothing_differs_from_itself(content: Content) -> None:
    assert not compare(FORM, content, content)


@given(CONTENTS, CONTENTS)
def test_every_row_is_accounted_for_once(before: Content, after: Content) -> None:
    """Rows kept, removed and added make up both versions, in each table."""
    found = {table.label: table.rows for table in compare(FORM, before, after).tables}
    for field in (FORM.field("kamus"), FORM.field("uraian")):
        told = found.get(field.label, ())
        gone = [one.before for one in told if not one.after]
        new = [one.after for one in told if not one.before]
        old_rows, new_rows = before[field.id], after[field.id]
        assert len(set(gone)) == len(gone)
        assert len(set(new)) == len(new)
        assert len(old_rows) - len(gone) == len(new_rows) - len(new)


@given(CONTENTS)
def test_cleaning_twice_is_cleaning_once(content: Content) -> None:
    once = cleaned(FORM, content)
    assert cleaned(FORM, once) == once


def test_a_form_knows_its_fields() -> None:
    assert isinstance(FORM, Form)
    with pytest.raises(KeyError):
        FORM.field("tidak_ada")
    with pytest.raises(KeyError):
        FORM.field("kamus").column("tidak_ada")
