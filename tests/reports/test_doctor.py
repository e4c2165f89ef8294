"""The template doctor: ours are clean, and what is wrong with a template is told in a sentence."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from spl_desktop import shipped
from spl_desktop.reports.doctor import examine, usable
from spl_desktop.services import templates


def written(document: DocumentObject) -> bytes:
    """The bytes of the document."""
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def saying(*paragraphs: str) -> bytes:
    """A document of those paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return written(document)


@pytest.mark.parametrize("name", templates.names())
def test_every_shipped_template_is_clean(name: str) -> None:
    assert examine(shipped.read_bytes(f"templates/{name}.docx"), name) == ()


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("{{ nomer }}", "Mungkin maksudnya nomor"),
        ("{{ nomor", "tidak mempunyai pasangan"),
        ("{% if nomor %} ada", "tidak ditutup"),
        ("{% endif %}", "tidak dibuka"),
        ("{% if nomor == “1” %}{% endif %}", "tanda kutip melengkung"),
        ("{%tr if nomor %}{%tr endif %}", "hanya untuk baris tabel"),
        ("{% include 'x' %}", "tidak dikenal"),
        ("{{ nomor * 9 }}", "tidak dapat dipakai"),
        ("{{ nomor | safe }}", "Saringan safe"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(paragraph: str, words: str) -> None:
    findings = examine(saying("Pembuka.", paragraph), "nota-dinas")

    assert not usable(findings)
    amiss = [one for one in findings if one.severity == "salah"]
    assert any(words in str(one) for one in amiss)
    assert {(one.part, one.paragraph) for one in amiss} == {("isi", 2)}


def test_a_tag_split_over_runs_is_read_as_one() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ no", "mor }", "}"):
        paragraph.add_run(piece)

    assert usable(examine(written(document), "nota-dinas"))


def test_what_is_no_word_document_is_refused() -> None:
    assert not usable(examine(b"%PDF-1.7", "nota-dinas"))
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert not usable(examine(other.getvalue(), "nota-dinas"))
