"""The import contracts hold, and each is proven to bite by a planted violation."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = "from importlinter.cli import lint_imports_command as main; main(['--no-logo', '--no-cache'])"

# contract, the module that is planted, what it imports
PLANTED = [
    ("Imports go one way", "spl_desktop.domain", "spl_desktop.services"),
    ("Imports go one way", "spl_desktop.models", "spl_desktop.reports"),
    ("Imports go one way", "spl_desktop.services", "spl_desktop.ui"),
    ("Imports go one way", "spl_desktop.ui", "spl_desktop.app"),
    ("Qt only in ui and app", "spl_desktop.services", "PySide6"),
    ("SQL only in models and services", "spl_desktop.ui", "sqlalchemy"),
    ("Word and Excel are written only in reports", "spl_desktop.services", "openpyxl"),
    ("Charts are drawn only in reports", "spl_desktop.services", "matplotlib"),
    ("Workbooks are read only in services", "spl_desktop.reports", "python_calamine"),
    ("The window never touches what is kept", "spl_desktop.ui", "spl_desktop.models"),
    ("The domain does no input, output or clock", "spl_desktop.domain", "os"),
]
CLOCKS = {"date", "datetime", "time"}
CLOCK = {"today", "now", "utcnow"}
DOMAIN_MAY_USE = {"msgspec", "holidays", "num2words", "spl_desktop"}  # they only compute


def _planted_name(package: str, imported: str) -> str:
    return f"{package}.planted_{imported.replace('.', '_')}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says, contract by contract, of a copy of the package with every violation planted in it."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "spl_desktop", copy / "spl_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for _, package, imported in PLANTED:
        path = copy.joinpath(*_planted_name(package, imported).split(".")).with_suffix(".py")
        # Inside a function: an import put off until it is needed is an import too.
        path.write_text(f"def planted():\n    import {imported}\n    return {imported.split('.')[0]}\n")
    done = subprocess.run([sys.executable, "-c", LINT], cwd=copy, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stdout + done.stderr
    _, _, broken = done.stdout.partition("Broken contracts")
    names = {name for name, _, _ in PLANTED}
    sections: dict[str, str] = {}
    current = ""
    for line in broken.splitlines():
        current = line.strip() if line.strip() in names else current
        sections[current] = sections.get(current, "") + line + "\n"
    return sections


@pytest.mark.parametrize(("contract", "package", "imported"), PLANTED)
def test_a_planted_violation_breaks_its_contract(
    report: dict[str, str], contract: str, package: str, imported: str
) -> None:
    assert f"{_planted_name(package, imported)} -> {imported}" in report[contract]


def _misuses(folder: Path) -> Iterator[tuple[str, str]]:
    """What no import contract can tell: other libraries, real paths beside pure ones, the clock, opened files."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for used in _used(node):
                yield path.name, used


def _used(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        yield from (m for m in modules if m.split(".")[0] not in sys.stdlib_module_names | DOMAIN_MAY_USE)
        if modules == ["pathlib"]:
            yield from (alias.name for alias in node.names if not alias.name.startswith("Pure"))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
        yield node.func.attr
    elif isinstance(node, ast.Attribute) and node.attr in CLOCK:  # the clock itself, handed on
        if isinstance(node.value, ast.Name | ast.Attribute) and ast.unparse(node.value).split(".")[-1] in CLOCKS:
            yield node.attr
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print", "input"):
        yield node.func.id


def test_the_domain_only_computes() -> None:
    assert list(_misuses(ROOT / "spl_desktop" / "domain")) == []


def test_what_the_domain_may_not_use_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "import msgspec\nfrom datetime import date\nfrom pathlib import Path, PurePath\n"
        "def f():\n    from dateutil.parser import parse\n    open('x')\n    return date.today()\n"
        "def g(clock):\n    return clock.now(), datetime.utcnow\n"
    )
    found = {used for _, used in _misuses(tmp_path)}
    assert found == {"Path", "dateutil.parser", "open", "today", "now", "utcnow"}


def test_the_command_line_starts_without_qt() -> None:
    code = "import sys, spl_desktop.cli; print([m for m in ('PySide6', 'shiboken6') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def test_every_folder_with_code_is_a_package_and_so_is_installed() -> None:
    folders = {path.parent for path in (ROOT / "spl_desktop").rglob("*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()] == []
