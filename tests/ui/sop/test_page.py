"""The SOP's own page: identity, table, search, and the way to the next version."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from spl_desktop.domain.sop_words import identity_values
from spl_desktop.services import sops
from spl_desktop.services.register import Register
from spl_desktop.ui import asking
from spl_desktop.ui.sop.adopt_dialog import AdoptDialog
from spl_desktop.ui.sop.page import SopPage
from tests.builders import opened
from tests.ui.in_window import Window

_OTHER = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"


def _texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())  # type: ignore[attr-defined]


def _adopting(page: SopPage, window: Window, path: Path) -> AdoptDialog:
    page.versions.adopt()
    dialog = page.findChildren(AdoptDialog)[-1]
    dialog.file.add([path])
    window.settle()
    return dialog


@pytest.fixture
def edited(register: Register, tmp_path: Path) -> Path:
    """The SOP in force with another id and a longer time for one step."""
    text = sops.sop_text(register, sops.current_sop(register).id)
    text = text.replace('id = "555-23-IX-2023"', 'id = "versi-2027"', 1)
    text = text.replace('least = 2, most = 2, text = "2 hari"', 'least = 2, most = 4, text = "2-4 hari"')
    path = tmp_path / "versi-2027.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_identity_block_shows_every_value(page: SopPage, register: Register) -> None:
    shown = _texts(page.identity)
    for _, text in identity_values(sops.current_sop(register).identity):
        for line in text.split("\n"):
            assert line in shown
    assert "*) ditafsirkan, tidak tertulis di keputusan" in shown
    assert "Langkah 10: satuan waktu, jalan “Tidak: kembali ke langkah 10, pada Pejabat Pengawas”." in shown


def test_the_chosen_step_shows_its_values_with_the_sign_of_what_was_inferred(page: SopPage) -> None:
    page.chart.choose("skenario_integrasi")
    shown = _texts(page.chart.panel)
    assert "Langkah 3" in shown
    assert "Pelaksana *)" in shown
    assert "Kelengkapan\n" in shown
    assert "Tidak sepakat: kembali ke langkah 2" in shown


def test_a_search_leads_to_the_steps_that_hold_the_words(page: SopPage, window: Window) -> None:
    chart = page.chart
    chart.search.setText("unit tes")
    chart.search.returnPressed.emit()
    assert chart.view.chosen_step == "penyimpanan_database"
    assert chart.count.text() == "1 dari 3"
    window.qtbot.waitUntil(lambda: not chart.finder._just_searched)
    chart.search.returnPressed.emit()
    assert chart.view.chosen_step == "penyampaian_hasil"
    assert chart.count.text() == "2 dari 3"
    chart.search.setText("satelit")
    chart.search.returnPressed.emit()
    assert chart.count.text() == "Tidak ada langkah yang cocok"
    assert chart.view.chosen_step == "penyampaian_hasil"


def test_a_broken_file_shows_every_line_and_is_not_adopted(
    page: SopPage, window: Window, register: Register, tmp_path: Path
) -> None:
    text = sops.sop_text(register, sops.current_sop(register).id)
    broken = text.replace('to = "dokumen_interchange"', 'to = "tidak_ada"').replace('to = "dashboard"', 'to = "entah"')
    path = tmp_path / "rusak.toml"
    path.write_text(broken, encoding="utf-8")
    lines = [number for number, line in enumerate(broken.split("\n"), 1) if '"tidak_ada"' in line or '"entah"' in line]

    dialog = _adopting(page, window, path)
    assert not dialog.adopting.isEnabled()
    assert "belum dapat dipakai" in dialog.verdict.text()
    for line in lines:
        assert f"rusak.toml, baris {line}, kunci “to”:" in dialog.details.toPlainText()
    assert len(sops.versions(register)) == 1
    dialog.reject()


def test_a_new_version_shows_what_it_changes_and_is_adopted(
    page: SopPage, window: Window, register: Register, edited: Path
) -> None:
    opened(register)
    dialog = _adopting(page, window, edited)
    assert "versi versi-2027" in dialog.verdict.text()
    assert "1 kasus tetap mengikuti versi sebelumnya." in dialog.verdict.text()
    assert dialog.details.toPlainText() == (
        "Langkah 7: diubah\n"
        "    Waktu: “2 hari (dihitung 2 hari kerja)” menjadi “2-4 hari (dihitung 2 sampai 4 hari kerja)”"
    )
    assert sops.current_sop(register).id == "555-23-IX-2023"

    dialog.adopting.click()
    window.settle()
    assert not isValid(dialog)  # closed, and gone
    assert sops.current_sop(register).id == "versi-2027"
    rows = {row.id: row for row in page.versions.table.rows.rows}
    assert (rows["555-23-IX-2023"].cases, rows["555-23-IX-2023"].current) == (1, False)
    assert rows["versi-2027"].current

    page.versions.wanted.emit("555-23-IX-2023")
    window.settle()
    assert page.state.text().startswith("▲ Bukan versi yang berlaku.")
    page.back.click()
    window.settle()
    assert page.state.text().startswith("Versi yang berlaku.")


def test_another_procedure_is_drawn_and_compared_as_well(page: SopPage, window: Window, register: Register) -> None:
    dialog = _adopting(page, window, _OTHER)
    words = dialog.details.toPlainText()
    assert "Langkah 1: ditambah" in words
    assert "Langkah 1 (lama): dihapus" in words
    dialog.adopting.click()
    window.settle()
    new = sops.current_sop(register)
    assert page.name.text() == f"SOP {new.identity.name}"
    page.chart.choose(new.steps[-1].id)
    assert f"Langkah {new.steps[-1].number}" in _texts(page.chart.panel)


def test_an_exported_version_is_the_text_that_was_adopted(
    page: SopPage, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ekspor.toml"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    page.versions.export()
    window.settle()
    assert target.read_text(encoding="utf-8") == sops.sop_text(register, "555-23-IX-2023")
    assert window.heard.said == ["Berkas SOP disimpan: ekspor.toml. Beri id baru sebelum dipasang sebagai versi baru."]


def test_ctrl_f_leads_to_the_search_from_any_tab(page: SopPage) -> None:
    page.tabs.setCurrentWidget(page.versions)
    assert page.begin_search()
    assert page.tabs.currentWidget() is page.chart


def test_the_table_is_saved_as_a_picture(
    page: SopPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bagan.svg"
    suggested: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kinds: object) -> Path:
        suggested.append(name)
        return path

    monkeypatch.setattr(asking, "save_file", answer)
    [entry] = page.chart.view.entries
    entry.does("")
    window.qtbot.waitUntil(window.runner.idle)
    assert suggested == ["bagan-sop-555-23-IX-2023.png"]
    assert "Uraian Kegiatan" in path.read_text(encoding="utf-8")
