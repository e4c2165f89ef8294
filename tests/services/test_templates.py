"""The office's own templates: adopted after the doctor, used in print, never in the way of it, and given back."""

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.reports import rendering
from spl_desktop.services import checking, printing
from spl_desktop.services.printing import Print, print_disposition, print_form
from spl_desktop.services.register import Register
from spl_desktop.services.templates import (
    adopt_template,
    check_template,
    export_template,
    field_lines,
    list_templates,
    names,
    withdraw_template,
)
from tests import builders
from tests.services.test_form_printing import CARD, DAY, signed_by

MARK = "Lembar milik kantor"


def with_mark(register: Register, name: str, path: Path) -> Path:
    """Our template with one paragraph more, as somebody would save it in Word."""
    export_template(register, name, path, original=True)
    document = Document(str(path))
    document.add_paragraph(MARK)
    document.save(str(path))
    return path


def printed(path: Path) -> str:
    document: DocumentObject = Document(str(path))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def card(register: Register, case: int, target: Path) -> str:
    """Prints a draft of the card; the notice."""
    how = Print(on=DAY, signers=(signed_by(register),), target=target)
    return print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how).notice


def test_the_offices_template_prints_until_it_is_withdrawn(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    adopt_template(register, "kartu-api", with_mark(register, "kartu-api", tmp_path / "kartu kami.docx"))
    assert [row.own.name for row in list_templates(register) if row.own] == ["kartu kami.docx"]
    assert card(register, case, tmp_path / "a.docx") == ""
    assert MARK in printed(tmp_path / "a.docx")
    assert checking.check(register).problems == ()
    export_template(register, "kartu-api", tmp_path / "lagi.docx")
    assert (tmp_path / "lagi.docx").read_bytes() == (tmp_path / "kartu kami.docx").read_bytes()
    withdraw_template(register, "kartu-api")
    card(register, case, tmp_path / "b.docx")
    assert MARK not in printed(tmp_path / "b.docx")


def test_the_disposition_has_its_templates_too(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    name = "lembar-disposisi-dua-kotak"
    adopt_template(register, name, with_mark(register, name, tmp_path / "dua.docx"))
    for layout, marked in (("klasik", False), ("dua_kotak", True)):
        target = tmp_path / f"{layout}.docx"
        print_disposition(register, case, layout=layout, how=Print(on=DAY, target=target))
        assert (MARK in printed(target)) is marked


def test_a_template_that_fails_in_print_gives_way_to_ours_with_a_notice(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = builders.opened(register)
    adopt_template(register, "kartu-api", with_mark(register, "kartu-api", tmp_path / "kami.docx"))

    def broken(*_args: object, **_more: object) -> bytes:
        raise rendering.TemplateFault("rusak")

    monkeypatch.setattr(rendering, "render_own", broken)
    notice = card(register, case, tmp_path / "a.docx")
    assert notice.startswith("Templat kantor untuk Kartu Layanan API tidak dapat dipakai, jadi dokumen dibuat")
    assert MARK not in printed(tmp_path / "a.docx")
    assert "Layanan pasien" in "".join(
        cell.text for table in Document(str(tmp_path / "a.docx")).tables for cell in table._cells
    )


def test_a_template_with_faults_is_refused_with_all_of_them(register: Register, tmp_path: Path) -> None:
    bad = tmp_path / "salah.docx"
    document = Document()
    document.add_paragraph("{{ nomer }} {% if draf %}")
    document.save(str(bad))
    with pytest.raises(UserError) as refused:
        adopt_template(register, "kartu-api", bad)
    assert "Isian nomer tidak dikenal" in refused.value.sentence
    assert "tidak ditutup" in refused.value.sentence
    assert all(row.own is None for row in list_templates(register))
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        check_template("kartu-api", tmp_path / "tidak-ada.docx")
    with pytest.raises(UserError, match='Templat "surat" tidak dikenal'):
        check_template("surat", bad)
    with pytest.raises(UserError, match="Templat bawaan sudah dipakai"):
        withdraw_template(register, "kartu-api")


@pytest.mark.parametrize("name", names())
def test_every_field_has_a_meaning_in_words(name: str) -> None:
    for tag, meaning, _ in field_lines(name):
        assert meaning.strip(), tag
        assert "_" not in meaning, tag


def test_printing_names_every_template() -> None:
    assert {*printing.TEMPLATES.values()} <= set(names())
