"""The outside programs the tests stand on really answer, and a test skipped for want of one is named at the end."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


@pytest.mark.office
def test_libreoffice_converts_several_files_in_one_call(
    soffice: Callable[..., list[Path]], pdftotext: Callable[[Path], str], tmp_path: Path
) -> None:
    files = [tmp_path / f"lembar {number}.txt" for number in (1, 2)]
    for file in files:
        file.write_text(f"Isi {file.stem}: disposisi", encoding="utf-8")
    first, second = soffice(*files)
    assert "Isi lembar 1: disposisi" in pdftotext(first)
    assert "Isi lembar 2: disposisi" in pdftotext(second)


@pytest.mark.desktop
def test_the_screen_has_the_size_of_an_office_pc(xvfb: dict[str, str]) -> None:
    asked = subprocess.run(["xdotool", "getdisplaygeometry"], env=xvfb, capture_output=True, text=True, timeout=20)
    assert asked.stdout.split() == ["1366", "768"]


@pytest.mark.desktop
def test_a_window_opens_on_the_screen(xvfb: dict[str, str]) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication, QWidget; app = QApplication([]); w = QWidget(); w.show();"
        "app.processEvents(); print(app.platformName(), w.isVisible())"
    )
    done = subprocess.run([sys.executable, "-c", code], env=xvfb, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["xcb", "True"], done.stderr


def test_skipped_for_want_of_a_program_is_said_by_name(tmp_path: Path) -> None:
    shutil.copy(TESTS / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    office: x\n    desktop: x\n")
    (tmp_path / "test_x.py").write_text(
        "import pytest\n"
        "@pytest.mark.office\ndef test_marked(): pass\n"
        "@pytest.mark.desktop\ndef test_window(): pass\n"
        "def test_fixture(pdftotext): pass\n"
        "@pytest.mark.skip(reason='only on Windows')\ndef test_other(): pass\n"
        "def test_plain(): pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "."],
        cwd=tmp_path,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    *_, closing = done.stdout.strip().splitlines()
    _, _, named = done.stdout.partition("skipped: a program is not installed")
    assert closing.startswith("1 passed, 4 skipped"), done.stdout
    assert named.splitlines()[1:-1] == [
        "test_x.py::test_fixture (pdftotext)",
        "test_x.py::test_marked (soffice)",
        "test_x.py::test_window (Xvfb)",
    ]
