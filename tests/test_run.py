"""The one command: what it finds to do, what it tells an administrator, and how it passes everything else on."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[ModuleType]:
    """run.py as a module, standing in a folder with spaces in its name that has a project file and no environment."""
    folder = tmp_path / "folder with spaces"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    (folder / "pyproject.toml").write_text('[dependency-groups]\ntest = ["pytest>=8", "ruff"]\n')
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.fixture
def ready(run: ModuleType) -> ModuleType:
    """The same with an environment whose set-up was finished; its Python is a script that tells how it was called."""
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; print(sys.argv[1:])" "$@"\n')
    run.PYTHON.chmod(0o755)
    (run.VENV / "pyvenv.cfg").write_text("version = 3.11.7\n")
    stamp = {"place": run.place(), "declared": run.declared(), "test": "yes", "qt": "window", "programs": "yes"}
    run.write_stamp(stamp)
    return run


def steps(run: ModuleType, *, test: bool = False, screen: bool = True) -> list[str]:
    found: list[str] = run.missing_steps(run.read_stamp(), test=test, screen=screen)
    return found


def change(run: ModuleType, **values: str) -> None:
    run.write_stamp(run.read_stamp() | values)


def test_a_first_start_does_everything(run: ModuleType) -> None:
    assert steps(run) == ["venv", "libraries"]
    assert steps(run, test=True) == ["venv", "test", "libraries", "programs"]


def test_a_finished_set_up_leaves_nothing_to_do(ready: ModuleType) -> None:
    assert steps(ready) == steps(ready, test=True) == []


def test_the_tests_add_only_what_they_need(ready: ModuleType) -> None:
    change(ready, test="", programs="")
    assert steps(ready) == []
    assert steps(ready, test=True) == ["test", "programs"]


@pytest.mark.parametrize("name", ["pyproject.toml", "setup.py"])
def test_a_changed_declaration_is_installed_again(ready: ModuleType, name: str) -> None:
    with (ready.ROOT / name).open("a") as file:
        file.write("# changed\n")
    assert steps(ready) == ["venv", "libraries"]


def test_a_moved_folder_gets_a_new_environment(ready: ModuleType, tmp_path: Path) -> None:
    ready.ROOT.rename(tmp_path / "moved")
    moved = tmp_path / "moved"
    for name in ("ROOT", "VENV", "PYTHON", "STAMP", "UNFINISHED"):
        setattr(ready, name, moved / getattr(ready, name).relative_to(tmp_path / "folder with spaces"))
    assert steps(ready) == ["venv", "libraries"]


def test_an_upgraded_system_python_gets_a_new_environment(ready: ModuleType, tmp_path: Path) -> None:
    newer = tmp_path / "python3.13"
    newer.touch()
    ready.PYTHON.unlink()
    ready.PYTHON.symlink_to(newer)
    assert steps(ready) == ["venv", "libraries"]
    newer.unlink()  # and one that was removed
    assert ready.place() == ""
    assert steps(ready) == ["venv", "libraries"]


def test_an_environment_that_was_only_begun_is_none(ready: ModuleType) -> None:
    (ready.VENV / "pyvenv.cfg").unlink()
    assert ready.place() == ""
    assert steps(ready) == ["venv", "libraries"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the lock is another one on Windows")
def test_a_second_set_up_waits_for_the_first(run: ModuleType) -> None:
    code = "import run; print('has', flush=True); lock = run.only_one(); print('got', flush=True)"
    with run.only_one():
        second = subprocess.Popen(
            [sys.executable, "-c", code], cwd=run.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr is not None
        assert "menunggu" in second.stderr.readline()
        assert second.poll() is None
    out, _ = second.communicate(timeout=20)
    assert out.split() == ["has", "got"]


def test_an_interrupted_set_up_is_done_again(ready: ModuleType) -> None:
    ready.UNFINISHED.touch()
    assert steps(ready) == ["venv", "libraries"]


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"', "\udcff"])
def test_a_damaged_stamp_promises_nothing(ready: ModuleType, content: str) -> None:
    ready.STAMP.write_bytes(content.encode(errors="surrogateescape"))
    assert ready.read_stamp() == {}


def test_the_window_libraries_are_asked_for_when_there_is_a_screen(ready: ModuleType) -> None:
    change(ready, qt="offscreen")
    assert steps(ready, screen=False) == []
    assert steps(ready, screen=True) == ["libraries"]
    change(ready, qt="")  # Qt did not load at all: looked at again at every start
    assert steps(ready, screen=False) == ["libraries"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux starts without a screen")
@pytest.mark.parametrize(("variable", "screen"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("TERM", False)])
def test_a_screen_is_either_kind(run: ModuleType, monkeypatch: pytest.MonkeyPatch, variable: str, screen: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, ":1")
    assert run.has_screen() is screen


def test_a_failed_installation_keeps_its_mark_and_says_what_to_do(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (run.ROOT / "setup.py").write_text("raise SystemExit('no package index can be reached')\n")

    def broken_pip(command: list[str], **options: object) -> "subprocess.Popen[str]":
        code = "print('Collecting thing>=1'); print('no package index can be reached'); raise SystemExit(1)"
        return popen([sys.executable, "-c", code], **options)  # type: ignore[call-overload,no-any-return]

    popen = subprocess.Popen
    monkeypatch.setattr(run, "make_venv", lambda: run.VENV.mkdir())
    monkeypatch.setattr(subprocess, "Popen", broken_pip)
    assert run.main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "mengambil thing>=1" in said.err
    assert "no package index can be reached" in said.err
    assert "Periksa sambungan internet dan ruang disk, lalu jalankan lagi perintah ini." in said.err
    assert run.UNFINISHED.exists()
    assert not run.STAMP.exists()


@pytest.mark.parametrize(
    ("there", "known", "line"),
    [
        (set(), False, "libegl1 libglib2.0-0"),
        (set(), True, "libegl1 libglib2.0-0t64"),
        ({"libegl1"}, False, "libglib2.0-0"),
        ({"libglib2.0-0t64"}, True, "libegl1"),
    ],
)
def test_the_line_for_an_administrator_names_what_is_absent_as_this_release_spells_it(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, there: set[str], known: bool, line: str
) -> None:
    monkeypatch.setattr(run, "installed", lambda names: there & set(names))
    monkeypatch.setattr(run, "knows", lambda name: known)
    absent = run.packages_to_install(("libegl1", "libglib2.0-0"))
    assert run.install_line(absent) == "sudo apt-get install --no-install-recommends " + line


def test_without_root_qt_s_libraries_are_named_and_the_start_goes_on(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "is_root", lambda: False)
    monkeypatch.setattr(run, "has_apt", lambda: True)
    monkeypatch.setattr(run, "installed", lambda names: set(names) - {"libegl1"})
    monkeypatch.setattr(run, "probe_qt", lambda: {"qt": "libEGL.so.1: cannot open shared object file"})
    assert run.check_qt(True) == ""
    said = capsys.readouterr().err
    assert "Qt tidak dapat dimuat: libEGL.so.1" in said
    assert "  sudo apt-get install --no-install-recommends libegl1\n" in said


def test_qt_is_really_loaded(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    answer = run.probe_qt()
    assert answer["qt"] == ""
    assert answer["fonts"] > 0


def test_a_libreoffice_of_debian_is_completed_and_another_one_left_alone(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for program in ("Xvfb", "xdotool", "pdftotext", "openbox", "dbus-daemon", "soffice", "zbarimg"):
        (tmp_path / program).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.programs_to_install() == ("at-spi2-core", "fonts-liberation")
    monkeypatch.setattr(os.path, "realpath", lambda path: str(path).replace(str(tmp_path), "/usr/lib/libreoffice"))
    assert "libreoffice-calc" in run.programs_to_install()
    (tmp_path / "xdotool").unlink()
    assert "xdotool" in run.programs_to_install()


def test_the_tests_packages_are_read_from_the_project_file(run: ModuleType) -> None:
    assert run.test_requirements() == ["pytest>=8", "ruff"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
def test_arguments_reach_the_program_untouched_from_anywhere(ready: ModuleType, tmp_path: Path) -> None:
    given = ["schedule", "--from", "2026-01-05", "a b", "", "*"]
    done = subprocess.run(
        [sys.executable, str(ready.ROOT / "run.py"), *given],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "DISPLAY": ":0"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout.strip(), done.stderr) == (str(["-P", "-m", "spl_desktop", *given]), "")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
def test_every_check_runs_and_the_failed_ones_are_named(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    log = ready.ROOT / "calls.txt"
    ready.PYTHON.write_text(f'#!/bin/sh\necho "$2 $3" >> "{log}"\ncase "$2" in mypy) exit 1 ;; esac\n')
    assert ready.main(["test"]) == 1
    calls = log.read_text().splitlines()
    assert [call.split()[0] for call in calls] == ["ruff", "ruff", "mypy", "from", "pytest"]
    assert capfd.readouterr().err.splitlines()[-1] == "FAILED: mypy"
    log.unlink()
    assert ready.main(["test", "-k", "x"]) == 0
    assert log.read_text() == "pytest -k\n"


def test_an_old_python_without_a_newer_one_gets_one_sentence(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST", (99, 0))  # so that this Python is an old one
    assert run.newer_python() is None
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Perlu Python 3.11 atau lebih baru / Python 3.11 or newer is needed")
    assert said.count("\n") == 1


def test_the_stamp_is_replaced_whole(ready: ModuleType) -> None:
    ready.write_stamp({"place": "x"})
    assert json.loads(ready.STAMP.read_text()) == {"place": "x"}
    assert [path.name for path in ready.VENV.glob("spl-ready*")] == ["spl-ready.json"]
