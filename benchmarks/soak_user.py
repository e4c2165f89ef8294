"""A user who does anything at any time: opens, clicks, types, answers and turns back, driven by a seeded chance."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from spl_desktop.ui.case.page import CasePage
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.problems import CrashDialog
from spl_desktop.ui.register.page import RegisterPage
from spl_desktop.ui.swimlane.view import SwimlaneView
from spl_desktop.ui.widgets.frozen_table import FrozenTable
from spl_desktop.ui.widgets.progress import ProgressDialog

_PATIENCE = 16  # things done in one dialog before it is closed
_NEVER = ("pulihkan", "akun", "keluar", "kunci")
"""Words on buttons that are left alone: going back to a backup takes facts away rightly, an account shuts us out."""
_WORDS = ("integrasi", "data", "layanan", "pasien", "SIMRS", "perizinan", "surat", "uji", "validasi", "dinas", "berkas")
_MENU = (
    *("page_desk", "page_register", "page_sop", "office_lens", "page_office", "refresh", "back", "find", "new_case"),
    *("export", "export_visits", "import", "backup", "go_to_case", "open_case", "verify", "period", "conformance"),
    *("schedule", "check", "recorder", "guide", "first_case", "shortcuts", "about", "log_folder"),
)
_CHART_KEYS = ("Up", "Down", "Left", "Right", "Home", "End", "1", "2", "+", "-", "Ctrl+0", "Ctrl+1", "Ctrl+C", "Return")
_PLACE_KEYS = ("Ctrl+L", "Ctrl+R", "Ctrl+F", "F6", "Ctrl+H", "Ctrl+Return", "Esc", "Space", "PgUp", "PgDown", "Ctrl+Z")
_GRID_KEYS = ("Ctrl+Shift++", "Ctrl+V", "Ctrl+C", "Ctrl+Z", "Ctrl+Y", "Ctrl+D", "Ctrl+-", "Down", "Right", "Alt+Up")


class User:
    """Does one thing at each `act`, in whatever is before him. `files` are what he brings along, by suffix."""

    def __init__(
        self, window: MainWindow, chance: random.Random, folder: Path, files: dict[str, Path], today: date
    ) -> None:
        self.window, self.chance, self.folder, self.files, self.today = window, chance, folder, files, today
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.reopen: Callable[[], object] = lambda: None
        self._turns: Counter[int] = Counter()
        self._written = 0
        self._places: tuple[tuple[int, str, Callable[[], object]], ...] = (
            (10, "menu", self._choose_in_menu),
            (8, "open case", self._open_case),
            (10, "case action", self._act_on_case),
            (8, "chart", self._move_in_chart),
            (8, "key", self._press_key),
            (6, "tab", self._change_tab),
            (10, "button", self._press_any),
            (5, "field", self._fill_any),
            (3, "print", self._print),
            (2, "look", self._change_look),
            (4, "register case", lambda: self.window.actions_["new_case"].trigger()),
            (1, "open again", lambda: self.reopen()),
        )

    def act(self) -> str:
        """One thing; its name."""
        name = self._act()
        self.done[name] += 1
        return name

    def _act(self) -> str:
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            return self._in_popup(popup)
        if dialog is not None:
            return self._in_dialog(dialog)
        for guide in QApplication.topLevelWidgets():  # the guide stands beside the window
            if isinstance(guide, QDialog) and guide.isVisible() and self.chance.random() < 0.2:
                return self._in_dialog(guide)
        weights = [weight for weight, _, _ in self._places]
        _, name, does = self.chance.choices(self._places, weights)[0]
        does()
        return name

    def come_home(self) -> bool:
        """Turns back from everything that is open; False while something is open still."""
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            return False
        open_ones = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        if (dialog := QApplication.activeModalWidget() or next(iter(open_ones), None)) is None:
            return True
        if isinstance(dialog, CrashDialog):
            self.wrong.append(_told(dialog.details))
        if isinstance(dialog, QMessageBox):
            self._answer(dialog)
        elif isinstance(dialog, QDialog):
            dialog.reject()
        return False

    # -- in the window

    def _choose_in_menu(self) -> None:
        self.window.actions_[self.chance.choice(_MENU)].trigger()

    def _open_case(self) -> None:
        page = self.window.page()
        if not isinstance(page, RegisterPage):
            self.window.actions_["page_register"].trigger()
            page = self.window.page()
        tables = page.findChildren(FrozenTable) if page is not None else []
        if tables and (rows := tables[0].model().rowCount()):
            tables[0].selectRow(self.chance.randrange(min(rows, 60)))
            self.window.actions_["open_case"].trigger()

    def _act_on_case(self) -> None:
        page = self.window.page()
        if not isinstance(page, CasePage):
            self._open_case()
            return
        possible = [button for button in page.header.buttons.values() if _usable(button)]
        if possible:  # the first one moves the case on
            (possible[0] if self.chance.random() < 0.5 else self.chance.choice(possible)).click()

    def _print(self) -> None:
        page = self.window.page()
        if isinstance(page, CasePage) and _usable(page.print_button):
            menu = page.print_button.menu()
            self.chance.choice([action for action in menu.actions() if not action.isSeparator()]).trigger()

    def _change_look(self) -> None:
        menus = [action.menu() for action in self.window.actions_.menus["view"].actions() if action.menu()]
        self.chance.choice(self.chance.choice(menus).actions()).trigger()

    def _move_in_chart(self) -> None:
        shown = self._shown(SwimlaneView, self.window.page())
        if not shown:
            self.window.actions_["office_lens"].trigger()
            return
        view = self.chance.choice(shown)
        match self.chance.randrange(4):
            case 0:
                self._turn_wheel(view)
            case 1:
                ground = view.viewport()
                start = self._place_in(ground)
                QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=start)
                for _ in range(4):
                    QTest.mouseMove(ground, self._place_in(ground))
                QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=self._place_in(ground))
            case _:
                for _ in range(self.chance.randrange(1, 6)):
                    _press(view, self.chance.choice(_CHART_KEYS))

    def _turn_wheel(self, view: SwimlaneView) -> None:
        place = QPointF(self._place_in(view.viewport()))
        turn = QPoint(0, self.chance.choice((-240, -120, 120, 240)))
        held = self.chance.choice((Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier))
        event = QWheelEvent(
            place,
            QPointF(view.viewport().mapToGlobal(place.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    def _press_key(self) -> None:
        _press(QApplication.focusWidget() or self.window, self.chance.choice(_PLACE_KEYS))

    def _change_tab(self) -> None:
        bars = [bar for bar in self._shown(QTabBar, self.window.page()) if bar.count() > 1]
        if bars:
            bar = self.chance.choice(bars)
            bar.setCurrentIndex(self.chance.randrange(bar.count()))

    def _press_any(self) -> None:
        # Not only the page: the status bar, the navigation and what a toast offers to undo are the user's too.
        self.press_one_of(self._shown(QAbstractButton, self.window))

    def _fill_any(self) -> None:
        fields = self._fields(self.window)
        if fields:
            self._fill(self.chance.choice(fields))

    # -- in what stands before the window

    def _in_popup(self, popup: QWidget) -> str:
        possible = [
            one for one in popup.actions() if one.isEnabled() and not one.isSeparator() and _allowed(one.text())
        ]
        popup.close()
        if isinstance(popup, QMenu) and possible and self.chance.random() < 0.8:
            self.chance.choice(possible).trigger()
        return "popup"

    def _in_dialog(self, dialog: QWidget) -> str:
        if isinstance(dialog, CrashDialog):
            self.wrong.append(_told(dialog.details))
            dialog.reject()
            return "crash"
        if isinstance(dialog, ProgressDialog):
            if self.chance.random() < 0.02:
                _press(dialog, "Esc")
            return "wait"
        if isinstance(dialog, QMessageBox):
            return self._answer(dialog)
        if isinstance(dialog, QFileDialog):
            self._choose_file(dialog)
            return "file"
        turn = self._turns[id(dialog)]
        self._turns[id(dialog)] += 1
        if turn > _PATIENCE:
            self._turns.pop(id(dialog))
            if isinstance(dialog, QDialog):
                dialog.reject()
            return "turn back"
        self._go_on(dialog, turn)
        return type(dialog).__name__

    def _go_on(self, dialog: QWidget, turn: int) -> None:
        fields = self._fields(dialog)
        what = self.chance.random()
        if turn == 0 and what < 0.7:
            for field in fields:
                if _empty(field):
                    self._fill(field)
        elif what < 0.4 and fields:
            self._fill(self.chance.choice(fields))
        elif what < 0.75:
            agree = [button for button in self._shown(QPushButton, dialog) if button.property("kind") == "primary"]
            self.press_one_of(agree or self._shown(QPushButton, dialog))
        elif what < 0.95:
            self.press_one_of(self._shown(QAbstractButton, dialog))
        else:
            _press(dialog, "Esc")

    def _answer(self, box: QMessageBox) -> str:
        if box.windowTitle() == "Belum dapat dilakukan":
            self.done["refused"] += 1
        self.press_one_of(box.buttons())
        return "answer"

    def _choose_file(self, dialog: QFileDialog) -> None:
        if self.chance.random() < 0.15:
            dialog.reject()
            return
        suffixes = [one for one in self.files if any(f"*.{one}" in kind for kind in dialog.nameFilters())]
        if dialog.fileMode() == QFileDialog.FileMode.Directory:
            chosen = self.folder
        elif dialog.acceptMode() == QFileDialog.AcceptMode.AcceptOpen:
            chosen = self.files[self.chance.choice(suffixes or list(self.files))]
        else:
            self._written += 1
            chosen = self.folder / f"tulisan-{self._written % 20}"
        dialog.selectFile(str(chosen))
        for button in dialog.findChildren(QPushButton):
            if button.isDefault() and button.isEnabled():
                button.click()
                return
        dialog.reject()

    # -- fields and buttons

    def _fields(self, within: QWidget) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
        found = [field for kind in kinds for field in self._shown(kind, within)]
        inner = (QComboBox, QAbstractSpinBox)
        return [field for field in found if not isinstance(field.parent(), inner) and not _locked(field)]

    def _fill(self, field: QWidget) -> None:
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
            QTest.keyClicks(field, self._text_for(field))
            if self.chance.random() < 0.1:
                field.clear()
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            field.selectAll()
            QTest.keyClicks(field, self._sentence())
        elif isinstance(field, QComboBox):
            field.setCurrentIndex(self.chance.randrange(max(1, field.count())))
        elif isinstance(field, QAbstractSpinBox):
            _press(field, self.chance.choice(("Up", "Down")))
        elif isinstance(field, QAbstractItemView):
            QGuiApplication.clipboard().setText("satu\tdua\ntiga\t4")
            for _ in range(self.chance.randrange(1, 5)):
                _press(field, self.chance.choice(_GRID_KEYS))

    def _text_for(self, field: QLineEdit) -> str:
        hint = field.placeholderText()
        if hint == "hh/bb/tttt":
            day = self.today - timedelta(days=self.chance.randrange(0, 5))
            return f"{day:%d/%m/%Y}"
        name = f"{field.accessibleName()} {hint}".lower()
        if "nomor" in name:
            return f"445/{self.chance.randrange(10**6)}/2026"
        if "nip" in name:
            return "198001012005011001"
        if "email" in name or "surel" in name:
            return "pic@karanganyar.go.id"
        if "telepon" in name or "hp" in name:
            return "0812 000 111"
        if "halaman" in name:
            return "1-2"
        return self._sentence()

    def _sentence(self) -> str:
        return " ".join(self.chance.choices(_WORDS, k=self.chance.randrange(1, 5)))

    def press_one_of(self, buttons: list[QAbstractButton]) -> None:
        """Presses any of them that may be pressed."""
        possible = [button for button in buttons if _usable(button) and _allowed(f"{button.text()}{button.toolTip()}")]
        if possible:
            self.chance.choice(possible).click()

    @staticmethod
    def _shown(kind: type, within: QWidget | None) -> list:
        return [] if within is None else [one for one in within.findChildren(kind) if _usable(one)]

    def _place_in(self, widget: QWidget) -> QPoint:
        return QPoint(self.chance.randrange(max(1, widget.width())), self.chance.randrange(max(1, widget.height())))


def _press(widget: QWidget, keys: str) -> None:
    chord = QKeySequence(keys)[0]
    QTest.keyClick(widget, chord.key(), chord.keyboardModifiers())


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _allowed(words: str) -> bool:
    said = words.lower().replace("&", "")
    return not any(word in said for word in _NEVER)


def _locked(field: QWidget) -> bool:
    return bool(getattr(field, "isReadOnly", lambda: False)())


def _empty(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        return not field.text()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return not field.toPlainText()
    return isinstance(field, QComboBox) and field.currentIndex() < 0


def _told(details: str) -> str:
    """The beginning of a report, where the fault itself stands, in one line."""
    return " | ".join(line.strip() for line in details.strip().splitlines() if line.strip())[:1500]
