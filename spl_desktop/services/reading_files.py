"""What a file of somebody else's says: the words of Word and PDF files, and the QR on their pages."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.seal import Stamp, read_stamp
from spl_desktop.domain.verifying import Wording
from spl_desktop.reports.packages import DAMAGED, TooLarge, check_unpacked
from spl_desktop.services.pdfium import LOCK

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES: Final = 200_000_000
_MAX_UNPACKED: Final = 100_000_000
_MAX_PAGES: Final = 300
_MAX_PIXELS: Final = 80_000_000
_LEGIBLE_PIXELS: Final = 12_000_000
"""Of a page in which a stamp is looked for: A4 at 350 dpi. A finer picture only takes longer."""
_STAMPED_PAGES: Final = 3
_DPI: Final = 200
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNTED = re.compile(r"(PAGE|NUMPAGES|SECTIONPAGES)\b.*", re.DOTALL)
_COVERED: Final = 0.5
"""The share of a page under pictures from which it is a picture itself, whatever text lies below: a scan with OCR."""
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
PICTURES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: `wording` of a Word file, or texts of `pages` (empty for a picture of one), with the stamps on it.

    `words` tells whether there is any text; `signature` that an electronic signature is embedded, valid or not.
    """

    stamps: tuple[Stamp, ...]
    wording: Wording | None = None
    pages: tuple[str, ...] = ()
    signature: bool = False

    @property
    def words(self) -> bool:
        """Whether there is any text to compare."""
        return any(page.strip() for page in (*(self.wording.paragraphs if self.wording else ()), *self.pages))


def read_file(path: Path) -> Read:
    """What the file says. UserError where it is none that could be one of our documents, or cannot be read."""
    try:
        size, start = path.stat().st_size, b""
        if path.is_file():
            with path.open("rb") as file:
                start = file.read(8)
    except OSError as error:
        raise UserError(f'Berkas "{path.name}" tidak dapat dibaca. Periksa apakah masih ada, lalu ulangi.') from error
    if not path.is_file() or not size:
        raise UserError(f'"{path.name}" kosong atau bukan berkas. Pilih dokumen Word, PDF, atau gambar halamannya.')
    if size > MAX_BYTES:
        raise UserError(f'Berkas "{path.name}" terlalu besar untuk dicocokkan (paling besar 200 MB).')
    if start.startswith(b"PK"):
        return _read_docx(path)
    if start.startswith(b"%PDF"):
        return _read_pdf(path)
    if path.suffix.lower() in PICTURES:
        return _read_picture(path)
    raise UserError(f'"{path.name}" bukan dokumen Word, PDF, atau gambar. Pilih salah satu dari ketiganya.')


def wording_of(docx: bytes) -> Wording:
    """What a Word file says. UserError where it is none."""
    with _opened(BytesIO(docx), "dokumen") as packed:
        return _wording(packed)


def _opened(source: Any, name: str) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(source)
        names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UserError(f'"{name}" rusak dan tidak dapat dibuka. Minta berkas yang baru.') from error
    if "word/document.xml" not in names:
        raise UserError(f'"{name}" bukan dokumen Word. Pilih dokumen Word, PDF, atau gambar halamannya.')
    try:
        check_unpacked(packed, _MAX_UNPACKED)
    except TooLarge:
        raise UserError(f'Isi "{name}" terlalu besar setelah dibuka; ini bukan dokumen dari register.') from None
    return packed


def _wording(packed: zipfile.ZipFile) -> Wording:
    body: tuple[str, ...] = ()
    margins: list[str] = []
    repeated: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[int, ...]], ...] = ()
    for part in sorted(name for name in packed.namelist() if _PARTS.fullmatch(name)):
        data = packed.read(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UserError("Dokumen itu memuat bagian yang tidak lazim pada dokumen Word. Minta berkas yang baru.")
        root = ElementTree.fromstring(data)
        if part == "word/document.xml":
            body, repeated, rows = tuple(_paragraphs(root)), tuple(_repeated(root)), tuple(_rows(root))
        else:
            margins += _paragraphs(root)
    return Wording(body, tuple(margins), repeated, rows)


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    """Every paragraph with text, in order."""
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_text(paragraph))
        if text.strip():
            yield text


def _text(paragraph: ElementTree.Element) -> Iterator[str]:
    """What a paragraph says, without the page numbers that a program counted when it saved the file."""
    code, counted = "", False
    for piece in paragraph.iter():
        if piece.tag == f"{_W}fldChar":
            kind = piece.get(f"{_W}fldCharType")
            counted = kind == "separate" and _COUNTED.fullmatch(code.strip()) is not None
            code = code if kind == "separate" else ""
        elif piece.tag == f"{_W}instrText":
            code += piece.text or ""
        elif piece.tag == f"{_W}t" and not counted:
            yield piece.text or ""
        elif piece.tag in (f"{_W}tab", f"{_W}br"):
            yield " "


def _repeated(root: ElementTree.Element) -> Iterator[str]:
    """The heading rows of each table as one text."""
    for table in root.iter(f"{_W}tbl"):
        rows = [row for row in table.findall(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
        if rows:
            yield "".join(text for row in rows for text in _paragraphs(row))


def _rows(root: ElementTree.Element) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The rows of tables with text: the place of the first paragraph, and how many each cell has.

    A table within a cell is part of that cell.
    """
    places: dict[ElementTree.Element, int] = {}
    for paragraph in root.iter(f"{_W}p"):
        if "".join(_text(paragraph)).strip():
            places[paragraph] = len(places)
    inner: set[ElementTree.Element] = set()
    for row in root.iter(f"{_W}tr"):
        inner.update(one for one in row.iter(f"{_W}tr") if one is not row)
        within = [places[one] for one in row.iter(f"{_W}p") if one in places]
        counts = tuple(sum(one in places for one in cell.iter(f"{_W}p")) for cell in row.findall(f"{_W}tc"))
        if row not in inner and within and sum(counts) == len(within):
            yield within[0], counts


def _read_docx(path: Path) -> Read:
    try:
        with _opened(path, path.name) as packed:
            stamps = list(_marked(packed))
            for name in packed.namelist():
                if not stamps and name.startswith("word/media/"):
                    stamps += _stamps_in(packed.read(name))
            return Read(tuple(stamps), _wording(packed))
    except (ElementTree.ParseError, OSError, *DAMAGED) as error:
        raise UserError(f'"{path.name}" rusak dan tidak dapat dibuka. Minta berkas yang baru.') from error


def _marked(packed: zipfile.ZipFile) -> Iterator[Stamp]:
    """The stamp that our documents bear in their properties."""
    if "docProps/core.xml" in packed.namelist():
        for element in ElementTree.fromstring(packed.read("docProps/core.xml")).iter():
            if element.tag.endswith("}identifier") and (stamp := read_stamp(element.text or "")):
                yield stamp


def _read_pdf(path: Path) -> Read:
    import pypdfium2

    signed = _has_signature(path)
    with LOCK:
        try:
            pdf = pypdfium2.PdfDocument(str(path))
        except pypdfium2.PdfiumError as error:
            raise UserError(
                f'"{path.name}" tidak dapat dibuka sebagai PDF: rusak atau dikunci kata sandi. Minta berkas yang baru.'
            ) from error
        count = len(pdf)
    try:
        if count > _MAX_PAGES:
            raise UserError(f'"{path.name}" memuat {count} halaman; dokumen dari register tidak setebal itu.')
        texts: list[str] = []
        stamps: list[Stamp] = []
        for number in range(count):
            try:
                with LOCK:  # page by page: the window may be drawing another PDF
                    text, picture = _read_page(pdf[number], picture=number < _STAMPED_PAGES and not stamps)
            except pypdfium2.PdfiumError as error:
                raise UserError(
                    f'Halaman {number + 1} dari "{path.name}" rusak dan tidak dapat dibaca. Minta berkas yang baru.'
                ) from error
            texts.append(text)
            if picture is not None:
                stamps += _stamps_on(picture)
        return Read(tuple(stamps), pages=tuple(texts), signature=signed)
    finally:
        with LOCK:
            pdf.close()


def _read_page(page: Any, *, picture: bool) -> "tuple[str, Image | None]":
    """The text of a page (empty where pictures cover it) and, if asked for, its picture; closes it."""
    try:
        text = page.get_textpage()
        said = "" if _is_picture(page) else text.get_text_bounded()
        text.close()
        if not picture:
            return said, None
        width, height = page.get_size()
        scale = min(_DPI / 72, (_LEGIBLE_PIXELS / max(width * height, 1)) ** 0.5)
        return said, page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()


def _is_picture(page: Any) -> bool:
    """Whether pictures cover the page: what can be seen then need not be what its text says."""
    import pypdfium2.raw

    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        across, along = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
        covered += max(across, 0) * max(along, 0)
    return bool(covered >= _COVERED * width * height)


def _has_signature(path: Path) -> bool:
    """Whether a signature is embedded; whether it is valid only its own program can tell."""
    data = path.read_bytes()
    return b"/ByteRange" in data and b"/Contents" in data and (b"/Type/Sig" in data or b"/Type /Sig" in data)


def _read_picture(path: Path) -> Read:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its size is looked at below
            opened = Image.open(path)
        with opened as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise UserError(
                    f'"{path.name}" terlalu besar ({picture.width} × {picture.height} titik). '
                    "Pindai ulang dengan 200 atau 300 dpi."
                )
            stamps: list[Stamp] = []
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= _STAMPED_PAGES or stamps:
                    break
                stamps += _stamps_on(frame.convert("L"))
            return Read(tuple(stamps))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(f'"{path.name}" bukan gambar yang dapat dibaca. Pindai ulang halamannya.') from error


def _stamps_in(picture: bytes) -> list[Stamp]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(picture))
        with opened as found:
            return _stamps_on(found.convert("L")) if found.width * found.height <= _MAX_PIXELS else []
    except (OSError, ValueError, Image.DecompressionBombError):
        return []  # some other picture of the document


def _stamps_on(picture: "Image") -> list[Stamp]:
    """Our stamps on a page, also on one that lies askew or is pale."""
    import zxingcpp

    if (finer := picture.width * picture.height / _LEGIBLE_PIXELS) > 1:
        picture = picture.resize((max(int(picture.width / finer**0.5), 1), max(int(picture.height / finer**0.5), 1)))
    for tried in (picture, picture.point(lambda light: 255 if light > 150 else 0)):
        found = zxingcpp.read_barcodes(tried)
        if stamps := [stamp for one in found if (stamp := read_stamp(one.text)) is not None]:
            return stamps
    return []
