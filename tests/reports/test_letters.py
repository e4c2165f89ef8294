"""What stands in the Word documents, whatever the case contains."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import get_args
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import Signer
from spl_desktop.reports import rendering
from spl_desktop.reports.letters import Layout, disposition_sheet
from spl_desktop.reports.views import Choice, Paper, choices
from tests.reports import filled
from tests.reports.filled import says, validation_report

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
PAPERS: tuple[Paper, ...] = get_args(Paper)
HEIGHTS = {"A4": 297, "F4": 330}


def text_of(docx: bytes) -> str:
    """All texts of the body in their order, a line a paragraph."""
    body = Document(BytesIO(docx)).element.body
    return "\n".join("".join(piece.text or "" for piece in p.xpath(".//w:t")) for p in body.xpath(".//w:p"))


def xml_of(docx: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read(part).decode()


def all_documents(paper: Paper = "A4", logo: bytes | None = None) -> list[bytes]:
    sheet = filled.sheet(paper, logo, filled.GIVEN)
    return [*(disposition_sheet(sheet, layout) for layout in LAYOUTS), validation_report(filled.report(paper, logo))]


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_margins_and_properties(paper: Paper) -> None:
    for docx in all_documents(paper):
        document = Document(BytesIO(docx))
        section = document.sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.left_margin is not None
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, HEIGHTS[paper])
        assert round(section.left_margin.cm, 1) == 3.0
        core = document.core_properties
        assert core.author == core.last_modified_by == "DINAS KOMUNIKASI DAN INFORMATIKA"
        assert core.language == "id-ID"


def test_properties_bear_the_date_and_name_of_the_document() -> None:
    core = Document(BytesIO(validation_report(filled.report()))).core_properties
    assert core.title == "Laporan Hasil Validasi 500.12.6.3/45/IV/2026"
    assert core.created == core.modified == datetime(2026, 4, 21, tzinfo=UTC)
    core = Document(BytesIO(disposition_sheet(filled.sheet(), "klasik"))).core_properties
    assert core.title == "Lembar Disposisi 0147/SPL/2026"


def test_kop_is_complete_and_closed_by_a_double_line() -> None:
    for docx in all_documents():
        text, xml = text_of(docx), xml_of(docx)
        assert text.index("PEMERINTAH KABUPATEN KARANGANYAR") < text.index("DINAS KOMUNIKASI DAN INFORMATIKA")
        assert "Jln. Lawu No. 385 B" in text
        assert "kominfo@karanganyarkab.go.id Kode\u00a0Pos\u00a057712" in text
        assert '<w:bottom w:val="double"' in xml
        # 3 : 4, in half points.
        assert xml.index('<w:sz w:val="24"/>') < xml.index('<w:sz w:val="32"/>')


def test_classic_sheet_says_everything() -> None:
    text = text_of(disposition_sheet(filled.sheet(chain=filled.GIVEN[:1]), "klasik"))
    view = filled.sheet()
    for words in (
        view.sender,
        view.letter_number,
        "20 November 2026",
        "23 November 2026",
        view.agenda,
        view.srikandi,
        view.subject,
        "☐\u00a0Biasa    ☑\u00a0Segera    ☐\u00a0Sangat segera",
        "☐\u00a0Biasa    ☑\u00a0Terbatas    ☐\u00a0Rahasia    ☐\u00a0Sangat rahasia",
        "☑Kepala Bidang Tata Kelola Informatika",
        "☐Tim Teknis SPL",
        "☑Proses lebih lanjut",
        "☑Siapkan bahan rapat",
        "☐Tanggapan dan saran",
        view.note,
        "Batas waktu : 30 November 2026",
        "Paraf : INA",
        "Karanganyar, 23 November 2026",
        "Kabupaten Karanganyar,",
        "ISNAN NUR AZIZ, S.Kom.",
        "Pembina",
        "NIP. 19780210 200501 1 016",
    ):
        assert words in text, words
    assert "Rangkaian disposisi" not in text


def test_a_sheet_bears_its_own_number_once_it_has_one() -> None:
    for layout in get_args(Layout):
        assert "Nomor : 555/23/XI/2026" in text_of(disposition_sheet(filled.sheet(), layout))
        assert "Nomor :" not in text_of(disposition_sheet(replace(filled.sheet(), number=""), layout))


def test_classic_sheet_lists_the_other_dispositions_below() -> None:
    text = text_of(disposition_sheet(filled.sheet(chain=filled.GIVEN), "klasik"))
    below = text[text.index("Rangkaian disposisi") :]
    assert "Dra. Endang Widyastuti, M.M., Sekretaris" in below
    assert "Undang Disdukcapil pada rapat hari Kamis." in below
    assert "24/11/2026" in below
    assert filled.GIVEN[0].note not in below
    assert "w:tblHeader" in xml_of(disposition_sheet(filled.sheet(chain=filled.GIVEN), "klasik"))


def test_two_boxes_hold_what_each_wrote() -> None:
    text = text_of(disposition_sheet(filled.sheet(chain=filled.GIVEN), "dua_kotak"))
    assert text.index("DISPOSISI KEPALA") < text.index("DISPOSISI SEKRETARIS")
    assert text.count(filled.GIVEN[0].note) == 1
    assert "Arsipkan pada map SPL." in text
    assert "Kepada : Kepala Bidang Tata Kelola Informatika; Kepala Subbagian Umum dan Kepegawaian" in text
    assert "Paraf : EW" in text
    assert "Koordinasi/konfirmasi" in text[text.index("Disposisi lanjutan") :]


def test_empty_boxes_wait_for_the_pen() -> None:
    view = replace(filled.sheet(), note="", deadline=None, initials="", signer=None)
    text = text_of(disposition_sheet(view, "dua_kotak"))
    assert text.count("Tanggal : \n") == 2
    assert "Catatan" not in text
    assert "Disposisi lanjutan" not in text
    assert "(......" in text_of(disposition_sheet(view, "klasik"))


def test_a_note_that_nobody_wrote_in_a_box_is_not_lost() -> None:
    text = text_of(disposition_sheet(filled.sheet(), "dua_kotak"))
    assert "Catatan :" in text
    assert filled.sheet().note in text
    assert "Batas waktu : 30 November 2026" in text


def test_titles_keep_their_lines_and_end_with_a_comma() -> None:
    text = text_of(disposition_sheet(replace(filled.sheet(), signer=filled.ON_BEHALF), "klasik"))
    assert "a.n. Kepala Dinas Komunikasi dan Informatika\nSekretaris,\n" in text
    text = text_of(
        disposition_sheet(replace(filled.sheet(), signer=Signer(name="X", title=("Plt. Kepala,",))), "klasik")
    )
    assert "Plt. Kepala,\n" in text
    assert "NIP" not in text


def test_report_says_everything() -> None:
    view = filled.report()
    text = text_of(validation_report(view))
    for item in filled.ITEMS:
        assert all(item[column] in text for column in ("teks", "catatan", "tindak_lanjut"))
    assert text.count("\nSesuai\n") == 7
    assert text.count("\nTidak sesuai\n") == 1
    for words in (
        "Nomor : 500.12.6.3/45/IV/2026",
        "470/0021.5/I/2026 tanggal 5 Januari 2026",
        "Dari 8 butir validasi, 7 sesuai dan 1 tidak sesuai.",
        *str(view.content["ringkasan"]).split("\n"),
        str(view.content["kesimpulan"]),
        "Karanganyar, 21 April 2026",
        "Perangkat Daerah",
        "Tim Teknis",
        "Administrasi Kependudukan,",
        "NIP. 19760412 199903 1 004",
        "NIP. 19860917 201001 2 018",
        "Tembusan :",
        "3.Arsip",
    ):
        assert words in text, words


def test_report_rows_stay_whole_under_a_repeated_header() -> None:
    table = Document(BytesIO(validation_report(filled.report()))).tables[1]
    rows = table.rows
    assert "w:tblHeader" in rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in rows)
    assert len(rows) == 1 + len(filled.ITEMS)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_signers(count: int) -> None:
    signers = tuple(replace_name(filled.HEAD, f"Pejabat {number}") for number in range(count))
    text = text_of(validation_report(replace(filled.report(), signers=signers)))
    assert all(f"Pejabat {number}" in text for number in range(count))


def replace_name(signer: Signer, name: str) -> Signer:
    return Signer(name=name, title=signer.title, rank=signer.rank, nip=signer.nip)


def test_an_empty_report_says_so() -> None:
    text = text_of(validation_report(replace(filled.report(), number="", content={}, draft=True)))
    assert "Belum ada isinya." in text
    assert "DRAF - belum diterbitkan" in text
    assert "Nomor :" not in text
    assert "Tembusan" not in text
    assert "Dari 0" not in text


# A photograph's first bytes, up to where its segments break off.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00\x43\x00" + b"\x10" * 9

HARD = (
    "A" * 130,
    "Perihal yang sangat panjang sekali. " * 112,
    "👩\u200d💻 مرحبا بالعالم <w:t> & \"kutip\" {{ 7*7 }} {% if %} {_{ }_} {_% %_} 'x'",
    "baris satu\nbaris dua\r\nbaris tiga\tdan tab",
)


@pytest.mark.parametrize("hard", HARD)
def test_hard_texts_come_through_whole(hard: str) -> None:
    signer = Signer(name=hard, title=(hard,), rank=hard, party=hard)
    sheet = replace(
        filled.sheet(chain=tuple(replace(one, note=hard, giver=hard) for one in filled.GIVEN)),
        sender=hard,
        subject=hard,
        letter_number=hard,
        note=hard,
        recipients=(Choice(hard, True),),
        signer=signer,
    )
    report = says(
        replace(filled.report(), number=hard, system=hard, signers=(signer, signer)),
        ringkasan=hard,
        butir=[filled.item(hard, False, hard, hard)],
        tembusan=hard.split("\n")[0],
    )
    wanted = "".join(hard.split())
    for docx, times in (
        (disposition_sheet(sheet, "klasik"), 9),
        (disposition_sheet(sheet, "dua_kotak"), 8),
        (validation_report(report), 10),
    ):
        assert "".join(text_of(docx).split()).count(wanted) >= times


@given(st.text(max_size=300))
@settings(max_examples=25)
def test_no_text_makes_a_broken_file(text: str) -> None:
    view = replace(filled.sheet(), subject=text, sender=text, letterhead=replace(filled.letterhead(), office=text))
    printed = text_of(disposition_sheet(view, "klasik"))
    assert "LEMBAR DISPOSISI" in printed
    visible = "".join(sign for sign in text if sign.isalnum())
    assert visible in "".join(sign for sign in printed if sign.isalnum())


@pytest.mark.parametrize(("width", "height"), [(240, 280), (3000, 40), (40, 3000), (1, 1), (2000, 2000)])
def test_a_logo_of_any_size_keeps_its_shape_and_its_room(width: int, height: int) -> None:
    docx = disposition_sheet(filled.sheet(logo=filled.picture(width, height)), "klasik")
    document = Document(BytesIO(docx))
    shape = document.inline_shapes[0]
    assert shape.width <= Cm(2.2)
    assert shape.height <= Cm(2.5)
    if min(width, height) > 1:
        assert shape.width / shape.height == pytest.approx(width / height, rel=0.01)
    assert 'descr="Logo"' in xml_of(docx)


@pytest.mark.parametrize("logo", [b"bukan gambar", filled.picture()[:20], b"\x89PNG\r\n\x1a\n", b"GIF89a", JPEG[:30]])
def test_a_logo_that_is_no_picture_is_refused(logo: bytes) -> None:
    with pytest.raises(UserError) as refused:
        disposition_sheet(filled.sheet(logo=logo), "klasik")
    assert refused.value.sentence.startswith("Logo pada kop tidak dapat dibaca. Pilih berkas PNG atau JPEG")


def test_without_logo_there_is_no_picture() -> None:
    assert not Document(BytesIO(disposition_sheet(filled.sheet(), "klasik"))).inline_shapes


def test_a_kop_with_two_lines_only() -> None:
    kop = replace(filled.letterhead(), address="", contact="", postal_code="")
    text = text_of(disposition_sheet(replace(filled.sheet(), letterhead=kop), "klasik"))
    assert "Kode" not in text


def test_same_view_gives_the_same_parts() -> None:
    def parts(docx: bytes) -> dict[str, bytes]:
        with ZipFile(BytesIO(docx)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert all(parts(a) == parts(b) for a, b in zip(all_documents(), all_documents(), strict=True))


def test_choices_keep_their_order_and_add_what_was_chosen_beside_them() -> None:
    assert choices(("a", "b", "a"), ("b", "c", "")) == (Choice("a"), Choice("b", True), Choice("c", True))


def test_templates_cannot_reach_into_the_program() -> None:
    from jinja2.exceptions import SecurityError, UndefinedError

    environment = rendering.environment()
    with pytest.raises(SecurityError):
        environment.from_string("{{ hal.__class__.__mro__[1].__subclasses__() }}").render(hal="x")
    with pytest.raises(UndefinedError):
        environment.from_string("{{ tidak_dikenal }}").render()


def test_date_is_the_views() -> None:
    text = text_of(validation_report(replace(filled.report(), on=date(2031, 8, 17))))
    assert "Karanganyar, 17 Agustus 2031" in text


def test_every_cell_ends_with_a_paragraph_even_where_everything_is_empty() -> None:
    kop = replace(filled.letterhead(), address="", contact="", postal_code="")
    empty = replace(
        filled.sheet(),
        letterhead=kop,
        urgency=(),
        security=(),
        recipients=(),
        instructions=(),
        note="",
        deadline=None,
        signer=None,
    )
    report = replace(filled.report(), letterhead=kop, signers=(), content={})
    for docx in (
        *(disposition_sheet(empty, layout) for layout in LAYOUTS),
        validation_report(report),
        *all_documents(),
    ):
        for cell in Document(BytesIO(docx)).element.body.xpath(".//w:tc"):
            assert cell[-1].tag.endswith("}p"), "Word calls such a file damaged"


def test_no_tag_of_a_template_is_left() -> None:
    for docx in all_documents(logo=filled.picture()):
        assert "{%" not in xml_of(docx)
        assert "{{" not in xml_of(docx)
