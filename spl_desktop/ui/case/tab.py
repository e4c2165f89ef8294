"""A tab of the panel beside the swimlane."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.services.queries import CaseView
from spl_desktop.ui import icons
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened


class CaseTab(QWidget):
    """Shows a part of the case; what is entered goes through dialogs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.view: CaseView | None = None

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows the case as it was just read, with that step chosen."""
        self.view = view

    def present(self, dialog: QDialog) -> None:
        """Opens a dialog over the window; it is gone once it is closed."""
        opened(dialog)

    def button(self, text: str, icon: str, pressed: Callable[[], object], use: UseCase | None = None) -> QPushButton:
        """A button of this tab; `use` where pressing it records something."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        if icon:
            icons.put(button, icon)
        button.clicked.connect(lambda _=False: pressed())
        if use is not None:
            self.context.permits.bind(button, use)
        return button


def heading(text: str) -> QLabel:
    """A heading within a tab."""
    label = QLabel(text)
    label.setProperty("role", "section")
    return label


def allow(button: QPushButton, why_not: str) -> None:
    """Enables a button, or disables it and says why in its tooltip."""
    button.setAccessibleDescription(why_not)
    button.setToolTip(why_not)
    button.setEnabled(not why_not)
