"""The composition root of the window: the only place that knows the paths, the settings, the theme and the pages."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import spl_desktop
from spl_desktop import paths
from spl_desktop.ui import language, problems, theme
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.one_window import Door, Knock, knock
from spl_desktop.ui.opening import Opening, last_register
from spl_desktop.ui.settings import FONT_SCALE, THEME, Settings

if TYPE_CHECKING:
    from spl_desktop.services.register import Register


_SILENT = (
    "Register ini sedang dibuka jendela SPL Desktop lain yang tidak menanggapi. Tunggu sebentar lalu ulangi; bila "
    "tetap begitu, tutup jendela itu lewat pengelola tugas. Yang sudah tercatat tidak hilang."
)
_ELSEWHERE = (
    "Register ini sudah dibuka di jendela SPL Desktop yang lain, dan jendela itu sudah ditampilkan ke depan. "
    "Lanjutkan di sana."
)


def run_window(register_path: Path | None = None, *, recorder: str = "") -> int:
    """Show the window and stay until it is closed; the exit code.

    Opens `register_path`, or else the register that was open last; without one it offers the ways to begin. Where
    another window has that register open already, it is brought forward instead.
    `recorder` is the name recorded with every entry of this run; empty: the one in the settings.
    """
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("SPL Desktop")
    app.setApplicationVersion(spl_desktop.__version__)
    app.setDesktopFileName("spl-desktop")
    log_file = paths.log_file()
    hooks = problems.install(log_file)
    translator = language.install(app)
    settings = Settings(paths.settings_file())
    theme.install(app, settings.get(THEME), settings.get(FONT_SCALE))
    path = register_path or last_register(settings)
    try:
        match Knock.NOBODY if path is None else knock(path):
            case Knock.CAME:
                return 0
            case Knock.SILENT:
                problems.refused(None, _SILENT)
                return 1
        window, opening = build_window(settings, log_file.parent)
        opening.recorder = recorder
        around = problems.Around(log_file, lambda: window.context.register.path if window.context else None)
        hooks.around = window.runner.around = window.backups.runner.around = around
        window.show()
        if path is not None:
            # After the first paint: the window stands before the database layer is imported.
            QTimer.singleShot(0, lambda: opening.open(path))
        return app.exec()
    finally:
        # Python objects that Qt calls must be out of its way before the interpreter takes them down.
        app.removeTranslator(translator)
        problems.uninstall()
        del hooks


def build_window(settings: Settings, log_folder: Path) -> tuple[MainWindow, Opening]:
    """The window and what opens registers in it."""
    window = MainWindow(settings, log_folder)
    opening = Opening(window, window.runner, settings, paths)
    actions = window.actions_
    actions["new_register"].triggered.connect(lambda: opening.new())
    actions["open_register"].triggered.connect(lambda: opening.ask())
    actions["demo_register"].triggered.connect(lambda: opening.demo())
    door = Door(window)
    door.knocked.connect(window.come_forward)

    def open_elsewhere(path: Path) -> str:
        if door.is_here(path):
            return ""
        return {Knock.NOBODY: "", Knock.CAME: _ELSEWHERE, Knock.SILENT: _SILENT}[knock(path)]

    def admit(register: "Register") -> None:
        window.entrance.admit(register, keep, opening.refused.emit)

    def keep(register: "Register") -> None:
        window.set_register(register)
        if not door.keep(register.path):  # two starts at the same moment: the other was quicker
            window.close()

    opening.open_elsewhere = open_elsewhere
    opening.opened.connect(admit)
    window.closing.connect(door.leave)
    window.backups.reopen.connect(opening.open)
    window.leaving.connect(opening.open)
    opening.waiting.connect(window.welcome.wait)
    opening.refused.connect(lambda: window.welcome.wait(""))
    opening.refused.connect(lambda: window.welcome.show_recent(opening.recent()))
    window.welcome.recent_asked.connect(opening.open)
    window.welcome.show_recent(opening.recent())
    return window, opening
