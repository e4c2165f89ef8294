"""Numbers of letters and agenda: templates, what they render to, and which ordinal comes next."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from spl_desktop.domain.dates import roman_month
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.text import line

AGENDA = "agenda"
"""The series of the agenda book; every other series bears the name of a report."""

# A series that is not named here is called as it is written.
_SERIES: Mapping[str, str] = {
    AGENDA: "Agenda",
    "kartu_api": "Kartu layanan API",
    "laporan_validasi": "Laporan hasil validasi",
    "laporan_integrasi": "Laporan hasil integrasi",
    "unit_tes": "Unit tes integrasi",
}

FIELDS: Mapping[str, str] = {
    "urut": "nomor urut dalam tahun itu, {urut:03} untuk 001",
    "kode": "kode klasifikasi arsip dari pengaturan",
    "bulan_romawi": "bulan dengan angka Romawi",
    "bulan": "bulan dengan angka",
    "tahun": "tahun empat angka",
    "opd": "singkatan OPD",
}
"""The fields of a template with what each means, for the settings page."""

MAX_LENGTH = 100
_PIECE = re.compile(r"\{([^{}]*)\}|([{}])|([^{}]+)")
_PAD = re.compile(r"0?([1-9])")
_PATTERNS = {
    "urut": r"(?P<urut>\d{1,9})",
    "kode": r".+?",
    "bulan_romawi": r"[IVXivx]+",
    "bulan": r"\d{1,2}",
    "opd": r".*?",
}


def series_name(series: str) -> str:
    """What a series is called: "lembar_disposisi" is "Lembar disposisi"."""
    return _SERIES.get(series) or (series[:1].upper() + series[1:]).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a template: a field with its width in digits (0: as it comes), or text as it stands."""

    text: str
    field: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class NumberTemplate:
    """A template that can be rendered; made by `parse_template`."""

    text: str
    pieces: tuple[Piece, ...]

    def render(self, ordinal: int, on: date, *, code: str = "", agency: str = "") -> str:
        """The number of that ordinal on that date; ValueError for an ordinal below 1."""
        if ordinal < 1:
            raise ValueError(f"an ordinal begins with 1, not {ordinal}")
        values = {
            "urut": str(ordinal),
            "kode": code,
            "bulan_romawi": roman_month(on.month),
            "bulan": str(on.month),
            "tahun": f"{on.year:04}",
            "opd": agency,
        }
        return line("".join(values[p.field].zfill(p.width) if p.field else p.text for p in self.pieces))

    def ordinal_of(self, number: str, year: int) -> int | None:
        """The ordinal that a number of that year bears where it was made by this template, None where it was not."""
        pattern = ""
        seen: dict[str, str] = {}
        for piece in self.pieces:
            if piece.field == "tahun":
                pattern += f"{year:04}"
            elif piece.field == "urut":
                pattern += _PATTERNS["urut"]
            elif piece.text in seen:
                pattern += f"(?P={seen[piece.text]})"  # the same again; tried freely, a long number would take for ever
            elif piece.field:
                seen[piece.text] = f"f{len(seen)}"
                pattern += f"(?P<{seen[piece.text]}>{_PATTERNS[piece.field]})"
            else:
                pattern += re.escape(piece.text)
        found = re.fullmatch(pattern, line(number))
        return int(found["urut"]) if found else None


def parse_template(text: str) -> NumberTemplate:
    """The template written in `text`, such as `{kode}/{urut:03}/{bulan_romawi}/{tahun}`.

    UserError where a field is unknown, a brace stands alone, or numbers made by it could come twice.
    """
    text = line(text)
    if not text:
        raise UserError("Pola nomor belum diisi. Tulis misalnya {kode}/{urut}/{bulan_romawi}/{tahun}.")
    if len(text) > MAX_LENGTH:
        raise UserError(f"Pola nomor terlalu panjang: {len(text)} huruf, paling banyak {MAX_LENGTH}. Ringkas polanya.")
    pieces = tuple(_piece(found) for found in _PIECE.finditer(text))
    fields = [piece.field for piece in pieces if piece.field]
    if fields.count("urut") != 1:
        raise UserError("Pola nomor harus memuat {urut} satu kali, supaya setiap nomor berbeda.")
    if fields.count("tahun") != 1:
        raise UserError(
            "Pola nomor harus memuat {tahun} satu kali: urutan mulai dari 1 lagi setiap tahun, "
            "sehingga tanpa tahun nomor lama akan terulang."
        )
    return NumberTemplate(text, pieces)


def _piece(found: re.Match[str]) -> Piece:
    inside, brace, plain = found.groups()
    if brace:
        raise UserError(f'Kurung "{brace}" pada pola nomor tidak berpasangan. Lengkapi, misalnya {{urut}}.')
    if plain:
        return Piece(plain)
    name, _, width = inside.partition(":")
    if name not in FIELDS:
        known = ", ".join(f"{{{field}}}" for field in FIELDS)
        raise UserError(f"Isian {{{inside}}} pada pola nomor tidak dikenal. Yang dapat dipakai: {known}.")
    if not width:
        return Piece(inside, name)
    padded = _PAD.fullmatch(width)
    if padded is None or name not in ("urut", "bulan"):
        raise UserError(
            f"Lebar pada {{{inside}}} tidak dapat dipakai. Hanya urut dan bulan yang berlebar, misalnya {{urut:03}}."
        )
    return Piece(inside, name, int(padded[1]))


def key(number: str) -> str:
    """What two numbers share that a reader would take for the same one."""
    return re.sub(r"\s+", "", line(number)).casefold()


def sort_key(number: str) -> str:
    """A text by which numbers sort as people expect: 2 before 10, whatever stands around it; the year comes first."""
    padded = re.sub(r"\d+", lambda digits: digits[0].zfill(12), key(number))
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", number)
    return f"{years[-1] if years else '0000'} {padded}"


def next_ordinal(template: NumberTemplate, year: int, used: Iterable[str], last: int = 0) -> int:
    """The ordinal after the highest that the numbers of that year bear, and after `last`."""
    return max([last, *(template.ordinal_of(number, year) or 0 for number in used)]) + 1
