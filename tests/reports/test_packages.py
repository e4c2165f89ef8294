"""Packages that lie about their size, or are nested beyond any measure, are seen before they are unpacked."""

import struct
import zipfile
from io import BytesIO

import pytest

from spl_desktop import shipped
from spl_desktop.reports.doctor import examine
from spl_desktop.reports.packages import DAMAGED, TooDeep, TooLarge, check_depth, check_unpacked


def packed(**parts: bytes) -> bytes:
    """An archive of these parts, `__` standing for a slash."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The archive with another size in its list of contents."""
    told = bytearray(data)
    struct.pack_into("<I", told, told.find(b"PK\x01\x02") + 24, size)
    return bytes(told)


def check(data: bytes, most: int) -> None:
    """Unpacks it with that bound."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_unpacked(archive, most)


def test_what_it_says_and_what_it_holds_are_both_bounded() -> None:
    data = packed(a=bytes(1_000_000))
    check(data, 1_000_000)
    with pytest.raises(TooLarge):
        check(data, 999_999)
    with pytest.raises(DAMAGED):  # more in it than it says
        check(lying(data, 10), 1_000_000)
    with pytest.raises((TooLarge, *DAMAGED)):
        check(lying(packed(a=bytes(5_000_000)), 4_000_000_000), 3_000_000)


def test_elements_within_each_other_are_counted() -> None:
    check_depth(b"<a>" * 250 + b"</a>" * 250)
    check_depth(b"<a>" + b"<b/>" * 1000 + b"</a>")
    with pytest.raises(ValueError, match="no element found"):
        check_depth(b"<a><b>")
    with pytest.raises(TooDeep):
        check_depth(b"<a>" * 251 + b"</a>" * 251)


def template_with(old: bytes, new: bytes) -> bytes:
    """The shipped nota dinas with other bytes in its body."""
    with zipfile.ZipFile(BytesIO(shipped.read_bytes("templates/nota-dinas.docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_template_nested_beyond_measure_is_refused() -> None:
    data = template_with(b"<w:body>", b"<w:body>" + b"<w:p>" * 5000 + b"</w:p>" * 5000)
    (finding,) = examine(data, "nota-dinas")
    assert "bagian yang tidak lazim" in finding.sentence


def test_brackets_beyond_measure_are_told_with_their_place() -> None:
    tag = b"{{ " + b"(" * 3000 + b")" * 3000 + b" }}"
    data = template_with(b"<w:body>", b"<w:body><w:p><w:r><w:t>" + tag + b"</w:t></w:r></w:p>")
    finding = examine(data, "nota-dinas")[0]
    assert "tidak dapat dibaca. Periksa kurung" in finding.sentence
    assert finding.paragraph == 1
