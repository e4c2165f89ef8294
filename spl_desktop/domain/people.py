"""Personal numbers of officials (NIP): how they are printed, and what looks wrong about one."""

import re
from datetime import date
from typing import Final

_GROUPS: Final = (8, 6, 1, 3)
_LENGTH: Final = sum(_GROUPS)
_DIGITS = re.compile(r"[0-9]+")
_SPACING = re.compile(r"[\s.\-]+")
# Titles before a name, academic and religious; "M." and "R." are not among them, since they shorten names.
_BEFORE = re.compile(
    r"(?:(?:prof|drs|dra|drg|drh|dr|ir|apt|ns|kh|k\.\s?h|hj|h)\.(?:\s*\(?h\.?\s?c\.?\)?)?\s*"
    r"|(?:prof|drs|dra|drg|drh|dr|ir|hj)\s+)+",
    re.IGNORECASE,
)
# Degrees after a name that no comma parts from it: S.T., M.Si., A.Md.Kom., Ph.D.
_AFTER = re.compile(r"(?:\s+(?:(?:S|M|Sp|Ph|LL)\.|A\.Md\.)(?:[A-Z][A-Za-z]*\.?)*(?<!\s[SM]\.))+$")


def group_nip(nip: str) -> str:
    """The NIP as letters print it, "19780210 200501 1 016" (8-6-1-3).

    A number that does not have 18 digits is given back as it was typed, with its spaces tidied.
    """
    digits = _SPACING.sub("", nip)
    if len(digits) != _LENGTH or not _DIGITS.fullmatch(digits):
        return " ".join(nip.split())
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(digits[start : start + length])
        start += length
    return " ".join(groups)


def nip_line(nip: str) -> str:
    """The line of a signature block, "NIP. 19780210 200501 1 016"; empty for somebody without a NIP."""
    grouped = group_nip(nip)
    return f"NIP. {grouped}" if grouped else ""


def plain_name(name: str) -> str:
    """The name as a keputusan prints it, in capitals and without titles: "Dra. Endang W., M.M." is "ENDANG W."."""
    bare = " ".join(name.partition(",")[0].split())
    before = _BEFORE.match(bare)
    rest = bare[before.end() :] if before is not None else bare
    return (_AFTER.sub("", rest).strip() or bare).upper()


def nip_warning(nip: str) -> str:
    """What looks wrong about a NIP as an Indonesian sentence; empty where nothing does. Never a reason to refuse.

    18 digits: date of birth (8), year and month of appointment as CPNS (6), sex 1 or 2 (1), serial number (3). PPPK
    have other numbers, staff who are no civil servants have none.
    """
    digits = _SPACING.sub("", nip)
    if not digits:
        return "NIP belum diisi. Biarkan kosong bila yang bersangkutan bukan ASN."
    if not _DIGITS.fullmatch(digits):
        return "NIP memuat tanda selain angka. Periksa kembali, atau biarkan bila memang demikian."
    if len(digits) != _LENGTH:
        return f"NIP biasanya {_LENGTH} angka, yang ini {len(digits)}. Periksa kembali bila pejabat ini PNS."
    birth = _date(digits[:8])
    if birth is None:
        return f'Delapan angka pertama NIP, "{digits[:8]}", bukan tanggal lahir. Periksa kembali angkanya.'
    month = digits[12:14]
    if not 1 <= int(month) <= 12:
        return f'Bulan pengangkatan pada NIP adalah "{month}": lazim pada PPPK, tetapi tidak pada PNS. Periksa kembali.'
    if digits[8:14] <= digits[:6]:
        return "Pengangkatan pada NIP mendahului tanggal lahirnya. Periksa kembali angkanya."
    if digits[14] not in "12":
        return f'Angka ke-15 pada NIP adalah "{digits[14]}", seharusnya 1 (pria) atau 2 (wanita). Periksa kembali.'
    return ""


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
