"""Word documents from the shipped templates: a frozen view goes in, the bytes of a .docx come out."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from spl_desktop import shipped
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.values import Signer
from spl_desktop.reports import rendering
from spl_desktop.reports.rendering import Value
from spl_desktop.reports.signatures import BLANK_NAME, signer_block
from spl_desktop.reports.templates import CLASSIC, TWO_BOXES
from spl_desktop.reports.views import Choice, DispositionSheet, Given

Layout = Literal["klasik", "dua_kotak"]

_TICKED: Final = "\u2611"
_EMPTY: Final = "\u2610"


def disposition_sheet(view: DispositionSheet, layout: Layout, own: bytes | None = None) -> bytes:
    """The lembar disposisi as a .docx file, classic or with the office's two boxes (domain, section 4).

    UserError where the logo is no picture that Word can show; TemplateFault where the office's `own` template cannot be
    filled.
    """
    two = layout == "dua_kotak"
    title = f"Lembar Disposisi {view.agenda}".strip()
    template = own or shipped.read_bytes(f"templates/{TWO_BOXES if two else CLASSIC}.docx")
    fill = rendering.render_own if own else rendering.render
    said = disposition_context(view, two=two)
    return fill(template, said, view.letterhead, view.paper, title, view.on, stamp=view.stamp, mark=view.mark)


def disposition_context(view: DispositionSheet, *, two: bool) -> dict[str, Value]:
    """Everything that the template of the sheet may name, of the one with `two` boxes or of the classic one."""
    named = {"kepala": "kepala", "sekretaris": "sekretaris"} if two else {}
    # What already stands in the sheet is not repeated below it.
    rest = [given for given in view.chain if (given.role not in named if two else not given.printed)]
    written = two and any(given.printed for given in view.chain)
    context: dict[str, Value] = {
        "nomor": view.number,
        "surat_dari": view.sender,
        "nomor_surat": view.letter_number,
        "tanggal_surat": _day(view.letter_date),
        "diterima_tanggal": _day(view.received),
        "nomor_agenda": view.agenda,
        "nomor_srikandi": view.srikandi,
        "hal": view.subject,
        "sifat": _boxes(view.urgency),
        "keamanan": _boxes(view.security),
        "penerima": _boxes(view.recipients),
        "harapan": _boxes(view.instructions),
        "catatan": "" if written else view.note,
        "batas_waktu": "" if written else _day(view.deadline),
        "paraf": view.initials,
        "kota": view.city,
        "tanggal": letter_date(view.on),
        "penandatangan": _signer(view.signer),
        "rangkaian": [_given(given) for given in rest],
        "segel": view.seal,
        "sidik_riwayat": view.head,
    }
    for box, role in named.items():
        given_here = [given for given in view.chain if given.role == role]
        context[box] = [_given(given) for given in given_here]
        context[f"{box}_tanggal"] = _joined(_day(given.on) for given in given_here)
        context[f"{box}_paraf"] = _joined(given.initials for given in given_here)
    return context


def _day(day: "date | None") -> str:
    return letter_date(day) if day else ""


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(text for text in texts if text)


def _boxes(offered: Iterable[Choice]) -> list[Value]:
    return [{"kotak": _TICKED if choice.checked else _EMPTY, "teks": choice.text} for choice in offered]


def _signer(signer: Signer | None) -> dict[str, Value]:
    """The signature block; without a signer there are dots to write on."""
    return signer_block(signer or Signer(name=BLANK_NAME, title=()))


def _given(given: Given) -> dict[str, Value]:
    lines = [*given.instructions, *(line for line in rendering.clean(given.note).split("\n") if line.strip())]
    return {
        "tanggal": short_date(given.on) if given.on else "",
        "dari": ", ".join(part for part in (given.giver, given.position) if part),
        "kepada": "; ".join(given.recipients),
        "isi": list(lines),
        "batas_waktu": _day(given.deadline),
        "paraf": given.initials,
    }
