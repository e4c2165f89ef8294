"""The template doctor: ours are clean, and what is wrong with a template is told in a sentence."""

import zipfile
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop import shipped
from spl_desktop.reports import rendering
from spl_desktop.reports.catalogue import example_context
from spl_desktop.reports.doctor import examine, usable
from spl_desktop.reports.views import Letterhead
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


def test_quotes_are_told_once_and_what_they_open_is_closed() -> None:
    (one,) = examine(saying("{% if nomor == “1” %}", "{{ nomor }}", "{% endif %}"), "nota-dinas")
    assert "kutip melengkung" in one.sentence


def table_of(*rows: tuple[str, ...]) -> bytes:
    """A document of one table."""
    document = Document()
    document.add_paragraph("Pembuka.")
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return written(document)


def test_rows_of_a_table_are_repeated_between_rows_of_their_own() -> None:
    good = table_of(("{%tr for x in rute %}", ""), ("{{ x.metode }}", "{{ x.jalur }}"), ("{%tr endfor %}", ""))
    assert usable(examine(good, "kartu-api"))
    first, *_ = examine(table_of(("{%tr for x in rute %}{{ x.metode }}", "{{ x.jalur }}{%tr endfor %}")), "kartu-api")
    assert "berbagi baris tabel" in first.sentence
    assert (first.part, first.place) == ("isi", "tabel 1, baris 1, kolom 1")


def test_a_column_that_a_list_does_not_have_is_told_with_the_nearest() -> None:
    rows = (("{%tr for x in rute %}", ""), ("{{ x.metod }}", "{{ x.jalur }}"), ("{%tr endfor %}", ""))
    (one,) = examine(table_of(*rows), "kartu-api")
    assert "Mungkin maksudnya metode" in one.sentence
    assert one.place == "tabel 1, baris 2, kolom 1"


def test_the_head_of_the_page_is_examined_too() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ kop.dinas }}"
    (one,) = examine(written(document), "nota-dinas")
    assert (one.part, one.paragraph) == ("kop halaman", 1)
    assert "dinas" in one.sentence


def test_advice_alone_forbids_nothing() -> None:
    findings = examine(saying("Tanpa nomor."), "nota-dinas")
    assert usable(findings)
    assert {one.tag for one in findings} == {"nomor", "baris_tanda_tangan"}


def with_part(name: str, data: bytes) -> bytes:
    """A document with a further part in its package."""
    stream = BytesIO(saying("{{ nomor }}"))
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr(name, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


RELATED = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External"
Target="https://example.com/x.dotm"/></Relationships>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "bukan dokumen Word"),
        (b"%PDF-1.7", "bukan dokumen Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word lama"),
        (b"{\\rtf1 }", "RTF"),
        (b"x" * 5_000_001, "terlalu besar"),
        (saying("{{ nomor }}")[:-200], "rusak"),
        (with_part("word/vbaProject.bin", b"x"), "makro"),
        (with_part("word/embeddings/a.bin", b"x"), "objek tertanam"),
        (with_part("word/x.xml", b"<!DOCTYPE x><x/>"), "tidak lazim"),
        (with_part("word/_rels/settings.xml.rels", RELATED), "https://example.com/x.dotm"),
        (with_part("word/big.xml", b"<x>" + b" " * 51_000_000 + b"</x>"), "terlalu besar setelah dibuka"),
    ],
    ids=["empty", "pdf", "doc", "rtf", "large", "cut", "macro", "object", "doctype", "outside", "bomb"],
)
def test_a_file_that_cannot_be_a_template_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    (one,) = examine(data, "nota-dinas")
    assert one.severity == "salah"
    assert words in one.sentence


SPLIT = "Nomor {{ nomor }}{% if draf %} (draf){% endif %}, {{ kota }}"


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(1, len(SPLIT) - 1)))
def test_tags_split_anywhere_into_runs_are_filled_all_the_same(cuts: set[int]) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    places = [0, *sorted(cuts), len(SPLIT)]
    for number, (begin, end) in enumerate(pairwise(places)):
        paragraph.add_run(SPLIT[begin:end]).bold = bool(number % 2)
    data = written(document)
    assert usable(examine(data, "nota-dinas"))
    head = Letterhead(government="PEMKAB", office="DINAS")
    filled = rendering.render_own(data, example_context("nota-dinas"), head, "A4", "Uji", date(2026, 11, 23))
    words = "".join(one.text for one in Document(BytesIO(filled)).paragraphs)
    assert words == "Nomor 555/12/XI/2026, Karanganyar"
