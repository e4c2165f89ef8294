"""`template`: the same services as the tab in the settings, without a window."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from spl_desktop import cli
from spl_desktop.services.register import close, create_register

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs `template ...` on an empty register; exit code, standard output, standard error."""
    close(create_register(tmp_path / "register.db", recorder="Penguji"))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["template", *arguments, "--register", str(tmp_path / "register.db")])
        told = capsys.readouterr()
        return code, told.out, told.err

    yield call


def test_a_template_is_exported_checked_adopted_and_withdrawn(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kartu-api.docx"
    assert run("export", "kartu-api", "--out", str(path))[0] == 0
    assert run("check", str(path)) == (0, "Templat kartu-api dapat dipakai.\n", "")
    assert run("adopt", str(path))[0] == 0
    listed = {row["name"]: row["own"] for row in json.loads(run("list", "--json")[1])}
    assert len(listed) == 14
    assert listed["kartu-api"] == "kartu-api.docx"
    assert run("withdraw", "kartu-api", "--reason", "kop lama")[0] == 0
    assert run("withdraw", "kartu-api")[0] == 1


def test_what_is_wrong_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ubahan.docx"
    document = Document()
    document.add_paragraph("Pembuka")
    document.add_paragraph("{{ nomer }}")
    document.save(str(path))
    code, out, _ = run("check", str(path), "--as", "kartu-api", "--json")
    said = json.loads(out)
    assert (code, said["usable"]) == (1, False)
    fault = said["findings"][0]
    assert (fault["part"], fault["paragraph"], fault["tag"]) == ("isi", 2, "{{ nomer }}")
    code, _, error = run("check", str(path))
    assert code == 1
    assert "--as" in error
    code, _, error = run("adopt", str(path), "--as", "kartu-api")
    assert code == 1
    assert "Mungkin maksudnya nomor" in error


def test_the_fields_are_listed_with_meaning_and_example(run: Run) -> None:
    fields = {one["tag"]: one for one in json.loads(run("fields", "kartu-api", "--json")[1])}
    assert fields["{{ versi }}"]["meaning"] == "Versi"
    assert fields["{{ baris.jalur }}"]["example"]
