"""`document list|make|verify`: the same services as the window, without one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from spl_desktop import cli
from spl_desktop.domain.sop import Report
from spl_desktop.services.drafts import save_draft
from spl_desktop.services.forms import draft_key
from spl_desktop.services.register import close, create_register
from tests import builders
from tests.services.test_form_printing import CARD

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command on a register with one case; exit code, standard output, standard error."""
    register = create_register(tmp_path / "register.db", recorder="Penguji")
    case = builders.opened(register)
    save_draft(register, draft_key(case, Report.SERVICE_CARD), CARD)
    close(register)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([*arguments, "--register", str(tmp_path / "register.db")])
        told = capsys.readouterr()
        return code, told.out, told.err

    yield call


def parsed(answer: tuple[int, str, str]) -> dict[str, Any]:
    assert answer[0] == 0, answer
    found: dict[str, Any] = json.loads(answer[1])
    return found


MAKE = ("document", "make", "kartu_api", "--case", "1/2026", "--on", "2026-01-05", "--signer", "1")


def test_a_draft_is_issued_listed_and_compared(run: Run, tmp_path: Path) -> None:
    before = parsed(run("document", "list", "--case", "1/2026", "--json"))
    assert before["documents"] == []
    assert {one["report"]: one["draft"] for one in before["kinds"]}["kartu_api"]
    target = tmp_path / "kartu.docx"
    made = parsed(run(*MAKE, "--out", str(target), "--json"))
    assert (made["issued"], made["document"]) == (True, 1)
    (listed,) = parsed(run("document", "list", "--case", "1/2026", "--json"))["documents"]
    assert (listed["number"], listed["content"]["server"]) == (made["number"], "spl-01")
    code, out, _ = run("document", "verify", str(target))
    assert (code, out.startswith("cocok: ")) == (0, True)
    code, out, _ = run("document", "list", "--case", "1/2026")
    assert made["number"] in out
    assert "Kartu Layanan API" in out


def test_a_draft_prints_without_being_issued(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "nota.docx"
    code, out, _ = run("document", "make", "nota_dinas", "--case", "1/2026", "--draft", "--out", str(target))
    assert (code, "dibuat sebagai draf" in out) == (0, True)
    assert "DRAF" in "\n".join(paragraph.text for paragraph in Document(str(target)).paragraphs)
    assert parsed(run("document", "list", "--case", "1/2026", "--json"))["documents"] == []


def test_the_content_may_come_from_a_file(run: Run, tmp_path: Path) -> None:
    content = tmp_path / "isi.json"
    content.write_text(json.dumps(CARD | {"server": "spl-09"}), encoding="utf-8")
    parsed(run(*MAKE, "--content", str(content), "--out", str(tmp_path / "k.docx"), "--json"))
    (listed,) = parsed(run("document", "list", "--case", "1/2026", "--json"))["documents"]
    assert listed["content"]["server"] == "spl-09"


@pytest.mark.office
def test_a_document_is_made_as_pdf(run: Run, tmp_path: Path) -> None:
    parsed(run(*MAKE, "--out", str(tmp_path / "kartu.pdf"), "--json"))
    assert (tmp_path / "kartu.pdf").read_bytes().startswith(b"%PDF")
    code, out, _ = run("document", "verify", str(tmp_path / "kartu.pdf"), "--json")
    assert (code, json.loads(out)["answer"]) == (0, "cocok")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("document", "make", "surat", "--case", "1/2026", "--out", "a.docx"), "Pilih salah satu: lembar_disposisi,"),
        (("document", "make", "nota_dinas", "--case", "9/2026", "--out", "a.docx"), "Tidak ada kasus"),
        ((*MAKE[:-1], "kepala", "--out", "a.docx"), "Pada 05/01/2026: 1 Kepala Dinas Komunikasi"),
        ((*MAKE, "--out", "a.odt"), "Tulis nama berkas dengan .docx atau .pdf."),
        ((*MAKE[:-2], "--out", "a.docx"), "Penandatangan belum lengkap: Tim Teknis."),
        (("document", "verify", "tidak-ada.docx"), "tidak dapat dibaca"),
    ],
)
def test_refusals_tell_the_way_out_and_write_nothing(
    run: Run, arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, error = run(*arguments)
    assert code == 1
    assert sentence in error
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".db"]


@pytest.mark.parametrize("content", ["[]", '{"a": 1}', '{"a": [{"b": 1}]}', "{", '{"a": ["x"]}'])
def test_content_of_another_shape_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "isi.json").write_text(content, encoding="utf-8")
    code, _, error = run(*MAKE, "--content", str(tmp_path / "isi.json"), "--out", str(tmp_path / "k.docx"))
    assert (code, "Berkas isi" in error) == (1, True)
    assert not (tmp_path / "k.docx").exists()


def test_a_changed_file_exits_with_one(run: Run, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "lain.docx"))
    code, out, _ = run("document", "verify", str(tmp_path / "lain.docx"))
    assert (code, out.startswith("tidak dikenal: ")) == (1, True)


def test_a_signatory_who_is_none_of_the_office_is_named(run: Run, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "a.docx"))
    for typed, unknown in (("99", 99), ("1:98", 98)):
        code, _, err = run("document", "make", "berita_acara", "--case", "1/2026", "--signer", typed, *out)
        assert (code, f"Jabatan nomor {unknown} tidak ada di kantor ini. Pada " in err) == (1, True), err
    assert not (tmp_path / "a.docx").exists()
