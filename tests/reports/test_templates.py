"""The shipped templates are those of the script, in the form that official letters have."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm

from spl_desktop import shipped
from spl_desktop.reports.templates import build, forms, templates


def parts(docx: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", templates())
def test_the_script_builds_what_is_shipped(name: str) -> None:
    built, committed = parts(build(name)), parts(shipped.read_bytes(f"templates/{name}.docx"))
    assert built.keys() == committed.keys()
    assert [part for part in built if built[part] != committed[part]] == [], "run python -m tools.build_templates"


def test_no_template_without_its_script() -> None:
    assert set(shipped.names("templates")) == {f"templates/{name}.docx" for name in templates()}


@pytest.mark.parametrize("name", templates())
def test_page_and_letters(name: str) -> None:
    document = Document(BytesIO(build(name)))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    across = {form.template for form in forms() if form.landscape}
    sheet = (297, 210) if name in across else (210, 297)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == sheet
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.cm, 1) for margin in margins if margin is not None] == [2.0, 2.5, 3.0, 2.0]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size.pt if normal.size else 0) == ("Arial", 12)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert not section.first_page_header.paragraphs[0].text


@pytest.mark.parametrize("name", templates())
def test_language_and_properties(name: str) -> None:
    built = parts(build(name))
    styles = built["word/styles.xml"].decode()
    assert 'w:lang w:val="id-ID"' in styles
    assert 'w:lang w:val="en-US"' not in styles
    core = Document(BytesIO(build(name))).core_properties
    assert (core.author, core.language) == ("SPL Desktop", "id-ID")
    assert "docProps/thumbnail.jpeg" not in built
    assert b'w:val="15"' in built["word/settings.xml"]


@pytest.mark.parametrize("name", templates())
def test_tables_keep_their_widths(name: str) -> None:
    document = Document(BytesIO(build(name)))
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for table in document.tables:
        assert 'w:tblLayout w:type="fixed"' in table._tbl.xml
        total = sum(column.width or 0 for column in table.columns)
        # The table for paraf is as wide as what stands in it.
        assert abs(total - room) < Cm(0.05) or table.cell(0, 1).text == "Paraf"


def test_word_and_excel_are_loaded_only_when_something_is_printed() -> None:
    code = (
        "import sys, spl_desktop.reports.letters, spl_desktop.reports.recaps\n"
        "print({'docx', 'docxtpl', 'jinja2', 'lxml', 'openpyxl'} & set(sys.modules) or 'none')"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=root, check=True
    )
    assert done.stdout.strip() == "none"
