"""A register is neither made nor opened on a share or in a cloud folder, and what lies there is not touched."""

import json
import os
import shutil
from pathlib import Path

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.whereabouts import Mount
from spl_desktop.services import places
from spl_desktop.services.places import place_problem, surroundings
from spl_desktop.services.register import Register, create_register, open_register
from tests.builders import StandingClock, opened


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, on a computer without cloud services."""
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "rumah"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


def test_an_ordinary_folder_is_a_place(home: Path) -> None:
    assert place_problem(home / "register.db") == ""
    assert place_problem(home / "belum" / "ada" / "register.db") == ""


def test_a_cloud_folder_is_refused_at_both_doors(home: Path) -> None:
    folder = home / "Dropbox"
    folder.mkdir()
    with pytest.raises(UserError, match=r"Pilih folder biasa pada disk komputer ini"):
        create_register(folder / "register.db")
    (folder / "register.db").touch()
    with pytest.raises(UserError, match=r"tidak dibuka dan tidak diubah.*pindahkan register ke folder biasa"):
        open_register(folder / "register.db")


def test_what_lies_in_a_cloud_folder_is_not_touched(home: Path, register: Register, clock: StandingClock) -> None:
    opened(register)
    folder = home / "OneDrive - Pemkab"
    folder.mkdir()
    for end in ("", "-wal"):  # as a program that was killed leaves it
        shutil.copyfile(f"{register.path}{end}", folder / f"register.db{end}")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UserError, match=r'bersama berkas "register\.db-wal", yang memuat catatan terbaru'):
        open_register(folder / "register.db", clock=clock)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_link_to_a_cloud_folder_is_refused(home: Path) -> None:
    (home / "Dropbox").mkdir()
    (home / "kerja").symlink_to(home / "Dropbox", target_is_directory=True)
    assert "folder awan (Dropbox)" in place_problem(home / "kerja" / "register.db")


@pytest.mark.parametrize(
    ("marker", "service"), [(".dropbox.cache", "Dropbox"), (".sync_0a1b.db", "Nextcloud"), (".stfolder", "Syncthing")]
)
def test_the_signs_of_a_service_above_the_folder_are_seen(home: Path, marker: str, service: str) -> None:
    deep = home / "kerja" / "spl"
    deep.mkdir(parents=True)
    (home / "kerja" / marker).mkdir()
    assert f"{home / 'kerja'} ({service})" in place_problem(deep / "register.db")
    assert place_problem(home / "register.db") == ""


def test_a_dropbox_of_any_name_is_known_by_its_own_note(home: Path) -> None:
    (home / ".dropbox").mkdir()
    note = home / ".dropbox" / "info.json"
    note.write_text(json.dumps({"personal": {"path": str(home / "Kotak"), "host": 1}, "business": {}, "x": 3}))
    assert "Dropbox" in place_problem(home / "Kotak" / "register.db")
    assert place_problem(home / "register.db") == ""
    for spoilt in ("{", "[1]", '{"personal": {"path": 3}}', "\x00"):
        note.write_text(spoilt)
        assert place_problem(home / "Kotak" / "register.db") == ""


def test_a_onedrive_of_any_name_is_known_by_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(home / "Kantor"))
    assert "OneDrive" in place_problem(home / "Kantor" / "Dokumen" / "register.db")
    assert place_problem(home / "Kantor lama" / "register.db") == ""


def test_the_table_of_mounts_is_really_read(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    where = os.path.realpath(home).replace(" ", "\\040")
    table.write_text(f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / {where} rw - cifs //nas/kantor rw\n")
    monkeypatch.setattr(places, "_TABLES", (str(tmp_path / "tiada"), str(table)))
    assert surroundings(home / "register.db").mounts[1] == Mount(os.path.realpath(home), "cifs", "//nas/kantor", "rw")
    with pytest.raises(UserError, match=r"folder jaringan atau folder bersama .*kunci berkasnya tidak berlaku"):
        create_register(home / "register.db")
    assert list(home.iterdir()) == []


def test_a_folder_that_cannot_be_read_is_no_obstacle(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_args: object, **_named: object) -> None:
        raise PermissionError("closed")

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(places, "_TABLES", ())
    assert place_problem(home / "register.db") == ""
