"""The two dictionaries side by side: pairs by keys and mouse, and what the form then holds."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import form_of
from spl_desktop.ui.forms.grid import Grid
from spl_desktop.ui.forms.mapping import MappingDialog

TABLE = form_of(Report.FORMULATION).field("pemetaan")
SOURCES = ("pasien.nik", "pasien.nama", "pasien.alamat")
TARGETS = ("penduduk.nik", "penduduk.nama_lengkap", "penduduk.alamat")


@pytest.fixture
def dialog(qtbot: QtBot) -> MappingDialog:
    """Three columns on each side, none paired."""
    made = MappingDialog(TABLE, SOURCES, TARGETS, [])
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_pairs_the_chosen_columns_and_goes_on_to_the_next(dialog: MappingDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.source.list, Qt.Key.Key_Return)
    assert dialog.pairs == [("pasien.nik", "penduduk.nik")]
    assert dialog.source.current() == "pasien.nama"
    dialog.target.choose("penduduk.nama_lengkap")
    dialog.join.click()
    assert dialog.state.text() == "2 pasangan"
    assert "1 belum dipasangkan" in dialog.source.title.text()


def test_delete_loosens_the_pair(dialog: MappingDialog, qtbot: QtBot) -> None:
    dialog.alike.click()
    assert dialog.pairs == [("pasien.nik", "penduduk.nik"), ("pasien.alamat", "penduduk.alamat")]
    assert not dialog.alike.isEnabled()
    dialog.source.choose("pasien.alamat")
    assert not dialog.loosen.isEnabled()
    dialog.target.choose("penduduk.alamat")
    assert dialog.loosen.isEnabled()
    dialog.activateWindow()
    dialog.target.list.setFocus()
    qtbot.keyClick(dialog.target.list, Qt.Key.Key_Delete)
    assert dialog.pairs == [("pasien.nik", "penduduk.nik")]


def test_a_click_on_a_paired_column_shows_its_partner(dialog: MappingDialog, qtbot: QtBot) -> None:
    dialog.alike.click()
    dialog.target.choose("penduduk.nik")
    box = dialog.source.list.visualItemRect(dialog.source.list.item(2))
    qtbot.mouseClick(dialog.source.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert dialog.target.current() == "penduduk.alamat"


def test_only_what_is_free_or_searched_for_is_shown(dialog: MappingDialog, qtbot: QtBot) -> None:
    dialog.alike.click()
    dialog.only_free.setChecked(True)
    assert [dialog.source.list.item(row).isHidden() for row in range(3)] == [True, False, True]
    assert dialog.source.current() == "pasien.nama"
    dialog.target.search.setText("alamat")
    qtbot.keyClick(dialog.target.search, Qt.Key.Key_Return)
    assert dialog.target.current() == ""
    assert not dialog.join.isEnabled()


def test_a_column_that_left_its_dictionary_is_still_seen(qtbot: QtBot) -> None:
    dialog = MappingDialog(TABLE, SOURCES, TARGETS, [("lama.kode", "penduduk.nik")])
    qtbot.addWidget(dialog)
    assert dialog.source.list.count() == 4
    assert "lama.kode" in dialog.source.list.item(3).text()


def test_the_form_offers_it_once_both_dictionaries_are_known(qtbot: QtBot) -> None:
    grid = Grid(TABLE)
    qtbot.addWidget(grid)
    assert not grid.map.isEnabled()
    assert "Struktur Database" in grid.map.toolTip()
    grid.set_options("sumber", SOURCES)
    grid.set_options("tujuan", TARGETS)
    assert grid.map.isEnabled()
    other = Grid(form_of(Report.FORMULATION).field("galat"))
    qtbot.addWidget(other)
    assert other.map.isHidden()
