"""The menu Cetak of a case: every paper that can be made of it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import form_of
from spl_desktop.ui import icons

if TYPE_CHECKING:
    from spl_desktop.ui.case.page import CasePage


def print_button(page: "CasePage") -> QPushButton:
    """The button with its menu; documents of forms are for whoever may issue them, the others only show."""
    button = QPushButton("&Cetak")
    button.setProperty("menu", "yes")
    icons.put(button, "print")
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    menu.addAction("Lembar disposisi…").triggered.connect(page.print_disposition)
    for report in Report:
        if report is not Report.DISPOSITION:
            action = menu.addAction(f"{form_of(report).title}…")
            action.triggered.connect(lambda _=False, report=report: page.write(report))
            page.context.permits.bind(action, UseCase.ISSUE)
    menu.addSeparator()
    menu.addAction("Kartu kendali…").triggered.connect(page.show_control_card)
    menu.addAction("Lembar kesesuaian…").triggered.connect(page.show_conformance)
    menu.addAction("Berkas lengkap (paket)…").triggered.connect(page.save_packet)
    menu.addAction("Simpan gambar bagan…").triggered.connect(page.save_picture)
    button.setMenu(menu)
    return button
