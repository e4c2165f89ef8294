"""Finishing a step in its dialog: what is recorded, what is refused, and that the words stay."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from spl_desktop.domain.rules import Action, How
from spl_desktop.services import cases
from spl_desktop.ui.case.finish_step import FinishStepDialog
from tests.builders import walk_to
from tests.ui.case.conftest import Desk


def _dialog(desk: Desk, action: Action = Action.FINISH) -> FinishStepDialog:
    return desk.dialog(FinishStepDialog, lambda: desk.page.ask(action))


def _drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))  # type: ignore[arg-type]


def _at(desk: Desk, step: str) -> None:
    walk_to(desk.register, desk.case, step)
    desk.page.refresh()
    desk.settled()


def test_a_dropped_file_and_one_click_finish_the_step(desk: Desk, scan: Path, said: list[str]) -> None:
    dialog = _dialog(desk)
    dialog.date.set_value(date(2026, 1, 6))
    _drop(dialog.outputs.row("disposisi_integrasi_aplikasi"), scan)
    desk.settled()
    assert dialog.outputs.row("disposisi_integrasi_aplikasi").accessibleName().endswith("versi 1.")
    dialog.note.setPlainText("lengkap")
    dialog.agree.click()
    desk.settled()
    assert desk.closed(), dialog.banner.text()
    first, second = desk.view.state.visits
    assert (first.ended, first.outcome, first.note) == (date(2026, 1, 6), "selesai", "lengkap")
    assert second.step == "definisi_data"
    assert desk.page.swimlane.chosen_step == "definisi_data"
    assert desk.page.step_tab.title.text() == "Langkah 2 dari 12"
    assert said == ["Selesaikan langkah 1: sudah tercatat."]


def test_missing_outputs_are_refused_and_the_words_stay(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.note.setPlainText("sudah dirapatkan")
    dialog.agree.click()
    desk.settled()
    assert dialog.isVisible()
    assert "Disposisi Integrasi Aplikasi belum ada" in dialog.banner.text()
    assert dialog.note.text() == "sudah dirapatkan"
    assert len(desk.view.state.visits) == 1


def test_an_output_is_waived_inside_the_dialog_beneath_the_decrees_warning(desk: Desk) -> None:
    dialog = _dialog(desk)
    row = dialog.outputs.row("disposisi_integrasi_aplikasi")
    row.waive.click()
    assert "Jika prosedur tidak dilaksanakan maka ada beberapa tahapan integrasi akan gagal." in row.warning.text()
    row.really.click()
    desk.settled()
    assert "Alasan pengecualian belum diisi" in row.problem.text()
    row.reason.setPlainText("disposisi lisan")
    row.really.click()
    desk.settled()
    (output,) = desk.view.steps[0].outputs
    assert (output.how, output.reason) == (How.WAIVED, "disposisi lisan")
    dialog.date.set_value(date(2026, 1, 5))
    dialog.agree.click()
    desk.settled()
    assert desk.view.row.step == "definisi_data"


def test_an_earlier_document_is_taken_over_inside_the_dialog(desk: Desk, scan: Path) -> None:
    _at(desk, "definisi_data")
    dialog = _dialog(desk)
    for output in ("dokumen_integrasi_aplikasi", "struktur_database"):
        _drop(dialog.outputs.row(output), scan)
        desk.settled()
    dialog.agree.click()
    desk.settled()
    dialog = _dialog(desk)
    row = dialog.outputs.row("struktur_database")
    menu = row.reuse.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    desk.settled()
    outputs = {one.kind: one.how for one in desk.view.steps[2].outputs}
    assert outputs["struktur_database"] is How.REUSED


def test_a_decision_has_nothing_chosen_beforehand(desk: Desk) -> None:
    _at(desk, "skenario_integrasi")
    dialog = _dialog(desk)
    offered = {name: button.text() for name, button in dialog.outcomes.items()}
    assert offered == {
        "sepakat": "Sepakat (lanjut ke langkah 4)",
        "tidak_sepakat": "Tidak sepakat (kembali ke langkah 2)",
    }
    assert not any(button.isChecked() for button in dialog.outcomes.values())
    dialog.agree.click()
    assert dialog.form.problem("outcome") == "Hasil belum dipilih. Pilih salah satu."
    assert dialog.isVisible()


def test_a_way_back_asks_for_its_reason_and_for_no_output(desk: Desk) -> None:
    _at(desk, "skenario_integrasi")
    dialog = _dialog(desk)
    dialog.outcomes["tidak_sepakat"].click()
    assert not dialog.outputs.isVisible()
    dialog.agree.click()
    desk.settled()
    assert "Alasan pengembalian belum diisi" in dialog.banner.text()
    dialog.reason.setPlainText("kolom NIK belum ada")
    dialog.agree.click()
    desk.settled()
    view = desk.view
    assert view.row.step == "definisi_data"
    assert view.row.round == 2
    assert view.state.visits[-2].reason == "kolom NIK belum ada"


def test_return_offers_only_ways_back(desk: Desk) -> None:
    _at(desk, "dashboard")
    dialog = _dialog(desk, Action.RETURN)
    assert dialog.outcomes == {}
    assert dialog.outcome is not None
    assert dialog.outcome.returns
    dialog.reason.setPlainText("data belum tampil")
    dialog.agree.click()
    desk.settled()
    assert desk.view.row.step == "skenario_integrasi"


def test_a_day_before_the_step_began_is_refused_with_its_words_kept(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.note.setPlainText("catatan")
    dialog.date.set_value(date(2026, 1, 2))
    assert "terlalu awal" in dialog.form.problem("on")
    dialog.date.set_text("32/01/2026")
    dialog.agree.click()
    desk.settled()
    assert "hanya memiliki tanggal 1 sampai 31" in dialog.form.problem("on")
    assert dialog.note.text() == "catatan"


def test_back_dating_is_said_before_it_is_recorded(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.date.set_value(date(2026, 11, 20))
    assert "dicatat 3 hari kemudian" in dialog.form._hints["on"].text()


def test_somebody_elses_step_is_not_overwritten(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.note.setPlainText("punya saya")
    cases.add_note(desk.register, desk.case, text="dari komputer lain", on=date(2026, 1, 6))
    dialog.agree.click()
    desk.settled()
    assert dialog.isVisible()
    assert dialog.banner.text()
    assert dialog.note.text() == "punya saya"
    assert len(desk.view.state.visits) == 1


def test_what_was_typed_comes_back_after_closing(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.note.setPlainText("belum selesai")
    row = dialog.outputs.row("disposisi_integrasi_aplikasi")
    row.waive.click()
    row.reason.setPlainText("disposisi lisan")
    dialog.reject()
    desk.settled()
    again = _dialog(desk)
    assert again.note.text() == "belum selesai"
    assert again.outputs.row("disposisi_integrasi_aplikasi").reason.text() == "disposisi lisan"
    assert again.outputs.row("disposisi_integrasi_aplikasi").reason.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_opens_it(desk: Desk, key: Qt.Key) -> None:
    with desk.qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.page.swimlane.setFocus()
    dialog = desk.dialog(
        FinishStepDialog,
        lambda: desk.qtbot.keyClick(desk.page.swimlane, key, Qt.KeyboardModifier.ControlModifier),
    )
    assert dialog.windowTitle() == "Selesaikan langkah 1"


def test_a_second_click_sends_nothing_twice(desk: Desk, scan: Path) -> None:
    dialog = _dialog(desk)
    _drop(dialog.outputs.row("disposisi_integrasi_aplikasi"), scan)
    desk.settled()
    dialog.agree.click()
    assert not dialog.agree.isEnabled()
    dialog.agree.click()
    desk.settled()
    assert [visit.step for visit in desk.view.state.visits] == ["koordinasi", "definisi_data"]


def test_after_a_refusal_the_cursor_is_where_it_was(desk: Desk) -> None:
    dialog = _dialog(desk)
    dialog.note.setFocus()
    dialog.submit()
    desk.settled()
    assert dialog.isEnabled()
    assert dialog.focusWidget() is dialog.note


def test_a_reason_written_but_not_recorded_is_pointed_at(desk: Desk) -> None:
    dialog = _dialog(desk)
    row = dialog.outputs.row("disposisi_integrasi_aplikasi")
    row.waive.click()
    row.reason.setPlainText("disposisi lisan")
    dialog.agree.click()
    desk.settled()
    assert dialog.banner.text() == (
        "Alasan mengecualikan Disposisi Integrasi Aplikasi belum dicatat. Tekan Kecualikan di bawah alasannya, "
        "atau kosongkan alasannya."
    )
    assert row.reason.text() == "disposisi lisan"


@pytest.mark.usefixtures("quick_hands")
def test_a_way_back_is_called_so_in_the_title_and_when_it_is_recorded(desk: Desk, said: list[str]) -> None:
    _at(desk, "skenario_integrasi")
    dialog = _dialog(desk)
    next(button for name, button in dialog.outcomes.items() if dialog._step.outcome(name).returns).click()
    assert dialog.windowTitle() == "Kembalikan langkah 3"
    dialog.date.set_value(desk.view.state.visits[-1].entered)
    dialog.reason.setPlainText("belum lengkap")
    next(one for one in dialog.findChildren(QShortcut) if one.key().toString() == "Ctrl+Return").activated.emit()
    desk.settled()
    assert desk.closed(), dialog.banner.text()
    assert said[-1] == "Kembalikan langkah 3: sudah tercatat."


def test_a_refusal_makes_room_for_itself(desk: Desk) -> None:
    dialog = _dialog(desk)
    before = dialog.height()
    dialog.agree.click()
    desk.settled()
    assert dialog.banner.text()
    assert dialog.height() > before


def test_arrow_keys_choose_an_outcome_where_none_is_chosen(desk: Desk) -> None:
    _at(desk, "skenario_integrasi")
    dialog = _dialog(desk)
    first, second = dialog.outcomes.values()
    first.setFocus()
    desk.qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    desk.qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.isChecked()


def test_enter_held_down_does_not_finish_what_it_opened(desk: Desk, scan: Path) -> None:
    dialog = _dialog(desk)
    _drop(dialog.outputs.row("disposisi_integrasi_aplikasi"), scan)
    desk.settled()
    dialog.agree.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    for target in (dialog.agree, dialog):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", True)
        QApplication.sendEvent(target, held)
        desk.settled()
    assert dialog.isVisible()
    assert len(desk.view.state.visits) == 1


def test_keys_that_are_pressed_twice_do_not_finish_what_they_opened(desk: Desk, scan: Path) -> None:
    dialog = _dialog(desk)
    _drop(dialog.outputs.row("disposisi_integrasi_aplikasi"), scan)
    desk.settled()
    dialog._seen.restart()  # as if it had opened this instant
    agree = next(one for one in dialog.findChildren(QShortcut) if one.key().toString() == "Ctrl+Return")
    agree.activated.emit()
    dialog.agree.setFocus()
    for target in (dialog.agree, dialog):
        desk.qtbot.keyClick(target, Qt.Key.Key_Return)
    desk.settled()
    assert dialog.isVisible()
    assert len(desk.view.state.visits) == 1
    desk.qtbot.waitUntil(dialog._settled)
    agree.activated.emit()
    desk.settled()
    assert len(desk.view.state.visits) == 2
