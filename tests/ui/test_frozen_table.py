"""The table of frozen rows: its model, its remembered columns, its keys and clicks."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop.ui import theme
from spl_desktop.ui.settings import Settings
from spl_desktop.ui.widgets.frozen_rows import FrozenRows
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable, Hints

pytestmark = pytest.mark.usefixtures("dressed")


@dataclass(frozen=True)
class Fruit:
    id: int
    name: str
    late: bool = False


COLUMNS: tuple[Column[Fruit], ...] = (
    Column("id", "Nomor", lambda row: str(row.id), 80, align="right", sort="id", link=True),
    Column("name", "Nama", lambda row: row.name, 120, sort="name", elastic=True),
    Column(
        "late",
        "Sisa",
        lambda row: "▲ terlambat" if row.late else "–",
        100,
        hints=lambda row: Hints(bold=True, color="danger", icon="overdue", spoken="terlambat") if row.late else None,
    ),
    Column("note", "Catatan", lambda row: "", 90, hidden=True),
)
ROWS = tuple(Fruit(number, f"buah {number}", number % 3 == 0) for number in range(1, 41))


def make(qtbot: QtBot, settings: Settings) -> FrozenTable:
    table = FrozenTable(COLUMNS, "fruit", settings, key=lambda row: row.id)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.set_rows(ROWS)
    return table


def test_the_model_keeps_the_rules_of_item_models(qtbot: QtBot) -> None:
    model: FrozenRows[Fruit] = FrozenRows(COLUMNS, lambda row: row.id, None)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for rows in (ROWS, (), ROWS[:1]):
        model.set_rows(rows)
        model.dress()
    assert tester.model() is model


def test_what_a_cell_says_and_how(qtbot: QtBot) -> None:
    model: FrozenRows[Fruit] = FrozenRows(COLUMNS, lambda row: row.id, None)
    model.set_rows(ROWS)
    late, fine = model.index(2, 2), model.index(0, 2)
    role = Qt.ItemDataRole
    assert late.data(role.DisplayRole) == "▲ terlambat"
    assert late.data(role.FontRole).bold()
    assert late.data(role.ForegroundRole) == theme.color("danger")
    assert not late.data(role.DecorationRole).isNull()
    assert late.data(role.AccessibleTextRole) == "terlambat"
    assert fine.data(role.FontRole) is None
    assert fine.data(role.DecorationRole) is None
    assert model.index(0, 0).data(role.FontRole).underline()
    assert model.index(0, 0).data(role.TextAlignmentRole) == int(
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    )


def cell(table: FrozenTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.rows.index(row, column)).center()


def test_enter_double_click_and_a_click_on_the_link_open_a_row(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    opened: list[Fruit] = []
    table.opened.connect(opened.append)
    click = Qt.MouseButton.LeftButton
    qtbot.mouseClick(table.viewport(), click, pos=cell(table, 1, 0))
    qtbot.mouseClick(table.viewport(), click, pos=cell(table, 2, 1))
    assert opened == [ROWS[1]]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [ROWS[1], ROWS[2]]
    qtbot.mouseClick(table.viewport(), click, pos=cell(table, 3, 1))
    qtbot.mouseDClick(table.viewport(), click, pos=cell(table, 3, 1))
    assert opened == [ROWS[1], ROWS[2], ROWS[3]]


def test_a_header_click_asks_the_page_and_a_second_one_turns_the_order(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    header = table.horizontalHeader()
    for section in (1, 1, 0, 2):
        place = QPoint(header.sectionViewportPosition(section) + 20, 8)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("name", False), ("name", True), ("id", False)]
    assert header.sortIndicatorSection() == 0
    assert [row.id for row in table.rows.rows[:3]] == [1, 2, 3]


def test_selection_and_scroll_stay_with_the_rows_when_they_are_read_again(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    assert table.pick(30)
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    table.set_rows(ROWS)
    assert table.current() == ROWS[29]
    assert table.verticalScrollBar().value() == scrolled
    table.set_rows(ROWS[5:])
    assert table.current() == ROWS[29]
    picked: list[Any] = []
    table.picked.connect(picked.append)
    table.set_rows(ROWS[:3])
    assert table.current() is None
    assert picked == [None]


def test_columns_are_remembered(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    table.setColumnWidth(1, 222)
    table.horizontalHeader().moveSection(0, 2)
    menu = table.column_menu()
    next(action for action in menu.actions() if action.text() == "Catatan").trigger()
    next(action for action in menu.actions() if action.text() == "Sisa").trigger()
    table._remember()
    settings.save()
    again = make(qtbot, Settings(settings.path))
    assert again.columnWidth(1) == 222
    assert again.horizontalHeader().visualIndex(0) == 2
    assert again.isColumnHidden(2)
    assert not again.isColumnHidden(3)
    again.reset_columns()
    assert again.horizontalHeader().visualIndex(0) == 0
    assert not again.isColumnHidden(2)


def test_the_last_visible_column_cannot_be_hidden(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    for number in range(len(COLUMNS)):
        table._show_column(number, False)
    assert sum(not table.isColumnHidden(number) for number in range(len(COLUMNS))) == 1


def test_an_elastic_column_keeps_two_thirds_of_its_width_on_a_narrow_screen(qtbot: QtBot, settings: Settings) -> None:
    columns = (Column[Fruit]("name", "Nama", lambda row: row.name, 210, elastic=True), *COLUMNS[:1], *COLUMNS[2:])
    table = FrozenTable(columns, "fruit", settings, key=lambda row: row.id)
    qtbot.addWidget(table)
    table.resize(200, 300)
    table.show()
    table.set_rows(ROWS)
    assert table.columnWidth(0) == 140
    assert table.horizontalScrollBar().maximum() > 0


def test_the_elastic_column_takes_the_room_that_is_left(qtbot: QtBot, settings: Settings) -> None:
    table = make(qtbot, settings)
    assert sum(table.columnWidth(number) for number in range(3)) == table.viewport().width()
    table.resize(700, 300)
    assert sum(table.columnWidth(number) for number in range(3)) == table.viewport().width()
    assert table.columnWidth(0) == 80


@pytest.mark.parametrize("spoilt", [{"name": 3}, {"name": {"width": "x", "place": None}}, {"gone": {"place": 0}}])
def test_spoilt_settings_do_no_harm(qtbot: QtBot, settings: Settings, spoilt: dict[str, Any]) -> None:
    from spl_desktop.ui.settings import table_setting

    settings.set(table_setting("fruit"), spoilt)
    table = make(qtbot, settings)
    assert [table.horizontalHeader().visualIndex(number) for number in range(4)] == [0, 1, 2, 3]


def test_the_theme_reaches_a_table_that_stands(qtbot: QtBot, settings: Settings, qapp: QApplication) -> None:
    table = make(qtbot, settings)
    light = table.rows.index(2, 2).data(Qt.ItemDataRole.ForegroundRole)
    theme.apply(qapp, theme.DARK, 100)
    dark = table.rows.index(2, 2).data(Qt.ItemDataRole.ForegroundRole)
    theme.apply(qapp, theme.LIGHT, 100)
    assert light != dark


def test_elastic_columns_follow_the_window_also_where_the_last_one_is_stretched(
    qtbot: QtBot, settings: Settings
) -> None:
    table = make(qtbot, settings)
    table.horizontalHeader().setStretchLastSection(True)
    table.resize(500, 300)
    narrow = table.columnWidth(1)
    table.resize(1400, 300)
    assert table.columnWidth(1) > narrow


def test_a_cell_that_is_a_link_is_followed_with_a_click(qtbot: QtBot, settings: Settings) -> None:
    def hints(row: Fruit) -> Hints | None:
        return Hints(link=True) if row.late else None

    columns = (*COLUMNS[:2], Column[Fruit]("due", "Tenggat", lambda row: str(row.id), 100, hints=hints))
    table = FrozenTable(columns, "fruit_links", settings, key=lambda row: row.id)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.set_rows(ROWS)
    followed: list[tuple[int, str]] = []
    opened: list[int] = []
    table.followed.connect(lambda row, column: followed.append((row.id, column)))
    table.opened.connect(lambda row: opened.append(row.id))
    for row in (0, 2):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, row, 2))
    assert followed == [(3, "due")]
    assert opened == []
    link, plain = table.rows.index(2, 2), table.rows.index(0, 2)
    assert link.data(Qt.ItemDataRole.FontRole).underline()
    assert link.data(Qt.ItemDataRole.ForegroundRole) == theme.color("accent")
    assert plain.data(Qt.ItemDataRole.FontRole) is None


def test_a_table_that_cannot_be_sorted_does_not_offer_it(qtbot: QtBot, settings: Settings) -> None:
    sortable = make(qtbot, settings).horizontalHeader()
    assert sortable.isSortIndicatorShown()
    assert sortable.toolTip().startswith("Klik untuk mengurutkan; klik kanan")
    table = FrozenTable([Column("a", "Hari hilang", str)], "plain", settings, key=lambda row: row)
    qtbot.addWidget(table)
    assert not table.horizontalHeader().isSortIndicatorShown()
    assert table.horizontalHeader().toolTip() == "Klik kanan untuk memilih kolom; seret untuk memindahkan"


def test_a_folded_heading_stands_in_two_lines_and_is_spoken_in_one(qtbot: QtBot) -> None:
    columns = [Column("a", "Hari yang hilang", str, folded=True), Column("b", "Hari kerja", str)]
    model: FrozenRows[str] = FrozenRows(columns, lambda row: row, None)
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across) for n in range(2)] == ["Hari\nyang hilang", "Hari kerja"]
    spoken = Qt.ItemDataRole.AccessibleTextRole.value
    assert [model.headerData(n, across, spoken) for n in range(2)] == ["Hari yang hilang", "Hari kerja"]
