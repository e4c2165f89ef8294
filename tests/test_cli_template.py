"""`template list|export|check|fields|adopt|withdraw`: the same services as the window, without one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spl_desktop import cli, paths, shipped
from spl_desktop.services.register import close, create_register
from spl_desktop.services.templates import names
from tests.services.test_templates import SIGNED, own_file

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command on an empty register; exit code, standard output, standard error."""
    close(create_register(tmp_path / "register.db", recorder="Penguji"))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["template", *arguments, "--register", str(tmp_path / "register.db")])
        told = capsys.readouterr()
        return code, told.out, told.err

    yield call


def parsed(answer: tuple[int, str, str], code: int = 0) -> dict[str, Any]:
    assert answer[0] == code, answer
    found: dict[str, Any] = json.loads(answer[1])
    return found


def test_a_template_goes_out_and_comes_back_as_the_offices_own(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "kartu-api.docx"
    assert run("export", "kartu-api", "--out", str(target))[0] == 0
    assert target.read_bytes() == shipped.read_bytes("templates/kartu-api.docx")
    assert "Templat dapat dipakai untuk kartu-api." in run("check", str(target))[1]
    assert "dipakai untuk kartu-api" in run("adopt", str(target))[1]
    (own,) = [row for row in parsed(run("list", "--json"))["templates"] if row["own"]]
    assert (own["name"], own["file"]) == ("kartu-api", "kartu-api.docx")
    assert "milik kantor sejak" in run("list")[1]
    assert run("withdraw", "kartu-api")[0] == 0
    assert "milik kantor" not in run("list")[1]
    assert run("withdraw", "kartu-api")[0] == 1


def test_the_check_tells_place_and_remedy(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path, "Kartu", "{{ nomer }}")
    found = parsed(run("check", str(path), "--as", "kartu-api", "--json"), code=1)
    assert found["usable"] is False
    first = found["findings"][0]
    assert (first["severity"], first["part"], first["paragraph"], first["tag"]) == ("salah", "isi", 2, "{{ nomer }}")
    code, out, _ = run("check", str(path), "--as", "kartu-api")
    assert code == 1
    assert "salah: isi, paragraf 2: Isian nomer tidak dikenal. Mungkin maksudnya nomor." in out
    code, _, err = run("adopt", str(path), "--as", "kartu-api")
    assert (code, "Mungkin maksudnya nomor" in err) == (1, True)


def test_a_file_with_another_name_needs_to_be_told_for_what_it_is(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", str(own_file(tmp_path, "x")))
    assert code == 1
    assert "--as NAMA" in err
    code, _, err = run("check", str(tmp_path / "tidak ada.docx"), "--as", "kartu-api")
    assert (code, "tidak dapat dibaca" in err) == (1, True)


def test_the_fields_are_listed_with_meaning_and_example(run: Run) -> None:
    fields = parsed(run("fields", "kartu-api", "--json"))["fields"]
    by_tag = {one["tag"]: one for one in fields}
    assert by_tag["{{ nomor }}"]["meaning"].startswith("nomor dokumen")
    assert by_tag["{{ kop.instansi }}"]["example"]
    assert "{{ nomor }}" in run("fields", "kartu-api")[1]
    assert "tidak dikenal" in run("fields", "kartu")[2]


def test_the_shipped_ones_are_listed_without_a_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "default_register", lambda: tmp_path / "none.db")
    assert cli.main(["template", "list", "--json"]) == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)["templates"]} == set(names())


def test_an_export_is_a_word_file(run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", "kartu-api", "--out", str(tmp_path / "kartu.odt"))
    assert (code, ".docx" in err) == (1, True)


def test_what_a_template_had_better_print_is_told_when_it_is_taken(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path, "{{ nama_layanan }}", foot=SIGNED.replace("{{ kode_qr }}", ""))
    code, out, err = run("adopt", str(path), "--as", "kartu-api")
    assert (code, "dipakai untuk kartu-api" in out) == (0, True)
    assert err.startswith("saran: Templat ini tidak mencetak {{ kode_qr }}.")
