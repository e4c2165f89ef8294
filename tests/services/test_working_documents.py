"""Every document of the forms: word for word as it was agreed, and sound with content that nobody expects.

`SPL_GOLDEN=1` writes the agreed texts in `tests/data/documents/` anew; read what changed before it is committed.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from spl_desktop.domain.forms import Field, FieldType, Form, Row, example_cell, example_content, party_of
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.domain.verifying import Answer
from spl_desktop.services import cases, office
from spl_desktop.services.forms import form_of, open_form
from spl_desktop.services.printing import Issue, Print, print_form
from spl_desktop.services.reading_files import wording_of
from spl_desktop.services.register import Register, close, create_register
from spl_desktop.services.verifying import verify
from tools import document_pictures

Soffice = Callable[..., list[Path]]
GOLDEN = Path(__file__).parents[1] / "data" / "documents"
FORMS = {form_of(report).template: report for report in Report if report is not Report.DISPOSITION}
FONTS = {"Arial", "Segoe UI Symbol", "Courier New"}
LONG_WORD = "sangatpanjang" * 9
MIXED = "Dinas “Kesehatan” 🏥 مرحبا שלום & <b>tebal</b> {{ 7*7 }}"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Every document of the forms, issued on A4 in one case, by the name of its template."""
    folder = tmp_path_factory.mktemp("terbit")
    register = create_register(folder / "register.db", recorder="Penguji")
    yield {path.stem: path for path in document_pictures.documents(register, folder, "A4")}
    close(register)


@pytest.mark.parametrize("name", FORMS)
def test_a_document_says_word_for_word_what_was_agreed(issued: dict[str, Path], name: str) -> None:
    said = wording_of(issued[name].read_bytes())
    text = "\n".join([*said.body, "", "Kepala dan kaki halaman:", *said.margins, ""])
    text = re.sub(r"Sidik riwayat [0-9a-f]{12}\.", "Sidik riwayat (12 angka).", text)  # it holds the time of day
    agreed = GOLDEN / f"{name}.txt"
    if os.environ.get("SPL_GOLDEN"):
        agreed.parent.mkdir(exist_ok=True)
        agreed.write_text(text, encoding="utf-8")
    assert text == agreed.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_letters_headings_and_properties(issued: dict[str, Path], name: str) -> None:
    document = Document(str(issued[name]))
    used = {fonts.get(qn("w:ascii")) for fonts in document.element.body.iter(qn("w:rFonts"))} - {None}
    assert used <= FONTS
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        shaded = rows[0].find(f".//{qn('w:shd')}") is not None
        assert (rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None) == shaded, table.cell(0, 0).text
    core = document.core_properties
    assert core.title.startswith(form_of(FORMS[name]).title)
    assert (core.author, core.language) == ("DINAS KOMUNIKASI DAN INFORMATIKA", "id-ID")
    assert core.identifier.startswith("SPL1:500.12.6.3/")


def cell(field: Field, number: int) -> str:
    """Far more than anybody expects in a field of that type; what its type allows."""
    match field.type:
        case FieldType.TEXT:
            return f"{MIXED} {number} " + "kalimat yang panjang sekali " * 140 + "tamat"
        case FieldType.LINES:
            return "\n".join(f"butir {number}.{line} {LONG_WORD}" for line in range(12))
        case FieldType.LINE | FieldType.REFERENCE:
            return f"{LONG_WORD[:90]} {number}"
        case _:
            return example_cell(field)


def swollen(form: Form, rows: int) -> dict[str, str | list[Row]]:
    """The form with long words, long texts and tables of so many rows; the cells of a table hold a line each."""
    content: dict[str, str | list[Row]] = {}
    for field in form.fields:
        if field.type is FieldType.TABLE:
            content[field.id] = [
                {column.id: _small(column, number) for column in field.columns} for number in range(rows)
            ]
        else:
            content[field.id] = cell(field, 1)
    return content


def _pages_of(field: Field) -> int:
    """What a field may take: 4,000 characters fill a page and a third; a page holds some dozen rows of a dictionary."""
    if field.type is FieldType.TABLE:
        return 50 if field.id.startswith("kamus") else 2
    return 2 if field.type is FieldType.TEXT else 0


def _free(column: Field) -> bool:
    return column.type in (FieldType.LINE, FieldType.TEXT, FieldType.LINES, FieldType.REFERENCE)


def _small(column: Field, number: int) -> str:
    return f"isi{number} {LONG_WORD[:13]}" if _free(column) else example_cell(column)


def drafted(register: Register, case: int, name: str, content: dict[str, str | list[Row]], target: Path) -> Path:
    how = Print(on=document_pictures.DAY, target=target)
    print_form(register, case, report=FORMS[name], content=content, how=how)  # type: ignore[arg-type]  # texts and rows
    return target


@pytest.fixture
def case(register: Register) -> int:
    return cases.open_case(register, document_pictures.letter()).made


@pytest.mark.office
def test_content_that_nobody_expects_is_printed_whole_and_within_the_page(
    register: Register, case: int, tmp_path: Path, soffice: Soffice
) -> None:
    rows = {"struktur-database": 300}
    made = [
        drafted(register, case, name, swollen(form_of(report), rows.get(name, 15)), tmp_path / f"{name}.docx")
        for name, report in FORMS.items()
    ]
    for word, pdf in zip(made, soffice(*made), strict=True):
        with pypdfium2.PdfDocument(str(pdf)) as pages:
            assert len(pages) <= 4 + sum(map(_pages_of, form_of(FORMS[word.stem]).fields)), word.name
            said = ""
            for page in pages:
                width, height = page.get_size()
                text = page.get_textpage()
                said += text.get_text_range()
                for at in range(text.count_rects()):
                    left, bottom, right, top = text.get_rect(at)
                    assert 0 <= left <= right <= width, (word.name, text.get_text_bounded(left, bottom, right, top))
                    assert 0 <= bottom <= top <= height, word.name
        printed = "".join(said.split())
        typed = [field for field in form_of(FORMS[word.stem]).fields if not field.locked]
        if any(field.type is FieldType.TABLE and any(map(_free, field.columns)) for field in typed):
            assert f"isi{rows.get(word.stem, 15) - 1}" in printed, word.name
        if texts := sum(field.type is FieldType.TEXT for field in typed):
            assert printed.count("kalimatyangpanjangsekalitamat") == texts, word.name


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_makes_a_draft_with_nothing_undefined(
    register: Register, case: int, tmp_path: Path, name: str
) -> None:
    words = "\n".join(wording_of(drafted(register, case, name, {}, tmp_path / "kosong.docx").read_bytes()).paragraphs)
    assert "DRAF - belum diterbitkan" in words
    assert not {"None", "Undefined", "{{", "{%"} & set(words.replace("\n", " ").split(" "))


@pytest.mark.parametrize("name", FORMS)
def test_odd_letters_are_printed_as_they_were_written(register: Register, case: int, tmp_path: Path, name: str) -> None:
    form = form_of(FORMS[name])
    field = next(one for one in form.fields if one.type in (FieldType.LINE, FieldType.TEXT) and not one.locked)
    content: dict[str, str | list[Row]] = {**example_content(form), field.id: MIXED}
    said = wording_of(drafted(register, case, name, content, tmp_path / "aneh.docx").read_bytes()).paragraphs
    assert MIXED in " ".join(" ".join(said).replace("\u00a0", " ").split())


@pytest.mark.office
def test_long_names_and_numbers_and_a_huge_logo_stay_within_the_page(
    register: Register, case: int, tmp_path: Path, soffice: Soffice
) -> None:
    Image.new("RGB", (5000, 4000), "gray").save(tmp_path / "logo.png")
    office.set_letterhead(register, government="PEMKAB", office="DINAS " * 15, logo=tmp_path / "logo.png")
    name = "Prof. Dr. " + "Panjang " * 12 + "S.Kom. M.T.I."
    made = []
    for report in (Report.AGREEMENT, Report.MEMO):
        form = form_of(report)
        signers = tuple(
            Signer(name=name, title=("Kepala Bidang Tata Kelola " * 3,), party=party_of(slot, "Dinas Kesehatan"))
            for slot in form.signers
        )
        number = f"555/{form.template}/".ljust(100, "9")
        target = tmp_path / f"{form.template}.docx"
        how = Print(on=document_pictures.DAY, signers=signers, number=number, target=target)
        content = document_pictures.completed(form, open_form(register, case, report).content)
        print_form(register, case, report=report, content=content, how=how, issued=Issue())
        made.append(target)
    for pdf in soffice(*made):
        with pypdfium2.PdfDocument(str(pdf)) as pages:
            said = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
            boxes = [(page, page.get_textpage()) for page in pages]
            for page, text in boxes:
                width, _ = page.get_size()
                rects = [text.get_rect(at) for at in range(text.count_rects())]
                assert all(left >= 0 and right <= width for left, _, right, _ in rects)
        assert "".join(name.split()) in said
        assert f"555/{pdf.stem}/".ljust(100, "9") in said
        assert verify(register, pdf).answer is Answer.SAME
