"""Taking in the old paper register: the template, good rows, every kind of bad row, and files that are none of ours."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import Conflict, UserError
from spl_desktop.domain.fold import fold
from spl_desktop.domain.old_register_columns import CASES, HISTORY
from spl_desktop.services import log as logs
from spl_desktop.services import office
from spl_desktop.services.importing import ImportReport, import_cases, write_template
from spl_desktop.services.queries import case_view, list_cases
from spl_desktop.services.register import Register, close, create_register


class Noon:
    """A clock that stands at noon of one day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 5, tzinfo=UTC)

    def today(self) -> date:
        return self.day


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = create_register(tmp_path / "register.db", clock=Noon(date(2026, 11, 23)), recorder="Sri")
    yield made
    close(made)


Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path, register: Register) -> Fill:
    """A workbook from the template without its examples, with these rows (heading -> value)."""
    template = tmp_path / "templat.xlsx"
    write_template(template, register)

    def make(cases: list[dict[str, object]], history: list[dict[str, object]]) -> Path:
        book = openpyxl.load_workbook(template)
        for name, rows in ((CASES, cases), (HISTORY, history)):
            sheet = book[name]
            sheet.delete_rows(2, 10)
            heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
            for number, row in enumerate(rows, 2):
                for heading, value in row.items():
                    sheet.cell(number, heads[heading], value)
        target = tmp_path / "isi.xlsx"
        book.save(target)
        return target

    return make


def a_case(**more: object) -> dict[str, object]:
    return {
        "Nomor agenda": "12/2024",
        "Diterima tanggal": date(2024, 5, 6),
        "Nomor surat": "045/77",
        "Tanggal surat": "03/05/2024",
        "Hal": "Integrasi data kependudukan",
        "OPD": "Disdukcapil",
        "Sistem": "SIAK",
        **more,
    }


def a_visit(step: object, ended: object, **more: object) -> dict[str, object]:
    return {"Nomor agenda": "12/2024", "Langkah": step, "Tanggal selesai": ended, **more}


def told(report: ImportReport) -> list[str]:
    return [str(one) for one in report.bad]


def test_template_example_imports_once_its_marks_are_gone(register: Register, tmp_path: Path) -> None:
    template = tmp_path / "templat.xlsx"
    write_template(template, register)
    assert import_cases(register, template).cases == 0

    book = openpyxl.load_workbook(template)
    for name in (CASES, HISTORY):
        for row in book[name].iter_rows(min_row=2, max_col=1):
            row[0].value = None
    book.save(template)
    report = import_cases(register, template)
    assert told(report) == []
    assert report.imported == 1
    (row,) = list_cases(register)
    assert row.step_number == 3
    assert row.received == date(2024, 5, 6)


def test_template_offers_the_lists_of_the_register(register: Register, tmp_path: Path) -> None:
    write_template(tmp_path / "templat.xlsx", register)
    book = openpyxl.load_workbook(tmp_path / "templat.xlsx")
    agencies = [cell.value for cell in book["Daftar"]["A"]]
    assert "Dinas Kesehatan" in agencies
    checks = book[CASES].data_validations.dataValidation
    assert any("Daftar" in str(check.formula1) for check in checks)
    assert "Baris dengan" in " ".join(str(cell.value) for cell in book["Petunjuk"]["B"])


def test_history_walks_through_the_rules_and_bears_the_mark_of_the_import(register: Register, fill: Fill) -> None:
    path = fill(
        [a_case(**{"PIC teknis": "Budi", "Catatan": "dari buku 2024"})],
        [
            a_visit(1, date(2024, 5, 7), Rak="R1", Boks=4, Map="2024"),
            a_visit(2, "08/05/2024", **{"Dilakukan oleh": "Budi"}),
            a_visit(3, date(2024, 6, 3), Hasil="Tidak sepakat", Alasan="kolom kurang"),
            a_visit("2", datetime(2024, 6, 5, tzinfo=None)),  # noqa: DTZ001  # Excel knows no zones
            a_visit(
                "3 - melakukan perumusan",
                date(2024, 7, 10),
                Hasil="sepakat",
                **{
                    "Ditunda mulai": date(2024, 6, 10),
                    "Ditunda sampai": date(2024, 6, 20),
                    "Alasan ditunda": "menunggu OPD",
                },
            ),
        ],
    )
    report = import_cases(register, path)
    assert told(report) == []
    (row,) = list_cases(register)
    assert report.changes.cases == {row.id}
    view = case_view(register, row.id)
    assert [(visit.step, visit.round) for visit in view.state.visits] == [
        ("koordinasi", 1),
        ("definisi_data", 1),
        ("skenario_integrasi", 1),
        ("definisi_data", 2),
        ("skenario_integrasi", 2),
        ("dokumen_interchange", 1),
    ]
    assert view.state.visits[2].reason == "kolom kurang"
    assert view.state.visits[4].holds[0].end == date(2024, 6, 20)
    paper = view.state.documents[0]
    assert str(paper.place) == "rak R1, boks 4, map 2024"
    assert dict(view.state.visits[1].waived).keys() == {"dokumen_integrasi_aplikasi", "struktur_database"}
    with register.reading() as session:
        log = logs.load(session, f"case:{row.id}")
    assert {link.recorded_by for link in log} == {"Sri (impor)"}
    assert {link.recorded_at.date() for link in log} == {date(2026, 11, 23)}
    assert [link.acted_by for link in log if link.acted_by] == ["Budi"] * 4
    assert any("isi.xlsx" in fact.sentence for fact in view.history)
    assert fold(log) == view.state


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"Keadaan": "Ditarik", "Sejak tanggal": date(2024, 6, 1), "Alasan keadaan": "batal"}, Status.WITHDRAWN),
        ({"Keadaan": "dibatalkan", "Sejak tanggal": date(2024, 6, 1), "Alasan keadaan": "ganda"}, Status.CANCELLED),
        ({"Keadaan": "ditunda", "Sejak tanggal": date(2024, 6, 1), "Alasan keadaan": "menunggu"}, Status.HELD),
        ({}, Status.RUNNING),
    ],
)
def test_the_state_of_a_case(register: Register, fill: Fill, more: dict[str, object], status: Status) -> None:
    assert told(import_cases(register, fill([a_case(**more)], [a_visit(1, date(2024, 5, 7))]))) == []
    assert list_cases(register)[0].status is status


BAD_CASES = [
    ({"OPD": "Dinas Antariksa"}, 'Kasus, baris 2, kolom "OPD": OPD "Dinas Antariksa" tidak ada dalam daftar OPD.'),
    ({"Diterima tanggal": None}, 'kolom "Diterima tanggal": Diterima tanggal belum diisi.'),
    ({"Diterima tanggal": 45418}, 'kolom "Diterima tanggal": Isinya angka "45418", bukan tanggal.'),
    ({"Diterima tanggal": "31/02/2024"}, "Februari 2024 hanya memiliki tanggal 1 sampai 29"),
    ({"Diterima tanggal": "06/05/24"}, "harus ditulis empat angka"),
    ({"Diterima tanggal": date(2027, 1, 1)}, 'kolom "Diterima tanggal": Tanggal 01/01/2027 belum tiba.'),
    ({"Tanggal surat": date(2024, 5, 9)}, 'kolom "Tanggal surat": Tanggal surat tidak boleh sesudah tanggal diterima.'),
    ({"Hal": "#REF!"}, 'kolom "Hal": Hal belum diisi.'),
    ({"Diterima tanggal": "01/01/1850"}, "sebelum tahun 1900"),
    ({"Hal": " "}, 'kolom "Hal": Hal belum diisi.'),
    ({"PIC teknis": None, "E-mail PIC teknis": "a@b"}, 'kolom "PIC teknis": Nama PIC belum diisi.'),
    ({"Keadaan": "hilang"}, 'kolom "Keadaan": Keadaan "hilang" tidak dikenal.'),
    ({"Keadaan": "selesai"}, 'kolom "Keadaan": Keadaan diisi selesai, tetapi menurut riwayat'),
    ({"Keadaan": "ditarik"}, 'kolom "Sejak tanggal": Tanggal sejak kapan kasus ini ditarik belum diisi.'),
    ({"Keadaan": "ditarik", "Sejak tanggal": date(2024, 6, 1)}, 'kolom "Alasan keadaan": Alasan belum diisi.'),
]


@pytest.mark.parametrize(("more", "sentence"), BAD_CASES)
def test_bad_case_rows_are_told_with_their_place(
    register: Register, fill: Fill, more: dict[str, object], sentence: str
) -> None:
    report = import_cases(register, fill([a_case(**more)], []))
    assert report.imported == 0
    assert sentence in told(report)[0]
    assert list_cases(register) == ()
    assert "tidak ada yang dimasukkan" in report.sentence()


BAD_VISITS: list[tuple[list[dict[str, object]], str]] = [
    (
        [a_visit(2, date(2024, 5, 7))],
        'baris 2, kolom "Langkah": Menurut SOP langkah berikutnya adalah langkah 1, bukan 2.',
    ),
    ([a_visit("satu", date(2024, 5, 7))], 'kolom "Langkah": "satu" bukan nomor.'),
    (
        [a_visit(1, date(2024, 5, 1))],
        'kolom "Tanggal selesai": Tanggal 01/05/2024 terlalu awal: langkah ini mulai pada',
    ),
    (
        [a_visit(1, date(2024, 5, 7), Hasil="ditolak")],
        'kolom "Hasil": Langkah 1 tidak mengenal hasil "ditolak". Isi "selesai".',
    ),
    ([a_visit(1, None, Hasil="selesai")], 'kolom "Tanggal selesai": Hasil atau alasan diisi'),
    (
        [
            a_visit(1, date(2024, 5, 7)),
            a_visit(2, date(2024, 5, 8)),
            a_visit(3, date(2024, 5, 9), Hasil="tidak sepakat"),
        ],
        'baris 4, kolom "Alasan": Alasan pengembalian belum diisi.',
    ),
    ([a_visit(1, None), a_visit(1, None), a_visit(2, date(2024, 5, 9))], "baris 4"),
    (
        [a_visit(1, None, **{"Ditunda mulai": date(2024, 5, 6)})],
        'kolom "Alasan ditunda": Alasan penundaan belum diisi.',
    ),
    (
        [a_visit(1, None, **{"Ditunda sampai": date(2024, 5, 6)})],
        'kolom "Ditunda mulai": Tanggal mulai ditunda belum diisi.',
    ),
    (
        [a_visit(1, date(2024, 5, 9), **{"Ditunda mulai": date(2024, 5, 7), "Alasan ditunda": "x"})],
        'kolom "Ditunda sampai": Langkah ini sudah selesai',
    ),
    (
        [{**a_visit(1, date(2024, 5, 7)), "Nomor agenda": "99"}],
        'kolom "Nomor agenda": Nomor agenda "99" tidak ada pada lembar Kasus.',
    ),
]


@pytest.mark.parametrize(("history", "sentence"), BAD_VISITS)
def test_bad_history_rows_are_told_with_their_place(
    register: Register, fill: Fill, history: list[dict[str, object]], sentence: str
) -> None:
    report = import_cases(register, fill([a_case()], history))
    assert any(one.startswith("Riwayat langkah, ") and sentence in one for one in told(report)), told(report)
    assert list_cases(register) == ()


def test_every_bad_row_is_told_not_only_the_first(register: Register, fill: Fill) -> None:
    path = fill(
        [a_case(OPD="A"), a_case(**{"Nomor agenda": "13", "OPD": "B"}), a_case(**{"Nomor agenda": "14", "Hal": None})],
        [a_visit("x", None), a_visit(1, "kemarin")],
    )
    assert [(one.sheet, one.row) for one in import_cases(register, path).bad] == [
        (CASES, 3),
        (CASES, 4),
        (HISTORY, 2),
        (HISTORY, 3),
    ]


def test_an_agenda_number_comes_once(register: Register, fill: Fill) -> None:
    first = fill([a_case(), a_case(**{"Nomor agenda": " 12 / 2024"})], [])
    (bad,) = import_cases(register, first).bad
    assert str(bad) == (
        'Kasus, baris 3, kolom "Nomor agenda": Nomor agenda "12 / 2024" sudah ada pada baris 2. '
        "Satu kasus cukup satu baris."
    )
    assert import_cases(register, fill([a_case()], [])).imported == 1
    (again,) = import_cases(register, fill([a_case()], [])).bad
    assert "sudah ada dalam register" in again.sentence


def test_skip_bad_leaves_out_whole_cases(register: Register, fill: Fill) -> None:
    path = fill(
        [a_case(), a_case(**{"Nomor agenda": "13/2024"}), a_case(**{"Nomor agenda": "14/2024", "Hal": None})],
        [a_visit(1, date(2024, 5, 7)), a_visit(5, date(2024, 5, 8))],
    )
    trial = import_cases(register, path, dry_run=True, skip_bad=True)
    assert (trial.cases, trial.imported, trial.skipped) == (1, 0, 2)
    assert list_cases(register) == ()
    report = import_cases(register, path, skip_bad=True)
    assert [row.agenda for row in list_cases(register)] == ["13/2024"]
    assert report.sentence() == "1 kasus dimasukkan; 2 kasus dilewati karena barisnya salah."
    assert len(report.bad) == 2


def test_a_register_that_changed_since_the_check_is_left_alone(register: Register, fill: Fill) -> None:
    def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Memeriksa kasus":
            office.set_setting(register, name="kota", value=f"Kota {done}")

    with pytest.raises(Conflict):
        import_cases(register, fill([a_case()], []), progress=progress)
    assert list_cases(register) == ()


def test_dry_run_writes_nothing(register: Register, fill: Fill) -> None:
    report = import_cases(register, fill([a_case()], []), dry_run=True)
    assert (report.cases, report.imported) == (1, 0)
    assert report.sentence(dry_run=True).startswith("1 kasus dapat dimasukkan.")
    assert list_cases(register) == ()


def test_cancelling_leaves_nothing_behind(register: Register, fill: Fill) -> None:
    class Stop(Exception):
        pass

    def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Memasukkan kasus" and done == 1:
            raise Stop

    path = fill([a_case(), a_case(**{"Nomor agenda": "13"})], [])
    with pytest.raises(Stop):
        import_cases(register, path, progress=progress)
    assert list_cases(register) == ()


def edited(path: Path, change: Callable[[Worksheet], None], sheet: str = CASES) -> Path:
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)
    return path


def test_merged_cells_are_told(register: Register, fill: Fill) -> None:
    path = edited(fill([a_case(), a_case(**{"Nomor agenda": "13"})], []), lambda sheet: sheet.merge_cells("C2:C3"))
    assert "Ada sel yang digabung" in told(import_cases(register, path))[0]


def test_a_formula_without_a_value_is_an_empty_cell(register: Register, fill: Fill) -> None:
    path = fill([a_case(Hal="=1+1")], [])
    assert 'kolom "Hal": Hal belum diisi.' in told(import_cases(register, path))[0]


def test_columns_may_stand_in_any_order(register: Register, fill: Fill) -> None:
    def swap(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            row[1].value, row[4].value = row[4].value, row[1].value

    assert import_cases(register, edited(fill([a_case()], []), swap)).imported == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda sheet: sheet.cell(1, 2, "Nomer agenda"),
            'judul kolom "Nomer agenda" tidak dikenal; mungkin maksudnya "Nomor agenda"',
        ),
        (lambda sheet: sheet.delete_cols(2), 'judul kolom "Nomor agenda" tidak ada pada baris pertama'),
        (lambda sheet: sheet.cell(1, 30, "OPD"), 'kolom "OPD" ada dua kali'),
        (lambda sheet: setattr(sheet, "title", "Sheet1"), 'Lembar "Kasus" tidak ada dalam buku kerja'),
        (lambda sheet: sheet.cell(30_000, 2, "x"), "terlalu besar: paling banyak 20000 baris"),
        (lambda sheet: sheet.cell(1_048_576, 16_384, "x"), "Hapus isi yang tersesat di luar tabelnya"),
    ],
)
def test_a_workbook_that_is_not_the_template(
    register: Register, fill: Fill, change: Callable[[Worksheet], None], sentence: str
) -> None:
    with pytest.raises(UserError) as refusal:
        import_cases(register, edited(fill([a_case()], []), change))
    assert sentence in refusal.value.sentence


def test_sheets_kept_under_another_name_are_measured_too(register: Register, fill: Fill, tmp_path: Path) -> None:
    hidden = tmp_path / "tersembunyi.xlsx"
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(fill([a_case()], [])) as source, zipfile.ZipFile(hidden, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(b"worksheets/sheet1.xml", b"lembar/satu")
            if name == "xl/worksheets/sheet1.xml":
                name, part = "xl/lembar/satu", part.replace(b"</sheetData>", cell)
            target.writestr(name, part)
    with pytest.raises(UserError) as refusal:
        import_cases(register, hidden)
    assert "Salah satu lembar terlalu besar" in refusal.value.sentence


def test_a_sheet_with_a_dtd_is_refused(register: Register, fill: Fill, tmp_path: Path) -> None:
    path = tmp_path / "dtd.xlsx"
    with zipfile.ZipFile(fill([a_case()], [])) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet1"):
                part = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part
            target.writestr(name, part)
    with pytest.raises(UserError) as refusal:
        import_cases(register, path)
    assert "rusak atau terkunci" in refusal.value.sentence


@pytest.mark.office
def test_a_workbook_saved_again_by_an_office_program_imports(
    register: Register, fill: Fill, soffice: Callable[..., list[Path]], tmp_path: Path
) -> None:
    path = fill([a_case()], [a_visit(1, date(2024, 5, 7)), a_visit(2, "08/05/2024", Rak="R1")])
    (saved,) = soffice(path, to="xlsx")
    report = import_cases(register, saved)
    assert told(report) == []
    assert list_cases(register)[0].step_number == 3


def test_files_that_are_no_workbook(register: Register, tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("bukan excel", encoding="utf-8")
    archive = tmp_path / "b.xlsx"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.txt", "x")
    bomb = tmp_path / "c.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 310_000_000)
    for path, sentence in (
        (text, "bukan buku kerja .xlsx"),
        (archive, "tidak dapat dibaca sebagai buku kerja Excel"),
        (bomb, "terlalu besar setelah dibuka"),
        (tmp_path / "tidak ada.xlsx", "tidak ditemukan"),
        (tmp_path, "tidak ditemukan"),
    ):
        with pytest.raises(UserError) as refusal:
            import_cases(register, path)
        assert sentence in refusal.value.sentence
