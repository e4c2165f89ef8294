"""The template doctor: ours are clean, and what is wrong with a template is told in a sentence."""

import re
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
from spl_desktop.reports.catalogue import TITLES, example_context
from spl_desktop.reports.doctor import examine, usable
from spl_desktop.reports.views import Letterhead
from spl_desktop.services import templates


def written(document: DocumentObject) -> bytes:
    """The bytes of the document."""
    data = BytesIO()
    document.save(data)
    return data.getvalue()


SIGNED = "{{ nomor }} {{ kode_qr }} {{ tanggal }} {% for satu in penandatangan %}{{ satu.nama }}{% endfor %}"
CARRIED = f"{SIGNED} {{{{ perihal }}}}"
"""What every nota dinas carries, in one line."""


def carrying(text: str = CARRIED) -> DocumentObject:
    """An empty document with that in the foot of its page."""
    document = Document()
    document.sections[0].footer.paragraphs[0].text = text
    return document


def saying(*paragraphs: str, foot: str = CARRIED) -> bytes:
    """A document of those paragraphs."""
    document = carrying(foot)
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
        ("{{ nomor.__class__ }}", '"__class__" pada {{ nomor.__class__ }} merujuk ke dalam program'),
        ('{{ "".__class__.__mro__ }}', "merujuk ke dalam program"),
        ('{{ kop["__class__"] }}', "merujuk ke dalam program"),
        ("{{ __builtins__ }}", "merujuk ke dalam program"),
        ("{% if logo %}{{ nomor.__class__ }}{% endif %}", "merujuk ke dalam program"),
        ("{% if logo %}{% elif nomor.__class__ %}{% endif %}", "merujuk ke dalam program"),
        ("{% for x in tembusan.__class__ %}{% endfor %}", "merujuk ke dalam program"),
        ("{{ kop[nomor] }}", "Kurung siku"),
        ("{{ nomor.ljust(999999999) }}", "Pemanggilan fungsi"),
        ('{{ "{:>999999999}".format(1) }}', "Pemanggilan fungsi"),
        ('{{ "%999999999d" % 1 }}', "Perhitungan"),
        ("{{ range(9) }}", "Isian range tidak dikenal"),
        ("{{ nomor is sameas(1) }}", "Pengujian is sameas"),
        ("{{ {'a': 1} }}", "Susunan {{ {'a': 1} }}"),
        ("{{ nomor.panjang }}", "Isian panjang pada {{ nomor.panjang }} tidak dikenal"),
        ("{% for x in tembusan %}{{ loop.akhir }}{% endfor %}", "Isian akhir"),
        ("{{ kop['dinas'] }}", "Isian dinas"),
        ("{% for a in tembusan %}" * 4 + "{% endfor %}" * 4, "Paling banyak 3 ulangan"),
        ("{% include '/etc/passwd' %}", "Perintah include"),
        ("{% for x in draf %}{% endfor %}", "{% for x in draf %} tidak dapat diisi"),
        ("{% if nomor %}{% for x in tembusan %}{{ x + 1 }}{% endfor %}{% endif %}", "{{ x + 1 }} tidak dapat diisi"),
        ("{% if logo %}{% elif draf %}{% else %}{{ nomor + 1 }}{% endif %}", "{{ nomor + 1 }} tidak dapat diisi"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(paragraph: str, words: str) -> None:
    findings = examine(saying("Pembuka.", paragraph), "nota-dinas")

    assert not usable(findings)
    amiss = [one for one in findings if one.severity == "salah"]
    assert any(words in str(one) for one in amiss)
    assert {(one.part, one.paragraph) for one in amiss} == {("isi", 2)}


def test_a_tag_split_over_runs_is_read_as_one() -> None:
    document = carrying()
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
    document = carrying(SIGNED)
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


def lacking(foot: str, *paragraphs: str) -> dict[str, str]:
    """What a nota dinas of those words lacks: the field and how grave it is."""
    return {one.tag: one.severity for one in examine(saying(*paragraphs, foot=foot), "nota-dinas")}


def test_what_a_document_must_carry_is_demanded_and_the_rest_advised() -> None:
    assert lacking(CARRIED) == {}
    finished = {"nomor": "salah", "baris_tanda_tangan": "salah", "yth": "salah", "tanggal": "saran", "kode_qr": "saran"}
    assert lacking("Nota dinas 555/1/I/2026 yang sudah jadi.") == finished
    assert lacking(CARRIED.replace("{{ kode_qr }}", "")) == {"kode_qr": "saran"}
    assert lacking(CARRIED.replace("{{ tanggal }}", "{{ tanggal_terbilang }}")) == {}
    assert lacking(CARRIED.replace("{{ nomor }}", ""), "{% if nomor %}ada{% endif %}") == {"nomor": "salah"}


def test_a_finished_document_is_told_what_would_come_of_it() -> None:
    told = "\n".join(map(str, examine(saying(foot="-"), "nota-dinas")))
    assert "semua kasus mendapat halaman sama. Tambahkan isiannya, misalnya {{ yth }}." in told
    assert "Dokumen akan terbit tanpa nomornya." in told
    assert "Dokumen akan terbit tanpa nama penandatangannya." in told
    assert "tidak akan dapat dicocokkan dengan yang diterbitkan" in told


def test_advice_alone_forbids_nothing() -> None:
    findings = examine(saying(foot=CARRIED.replace("{{ kode_qr }}", "")), "nota-dinas")
    assert usable(findings)
    assert [one.severity for one in findings] == ["saran"]


@pytest.mark.parametrize("name", sorted(TITLES))
def test_a_disposition_sheet_is_one_of_its_letter(name: str) -> None:
    assert not usable(examine(saying("Lembar", foot="{{ nomor }}"), name))
    assert usable(examine(saying("Lembar", foot="{{ nomor }} {{ hal }}"), name))


def altered(data: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    """The document with that part of its package changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as packed:
        for name in source.namelist():
            content = source.read(name)
            if name == entry:
                assert old in content
                content = content.replace(old, new, 1)
            packed.writestr(name, content)
    return stream.getvalue()


INWARD = b'{{ "".__class__ }}'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"<w:t>x</w:t>", b"<w:delText>" + INWARD + b"</w:delText>", "di luar tulisan halaman"),
        (b"<w:t>x</w:t>", b"<w:instrText>" + INWARD + b"</w:instrText>", "di luar tulisan halaman"),
        (b"<w:r>", b'<w:r w:rsidR="{{ nomor }}">', "di luar tulisan halaman"),
        (
            b"<w:t>x</w:t>",
            "".join(f"<w:t>{one}</w:t>" for one in ("{", "%", " include nomor %", "}")).encode(),
            "Perintah include",
        ),
        (
            b"<w:t>x</w:t></w:r></w:p>",
            "</w:t></w:r></w:p><w:p><w:r><w:t>".join(("<w:t>{", "% include nomor %", "}</w:t></w:r></w:p>")).encode(),
            "Perintah pada bagian isi tidak dikenal",
        ),
        (
            b"<w:t>x</w:t></w:r></w:p>",
            "</w:t></w:r></w:p><w:p><w:r><w:t>".join(("<w:t>{", "{ nomor.__class__ }", "}</w:t></w:r></w:p>")).encode(),
            '"__class__" pada bagian isi',
        ),
    ],
    ids=["deleted", "field-code", "attribute", "runs", "statement-over-paragraphs", "expression-over-paragraphs"],
)
def test_what_the_page_does_not_show_is_read_too(old: bytes, new: bytes, words: str) -> None:
    findings = examine(altered(saying("x"), "word/document.xml", old, new), "nota-dinas")
    assert not usable(findings)
    assert words in "\n".join(map(str, findings))


def test_the_properties_of_the_file_hold_no_fields() -> None:
    document = carrying()
    document.core_properties.subject = "{{ nomor }}"
    (one,) = examine(written(document), "nota-dinas")
    assert str(one).startswith("properti berkas: Properti berkas (judul, penulis, komentar) memuat {{.")


def test_a_header_under_another_name_is_read_too() -> None:
    document = carrying()
    document.sections[0].header.paragraphs[0].text = "{{ nomor.__class__ }}"
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(written(document))) as source, zipfile.ZipFile(stream, "w") as packed:
        for name in source.namelist():
            content = source.read(name).replace(b"header1.xml", b"lain.xml")
            packed.writestr(name.replace("header1.xml", "lain.xml"), content)
    (one,) = examine(stream.getvalue(), "nota-dinas")
    assert str(one).startswith('kop halaman: "__class__" pada bagian kop halaman merujuk ke dalam program')


ENGLISH = re.compile(r"\b(the|is|not|of|object|has|unexpected|undefined|error|expected|unsafe|loader)\b")


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whatever_is_written_is_told_in_indonesian_or_fills_in(data: st.DataObject) -> None:
    names = st.sampled_from(["nomor", "tembusan", "kop", "draf", "logo", "loop", "x", "__class__"])
    parts = st.sampled_from(
        [".", "[0]", "|length", "|join", "(", ")", " + 1", " ~ ", " if ", "['x']", "[", "()", " in "]
    )
    text = "".join(data.draw(st.lists(names | parts, min_size=1, max_size=5)))
    form = data.draw(
        st.sampled_from(["{{{{ {} }}}}", "{{% if {} %}}a{{% endif %}}", "{{% for x in {} %}}a{{% endfor %}}"])
    )
    written_out = form.format(text)
    findings = examine(saying(written_out), "nota-dinas")
    for one in findings:
        assert not ENGLISH.search(one.sentence.replace(one.tag, "").replace(text, "")), one
        assert (one.part, one.paragraph) == ("isi", 1)
    if usable(findings):
        head = Letterhead(government="PEMKAB", office="DINAS")
        rendering.render_own(saying(written_out), example_context("nota-dinas"), head, "A4", "Uji", date(2026, 11, 23))


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
    document = carrying()
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
