"""Files that are broken in ways that only a fuzzer thinks of: each refusal names the file or the place in it."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.services import office, reservations
from spl_desktop.services.import_sheets import read_workbook
from spl_desktop.services.macros import carries_macros
from spl_desktop.services.reading_files import read_file
from spl_desktop.services.register import Register
from tests.builders import TODAY, paper


def deflated(name: str, data: bytes) -> bytearray:
    """An archive with that one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return bytearray(stream.getvalue())


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    data = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[9 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(UserError, match=r'Halaman 1 dari "surat\.pdf" rusak dan tidak dapat dibaca'):
        read_file(paper(tmp_path, "surat.pdf", data))


def test_a_workbook_whose_packing_is_damaged(tmp_path: Path) -> None:
    data = deflated("xl/worksheets/sheet1.xml", b"<worksheet>" + bytes(range(256)) * 20)
    at = 30 + len("xl/worksheets/sheet1.xml")
    data[at : at + 40] = b"\xff" * 40
    with pytest.raises(UserError, match=r'Berkas "buku\.xlsx" rusak atau terkunci'):
        read_workbook(paper(tmp_path, "buku.xlsx", bytes(data)))


def test_an_archive_that_points_before_its_beginning_has_no_macros(tmp_path: Path) -> None:
    data = deflated("[Content_Types].xml", b"<Types/>" * 100)
    end = data.find(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 16, struct.unpack_from("<I", data, end + 16)[0] + 50)
    assert not carries_macros(paper(tmp_path, "surat.docx", bytes(data)), "surat.docx")


def test_a_document_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = deflated("word/document.xml", bytes(150_000_000))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 5)
    with pytest.raises(UserError, match=r'"bom\.docx" rusak dan tidak dapat dibuka'):
        read_file(paper(tmp_path, "bom.docx", bytes(data)))


def test_a_very_fine_scan_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "halus.png"
    Image.new("L", (6000, 4000), 255).save(path)
    assert read_file(path).stamps == ()


def test_a_series_is_a_text_like_any_other(register: Register) -> None:
    with pytest.raises(Invalid, match="Jenis nomor terlalu panjang: 400 huruf"):
        office.set_number_template(register, series="x" * 400, template="{urut}/{tahun}")
    with pytest.raises(Invalid, match="Jenis dokumen terlalu panjang: 400 huruf"):
        reservations.reserve_number(register, series="x" * 400, on=TODAY, purpose="uji", number="1")
    reservations.reserve_number(register, series="laporan\ud800_validasi", on=TODAY, purpose="uji", number="1")
    assert office.office(register).reservations[0].series == "laporan_validasi"
