"""What the menus open over the window: each a dialog of its own, loaded when it is first wanted."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QMessageBox, QWidget

import spl_desktop
from spl_desktop.ui import icons
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import answered

NAME: Final = "SPL Desktop"


def _import(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.import_dialog import ImportDialog

    answered(ImportDialog(context, parent))


def _verify(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.verifying import ask_and_verify

    ask_and_verify(context, parent)


def _period(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.period_dialog import PeriodDialog

    answered(PeriodDialog(context, parent))


def _conformance(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.conformance_dialog import PeriodConformanceDialog

    answered(PeriodConformanceDialog(context, parent))


def _schedule(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.schedule_dialog import ScheduleDialog

    answered(ScheduleDialog(context, parent))


def _check(context: Context, parent: QWidget) -> None:
    from spl_desktop.ui.office.check_dialog import CheckDialog

    answered(CheckDialog(context, parent))


TOOLS: Final[Mapping[str, Callable[[Context, QWidget], None]]] = {
    "import": _import,
    "verify": _verify,
    "period": _period,
    "conformance": _conformance,
    "schedule": _schedule,
    "check": _check,
}
"""Name of the action -> what it opens over the open register."""


def show_about(parent: QWidget) -> None:
    """The program, its version and what it is for."""
    box = QMessageBox(parent)
    box.setWindowTitle("Tentang program")
    box.setIconPixmap(icons.pixmap("app", 48, ratio=parent.devicePixelRatioF()))
    box.setText(f"{NAME} {spl_desktop.__version__}")
    box.setInformativeText(
        "Register kasus dan alur SOP integrasi dan pertukaran data antar sistem informasi melalui "
        "Sistem Penghubung Layanan, Bidang Tata Kelola Informatika."
    )
    box.addButton("Tutup", QMessageBox.ButtonRole.RejectRole)
    answered(box)
