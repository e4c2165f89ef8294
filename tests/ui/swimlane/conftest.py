"""A case with returns on the swimlane, and the picture in a window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spl_desktop import shipped
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.swimlane.view import SwimlaneView
from tests.builders import finish, opened, send_back, walk_to

SECOND = Path(__file__).parents[2] / "data" / "sop" / "penanganan-insiden.toml"


@pytest.fixture(scope="session")
def sop() -> Sop:
    """The shipped SOP."""
    return parse_sop(shipped.read_text("sop/555-23-IX-2023.toml"), "555.toml")


@pytest.fixture
def returned(register: Register) -> CaseView:
    """A case that went back from step 3 twice and then stands at step 4, late at its second step."""
    case = opened(register)
    walk_to(register, case, "skenario_integrasi")
    send_back(register, case)
    finish(register, case, date(2026, 1, 20))
    send_back(register, case, date(2026, 1, 21))
    finish(register, case, date(2026, 1, 21))
    finish(register, case, date(2026, 1, 22))
    return case_view(register, case, today=date(2026, 2, 2))


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication, sop: Sop) -> SwimlaneView:
    """The procedure itself in a view of 760 by 500 pixels."""
    made = SwimlaneView()
    qtbot.addWidget(made)
    made.resize(760, 500)
    made.show_sop(sop)
    made.show()
    qtbot.waitExposed(made)
    return made
