"""The composition root of the window: the only place that knows the paths, the settings, the theme and the pages."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import spl_desktop
from spl_desktop import paths
from spl_desktop.ui import language, problems, theme
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.opening import Opening
from spl_desktop.ui.settings import FONT_SCALE, THEME, Settings


def run_window(register_path: Path | None = None, *, recorder: str = "") -> int:
    """Show the window and stay until it is closed; the exit code.

    Opens `register_path`, or else the register that was open last; without one it offers the ways to begin.
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
    window, opening = build_window(settings, log_file.parent)
    opening.recorder = recorder
    window.show()
    path = register_path or opening.last()
    if path is not None:
        # After the first paint: the window stands before the database layer is imported.
        QTimer.singleShot(0, lambda: opening.open(path))
    try:
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
    opening.opened.connect(window.set_register)
    opening.waiting.connect(window.welcome.wait)
    opening.refused.connect(lambda: window.welcome.wait(""))
    opening.refused.connect(lambda: window.welcome.show_recent(opening.recent()))
    window.welcome.recent_asked.connect(opening.open)
    window.welcome.show_recent(opening.recent())
    return window, opening
