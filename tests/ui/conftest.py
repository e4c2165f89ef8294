"""What tests of the window share: the dressed application, a context over a real register, waiting without sleep."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from spl_desktop.ui import language, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.language import IndonesianTranslator
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import Settings
from tests.ui.legible import Inspector

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt is a fault of ours, apart from those about what a platform without a screen cannot do."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def legible(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inspector]:
    """Whatever dialog a test of the window opens, everything in it can be read, on a small screen too."""
    inspector = Inspector()
    opened, shown = QDialog.open, QDialog.show

    def watch_and(show: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
        def watched(dialog: QDialog) -> None:
            inspector.watch(dialog)
            show(dialog)

        return watched

    monkeypatch.setattr(QDialog, "open", watch_and(opened))
    monkeypatch.setattr(QDialog, "show", watch_and(shown))
    yield inspector
    assert list(dict.fromkeys(inspector.found)) == []


@pytest.fixture(autouse=True)
def no_dialog_left(qapp: QApplication) -> Iterator[None]:
    """A dialog that a test leaves open would stand before the windows of the next one, and take their keys."""
    yield
    while (left := QApplication.activeModalWidget()) is not None:
        left.hide()


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[IndonesianTranslator]:
    """The application in Bahasa Indonesia."""
    installed = language.install(qapp)
    yield installed
    qapp.removeTranslator(installed)


@pytest.fixture
def dressed(qapp: QApplication, translator: IndonesianTranslator) -> QApplication:
    """The application as the user sees it, in light colours."""
    theme.apply(qapp, theme.LIGHT, 100)
    return qapp


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody else."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def runner(dressed: QApplication) -> Iterator[Runner]:
    """A runner, ended after the test."""
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def settled(qtbot: QtBot, runner: Runner) -> Callable[[], None]:
    """Waits until the runner has answered everything."""

    def wait() -> None:
        qtbot.waitUntil(runner.idle, timeout=10_000)

    return wait


@pytest.fixture
def went_to() -> list[str | int]:
    """The cases and pages that a page asked the window for."""
    return []


@pytest.fixture
def said() -> list[str]:
    """The short words that a page let the window say."""
    return []


@pytest.fixture
def context(
    register: "Register", runner: Runner, settings: Settings, went_to: list[str | int], said: list[str]
) -> Context:
    """A page's context over a real register; `went_to` and `said` tell what the page wanted of the window."""
    return Context(
        register=register,
        runner=runner,
        settings=settings,
        announce=runner.announce,
        open_case=lambda case, tab="": went_to.append(case),
        go_to=went_to.append,
        say=lambda sentence, undo=None: said.append(sentence),
    )
