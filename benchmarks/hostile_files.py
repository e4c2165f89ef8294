"""Hostile and broken files: whole ones of every kind that the program reads, what is done to them, and made-up ones."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from spl_desktop import shipped
from spl_desktop.domain.old_register_columns import CASE_COLUMNS, CASES, HISTORY, HISTORY_COLUMNS
from spl_desktop.domain.text import clean
from spl_desktop.services.demo_files import scan

Made = tuple[str, bytes]
"""The name of a file and what is in it."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY i SYSTEM "file:///etc/passwd">'
TEXTS = (
    *("\0", "a\0b", "\ud800", "a\udfffb", "\u202efdp.exe", "\ufeff", "x" * 1_000_000, "=1+1", "=cmd|' /C calc'!A0"),
    *("+SUM(A1)", "@SUM(A1)", "{{ 7*7 }}", "{% for x in range(10**9) %}", "'; DROP TABLE facts; --", '" OR 1=1 --'),
    *(
        "NEAR(",
        '"',
        "*",
        "a*b",
        "(",
        "AND OR NOT",
        "../../etc/passwd",
        "C:\\CON",
        "%s%n%x",
        "<script>alert(1)</script>",
    ),
    *("1899-12-31", "31/12/1899", "29/02/2025", "29 Februari 2023", "29/02/2024", "01/01/10000", "9999-12-31"),
    *("00/00/0000", "32/13/2026", "-1", "1e309", "NaN", "0x10", "٣", "²", "１２", "Ω" * 500, "e\u0301" * 500),
    *("\u0301" * 2000, "\n" * 5000, "\t" * 5000, " " * 5000, "\u200b" * 5000, "😀" * 5000, "", " ", "null", "[]"),
    *("[" * 100_000, "{" * 5000, "-" * 100),
)


# --- whole ones -----------------------------------------------------------------------------------------------------


@cache
def workbook(series: str = "lama") -> bytes:
    """An import workbook with three cases and their history, as an office would fill it; numbered in that series."""
    from openpyxl import Workbook

    book = Workbook()
    for place, (name, columns) in enumerate({CASES: CASE_COLUMNS, HISTORY: HISTORY_COLUMNS}.items()):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append([column.heading for column in columns])
        for number in range(1, 4):
            sheet.append([_cell(column.field, number, series) for column in columns])
    return _saved(book)


def _cell(field: str, number: int, series: str) -> object:
    known: dict[str, object] = {
        "agenda": f"{series}/{number}/2025",
        "letter_number": f"445/{number}",
        "letter_date": date(2025, 1, 2),
        "received": date(2025, 1, 6),
        "subject": "Permohonan integrasi",
        "agency": "RSUD Kabupaten Karanganyar",
        "system": f"Sistem {number}",
        "step": 1,
        "ended": date(2025, 1, 7),
    }
    return known.get(field)


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def sop() -> bytes:
    """The shipped SOP."""
    return shipped.read_bytes("sop/555-23-IX-2023.toml")


@cache
def template() -> bytes:
    """A shipped Word template."""
    return shipped.read_bytes("templates/nota-dinas.docx")


@cache
def picture() -> bytes:
    """A small picture."""
    from PIL import Image

    stream = io.BytesIO()
    Image.effect_noise((120, 90), 60).save(stream, "PNG")
    return stream.getvalue()


@cache
def pdf() -> bytes:
    """A page of a PDF."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return scan(Path(folder) / "surat.pdf", "Surat permohonan", ("Nomor 445/1",)).read_bytes()


# --- what is done to them -------------------------------------------------------------------------------------------


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file cut off, with bits turned, a piece doubled, gone, or overwritten."""
    spoil = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(max(1, len(spoil)))
        size = chance.choice((1, 4, 64, 1000))
        match chance.randrange(6):
            case 0:
                del spoil[at:]
            case 1:
                for _ in range(chance.choice((1, 8, 60))):
                    if spoil:
                        spoil[chance.randrange(len(spoil))] ^= 1 << chance.randrange(8)
            case 2:
                spoil[at:at] = spoil[at : at + size]
            case 3:
                del spoil[at : at + size]
            case 4:
                spoil[at : at + size] = bytes(size)
            case _:
                spoil[at:at] = chance.randbytes(size)
    return bytes(spoil)


def within(data: bytes, chance: random.Random) -> bytes:
    """The archive with one of its parts spoilt, so that it still opens."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([one for one in parts if one.endswith((".xml", ".rels"))])
    part = parts[name]
    match chance.randrange(7):
        case 0:
            parts[name] = spoilt(part, chance)
        case 1:
            parts[name] = _typed(part, chance)
        case 2:
            del parts[name]
        case 3 | 4:
            bomb = chance.choice((_BOMB, _OUTSIDE)).encode()
            parts[name] = part.replace(b"?>", b"?>" + bomb + b"]>", 1)
        case 5:
            parts[f"{name}.{chance.randrange(9)}"] = part
        case _:
            parts[name] = part.decode("utf-8", "replace").encode(
                chance.choice(("utf-16", "latin-1", "utf-32")), "replace"
            )
    return packed_of(parts)


def _typed(part: bytes, chance: random.Random) -> bytes:
    """An XML part with hostile words between two of its marks."""
    places = [at for at, letter in enumerate(part) if letter == ord(">")]
    at = chance.choice(places) + 1 if places else 0
    words = chance.choice(TEXTS)[:200_000].encode("utf-8", "surrogatepass")
    if chance.random() < 0.5:
        words = words.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    return part[:at] + words + part[at:]


def packed_of(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return stream.getvalue()


def typed_workbook(chance: random.Random) -> bytes:
    """The import workbook with wrong types, formulas, hostile texts, joined cells and moved headings."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook()))
    # openpyxl writes none of those that XML does not know; `_cell_of` does.
    texts = [text[:32_000] for text in TEXTS if clean(text)[:9] == text[:9]]
    days = (date(1900, 1, 1), date(9999, 12, 31), date(2024, 2, 29), timedelta(hours=30), time(23, 59))
    values: tuple[object, ...] = (*texts, *days, 0, -1, 1e300, 2_958_466, 60, True, None)
    for _ in range(chance.randrange(1, 12)):
        sheet = book[chance.choice(book.sheetnames)]
        row, column = chance.randrange(1, 7), chance.randrange(1, 22)
        match chance.randrange(8):
            case 0:
                sheet.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column + 1)
            case 1:
                sheet.insert_rows(1)
            case 2:
                sheet.delete_cols(column)
            case 3:
                sheet.title = chance.choice(("Kasus", "Lembar1", "riwayat", "x" * 31, CASES, HISTORY))[:31]
            case _:
                value = chance.choice(values)
                try:
                    sheet.cell(row, column).value = value  # type: ignore[assignment]  # just what it must not take
                except (ValueError, AttributeError):
                    continue  # what no workbook holds, or a cell within joined ones
    return _saved(book)


# --- made-up ones ---------------------------------------------------------------------------------------------------


def _sheet_of(rows: str) -> bytes:
    """The import workbook with other rows in its first sheet."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    head = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'
    parts["xl/worksheets/sheet1.xml"] = f"{head}{rows}</sheetData></worksheet>".encode("utf-8", "surrogatepass")
    return packed_of(parts)


def _cell_of(at: str, text: str) -> bytes:
    """The import workbook with this text as the only cell of its first sheet."""
    return _sheet_of(f'<row r="{at.strip(_LETTERS)}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>')


def _bomb(name: str, size: int) -> bytes:
    """An archive of a part that unpacks to `size` bytes of nothing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open(name, "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(bytes(1_000_000))
    return stream.getvalue()


def _lying(data: bytes) -> bytes:
    """An archive whose list of contents says that every part is of one byte."""
    told = bytearray(data)
    at = told.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", told, at + 24, 1)
        at = told.find(b"PK\x01\x02", at + 4)
    return bytes(told)


def _within_template(words: str) -> bytes:
    """The template with a paragraph of these words at its beginning."""
    with zipfile.ZipFile(io.BytesIO(template())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass")
    paragraph = b"<w:body><w:p><w:r><w:t>" + escaped + b"</w:t></w:r></w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", paragraph, 1)
    return packed_of(parts)


def _foreign() -> bytes:
    """Somebody else's workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nama Barang", "Jumlah", "Harga"])
    sheet.append(["Kertas F4", 20, "=B2*2"])
    return _saved(book)


def _twice() -> bytes:
    """The import workbook with a heading that stands twice."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook()))
    sheet = book[CASES]
    sheet.cell(1, len(CASE_COLUMNS) + 1).value = sheet.cell(1, 1).value
    return _saved(book)


def _nested(depth: int) -> bytes:
    return packed_of({"word/document.xml": b"<a>" * depth + b"</a>" * depth, "[Content_Types].xml": b"<Types/>"})


def _pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    size = b"[0 0 2000000 2000000]"
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            b"2 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (count, kids),
            b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox%s>>\nendobj\n" % size,
            b"trailer\n<</Root 1 0 R>>\n%%EOF",
        )
    )


def _large_picture(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is that large."""
    data = bytearray(picture())
    struct.pack_into(">II", data, 16, width, height)
    import zlib

    struct.pack_into(">I", data, 29, zlib.crc32(data[12:29]))
    return bytes(data)


_LOOPS = "{% for a in tembusan %}" * 30 + "{% endfor %}" * 30


@dataclass(frozen=True, slots=True)
class Crafted:
    """A made-up file: the name of the trick, that of the file, and who makes its bytes."""

    trick: str
    name: str
    make: Callable[[], bytes]


def _rows(count: int) -> str:
    return "".join(f"<row r='{number}'><c r='A{number}'><v>1</v></c></row>" for number in range(1, count + 1))


WORKBOOKS = (
    Crafted("1,048,576 rows", "buku.xlsx", lambda: _sheet_of(_rows(1_048_576))),
    Crafted("one cell in the last row", "buku.xlsx", lambda: _cell_of("XFD1048576", "x")),
    Crafted("a million empty rows", "buku.xlsx", lambda: _sheet_of("<row/>" * 1_000_000)),
    Crafted("cell of 1 MB", "buku.xlsx", lambda: _cell_of("A1", "x" * 1_000_000)),
    Crafted("NUL in a cell", "buku.xlsx", lambda: _cell_of("A1", chr(0))),
    Crafted("half a letter in a cell", "buku.xlsx", lambda: _cell_of("A1", chr(0xD800))),
    Crafted("cell of no place", "buku.xlsx", lambda: _cell_of("ZZZZZZZ99999999999", "x")),
    Crafted("row of no number", "buku.xlsx", lambda: _sheet_of("<row r='-5'><c r='A-5'><v>1</v></c></row>")),
    Crafted("duplicate headings", "buku.xlsx", _twice),
    Crafted("somebody else's workbook", "belanja.xlsx", _foreign),
    Crafted("zip bomb", "bom.xlsx", lambda: _bomb("xl/worksheets/sheet1.xml", 2_000_000_000)),
    Crafted("lying zip bomb", "bom.xlsx", lambda: _lying(_bomb("xl/worksheets/sheet1.xml", 1_000_000_000))),
    Crafted("a Word document", "surat.xlsx", template),
    Crafted("nothing", "kosong.xlsx", lambda: b""),
    Crafted("a text", "teks.xlsx", lambda: b"agenda;surat\n1;2\n"),
)
DOCUMENTS = (
    Crafted("zip bomb", "bom.docx", lambda: _bomb("word/document.xml", 2_000_000_000)),
    Crafted("lying zip bomb", "bom.docx", lambda: _lying(_bomb("word/document.xml", 1_000_000_000))),
    Crafted("XML 100,000 deep", "dalam.docx", lambda: _nested(100_000)),
    Crafted("a workbook", "buku.docx", workbook),
    Crafted("nothing", "kosong.docx", lambda: b""),
    Crafted("range(10**9)", "loop.docx", lambda: _within_template("{% for x in range(10**9) %}{% endfor %}")),
    Crafted("code of Python", "kode.docx", lambda: _within_template("{{ ''.__class__.__mro__[1].__subclasses__() }}")),
    Crafted("a large power", "pangkat.docx", lambda: _within_template("{{ 10**10**10 }}")),
    Crafted("a long product", "kali.docx", lambda: _within_template("{{ 'a' * 10**10 }}")),
    Crafted("include", "sisip.docx", lambda: _within_template("{% include '/etc/passwd' %}")),
    Crafted("brackets 5,000 deep", "kurung.docx", lambda: _within_template("{{ " + "(" * 5000 + ")" * 5000 + " }}")),
    Crafted("a wide field", "lebar.docx", lambda: _within_template("{{ '%999999999d'|format(1) }}")),
    Crafted("a centred field", "tengah.docx", lambda: _within_template("{{ nomor.center(10**10) }}")),
    Crafted("nested loops", "ulang.docx", lambda: _within_template(_LOOPS)),
)
PAGES = (
    Crafted("PDF of 100,000 pages", "tebal.pdf", lambda: _pages(100_000)),
    Crafted("PDF of huge pages", "luas.pdf", lambda: _pages(3)),
    Crafted("PDF that is a program", "surat.pdf", lambda: b"MZ" + bytes(500)),
    Crafted("PDF that is a script", "surat.pdf", lambda: b"#!/bin/sh\nrm -rf /\n"),
    Crafted("PDF of nothing", "kosong.pdf", lambda: b"%PDF-1.7\n"),
    Crafted("picture of 50,000 x 50,000", "foto.png", lambda: _large_picture(50_000, 50_000)),
    Crafted("picture of 2 to the 31", "foto.png", lambda: _large_picture(2**31 - 1, 2**31 - 1)),
    Crafted("picture cut off", "foto.png", lambda: picture()[:60]),
    Crafted("picture of 16 megapixels, broken", "foto.png", lambda: _large_picture(4000, 4000)),
    *DOCUMENTS[:4],
)
SOPS = (
    Crafted("nothing", "kosong.toml", lambda: b""),
    Crafted("no UTF-8", "sop.toml", lambda: b"\xff\xfe\x00a"),
    Crafted("brackets 100,000 deep", "sop.toml", lambda: b"a = " + b"[" * 100_000),
    Crafted("10,000 lines of brackets", "sop.toml", lambda: b"a = [\n" + b"[\n" * 10_000),
    Crafted("a key of 7,000 dots", "sop.toml", lambda: b"a" + b".a" * 3900 + b" = 1\n"),
    Crafted("1 MB of keys", "sop.toml", lambda: b"".join(b"k%d = 1\n" % one for one in range(80_000))),
    Crafted("tables of 100,000", "sop.toml", lambda: b"[[steps]]\n" * 95_000),
    Crafted("a number of 5,000 digits", "sop.toml", lambda: b"id = " + b"9" * 5000),
    Crafted("30 February", "sop.toml", lambda: sop().replace(b"2023-09-25", b"2023-02-30")),
    Crafted("NUL", "sop.toml", lambda: sop().replace(b"OPD", b"\0", 1)),
    Crafted("year 0001", "sop.toml", lambda: sop().replace(b"2023-09-25", b"0001-01-01")),
    Crafted("infinite time", "sop.toml", lambda: sop().replace(b"most = 1", b"most = inf")),
    Crafted("a picture", "sop.toml", picture),
)
