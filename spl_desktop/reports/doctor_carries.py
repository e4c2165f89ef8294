"""What a template must print, so that the document that is made with it is one of this case and signed."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from spl_desktop.reports.catalogue import TemplateField, form_of_template, title_of
from spl_desktop.reports.doctor_file import Finding

_SIGNATURES: Final = ("baris_tanda_tangan", "penandatangan")
_DATES: Final = ("tanggal", "tanggal_terbilang", "tanggal_angka")
_LETTER: Final = ("hal", "surat_dari", "nomor_surat", "nomor_agenda")
"""What tells one disposition sheet from another."""


def missing(name: str, known: Mapping[str, TemplateField], printed: Collection[str]) -> Iterator[Finding]:
    """What the template of that document lacks.

    Without number, signatures or any content (`salah`) nothing that is issued could be what it is recorded as; without
    date or QR code (`saran`) it is poorer.
    """
    if "nomor" in known and "nomor" not in printed:
        yield _lacks("salah", "nomor", "Dokumen akan terbit tanpa nomornya.")
    if _SIGNATURES[0] in known and not any(one in printed for one in _SIGNATURES):
        yield _lacks("salah", _SIGNATURES[0], "Dokumen akan terbit tanpa nama penandatangannya.")
    form = form_of_template(name)
    own = tuple(one.id for one in form.fields) if form is not None else _LETTER
    if not any(one in printed for one in own):
        example = next(one for one in own if one in known)
        lost = f"Templat ini tidak mencetak satu pun isi {title_of(name)}, sehingga semua kasus mendapat halaman sama."
        yield Finding("salah", f"{lost} Tambahkan isiannya, misalnya {{{{ {example} }}}}.", tag=example)
    if any(one in known for one in _DATES) and not any(one in printed for one in _DATES):
        yield _lacks("saran", _DATES[0], "Dokumen akan terbit tanpa tanggalnya.")
    if "kode_qr" in known and "kode_qr" not in printed:
        yield _lacks("saran", "kode_qr", "Halaman yang dicetak tidak akan dapat dicocokkan dengan yang diterbitkan.")


def _lacks(severity: str, field: str, harm: str) -> Finding:
    sentence = f"Templat ini tidak mencetak {{{{ {field} }}}}. {harm} Tambahkan isian itu."
    return Finding("salah" if severity == "salah" else "saran", sentence, tag=field)
