"""Whether a file can be a Word template at all: its package, its size, and what it must not hold."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal
from xml.etree import ElementTree

from spl_desktop.reports.packages import DAMAGED, TooDeep, TooLarge, check_depth, check_unpacked

MAX_BYTES: Final = 5_000_000
_MAX_UNPACKED: Final = 50_000_000

Severity = Literal["salah", "saran"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (`salah`, the template cannot be used) or could be better (`saran`).

    `part` and `paragraph` (from 1, 0 for the whole) tell where, `place` the cell of a table, `tag` what stands there.
    """

    severity: Severity
    sentence: str
    part: str = ""
    paragraph: int = 0
    place: str = ""
    tag: str = ""

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.part, f"paragraf {self.paragraph}" if self.paragraph else "", self.place)))
        return f"{where}: {self.sentence}" if where else self.sentence


_OLD: Final = "Ini dokumen Word lama (.doc) atau terkunci. Simpan sebagai Dokumen Word (.docx) dari Word."
_RTF: Final = "Ini dokumen RTF. Simpan sebagai Dokumen Word (.docx) dari Word."
_BROKEN: Final = "Ini bukan dokumen Word (.docx), atau berkasnya rusak. Buka di Word, lalu simpan ulang."
_ODT: Final = "Ini dokumen LibreOffice (.odt). Simpan sebagai Dokumen Word (.docx)."
_OTHER: Final = "Ini bukan dokumen Word (.docx). Pilih berkas .docx."
_LARGE: Final = "Isi berkas terlalu besar setelah dibuka (paling besar 50 MB). Perkecil gambarnya."
_MACRO: Final = "Templat memuat makro. Simpan sebagai Dokumen Word (.docx) tanpa makro."
_OBJECT: Final = "Templat memuat objek tertanam. Hapus objeknya, atau ganti dengan gambar."
_ODD: Final = "Templat memuat bagian yang tidak lazim pada dokumen Word. Simpan ulang dari Word."


def refusal_of(data: bytes) -> Finding | None:
    """Why the file cannot be a template, None where it can."""
    if len(data) > MAX_BYTES:
        size = len(data) // 1_000_000
        return Finding("salah", f"Berkas terlalu besar: {size} MB, paling besar 5 MB. Perkecil gambarnya.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Finding("salah", _OLD)
    if data.startswith(b"{\\rtf"):
        return Finding("salah", _RTF)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            sentence = _refusal_of_package(packed)
    except TooDeep:
        sentence = _ODD
    except (ElementTree.ParseError, OSError, *DAMAGED):
        sentence = _BROKEN
    return Finding("salah", sentence) if sentence else None


def _refusal_of_package(packed: zipfile.ZipFile) -> str:
    names = packed.namelist()
    if "mimetype" in names and "content.xml" in names:
        return _ODT
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        return _OTHER
    try:
        check_unpacked(packed, _MAX_UNPACKED)
    except TooLarge:
        return _LARGE
    if any("vbaproject" in one.lower() for one in names) or b"macroEnabled" in packed.read("[Content_Types].xml"):
        return _MACRO
    if any(one.startswith(("word/embeddings/", "word/activeX/")) for one in names):
        return _OBJECT
    for name in (one for one in names if one.endswith((".xml", ".rels"))):
        data = packed.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            return _ODD
        check_depth(data)
        if name.endswith(".rels") and (outside := _outside(data)):
            return f"Templat mengambil isi dari luar ({outside}). Hapus tautan itu dari templatnya."
    return ""


def _outside(data: bytes) -> str:
    """A relationship that would fetch something when the document is opened; links to click on are none."""
    for one in ElementTree.fromstring(data):
        if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith("/hyperlink"):
            return str(one.get("Target", ""))[:100]
    return ""
