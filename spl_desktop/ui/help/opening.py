"""F1: the guide at the place where one is, from every window and every dialog."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from spl_desktop.ui.actions import Actions
from spl_desktop.ui.context import Page
from spl_desktop.ui.help.places import KEYS, place_of
from spl_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from spl_desktop.ui.help.window import HelpWindow


class Help(QObject):
    """Opens the one window of the guide; it is made, and its files are read, when it is first asked for."""

    def __init__(self, window: QMainWindow, actions: Actions, settings: Settings) -> None:
        super().__init__(window)
        self._main, self._actions, self._settings = window, actions, settings
        self._keys = [actions["guide"], actions["shortcuts"]]
        self.window: HelpWindow | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._reach_modal)
        actions["guide"].triggered.connect(lambda: self.show(self.here()))
        actions["shortcuts"].triggered.connect(lambda: self.show(KEYS))

    def here(self) -> str:
        """The place of the guide that tells of what has the keyboard, or of what is seen."""
        focus = QApplication.focusWidget()
        window = QApplication.activeModalWidget() or QApplication.activeWindow() or self._main
        if focus is None or not window.isAncestorOf(focus):
            focus = window
        page = next((one for one in window.findChildren(Page) if one.isVisible()), None)
        if page is not None and not page.isAncestorOf(focus):
            focus = page
        return place_of(focus)

    def show(self, place: str) -> None:
        """Shows that place in front of what is open now."""
        if self.window is None:
            self.window = self._make()
        self._belong()
        self.window.show_place(place)
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.browser.setFocus()  # the arrow and page keys read on at once

    def _reach_modal(self) -> None:
        """The keys of the main window are dead while a modal dialog is open, unless they are the dialog's as well."""
        modal = QApplication.activeModalWidget()
        if modal is not None and self._keys[0] not in modal.actions():
            modal.addActions(self._keys)

    def _make(self) -> "HelpWindow":
        from spl_desktop.ui.help.guide import load
        from spl_desktop.ui.help.keymap import keys_page
        from spl_desktop.ui.help.window import HelpWindow

        made = HelpWindow(load(keys_page(self._actions)), self._settings, self._main)
        made.addActions(self._keys)
        made.destroyed.connect(self._forget)
        return made

    def _belong(self) -> None:
        """The guide belongs to the dialog in front, and when that goes, to what is then in front: it stays."""
        owner = QApplication.activeModalWidget() or self._main
        if self.window is not None and self.window.parentWidget() is not owner:
            if isinstance(owner, QDialog):
                owner.finished.connect(self._belong)
            self.window.over(owner)

    def _forget(self) -> None:
        self.window = None
