"""What every template may print of those who sign: the blocks, the paraf on the file copy, the tembusan.

The fields, by the names that staff find in a template:

- `penandatangan`: everybody who signs, in order; each has `pihak`, `mengetahui`, `jabatan` (lines, the last with its
  comma), `nama`, `pangkat`, `nip`.
- `baris_tanda_tangan`: the same blocks as they stand on the page, row by row: `kiri` and `kanan` beside each other, or
  one in the middle (`tengah`). One signs at the right, two beside each other, the third below them in the middle.
- `keputusan`: whether it is a keputusan, whose block has no gelar, pangkat or NIP.
- `paraf`: those whose initials stand on the file copy; each has `jabatan` and `nama`.
- `tembusan`: who gets a copy, one a line.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from spl_desktop.domain.people import nip_line, plain_name
from spl_desktop.domain.values import Signer
from spl_desktop.reports.rendering import Value

Style = Literal["biasa", "keputusan"]
"""How a block is written: as in letters, or as in a keputusan (Permendagri 1/2023)."""

Block = dict[str, Value]

BLANK_NAME: Final = "(" + "." * 50 + ")"
_EMPTY: Final[Block] = {"pihak": "", "mengetahui": False, "jabatan": [], "nama": "", "pangkat": "", "nip": ""}
_BLANK: Final[Block] = {**_EMPTY, "nama": BLANK_NAME}
# These stay small where the rest of the position is in capitals.
_SMALL = re.compile(r"(?:a\.n\.|u\.b\.|Plt\.|Plh\.)(?=\s|$)", re.IGNORECASE)


def signature_context(
    signers: Sequence[Signer],
    initials: Iterable[Signer] = (),
    *,
    style: Style = "biasa",
    copies: Iterable[str] | None = None,
) -> dict[str, Value]:
    """The fields above; without a signer there is one block with dots to write on, as for one without a name.

    Without `copies` there is no `tembusan`: then the document has that field from elsewhere.
    """
    blocks = [signer_block(signer, style) for signer in signers]
    context: dict[str, Value] = {
        "penandatangan": list(blocks),
        "baris_tanda_tangan": _rows(blocks),
        "keputusan": style == "keputusan",
        "paraf": [{"jabatan": " ".join(_lines(one.title)), "nama": one.name} for one in initials],
    }
    if copies is not None:
        context["tembusan"] = [copy for copy in (" ".join(copy.split()) for copy in copies) if copy]
    return context


def signer_block(signer: Signer, style: Style = "biasa") -> Block:
    """One block: position in lines with its comma, name, rank and NIP; in a keputusan capitals and the name alone."""
    title = _lines(signer.title)
    if title and not title[-1].endswith(","):
        title[-1] += ","
    if style == "keputusan":
        return {
            **_EMPTY,
            "pihak": signer.party,
            "jabatan": _listed(map(_capitals, title)),
            "nama": plain_name(signer.name),
        }
    return {
        **_EMPTY,
        "pihak": signer.party,
        "jabatan": _listed(title),
        "nama": signer.name or BLANK_NAME,
        "pangkat": signer.rank,
        "nip": nip_line(signer.nip),
    }


def _rows(blocks: Sequence[Block]) -> list[Value]:
    """Pairs beside each other; who is left over stands at the right where he is alone, below in the middle otherwise.

    The one in the middle is the one who takes note of what the two above agreed: "Mengetahui".
    """
    if len(blocks) < 2:
        return [_pair(_EMPTY, *(blocks or [_BLANK]))]
    rows: list[Value] = [_pair(*blocks[at : at + 2]) for at in range(0, len(blocks) - 1, 2)]
    if len(blocks) % 2:
        rows.append({"kiri": _EMPTY, "kanan": _EMPTY, "tengah": {**blocks[-1], "mengetahui": True}})
    return rows


def _pair(left: Block, right: Block) -> Value:
    return {"kiri": left, "kanan": right, "tengah": ""}


def _lines(title: Iterable[str]) -> list[str]:
    return [line for line in (line.strip() for line in title) if line]


def _listed(lines: Iterable[str]) -> list[Value]:
    return list(lines)


def _capitals(line: str) -> str:
    small = iter(_SMALL.findall(line))
    return _SMALL.sub(lambda _: next(small), line.upper())
