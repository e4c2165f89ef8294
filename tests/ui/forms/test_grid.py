"""The grid of a form's table: typing, Excel's keys, undo, and what is amiss in a cell."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from spl_desktop.domain.form_rules import MAX_ROWS
from spl_desktop.domain.forms import Field, FieldType
from spl_desktop.ui.forms.grid import Grid

TABLE = Field(
    id="kamus",
    label="Kamus",
    type=FieldType.TABLE,
    columns=(
        Field(id="tabel", label="Tabel", required=True),
        Field(id="kolom", label="Kolom"),
        Field(id="wajib", label="Wajib", type=FieldType.CHOICE, choices={"ya": "Ya", "tidak": "Tidak"}),
        Field(id="mulai", label="Mulai", type=FieldType.DATE),
    ),
)


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    """A grid of three rows."""
    made = Grid(TABLE, importable=True)
    qtbot.addWidget(made)
    made.set_rows([{"tabel": "pasien", "kolom": "nik"}, {"tabel": "pasien", "kolom": "nama"}, {"tabel": "poli"}])
    made.resize(800, 300)
    made.show()
    return made


def choose(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    block = QItemSelection(grid.model.index(top, left), grid.model.index(bottom, right))
    grid.view.setCurrentIndex(grid.model.index(top, left))
    grid.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def column(grid: Grid, name: str) -> list[str]:
    return [row.get(name, "") for row in grid.rows()]


def test_the_model_keeps_qts_rules(grid: Grid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(grid.model, force_py=True)
    grid.model.write("", 2, 0, [["poli", "kode"], ["dokter", "nip"]])
    grid.model.undo.undo()
    grid.model.insert(1, [{"tabel": "baru"}])
    grid.model.remove([0])
    assert column(grid, "tabel") == ["baru", "pasien", "poli"]


def test_writing_into_the_empty_row_at_the_end_makes_a_row(grid: Grid, qtbot: QtBot) -> None:
    grid.view.setCurrentIndex(grid.model.index(3, 1))
    grid.view.setFocus()
    qtbot.keyClicks(grid.view, "k")
    (editor,) = grid.view.viewport().findChildren(QLineEdit)
    qtbot.keyClicks(editor, "ode")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(grid.rows()) == 4)
    assert grid.rows()[3] == {"kolom": "kode"}
    assert grid.view.currentIndex().row() == 4
    assert grid.state.text() == "4 baris"


def test_tab_goes_on_in_the_row_that_was_just_begun(grid: Grid, qtbot: QtBot) -> None:
    grid.view.setCurrentIndex(grid.model.index(3, 0))
    grid.view.edit(grid.model.index(3, 0))
    (editor,) = grid.view.viewport().findChildren(QLineEdit)
    editor.setText("dokter")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(grid.rows()) == 4)
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (3, 1)


def test_a_block_from_excel_grows_the_table_and_understands_choices_and_dates(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("a\tb\tY\t5/1/2026\tluar\r\nc\td\ttidak\tbesok\r\n")
    grid.view.setCurrentIndex(grid.model.index(2, 0))
    grid.paste()
    assert grid.rows()[2:] == [
        {"tabel": "a", "kolom": "b", "wajib": "ya", "mulai": "2026-01-05"},
        {"tabel": "c", "kolom": "d", "wajib": "tidak", "mulai": "besok"},
    ]
    assert grid.model.text(2, 3) == "05/01/2026"


def test_a_block_with_headings_goes_into_its_columns(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("Kolom\tCatatan\tTabel\nkode\tx\tpoli\n")
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    grid.paste()
    assert grid.rows()[0] == {"tabel": "poli", "kolom": "kode"}
    assert len(grid.rows()) == 4


def test_one_cell_pasted_into_many_fills_them(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("Ya")
    choose(grid, 0, 2, 2, 2)
    grid.paste()
    assert column(grid, "wajib") == ["ya"] * 3


def test_what_is_copied_is_what_is_seen(grid: Grid) -> None:
    grid.model.write("", 0, 2, [["ya", "2026-01-05"]])
    choose(grid, 0, 1, 1, 3)
    grid.copy()
    assert QGuiApplication.clipboard().text() == "nik\tYa\t05/01/2026\nnama\t\t\n"
    grid.cut()
    assert grid.rows()[:2] == [{"tabel": "pasien"}, {"tabel": "pasien"}]


def test_a_paste_that_no_form_could_hold_changes_nothing_and_says_why(grid: Grid) -> None:
    before = grid.rows()
    QGuiApplication.clipboard().setText("a\n" * 100_000)
    grid.paste()
    assert f"paling banyak {MAX_ROWS}" in grid.problem.text()
    assert grid.rows() == before


def test_fill_down_takes_the_topmost_or_the_one_above(grid: Grid) -> None:
    choose(grid, 0, 0, 2, 1)
    grid.fill_down()
    assert column(grid, "kolom") == ["nik"] * 3
    choose(grid, 3, 0, 3, 0)
    grid.fill_down()
    assert column(grid, "tabel") == ["pasien"] * 4


def test_rows_are_moved_duplicated_and_removed_and_all_of_it_is_undone(grid: Grid) -> None:
    before = grid.rows()
    choose(grid, 2, 0, 2, 0)
    grid.move_rows(-1)
    grid.move_rows(-1)
    grid.move_rows(-1)
    assert column(grid, "tabel") == ["poli", "pasien", "pasien"]
    choose(grid, 0, 0, 1, 0)
    grid.duplicate_rows()
    assert column(grid, "tabel") == ["poli", "pasien", "poli", "pasien", "pasien"]
    choose(grid, 0, 0, 3, 0)
    grid.remove_rows()
    assert column(grid, "kolom") == ["nama"]
    after = grid.rows()
    while grid.model.undo.canUndo():
        grid.act["undo"].trigger()
    assert grid.rows() == before
    assert not grid.act["undo"].isEnabled()
    while grid.model.undo.canRedo():
        grid.act["redo"].trigger()
    assert grid.rows() == after


def test_two_thousand_rows_are_one_step(grid: Grid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("\n".join(f"t{number}\tk{number}" for number in range(2000)))
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    with qtbot.waitSignals([grid.changed], order="strict"):
        grid.paste()
    assert len(grid.rows()) == 2000
    assert grid.model.undo.count() == 1
    assert grid.search.isVisible()
    grid.search.setText("k1999")
    assert grid.view.currentIndex().row() == 1999


def test_what_is_amiss_is_shown_in_its_cell_and_beneath(grid: Grid) -> None:
    grid.show_problems({(1, "kolom"): "Kamus, baris 2: keliru.", (2, "kolom"): "Kamus, baris 3: keliru."})
    assert grid.problem.text() == "▲ Kamus, baris 2: keliru. (dan 1 lagi)"
    index = grid.model.index(1, 1)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Kamus, baris 2: keliru."
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Kolom, baris 2: nama. Kamus, baris 2: keliru."
    assert grid.model.headerData(1, Qt.Orientation.Vertical) == "▲ 2"
    grid.show_problems({})
    assert grid.problem.text() == ""
    assert grid.model.headerData(1, Qt.Orientation.Vertical) == "2"


def test_a_choice_is_picked_or_typed(grid: Grid) -> None:
    index = grid.model.index(0, 2)
    grid.view.edit(index)
    (box,) = grid.view.viewport().findChildren(QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["", "Ya", "Tidak"]
    box.setCurrentText("tid")
    grid.view.itemDelegate().setModelData(box, grid.model, index)
    assert grid.rows()[0]["wajib"] == "tidak"


def test_a_computed_table_is_only_read(qtbot: QtBot) -> None:
    made = Grid(Field(id="a", label="A", type=FieldType.TABLE, locked=True, columns=TABLE.columns))
    qtbot.addWidget(made)
    made.set_rows([{"tabel": "pasien"}])
    assert not made.model.flags(made.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    made.view.selectAll()
    made.empty_cells()
    QGuiApplication.clipboard().setText("x")
    made.act["paste"].trigger()
    assert made.rows() == [{"tabel": "pasien"}]
