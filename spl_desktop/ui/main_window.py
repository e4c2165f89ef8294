"""The window: navigation, menus, status bar, and the page that is open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.errors import UserError
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.ui import asking, icons, pages, problems, theme
from spl_desktop.ui.accounts.entrance import Entrance
from spl_desktop.ui.actions import SPECS, Actions
from spl_desktop.ui.backups import Backups
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.first_case.guide import FirstCaseGuide
from spl_desktop.ui.help.opening import Help
from spl_desktop.ui.modal import answered
from spl_desktop.ui.navigation import BackBar, Navigation
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import FONT_SCALE, RECORDER, THEME, WINDOW_GEOMETRY, Settings
from spl_desktop.ui.status_bar import StatusBar
from spl_desktop.ui.tools import NAME, TOOLS, show_about
from spl_desktop.ui.view_menu import add_look_menus
from spl_desktop.ui.watcher import Watcher
from spl_desktop.ui.welcome import WelcomePage
from spl_desktop.ui.widgets.strip import Strip
from spl_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_MINUTE_MS: Final = 60_000
_SMALL_SCREEN: Final = 1440
_BACK: Final = {pages.DESK: "Meja Kerja", pages.REGISTER: "register", pages.SOP: "SOP"}


class MainWindow(QMainWindow):
    """One window over one register. It knows which page is seen, and which have to be read again."""

    closing = Signal()
    leaving = Signal(object)

    def __init__(self, settings: Settings, log_folder: Path) -> None:
        super().__init__()
        self.settings, self._log_folder = settings, log_folder
        self.runner = Runner(self)
        self.context: Context | None = None
        self._pages: dict[str, Page] = {}
        self._case: Page | None = None
        self._came_from = pages.REGISTER
        self._stale: set[Page] = set()
        self._today = ""
        self.setWindowTitle(NAME)
        self.setWindowIcon(icons.icon("app"))
        self.setMinimumSize(720, 420)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self.welcome = WelcomePage(self.actions_)
        self.navigation = Navigation(pages.PAGES)
        self.back_bar = BackBar(self.actions_["back"])
        self.clock = Strip()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        body = self._body()
        self.setCentralWidget(body)
        self.status = StatusBar(self.actions_["recorder"], self.actions_["backup"])
        self.setStatusBar(self.status)
        self.toast = Toast(body)
        self.navigation.chosen.connect(self.go_to)
        self.runner.changed.connect(self._on_changed)
        self.backups = Backups(self, self.runner, settings)
        self.backups.told.connect(self.status.show_backup)
        self.backups.loud.connect(lambda _sentence: self.toast.say("Cadangan bermasalah; lihat Berkas, Cadangan."))
        self.backups.leaving.connect(lambda: self._step_aside())
        self.entrance = Entrance(self, self.runner, settings)
        self.entrance.change_account = self._change_account
        self.watcher = Watcher(self.runner, self)
        self.watcher.lost.connect(lambda sentence: problems.refused(self, sentence))
        self._connect_actions()
        self.help = Help(self, self.actions_, settings)
        self.first_case = FirstCaseGuide(self)
        add_look_menus(self.actions_.menus["view"], self.settings, self._dress)
        theme.bus().changed.connect(self._retint)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._restore()
        self._show_frame()
        self.first_case.follow(None)

    def set_register(self, register: "Register") -> None:
        """Show a register that was opened; the one before is closed."""
        self.close_register()
        self.context = Context(
            register=register,
            runner=self.runner,
            settings=self.settings,
            announce=self.runner.announce,
            open_case=self.open_case,
            go_to=self.go_to,
            say=self.toast.say,
            show_cases=lambda wanted: self._register_page("show_cases", wanted),
            begin_first_case=self.first_case.begin,
        )
        self.context.permits.changed.connect(self._show_account)
        self.actions_.follow(self.context.permits)
        example = " (contoh, masuk otomatis)" if register.demo and not register.accounts else ""
        newer = " (hanya dibaca)" if register.read_only else ""
        self.setWindowTitle(f"{register.path.name}{example or newer} - {NAME}")
        self._today = register.today.isoformat()
        self._look_at_clock()
        self._count()
        self._show_frame()
        self._show_account()
        self.go_to(pages.PAGES[0].id)
        self.watcher.begin(register)
        self.backups.begin(register)
        self.first_case.follow(self.context)
        if register.read_only:
            problems.inform(self, register.read_only)

    def close_register(self) -> None:
        """Leave the open register; its pages are gone, so their answers are dropped."""
        if self.context is None:
            return
        from spl_desktop.services.register import close

        register, self.context = self.context.register, None
        self.clock.say("")
        self.watcher.end()
        self.entrance.end()
        self.backups.end()
        self.first_case.follow(None)
        self._leave_case()
        for page in self._pages.values():
            self._discard(page)
        self._pages.clear()
        self._stale.clear()
        self.actions_.loosen()
        self.runner.run_last(close, register)

    def go_to(self, page: str) -> None:
        """Show a place of `pages.PAGES`."""
        if self.context is None:
            return
        self._leave_case()
        if page not in self._pages:
            spec = next(spec for spec in pages.PAGES if spec.id == page)
            self._pages[page] = self._adopt(spec.factory(self.context))
        self._show(self._pages[page])
        self.navigation.mark(page)

    def open_case(self, case: int, tab: str = "", /) -> None:
        """Show a case in place of the desk, register or SOP, which keeps its selection and scroll position."""
        if self.context is None:
            return
        page = pages.case_page(self.context, case, tab)
        if self._case is None:
            places = (place for place in _BACK if place in self._pages and self.page() is self._pages[place])
            self._came_from = next(places, pages.REGISTER)
        self._leave_case()
        self._case = self._adopt(page)
        self._show(page)
        self.navigation.mark(self._came_from)

    def back(self) -> None:
        """From a case back to the desk, the register or the SOP, wherever it was opened."""
        if self._case is not None:
            self.go_to(self._came_from)

    def new_case(self) -> None:
        """Register a case, and go on with it."""
        if self.context is not None and (case := pages.ask_new_case(self.context, self)):
            self.open_case(case)

    def page(self) -> Page | None:
        """The page that is seen."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def add_beside(self, panel: QWidget, strip: QWidget) -> None:
        """Put a panel at the right of every page, and what stands for it in a narrow window below them."""
        self._ground.addWidget(panel)
        self._right.addWidget(strip)

    def come_forward(self) -> None:
        """Be seen, because the program was started a second time on the same register."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        seen = QApplication.activeModalWidget() or self
        for window in (self, seen):
            window.raise_()
        seen.activateWindow()

    def _step_aside(self, sentence: str = "Memulihkan register…") -> None:
        """Let go of the register, while its file is exchanged or its user; it is opened again afterwards."""
        self.close_register()
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.wait(sentence)
        self.status.show_backup("", "", "", False)
        self.status.show_nobody()
        self.toast.end()  # what it offers to undo was done by somebody else
        self._show_frame()

    # -- pages

    def _adopt(self, page: Page) -> Page:
        self.stack.addWidget(page)
        self._stale.add(page)
        return page

    def _show(self, page: Page) -> None:
        self.stack.setCurrentWidget(page)
        in_case = page is self._case
        self.back_bar.setVisible(in_case)
        self.actions_["back"].setEnabled(in_case)
        self.actions_["back"].setText(f"&Kembali ke {_BACK[self._came_from]}")
        self.actions_["open_case"].setEnabled(page.lists_cases)
        if page in self._stale:
            self._stale.discard(page)
            page.refresh()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_case(self) -> None:
        if self._case is not None:
            self._discard(self._case)
            self._case = None

    def _discard(self, page: Page) -> None:
        self._stale.discard(page)
        self.stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _on_changed(self, changes: Changes) -> None:
        for page in (*self._pages.values(), self._case):
            if page is None or not page.concerns(changes):
                continue
            if page is self.page():
                page.refresh()
            else:
                self._stale.add(page)
        if Kind.OFFICE in changes.kinds and self.context is not None:
            self._show_account()
        self._count()

    def _show_account(self) -> None:
        """Who is at the keyboard, and what he may not do: the actions say why."""
        if self.context is None:
            return
        register = self.context.register
        self.status.show_register(register)
        self.entrance.begin(register)
        begun = bool(register.accounts)
        me = next((one for one in register.accounts if one.id == register.account), None)
        self.actions_["recorder"].setText("&Ganti akun…" if begun else SPECS["recorder"].text)
        self.actions_["lock"].setEnabled(bool(register.account))
        if register.account and not (me is not None and me.active):
            self.entrance.lock()  # closed meanwhile by a pengelola in another window

    def _change_account(self) -> None:
        """Close the register and open it for somebody else."""
        if self.context is not None:
            path = self.context.register.path
            self._step_aside("Mengganti akun…")
            self.leaving.emit(path)

    def _on_minute(self) -> None:
        self.backups.tell()
        self._look_at_clock()
        # Deadlines are counted from today: after midnight everything shown is yesterday's.
        if self.context is not None and self.context.register.today.isoformat() != self._today:
            self._today = self.context.register.today.isoformat()
            self.status.show_today(self.context.register.today)
            self._refresh_all()

    def _refresh_all(self) -> None:
        self._stale.update(self._pages.values())
        if (page := self.page()) is not None:
            self._stale.discard(page)
            page.refresh()
        self._look_at_clock()
        self._count()

    def _look_at_clock(self) -> None:
        """Everything due is counted from today: a clock that was set back is told over every page."""
        if self.context is not None:
            self.runner.run(
                _clock_problem, self.context.register, then=self.clock.say, failed=_unheard, owner=self, quiet=True
            )

    def _count(self) -> None:
        if self.context is not None:
            self.runner.run(_count_open, self.context.register, then=self.status.show_open, owner=self, quiet=True)

    # -- the frame

    def _body(self) -> QWidget:
        body, self._right = QWidget(), QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self.clock)
        self._right.addWidget(self.back_bar)
        self._right.addWidget(self.stack, 1)
        self._ground = QHBoxLayout(body)
        self._ground.setContentsMargins(0, 0, 0, 0)
        self._ground.setSpacing(0)
        self._ground.addWidget(self.navigation)
        self._ground.addLayout(self._right, 1)
        return body

    def _show_frame(self) -> None:
        opened = self.context is not None
        self.actions_.enable_register(opened)
        self.navigation.setVisible(opened)
        self.back_bar.setVisible(False)
        self.actions_["back"].setEnabled(False)

    def _connect_actions(self) -> None:
        does: dict[str, Callable[[], object]] = {
            "quit": self.close,
            "new_case": self.new_case,
            "open_case": self._open_current,
            "go_to_case": self._ask_case,
            "back": self.back,
            "find": self._find,
            "refresh": self._refresh_all,
            "page_desk": lambda: self.go_to(pages.DESK),
            "page_register": lambda: self.go_to(pages.REGISTER),
            "page_sop": lambda: self.go_to(pages.SOP),
            "office_lens": self._office_lens,
            "page_office": lambda: self.go_to(pages.OFFICE),
            "export": lambda: self._register_page("export"),
            "export_visits": lambda: self._register_page("export_visits"),
            "backup": self._backup,
            "recorder": self._ask_recorder,
            "lock": self.entrance.lock,
            "log_folder": lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder))),
            "about": lambda: show_about(self),
        }
        for name, tool in TOOLS.items():
            does[name] = partial(self._open_tool, tool)
        for name, slot in does.items():
            self.actions_[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def _register_page(self, verb: str, *given: object) -> None:
        """Do something that the register page can do, going there first."""
        self.go_to(pages.REGISTER)
        getattr(self._pages[pages.REGISTER], verb)(*given)

    def _office_lens(self) -> None:
        self.go_to(pages.SOP)
        if self.context is not None:
            self._pages[pages.SOP].show_office()  # type: ignore[attr-defined]  # the page of that place

    def _open_current(self) -> None:
        if (shown := self.page()) is not None:
            shown.open_current()

    def _find(self) -> None:
        shown = self.page()
        if shown is None or not shown.begin_search():
            self._register_page("begin_search")

    def _ask_case(self) -> None:
        if self.context is None:
            return
        agenda = asking.text(self, "Buka kasus", "Nomor agenda", long=False, agree="Buka")
        if agenda:
            self.runner.run(_find_case, self.context.register, agenda, then=self.open_case, owner=self)

    def _ask_recorder(self) -> None:
        if self.context is None:
            return
        if self.context.register.accounts:
            self._change_account()
            return
        label = "Nama Anda, seperti yang akan tercatat pada setiap isian dari komputer ini"
        name = asking.text(self, "Nama pencatat", label, value=self.context.register.recorder, long=False)
        if name:
            self.context.register.recorder = name
            self.settings.set(RECORDER, name)
            self.status.show_register(self.context.register)

    def _open_tool(self, tool: Callable[[Context, QWidget], None]) -> None:
        if self.context is not None:
            tool(self.context, self)

    def _backup(self) -> None:
        if self.context is not None:
            from spl_desktop.ui.backup_dialog import BackupDialog

            answered(BackupDialog(self.backups, self.context, self))

    def _retint(self) -> None:
        icons.retint(self)

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.get(THEME), self.settings.get(FONT_SCALE))

    def _restore(self) -> None:
        kept = self.settings.get(WINDOW_GEOMETRY)
        if not (kept and self.restoreGeometry(QByteArray(kept))):
            room = self.screen().availableGeometry()
            self.resize(min(1280, room.width() - 40), min(760, room.height() - 60))
            self.move(room.center() - self.rect().center())
            if room.width() <= _SMALL_SCREEN:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as in a dialog; Qt itself only knows the space bar."""
        button = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if enter and isinstance(button, QPushButton | QToolButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.context is not None:
            self.watcher.look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped where no page takes it: it is compared with what was issued."""
        files = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if self.context is not None and len(files) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compares the dropped file."""
        if self.context is not None:
            from spl_desktop.ui.verifying import start

            event.acceptProposedAction()
            start(self.context, Path(event.mimeData().urls()[0].toLocalFile()), self)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        self.settings.save()
        self._minute.stop()
        self.close_register()
        self.backups.close()
        self.runner.close()
        self.closing.emit()
        event.accept()


def _unheard(_error: UserError) -> None:
    """What keeps the register from being read is told by the page that reads it."""


def _clock_problem(register: "Register") -> str:
    from spl_desktop.services.watching import clock_problem

    return clock_problem(register)


def _count_open(register: "Register") -> int:
    from spl_desktop.domain.case import Status
    from spl_desktop.services import queries

    return queries.count_cases(register, queries.CaseFilter(statuses=frozenset(s for s in Status if s.open)))


def _find_case(register: "Register", agenda: str) -> int:
    from spl_desktop.services import queries

    return queries.find_case(register, agenda)
