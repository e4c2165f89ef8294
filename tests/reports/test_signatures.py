"""The signature blocks of every template: who stands where, what is left out, and that a block stays whole."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from docx.table import Table

from spl_desktop.domain.values import Signer
from spl_desktop.reports import pieces, rendering
from spl_desktop.reports import template_parts as parts
from spl_desktop.reports import template_signatures as template
from spl_desktop.reports.signatures import Style, signature_context
from tests.reports import filled

OPD = Signer(name="Bambang Supriyanto, S.Sos.", title=("Kepala Bidang PIAK",), rank="Pembina", party="Perangkat Daerah")
UNDER = Signer(
    name="Rina Wulandari, S.Kom.",
    title=(
        "a.n. Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar",
        "Kepala Bidang Tata Kelola Informatika",
        "u.b.",
        "Plt. Kepala Seksi Pengelolaan Data dan Integrasi Sistem Informasi",
    ),
    nip="198609172010012018",
)
SENTENCE = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya. "


@cache
def built(paragraphs: int = 1, *, table: bool = False) -> bytes:
    """A template with a text, the blocks, tembusan and paraf."""
    document = parts.new_template("Contoh")
    for number in range(paragraphs):
        document.add_paragraph(f"Alinea {number}. {SENTENCE * 3}", style="Body Text")
    if table:
        grid = pieces.add_grid(document, 2, (8, 8))
        grid.rows[1].cells[0].paragraphs[0].add_run("baris akhir")
    document.add_paragraph("{%p if tembusan %}")
    document.add_paragraph("{%p endif %}")
    template.add_signatures(document)
    template.add_copies(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def printed(
    *signers: Signer,
    style: Style = "biasa",
    paragraphs: int = 1,
    table: bool = False,
    initials: tuple[Signer, ...] = (),
    copies: tuple[str, ...] = (),
) -> bytes:
    context = {
        "kota": "Karanganyar",
        "tanggal": "23 November 2026",
        **signature_context(signers, initials, style=style, copies=copies),
    }
    day = date(2026, 11, 23)
    return rendering.render(built(paragraphs, table=table), context, filled.letterhead(), "A4", "Contoh", day)


def lines_of(docx: bytes) -> list[str]:
    body = Document(BytesIO(docx)).element.body
    texts = ("".join(piece.text or "" for piece in p.xpath(".//w:t")) for p in body.xpath(".//w:p"))
    return [text for text in texts if text]


def block_of(docx: bytes) -> Table:
    found = [one for one in Document(BytesIO(docx)).tables if pieces.SIGNATURES in one._tbl.xml]
    assert len(found) == 1
    return found[0]


def places_of(docx: bytes) -> list[tuple[int, str]]:
    """Each text of the block with the column in which its cell begins."""
    found: list[tuple[int, str]] = []
    for row in block_of(docx).rows:
        column = 0
        for cell in row._tr.tc_lst:
            text = " / ".join("".join(t.text or "" for t in p.xpath(".//w:t")) for p in cell.p_lst).strip(" /")
            if text:
                found.append((column, text))
            column += cell.grid_span
    return found


def test_one_signs_at_the_right() -> None:
    assert places_of(printed(filled.HEAD)) == [
        (2, "Karanganyar, 23 November 2026"),
        (2, "Kepala Dinas Komunikasi dan Informatika / Kabupaten Karanganyar,"),
        (2, "ISNAN NUR AZIZ, S.Kom. / Pembina / NIP. 19780210 200501 1 016"),
    ]


def test_two_sign_beside_each_other_with_their_names_in_one_row() -> None:
    docx = printed(OPD, UNDER)
    places = places_of(docx)
    assert (0, "Perangkat Daerah / Kepala Bidang PIAK,") in places
    assert (2, f"{' / '.join(UNDER.title)},") in places
    named = [row for row in block_of(docx).rows if "Bambang" in row.cells[0].text]
    assert len(named) == 1
    assert "Rina Wulandari, S.Kom." in named[0].cells[-1].text
    assert "NIP" not in named[0].cells[0].text


def test_the_third_takes_note_in_the_middle_below() -> None:
    places = places_of(printed(OPD, UNDER, filled.HEAD))
    assert places[-2:] == [
        (1, "Mengetahui, / Kepala Dinas Komunikasi dan Informatika / Kabupaten Karanganyar,"),
        (1, "ISNAN NUR AZIZ, S.Kom. / Pembina / NIP. 19780210 200501 1 016"),
    ]
    assert sum("Mengetahui" in text for _, text in places) == 1


def test_without_a_signer_there_are_dots_to_write_on() -> None:
    assert [column for column, text in places_of(printed()) if text.startswith("(....")] == [2]


def test_a_place_without_a_name_yet_has_its_dots_and_its_party() -> None:
    (_, party, name) = places_of(printed(Signer(name="", title=(), party="Perangkat Daerah")))
    assert party == (2, "Perangkat Daerah")
    assert name[1].startswith("(....")


def test_a_letter_may_have_its_date_elsewhere() -> None:
    document = parts.new_template("Contoh")
    template.add_signatures(document, 24.7, dated=False)
    stream = BytesIO()
    document.save(stream)
    context = signature_context([filled.HEAD])
    assert "tembusan" not in context
    docx = rendering.render(stream.getvalue(), context, filled.letterhead(), "A4", "Contoh", date(2026, 11, 23))
    assert places_of(docx)[0] == (2, "Kepala Dinas Komunikasi dan Informatika / Kabupaten Karanganyar,")
    assert abs(sum(column.width or 0 for column in block_of(docx).columns) - Cm(24.7)) < Cm(0.05)


def test_a_keputusan_bears_the_name_alone_in_capitals() -> None:
    places = places_of(printed(filled.HEAD, style="keputusan"))
    assert places == [
        (2, "Ditetapkan di Karanganyar / pada tanggal 23 November 2026"),
        (2, "KEPALA DINAS KOMUNIKASI DAN INFORMATIKA / KABUPATEN KARANGANYAR,"),
        (2, "ISNAN NUR AZIZ"),
    ]
    acting = Signer(name="Dra. Endang W., M.M.", title=("a.n. Bupati Karanganyar", "Plh. Sekretaris Daerah"))
    assert places_of(printed(acting, style="keputusan"))[1:] == [
        (2, "a.n. BUPATI KARANGANYAR / Plh. SEKRETARIS DAERAH,"),
        (2, "ENDANG W."),
    ]


def test_there_is_room_to_sign_and_rows_are_not_split() -> None:
    rows = block_of(printed(OPD, UNDER, filled.HEAD)).rows
    assert sum(row.height is not None and row.height >= Cm(1.99) for row in rows) == 2
    assert all("w:cantSplit" in row._tr.xml for row in rows)
    for row in list(rows)[:-1]:
        paragraphs = [one for cell in row.cells for one in cell.paragraphs]
        assert all(one.paragraph_format.keep_with_next for one in paragraphs)


@pytest.mark.parametrize("table", [False, True])
def test_the_last_lines_of_the_text_go_with_the_block(table: bool) -> None:
    document = Document(BytesIO(printed(OPD, UNDER, paragraphs=2, table=table)))
    kept = {one.text for one in document.paragraphs if one.paragraph_format.keep_with_next and one.text}
    if table:
        assert document.tables[0].rows[-1].cells[0].paragraphs[0].paragraph_format.keep_with_next
        assert kept == set()
    else:
        assert [text.partition(".")[0] for text in kept] == ["Alinea 1"]


def test_paraf_and_tembusan_stand_only_where_there_are_some() -> None:
    bare = lines_of(printed(filled.HEAD))
    assert not [line for line in bare if "Paraf" in line or "Tembusan" in line]
    docx = printed(filled.HEAD, initials=(UNDER, OPD), copies=("Yth. Bupati;", "  ", "Arsip"))
    lines = lines_of(docx)
    assert lines[lines.index("Tembusan :") + 1 :][:2] == ["1.Yth. Bupati;", "2.Arsip"]
    initials = Document(BytesIO(docx)).tables[-1]
    assert [row.cells[0].text for row in initials.rows] == [
        "Paraf koordinasi",
        f"{' '.join(UNDER.title)}\n{UNDER.name}",
        "Kepala Bidang PIAK\nBambang Supriyanto, S.Sos.",
    ]


def test_every_cell_ends_with_a_paragraph() -> None:
    bare = Signer(name="X", title=())
    for signers in ((), (bare,), (bare, bare), (bare, bare, bare)):
        for cell in Document(BytesIO(printed(*signers))).element.body.xpath(".//w:tc"):
            assert cell[-1].tag.endswith("}p"), "Word calls such a file damaged"


@pytest.mark.office
def test_a_block_is_whole_on_one_page_with_the_last_lines_before_it(
    soffice: Callable[..., list[Path]], pdftotext: Callable[[Path], str], tmp_path: Path
) -> None:
    files = []
    for count in range(3, 10):
        path = tmp_path / f"{count}.docx"
        path.write_bytes(printed(OPD, UNDER, filled.HEAD, paragraphs=count, copies=("Arsip",)))
        files.append(path)
    moved = 0
    for count, pdf in zip(range(3, 10), soffice(*files), strict=True):
        pages = pdftotext(pdf).split("\f")
        page = next(number for number, text in enumerate(pages) if "Karanganyar, 23 November 2026" in text)
        for words in ("Bambang Supriyanto", "Mengetahui", "NIP. 19780210 200501 1 016", "sebagaimana mestinya"):
            assert words in " ".join(pages[page].split()), (count, words)
        moved += page > 0
        assert re.search(r"Bambang Supriyanto, S\.Sos\.\s{3,}Rina Wulandari, S\.Kom\.", pages[page])
    assert 0 < moved < 7


def test_tembusan_stay_with_the_block_and_only_the_first_where_they_are_many() -> None:
    def kept(copies: int) -> list[bool]:
        docx = printed(filled.HEAD, copies=tuple(f"Penerima {number}" for number in range(copies)))
        lines = [one for one in Document(BytesIO(docx)).paragraphs if one.text.strip()]
        return [bool(one.paragraph_format.keep_with_next) for one in lines if "Penerima" in one.text]

    assert kept(3) == [True, True, False]
    assert kept(30) == [False] * 30
