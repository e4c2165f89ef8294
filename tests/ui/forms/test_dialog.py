"""The window of a form: drafts, what is amiss, what changed, issuing, and rows from elsewhere."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from spl_desktop.domain.sop import Report
from spl_desktop.services.drafts import load_draft
from spl_desktop.services.forms import draft_key, open_form
from spl_desktop.ui.case import printing
from spl_desktop.ui.case.file_document import FileDocumentDialog
from spl_desktop.ui.forms import dialog as form_dialog
from spl_desktop.ui.forms.dialog import FormDialog
from spl_desktop.ui.forms.grid import Grid
from spl_desktop.ui.forms.imports import ImportRowsDialog
from spl_desktop.ui.forms.issue import IssueDialog
from tests.builders import walk_to
from tests.ui.case.conftest import Desk


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that would have been shown page by page."""
    files: list[Path] = []
    for place in (printing, form_dialog):
        monkeypatch.setattr(
            place, "show_preview", lambda _context, shown, _parent: files.extend(one.file for one in shown)
        )
    return files


def opens(desk: Desk, report: Report) -> FormDialog:
    return desk.dialog(FormDialog, lambda: desk.page.write(report))


def grid(form: FormDialog, name: str) -> Grid:
    widget = form._widgets[name]
    assert isinstance(widget, Grid)
    return widget


def fill_card(form: FormDialog) -> None:
    for name, text in {
        "alamat_dasar": "https://spl.karanganyarkab.go.id/simrs",
        "versi": "1.0",
        "autentikasi": "jwt",
        "tanggal_rilis": "2026-11-23",
        "server": "spl-01",
    }.items():
        form._widgets[name].put(text)
    grid(form, "rute").model.write("", 0, 0, [["GET", "/pasien"]])


def issues(desk: Desk, form: FormDialog) -> IssueDialog:
    issue = desk.dialog(IssueDialog, form.submit)
    desk.settled()
    for box in issue.signers_field.offices.values():
        box.setCurrentIndex(max(box.currentIndex(), 0))
    return issue


def test_a_form_opens_with_what_is_known_and_leaves_no_draft_behind(desk: Desk) -> None:
    form = opens(desk, Report.INTEGRATION_FORM)
    assert form._widgets["nama_aplikasi"].text() == "SIMRS"
    assert form._widgets["pic_teknis_nama"].text() == "Sri Wahyuni"
    form.reject()
    desk.settled()
    assert load_draft(desk.register, draft_key(desk.case, Report.INTEGRATION_FORM)) is None


def test_a_half_filled_form_survives_closing_to_the_letter(desk: Desk) -> None:
    form = opens(desk, Report.DATA_DICTIONARY)
    form._widgets["keterangan"].put("sebagian ")
    grid(form, "kamus_sumber").model.write("", 0, 0, [["pasien", "nik"]])
    form.reject()
    desk.settled()
    again = opens(desk, Report.DATA_DICTIONARY)
    assert again._widgets["keterangan"].text() == "sebagian "
    assert grid(again, "kamus_sumber").rows() == [{"tabel": "pasien", "kolom": "nik"}]
    assert "dikembalikan" in again._kept_words.text()


def test_a_draft_that_was_thrown_away_comes_back_until_the_form_is_closed(desk: Desk) -> None:
    form = opens(desk, Report.SERVICE_CARD)
    form._widgets["versi"].put("9")
    form.reject()
    desk.settled()
    again = opens(desk, Report.SERVICE_CARD)
    again._about_draft.click()
    desk.settled()
    assert again._widgets["versi"].text() == ""
    assert load_draft(desk.register, draft_key(desk.case, Report.SERVICE_CARD)) is None
    assert (again._kept_words.text(), again._about_draft.text()) == ("Draf dibuang.", "&Urungkan")
    again._about_draft.click()
    assert again._widgets["versi"].text() == "9"
    assert again.draft is not None
    again.draft.keep()
    desk.settled()
    kept = load_draft(desk.register, draft_key(desk.case, Report.SERVICE_CARD))
    assert kept is not None and kept["versi"] == "9"
    again._about_draft.click()
    desk.settled()
    assert again._widgets["versi"].text() == ""


def test_what_is_amiss_is_said_while_typing_and_marks_its_section(desk: Desk) -> None:
    form = opens(desk, Report.SERVICE_CARD)
    assert form.sections.item(0).text() == "○  Layanan"
    form._widgets["alamat_dasar"].put("simrs")
    grid(form, "rute").model.write("", 0, 0, [["GET", "/a"], ["GET", "/a"]])
    form.judge()
    assert "bukan alamat web" in form.form.problem("alamat_dasar")
    assert "baris 2 sama dengan baris 1" in grid(form, "rute").problem.text()
    assert form.sections.item(0).text() == "▲  Layanan"
    fill_card(form)
    grid(form, "rute").model.remove([1])
    form.judge()
    assert form.form.problem("alamat_dasar") == ""
    assert [form.sections.item(place).text()[0] for place in range(2)] == ["✓", "✓"]


def test_an_unfinished_form_is_not_issued_and_the_first_gap_is_gone_to(desk: Desk) -> None:
    form = opens(desk, Report.SERVICE_CARD)
    form.submit()
    assert "Yang pertama: Alamat dasar (base URL) belum diisi." in form.banner.text()
    assert form.form.problem("server").startswith("Server belum diisi.")
    assert grid(form, "rute").problem.text() == "▲ Rute belum diisi. Isi sedikitnya 1 baris."
    assert form.isVisible()


def test_issuing_records_one_fact_opens_the_document_and_ends_the_draft(desk: Desk, shown: list[Path]) -> None:
    walk_to(desk.register, desk.case, "persiapan_api")
    desk.page.refresh()
    desk.settled()
    form = opens(desk, Report.SERVICE_CARD)
    fill_card(form)
    issue = issues(desk, form)
    number = issue.number.text()
    issue.agree.click()
    desk.settled()
    assert desk.closed()
    document = desk.view.state.documents[-1]
    assert (document.kind, document.current.issued_number) == ("program_aplikasi_api", number)
    assert document.current.content["server"] == "spl-01"
    assert len(shown) == 1
    assert load_draft(desk.register, draft_key(desk.case, Report.SERVICE_CARD)) is None
    row = desk.page.step_tab.outputs.row("program_aplikasi_api")
    assert row.write.text() == "Lihat && perbaiki…"


def test_a_correction_shows_what_changed_and_keeps_the_number(desk: Desk, shown: list[Path]) -> None:
    form = opens(desk, Report.SERVICE_CARD)
    fill_card(form)
    issues(desk, form).agree.click()
    desk.settled()
    again = opens(desk, Report.SERVICE_CARD)
    again._widgets["versi"].put("1.1")
    grid(again, "rute").model.write("", 1, 0, [["POST", "/pasien"]])
    again.tabs.setCurrentIndex(1)
    told = [again.changes_view.list.item(place).text() for place in range(again.changes_view.list.count())]
    assert told == [
        "Versi: semula “1.0”, menjadi “1.1”.",
        "Rute: baris 2 “POST./pasien” ditambahkan.",
    ]
    issue = issues(desk, again)
    first = desk.view.state.documents[0]
    issue.target_document.setCurrentIndex(issue.target_document.findData(first.number))
    assert issue.number.text() == first.current.issued_number
    issue.agree.click()
    desk.settled()
    (document,) = desk.view.state.documents
    assert [(one.number, one.replaces) for one in document.versions] == [(1, 0), (2, 1)]


def test_a_place_for_a_signature_that_is_empty_is_named(desk: Desk, shown: list[Path]) -> None:
    form = opens(desk, Report.VALIDATION)
    grid(form, "butir").model.start_with([{"teks": "NIK tampil", "hasil": "sesuai"}])
    form._widgets["kesimpulan"].put("dapat diterima")
    issue = issues(desk, form)
    outside = issue.signers_field.outsiders[0]
    outside["name"].clear()
    issue.agree.click()
    desk.settled()
    assert issue.signers_field.form.problem("signers.0") == "Nama OPD belum diisi. Tulis nama dengan gelarnya."
    outside["name"].setText("Rahmat Hidayat, S.E.")
    outside["nip"].setText("123")
    issue.agree.click()
    desk.settled()
    signers = desk.view.state.documents[-1].current.signers
    assert [one.party for one in signers] == [desk.view.state.agency_name, "Tim Teknis"]
    assert (signers[0].name, signers[0].nip) == ("Rahmat Hidayat, S.E.", "123")


def test_a_draft_document_is_shown_and_not_recorded(desk: Desk, shown: list[Path]) -> None:
    form = opens(desk, Report.MEMO)
    before = desk.view.state.seq
    form.look.click()
    desk.settled()
    assert shown[0].read_bytes().startswith(b"PK")
    assert desk.view.state.seq == before


def test_the_mapping_offers_the_columns_of_both_dictionaries(desk: Desk) -> None:
    dictionary = opens(desk, Report.DATA_DICTIONARY)
    grid(dictionary, "kamus_sumber").model.write("", 0, 0, [["pasien", "nik"]])
    grid(dictionary, "kamus_tujuan").model.write("", 0, 0, [["penduduk", "nik"]])
    dictionary.reject()
    desk.settled()
    form = opens(desk, Report.FORMULATION)
    mapping = grid(form, "pemetaan")
    assert list(mapping.offered(mapping.field.column("sumber"))) == ["pasien.nik"]
    mapping.model.write("", 0, 0, [["pasien.nik", "penduduk.alamat"]])
    form.judge()
    assert 'Kolom tujuan "penduduk.alamat" tidak ada lagi di sumbernya' in mapping.problem.text()
    grid(form, "skenario").model.write("", 0, 0, [["Ambil pasien"]])
    form.judge()
    parameters = grid(form, "parameter")
    assert list(parameters.offered(parameters.field.column("skenario"))) == ["Ambil pasien"]


def test_rows_come_from_a_workbook_by_their_headings(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ["Kolom", "Tipe", "Tabel", "Pemilik"],
        ["nik", "varchar", "pasien", "x"],
        ["lahir", "date", "pasien", ""],
    ):
        book.active.append(row)
    book.save(tmp_path / "kamus.xlsx")
    form = opens(desk, Report.DATA_DICTIONARY)
    source = grid(form, "kamus_sumber")
    source.model.write("", 0, 0, [["poli", "kode"]])
    rows = desk.dialog(ImportRowsDialog, source.load.click)
    rows.load(tmp_path / "kamus.xlsx")
    desk.settled()
    assert (
        "2 baris dari lembar Sheet. Kolom yang dipakai: Kolom, Tipe, Tabel. Tidak dipakai: Pemilik." in rows.told.text()
    )
    rows.agree.click()
    assert [row["kolom"] for row in source.rows()] == ["kode", "nik", "lahir"]
    again = desk.dialog(ImportRowsDialog, source.load.click)
    again.load(tmp_path / "kamus.xlsx")
    desk.settled()
    again.replace.setChecked(True)
    again.agree.click()
    assert [row["kolom"] for row in source.rows()] == ["nik", "lahir"]
    source.act["undo"].trigger()
    assert [row["kolom"] for row in source.rows()] == ["kode", "nik", "lahir"]


def test_rows_come_from_create_table(desk: Desk, tmp_path: Path) -> None:
    form = opens(desk, Report.DATA_DICTIONARY)
    source = grid(form, "kamus_sumber")
    rows = desk.dialog(ImportRowsDialog, source.load.click)
    assert not rows.agree.isEnabled()
    rows.sql.setPlainText("CREATE TABLE pasien (nik varchar(16) NOT NULL PRIMARY KEY, nama text)")
    rows._read_sql()
    desk.settled()
    assert rows.told.text().startswith("2 kolom dari 1 tabel")
    rows.sql.setPlainText("bukan sql")
    rows._read_sql()
    desk.settled()
    assert "Tidak ada CREATE TABLE" in rows.banner.text()
    assert not rows.agree.isEnabled()
    rows.sql.setPlainText("CREATE TABLE pasien (nik varchar(16) NOT NULL PRIMARY KEY, nama text)")
    rows._read_sql()
    desk.settled()
    rows.agree.click()
    assert source.rows()[0] == {
        "tabel": "pasien",
        "kolom": "nik",
        "tipe": "varchar",
        "panjang": "16",
        "wajib": "ya",
        "kunci": "utama",
    }


def test_evidence_is_filed_in_the_case_and_named_in_its_cell(desk: Desk, scan: Path) -> None:
    form = opens(desk, Report.INTEGRATION_TEST)
    tests = grid(form, "uji")
    place = [column.id for column in tests.field.columns].index("bukti")
    filing = desk.dialog(FileDocumentDialog, lambda: tests.attaches.emit(0, place))
    filing.files.add([scan])
    filing.title.setText("Bukti uji pasien")
    filing.agree.click()
    desk.settled()
    assert tests.rows()[0]["bukti"] == "Bukti uji pasien"
    assert [document.title for document in desk.view.state.documents] == ["Bukti uji pasien"]
    assert "Bukti uji pasien" in tests.offered(tests.field.column("bukti"))


def test_the_step_leads_to_its_forms_and_tells_how_far_they_are(desk: Desk) -> None:
    walk_to(desk.register, desk.case, "skenario_integrasi")
    desk.page.refresh()
    desk.settled()
    tab = desk.page.step_tab
    assert tab.outputs.row("struktur_database").write.text() == "Isi formulir…"
    assert sorted(tab.papers.buttons) == ["berita_acara", "dokumen_rumusan"]
    form = desk.dialog(FormDialog, tab.papers.buttons["berita_acara"].click)
    form._widgets["tempat"].put("Ruang rapat")
    form.reject()
    desk.settled()
    assert tab.papers.buttons["berita_acara"].text() == "Lanjutkan draf…"
    assert open_form(desk.register, desk.case, Report.AGREEMENT).content["tempat"] == "Ruang rapat"
