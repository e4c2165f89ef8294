"""The signature blocks of a document as its template names them."""

from collections.abc import Sequence

from spl_desktop.domain.people import nip_line
from spl_desktop.domain.values import Signer
from spl_desktop.reports.rendering import Value

BLANK_NAME = "(" + "." * 50 + ")"
"""Dots to write a name on, where nobody was chosen yet."""
_NOBODY: dict[str, Value] = {"pihak": "", "jabatan": [], "nama": "", "pangkat": "", "nip": ""}


def signer_context(signer: Signer) -> dict[str, Value]:
    """One block: `pihak`, `jabatan` in lines with a comma at the end, `nama`, `pangkat`, `nip`."""
    *above, last = [line.strip() for line in signer.title if line.strip()] or [""]
    title = [*above, last if not last or last.endswith(",") else f"{last},"]
    return {
        "pihak": signer.party,
        "jabatan": [line for line in title if line],
        "nama": signer.name or BLANK_NAME,
        "pangkat": signer.rank,
        "nip": nip_line(signer.nip),
    }


def signature_context(signers: Sequence[Signer], initials: Sequence[Signer] = ()) -> dict[str, Value]:
    """`penandatangan` one by one, `baris_tanda_tangan` in rows of two, `mengetahui` the third, and `paraf`.

    A single signature stands at the right; of three the last one stands below the others.
    """
    blocks = [signer_context(signer) for signer in signers]
    third = [blocks[2]] if len(blocks) == 3 else []
    beside = blocks[:2] if third else blocks
    if len(beside) % 2:
        beside = [*beside[:-1], _NOBODY, beside[-1]]
    rows: list[Value] = [[beside[at], beside[at + 1]] for at in range(0, len(beside), 2)]
    return {
        "penandatangan": blocks,
        "baris_tanda_tangan": rows,
        "mengetahui": third,
        "paraf": [{**signer_context(one), "jabatan": list(one.title)} for one in initials],
    }
