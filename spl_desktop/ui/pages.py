"""The places of the window; each is imported and made when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.modal import answered

DESK: Final = "desk"
REGISTER: Final = "register"
SOP: Final = "sop"
OFFICE: Final = "office"

DOCUMENTS_TAB: Final = "documents"
DISPOSITIONS_TAB: Final = "dispositions"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A place: its id, its name and icon in the navigation, and how it is made."""

    id: str
    title: str
    icon: str
    factory: Callable[[Context], Page]


def _desk(context: Context) -> Page:
    from spl_desktop.ui.desk.page import DeskPage

    return DeskPage(context)


def _register(context: Context) -> Page:
    from spl_desktop.ui.register.page import RegisterPage

    return RegisterPage(context)


def _sop(context: Context) -> Page:
    from spl_desktop.ui.sop.page import SopPage

    return SopPage(context)


def _office(context: Context) -> Page:
    from spl_desktop.ui.office.page import OfficePage

    return OfficePage(context)


PAGES: Final = (
    PageSpec(DESK, "Meja Kerja", "desk", _desk),
    PageSpec(REGISTER, "Register", "register", _register),
    PageSpec(SOP, "SOP", "sop", _sop),
    PageSpec(OFFICE, "Pengaturan", "settings", _office),
)


def case_page(context: Context, case: int, tab: str = "") -> Page:
    """The page of one case, at one of its tabs: DOCUMENTS_TAB, DISPOSITIONS_TAB, otherwise the step being worked."""
    from spl_desktop.ui.case.page import CasePage

    page = CasePage(context, case)
    if tab:
        page.show_tab({DOCUMENTS_TAB: page.documents_tab, DISPOSITIONS_TAB: page.dispositions_tab}[tab])
    return page


def ask_new_case(context: Context, parent: QWidget) -> int:
    """Register a case in its dialog; its id, or 0 when the dialog was closed without."""
    from spl_desktop.ui.case.new_case import NewCaseDialog

    dialog = NewCaseDialog(context, parent)
    answered(dialog)
    return dialog.case_id
