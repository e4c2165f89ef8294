"""Numbers handed out ahead, in the settings: seen with what became of them, reserved, and let go."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from spl_desktop.domain.values import Signer
from spl_desktop.services.printing import Issue, Print, print_disposition
from spl_desktop.services.register import Register
from spl_desktop.services.reservations import Standing, give_up_reservation, reservations, reserve_number
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.office.reservation_dialogs import GiveUpDialog, ReserveDialog
from spl_desktop.ui.office.reservations import ReservationsTab
from tests.builders import TODAY, opened
from tests.ui.in_window import Window

SERIES = "lembar_disposisi"


@pytest.fixture
def tab(page: OfficePage) -> ReservationsTab:
    """The tab, shown."""
    page.tabs.setCurrentWidget(page.reserved)
    return page.reserved


def dialog(kind: type[QDialog]) -> QDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind), shown
    return shown


def cells(tab: ReservationsTab, row: int) -> list[str]:
    model = tab.table.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def test_an_empty_list_says_what_to_do(tab: ReservationsTab, window: Window) -> None:
    assert tab.stack.currentWidget() is tab.nothing
    assert tab.nothing.button is not None
    tab.nothing.button.click()
    dialog(ReserveDialog).close()


def test_a_number_is_reserved_as_it_is_proposed(tab: ReservationsTab, window: Window, register: Register) -> None:
    tab.reserve()
    asked = dialog(ReserveDialog)
    assert isinstance(asked, ReserveDialog)
    asked.save()
    assert "Jenis dokumen belum dipilih" in asked.form.problem("series")
    asked.series.setCurrentIndex(asked.series.findData(SERIES))
    window.settle()
    assert asked.number.text() == "555/1/XI/2026"
    asked.purpose.setText("Undangan rapat")
    asked.agenda.setText("9/2026")
    asked.save()
    window.settle()
    assert "Tidak ada kasus bernomor agenda 9/2026" in asked.form.problem("agenda")
    asked.agenda.clear()
    asked.save()
    window.settle()
    assert not isValid(asked)  # closed, and gone
    assert window.heard.said == ["Nomor 555/1/XI/2026 dipesan."]
    assert cells(tab, 0) == [
        "555/1/XI/2026",
        "Lembar disposisi",
        "Undangan rapat",
        "-",
        "23/11/2026 (hari ini)",
        "Dipesan",
        "",
    ]
    assert tab.count.text() == "1 belum terpakai dari 1 nomor"


def test_a_number_taken_meanwhile_keeps_the_words(tab: ReservationsTab, window: Window, register: Register) -> None:
    tab.reserve()
    asked = dialog(ReserveDialog)
    assert isinstance(asked, ReserveDialog)
    asked.series.setCurrentIndex(asked.series.findData(SERIES))
    window.settle()
    reserve_number(register, series=SERIES, on=TODAY, purpose="orang lain")
    asked.purpose.setText("Undangan rapat")
    asked.save()
    window.settle()
    assert asked.isVisible()
    assert "sudah dipesan sejak 23/11/2026 untuk orang lain" in asked.form.problem("number")
    assert asked.purpose.text() == "Undangan rapat"
    asked.purpose.clear()
    asked.close()


def test_the_history_of_a_number_let_go_is_shown_to_who_types_it(
    tab: ReservationsTab, window: Window, register: Register
) -> None:
    made = reserve_number(register, series=SERIES, on=TODAY, purpose="Undangan").made
    give_up_reservation(register, reservation=made, reason="Rapat dibatalkan")
    window.page.refresh()  # type: ignore[union-attr]  # the fixture has shown it
    window.settle()
    tab.reserve()
    asked = dialog(ReserveDialog)
    assert isinstance(asked, ReserveDialog)
    asked.series.setCurrentIndex(asked.series.findData(SERIES))
    window.settle()
    assert asked.number.text() == "555/2/XI/2026"
    asked.number.setText("555/1/XI/2026")
    assert "pernah dipesan untuk Undangan dan dilepas" in asked.note.text()
    asked.close()


def test_a_number_is_let_go_with_a_reason_and_stays_in_sight(
    tab: ReservationsTab, page: OfficePage, window: Window, register: Register
) -> None:
    reserve_number(register, series=SERIES, on=date(2026, 9, 1), purpose="Undangan")
    page.refresh()
    window.settle()
    assert cells(tab, 0)[6] == "Sudah 83 hari belum terpakai"
    assert not tab._give_up.isEnabled()
    tab.table.pick(1)
    tab._give_up.click()
    asked = dialog(GiveUpDialog)
    assert isinstance(asked, GiveUpDialog)
    asked.save()
    assert "Alasan belum diisi. Tulis mengapa" in asked.form.problem("reason")
    asked.reason.setPlainText("Rapat dibatalkan OPD")
    asked.save()
    window.settle()
    assert [row.standing for row in reservations(register)] == [Standing.GIVEN_UP]
    assert cells(tab, 0)[5:] == ["Dilepas", "23/11/2026: Rapat dibatalkan OPD"]
    assert not tab._give_up.isEnabled()
    tab.all.setChecked(False)
    assert tab.table.model().rowCount() == 0
    assert tab.count.text() == "0 belum terpakai dari 1 nomor"


def test_a_spent_number_leads_to_its_case(
    tab: ReservationsTab, page: OfficePage, window: Window, register: Register
) -> None:
    case = opened(register)
    reserve_number(register, series=SERIES, on=date(2026, 1, 6), purpose="Disposisi", agency=5, agenda="1/2026")
    how = Print(on=date(2026, 1, 6), signers=(Signer(name="A", title=("B",)),), number="555/1/I/2026")
    print_disposition(register, case, layout="klasik", how=how, issued=Issue(reserved=True))
    page.refresh()
    window.settle()
    assert cells(tab, 0)[3] == "Dinkes, agenda 1/2026"
    assert cells(tab, 0)[5:] == ["Terpakai", "Lembar disposisi (agenda 1/2026)"]
    opened_cases: list[tuple[object, ...]] = []
    object.__setattr__(window.context, "open_case", lambda *asked: opened_cases.append(asked))
    tab.table.opened.emit(tab.table.rows.rows[0])
    assert opened_cases == [(case, "documents")]
