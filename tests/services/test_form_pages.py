"""The pages of the forms when much is said: no heading alone, no table without its heading, no empty further table."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from spl_desktop import shipped
from spl_desktop.domain.forms import Content, Field, FieldType, Form, example_content, party_of
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.reports.form_documents import form_document
from spl_desktop.reports.views import FormDocument
from spl_desktop.services.forms import form_of
from tests.reports import filled

REPORTS = [report for report in Report if report is not Report.DISPOSITION]
LETTER_NUMBER = "500.12.6.3/" + "1234567890" * 8 + "/XI/2026"
NAME = "Dr. Raden Mas " + "Purbaningrat " * 7 + "Sosrodiningrat, M.Kom."
WORD = "https://spl.karanganyarkab.go.id/" + "PANJANGSEKALI" * 12
LEFT_PT, RIGHT_PT, SLACK_PT = 30 / 25.4 * 72, 20 / 25.4 * 72, 3.0
"""The margins of official letters; letters may reach a hair over a cell's own margin."""

Build = Callable[[Form], Content]


def counted(prefix: str, letters: int) -> str:
    """A text of that many letters, in which every word is another one."""
    return " ".join(f"{prefix}{number:04}" for number in range(letters // (len(prefix) + 5)))


def texts(form: Form, long: str, line: str, rows: int = 1) -> Content:
    """The examples of the form with that in every field and cell that takes any text."""

    def said(field: Field, old: str) -> str:
        if field.type in (FieldType.TEXT, FieldType.JSON, FieldType.LINES):
            return long
        return line if field.type in (FieldType.LINE, FieldType.URL, FieldType.REFERENCE) else old

    content: dict[str, str | list[dict[str, str]]] = {}
    for field in form.fields:
        example = example_content(form).get(field.id, "")
        if isinstance(example, str):
            content[field.id] = said(field, example)
        else:
            row = {column.id: said(column, example[0].get(column.id, "")) for column in field.columns}
            content[field.id] = [row] * rows
    return content


def document(report: Report, content: Build) -> FormDocument:
    """The document of that kind, whoever signs it and whatever it is called being as long as can be."""
    form = form_of(report)
    signers = tuple(
        Signer(name=NAME, title=(NAME,), rank="Pembina", nip="197802102005011016", party=party_of(slot, NAME))
        for slot in form.signers
    )
    return replace(
        filled.report(),
        form=form,
        content=content(form),
        number=LETTER_NUMBER,
        letter_number=LETTER_NUMBER,
        agency=NAME,
        signers=signers,
    )


def written(view: FormDocument, folder: Path, name: str) -> Path:
    path = folder / f"{name}-{view.form.id}.docx"
    path.write_bytes(form_document(view, shipped.read_bytes(f"templates/{view.form.template}.docx")))
    return path


def pages(pdf: Path) -> list[list[str]]:
    """The words page by page; fails where one stands outside the margins."""
    html = pdf.with_suffix(".html")
    subprocess.run(["pdftotext", "-bbox", str(pdf), str(html)], check=True, timeout=60)
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", html.read_text("utf-8"))
    found = []
    for page in ElementTree.fromstring(clean).iter("{http://www.w3.org/1999/xhtml}page"):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        for word in page:
            at = [float(word.get(side, 0)) for side in ("xMin", "xMax", "yMin", "yMax")]
            assert at[0] >= LEFT_PT - SLACK_PT, (pdf.stem, word.text, at)
            assert at[1] <= width - RIGHT_PT + SLACK_PT, (pdf.stem, word.text, at)
            assert at[2] >= 0, (pdf.stem, word.text, at)
            assert at[3] <= height, (pdf.stem, word.text, at)
        found.append([word.text or "" for word in page])
    return found


def joined(found: list[list[str]]) -> str:
    """Everything that is written, without spaces: long words are broken anywhere."""
    return "".join("".join(page) for page in found)


LONG, IN_LINES = counted("k", 4000), NAME
KINDS: dict[str, tuple[list[Report], Build]] = {
    "panjang": (REPORTS, lambda form: texts(form, LONG, IN_LINES)),
    "utuh": (REPORTS, lambda form: texts(form, WORD, WORD)),
    "kosong": (REPORTS, lambda form: {}),
    "banyak": (
        [Report.DATA_DICTIONARY, Report.APPLICATION_VALIDATION],
        lambda form: texts(form, "isi", "isi", rows=300),
    ),
}


@pytest.fixture(scope="module")
def printed(
    soffice: Callable[..., list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[Report, list[list[str]]]]:
    """The words of every document by what is bad in it, page by page; all by one call of LibreOffice."""
    folder = tmp_path_factory.mktemp("dokumen")
    asked = [(kind, report, build) for kind, (reports, build) in KINDS.items() for report in reports]
    files = [written(document(report, build), folder, kind) for kind, report, build in asked]
    found: dict[str, dict[Report, list[list[str]]]] = {kind: {} for kind in KINDS}
    for (kind, report, _), pdf in zip(asked, soffice(*files), strict=True):
        found[kind][report] = pages(pdf)
    return found


Printed = dict[str, dict[Report, list[list[str]]]]


@pytest.mark.office
def test_long_answers_are_printed_to_their_last_word(printed: Printed) -> None:
    for report, found in printed["panjang"].items():
        text = joined(found)
        takes = any(field.type in (FieldType.TEXT, FieldType.LINES) for field in form_of(report).fields)
        assert [word for word in LONG.split() if takes and word not in text] == [], report
        assert NAME.replace(" ", "") in text, report
        assert LETTER_NUMBER in text, report


@pytest.mark.office
def test_words_without_a_space_are_broken_and_not_cut(printed: Printed) -> None:
    for report, found in printed["utuh"].items():
        assert WORD.count("PANJANG") <= len(re.findall("PANJANG", joined(found))), report


@pytest.mark.office
def test_no_page_holds_a_heading_alone(printed: Printed) -> None:
    for kind, documents in printed.items():
        for report, found in documents.items():
            assert all(len(page) > 12 for page in found), (kind, report, [len(page) for page in found])


@pytest.mark.office
def test_a_form_without_answers_stays_short(printed: Printed) -> None:
    assert {report: len(found) for report, found in printed["kosong"].items() if len(found) > 3} == {}


@pytest.mark.office
def test_a_dictionary_of_300_columns_has_all_its_rows_under_its_headings(printed: Printed) -> None:
    found = printed["banyak"][Report.DATA_DICTIONARY]
    first = [page for page in found if "Deskripsi" in page]
    assert len(found) <= 45
    assert all(f"{number}." in joined(first) for number in (1, 150, 299, 300))
    # Every page with rows says what its columns are.
    assert all("Kolom" in page for page in found if page.count("isi") > 8)
    checks = printed["banyak"][Report.APPLICATION_VALIDATION]
    with_rows = [page for page in checks if any(re.fullmatch(r"\d+\.", word) for word in page)]
    assert all(page.count("Tindak") == 1 for page in with_rows)


def test_an_issued_form_says_that_nothing_was_answered_and_a_draft_leaves_room_for_the_pen() -> None:
    def cells(*, draft: bool) -> list[str]:
        row = {"teks": "Data lengkap", "hasil": "sesuai"}
        view = replace(document(Report.APPLICATION_VALIDATION, lambda form: {"butir": [row]}), draft=draft)
        made = form_document(view, shipped.read_bytes(f"templates/{view.form.template}.docx"))
        table = next(one for one in Document(BytesIO(made)).tables if one.rows[0].cells[0].text == "No.")
        return [cell.text for cell in table.rows[1].cells]

    assert cells(draft=False) == ["1.", "Data lengkap", "Sesuai", "-", "-"]
    assert cells(draft=True) == ["1.", "Data lengkap", "Sesuai", "", ""]


@pytest.mark.parametrize(("filled_in", "tables"), [("", 1), ("Identitas penduduk", 2)])
def test_columns_that_nobody_filled_in_are_not_printed_as_a_further_table(filled_in: str, tables: int) -> None:
    row = {"tabel": "pasien", "kolom": "nik", "tipe": "varchar", "konsep": filled_in}
    view = document(Report.DATA_DICTIONARY, lambda form: {"kamus_sumber": [row]})
    made = form_document(view, shipped.read_bytes(f"templates/{view.form.template}.docx"))
    printed_tables = [one for one in Document(BytesIO(made)).tables if one.rows[-1].cells[1].text == "pasien"]
    assert len(printed_tables) == tables


def test_the_lines_of_an_example_keep_their_indentation() -> None:
    said = '{\n  "nama": "SITI",\n    "dalam": [1, 2]\n}'
    view = document(Report.FORMULATION, lambda form: {"contoh_jawaban": said})
    made = form_document(view, shipped.read_bytes(f"templates/{view.form.template}.docx"))
    lines = [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]
    at = lines.index("{")
    assert lines[at : at + 4] == said.split("\n")
