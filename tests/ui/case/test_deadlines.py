"""A case's deadline opens its ledger from wherever it stands, and the forecast explains itself."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.forecast import LEAST_SAMPLES, Source
from spl_desktop.services import cases
from spl_desktop.services.changes import case_changed
from spl_desktop.services.forecast import case_forecast
from spl_desktop.ui.case.forecast import ForecastDialog
from spl_desktop.ui.case.ledger import LedgerDialog
from tests.builders import finish, opened
from tests.ui.case.conftest import Desk


def rows(dialog: LedgerDialog) -> list[list[str]]:
    table = dialog.table
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]  # type: ignore[union-attr]


def link_of(desk: Desk) -> QLabel:
    """The deadline in the panel of the step."""
    (found,) = [label for label in desk.page.step_tab.findChildren(QLabel) if "<a href" in label.text()]
    return found


@pytest.mark.parametrize("way", ["button", "panel", "header", "keys"])
def test_every_place_of_the_deadline_opens_its_ledger(desk: Desk, way: str) -> None:
    def ask() -> None:
        match way:
            case "button":
                desk.page.step_tab.ledger.click()
            case "panel":
                link_of(desk).linkActivated.emit("1")
            case "header":
                desk.page.header.due.click()
            case "keys":
                desk.page.activateWindow()
                desk.qtbot.waitUntil(desk.page.isActiveWindow)
                desk.page.swimlane.setFocus()
                desk.qtbot.keyClick(desk.page.swimlane, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)

    dialog = desk.dialog(LedgerDialog, ask)
    assert dialog.windowTitle() == "Hitungan hari langkah 1, kasus 1/2026"
    assert rows(dialog) == [["06/01/2026", "Selasa", "1", "hari kerja ke-1 (jatuh tempo)"]]
    assert dialog.title.text() == "Jatuh tempo Selasa, 6 Januari 2026"
    assert dialog.begun.text() == "Putaran 1, mulai Senin, 5 Januari 2026."
    assert dialog.rule.text().startswith("Waktu baku 1 hari, yaitu 1 hari kerja: hari ke-1 adalah")
    assert dialog.judged_by.text().startswith("Dihitung menurut kalender kerja versi 0: daftar nasional")
    dialog.accept()


def test_the_ledger_tells_the_pause_and_the_days_off(desk: Desk) -> None:
    cases.hold(desk.register, desk.case, on=date(2026, 1, 6), reason="menunggu data")
    cases.resume(desk.register, desk.case, on=date(2026, 1, 9))
    desk.page.refresh()
    desk.settled()
    dialog = desk.dialog(LedgerDialog, desk.page.header.due.click)
    assert dialog.title.text() == "Jatuh tempo Jumat, 9 Januari 2026, mundur 3 hari karena ditunda"
    assert [why for *_, why in rows(dialog)] == [
        "hari kerja ke-1",
        "ditunda: menunggu data",
        "ditunda: menunggu data",
        "ditunda: menunggu data (jatuh tempo)",
    ]
    last = dialog.table.item(3, 0)
    assert last is not None
    assert last.font().bold()
    dialog.accept()


def test_a_step_not_begun_has_no_ledger_and_says_so(desk: Desk, said: list[str]) -> None:
    later = desk.view.sop.steps[5].id
    desk.page.swimlane.choose(later)
    desk.page.step_tab.show_view(desk.view, later)
    desk.page.step_tab.ask_ledger()
    desk.settled()
    assert said[-1] == "Langkah ini belum dikerjakan, jadi belum ada jatuh tempo yang dapat dihitung."


def test_the_forecast_stands_in_the_header_and_explains_itself(desk: Desk) -> None:
    for number in range(2, 2 + LEAST_SAMPLES):
        finish(desk.register, opened(desk.register, agenda=f"{number}/2026"), date(2026, 1, 8))
    desk.context.runner.announce(case_changed(desk.case))
    desk.settled()
    found = case_forecast(desk.register, desk.case)
    made = found.forecast
    assert made.likely is not None
    header = desk.page.header.forecast
    # The case runs longer in its first step than the eight others took, so it is promised no safe day.
    assert header.text() == made.sentence == f"Perkiraan selesai: paling awal {letter_date(made.likely)}"
    dialog = desk.dialog(ForecastDialog, header.click)
    assert dialog.title.text() == header.text()
    assert dialog.basis.text() == made.basis
    shown = dialog.steps.rows.rows
    assert shown == made.steps
    assert (shown[0].source, shown[1].source) == (Source.OFFICE, Source.SOP)
    cells = [
        [dialog.steps.rows.index(row, column).data() for column in range(len(dialog.steps.rows.columns))]
        for row in (0, 1)
    ]
    assert cells[0][2] == f"{LEAST_SAMPLES} kunjungan di kantor"
    assert cells[0][1].startswith("(sisa) ")
    assert cells[0][3:5] == ["≥ 1", "≥ 1"]
    assert cells[1][2] == "waktu baku SOP"
    assert cells[1][3:] == [str(shown[1].likely), str(shown[1].safe), "1,00", "0%"]
    assert dialog.warning.isHidden()
    dialog.accept()


def test_a_case_that_ended_has_neither_deadline_nor_forecast(desk: Desk) -> None:
    assert desk.page.header.forecast.isVisible()
    cases.cancel(desk.register, desk.case, on=date(2026, 1, 6), reason="Ditarik", by_agency=True)
    desk.context.runner.announce(case_changed(desk.case))
    desk.settled()
    header = desk.page.header
    assert not header.forecast.isVisible()
    assert not header.due.isVisible()
    assert header.ended.text() == "Ditarik 6 Januari 2026"
    desk.page.show_forecast()
    assert desk.closed()
