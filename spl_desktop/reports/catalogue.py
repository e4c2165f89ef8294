"""Every field that a Word template may name, with its meaning and an example, made from the forms themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from spl_desktop.domain.forms import Field, FieldType, Form, example_cell, example_content, party_of
from spl_desktop.domain.values import Signer
from spl_desktop.reports.form_documents import form_context
from spl_desktop.reports.rendering import Value, kop_of
from spl_desktop.reports.templates import CLASSIC, TWO_BOXES, forms
from spl_desktop.reports.views import Choice, DispositionSheet, FormDocument, Given, Letterhead

TITLES: Final[Mapping[str, str]] = {
    CLASSIC: "Lembar disposisi",
    TWO_BOXES: "Lembar disposisi dua kotak (Kepala dan Sekretaris)",
}
"""The templates that belong to no form."""
_ON: Final = date(2026, 11, 23)
_LETTERHEAD: Final = Letterhead(
    government="PEMERINTAH KABUPATEN KARANGANYAR",
    office="DINAS KOMUNIKASI DAN INFORMATIKA",
    address="Jln. Lawu No. 385 B Karanganyar",
    contact="diskominfo.karanganyarkab.go.id",
    postal_code="57712",
)
_SIGNER: Final = Signer(
    name="ISNAN NUR AZIZ, S.Kom.",
    title=("Kepala Dinas Komunikasi dan Informatika",),
    rank="Pembina",
    nip="197802102005011016",
)

_MEANINGS: Final[Mapping[str, str]] = {
    "kop": "kop surat kantor",
    "kop.pemerintah": "nama pemerintah pada kop",
    "kop.instansi": "nama dinas pada kop",
    "kop.alamat": "alamat pada kop",
    "kop.kontak": "telepon, situs, e-mail, dan kode pos pada kop",
    "logo": "gambar lambang, kosong bila kantor belum memasangnya",
    "kode_qr": "gambar kode QR, kosong pada draf",
    "judul": "judul dokumen",
    "nomor": "nomor dokumen, kosong pada draf",
    "draf": "benar bila dokumen belum diterbitkan",
    "menggantikan": "nomor versi yang diperbaiki, kosong bila bukan perbaikan",
    "kota": "kota pada tempat dan tanggal surat",
    "tanggal": "tanggal dokumen",
    "hari": "hari dari tanggal dokumen",
    "tanggal_terbilang": "tanggal dokumen dengan huruf",
    "tanggal_angka": "tanggal dokumen dengan angka",
    "opd": "perangkat daerah pemohon",
    "sistem": "sistem informasi yang diintegrasikan",
    "hal": "hal surat permohonan",
    "nomor_agenda": "nomor agenda kasus",
    "nomor_surat": "nomor surat permohonan",
    "tanggal_surat": "tanggal surat permohonan",
    "surat_permohonan": "nomor dan tanggal surat permohonan",
    "segel": "segel dokumen pada kode QR, kosong pada draf",
    "sidik_riwayat": "awal hash catatan terakhir kasus sebelum dokumen terbit, kosong pada draf",
    "penandatangan": "setiap penandatangan, berurutan",
    "baris_tanda_tangan": "blok tanda tangan menurut letaknya pada halaman",
    "keputusan": "benar bila gaya tanda tangannya gaya keputusan",
    "paraf": "pejabat yang membubuhkan paraf",
    "tembusan": "penerima tembusan",
    "surat_dari": "pengirim surat permohonan",
    "diterima_tanggal": "tanggal surat diterima",
    "nomor_srikandi": "nomor SRIKANDI",
    "sifat": "sifat surat, setiap pilihan dengan kotaknya",
    "keamanan": "klasifikasi keamanan, setiap pilihan dengan kotaknya",
    "penerima": "tujuan disposisi, setiap jabatan dengan kotaknya",
    "harapan": "dengan hormat harap, setiap pilihan dengan kotaknya",
    "catatan": "catatan disposisi",
    "batas_waktu": "batas waktu disposisi",
    "rangkaian": "disposisi lain atas surat itu",
    "kepala": "disposisi Kepala",
    "kepala_tanggal": "tanggal paraf Kepala",
    "kepala_paraf": "paraf Kepala",
    "sekretaris": "disposisi Sekretaris",
    "sekretaris_tanggal": "tanggal paraf Sekretaris",
    "sekretaris_paraf": "paraf Sekretaris",
    "kotak": "kotak yang dicentang atau kosong",
    "teks": "kata di samping kotak",
    "pihak": "pihak di atas tanda tangan",
    "mengetahui": "benar bila tanda tangan ini mengetahui",
    "jabatan": "jabatan, termasuk a.n., u.b., Plt., atau Plh.",
    "nama": "nama dengan gelar",
    "pangkat": "pangkat",
    "nip": "baris NIP",
    "kiri": "blok tanda tangan kiri",
    "kanan": "blok tanda tangan kanan",
    "tengah": "blok tanda tangan di tengah bawah",
    "dari": "pemberi disposisi",
    "kepada": "penerima disposisi",
    "isi": "isi disposisi",
}


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field: its name in the template, what it means, an example, and of a list or group what is in it."""

    name: str
    meaning: str
    example: str
    repeats: bool = False
    children: tuple["TemplateField", ...] = ()


def form_of_template(name: str) -> Form | None:
    """The form whose template that is; None for those of TITLES. KeyError for a template that is none of ours."""
    if name in TITLES:
        return None
    for form in forms():
        if form.template == name:
            return form
    raise KeyError(name)


def title_of(name: str) -> str:
    """What the document of that template is called."""
    form = form_of_template(name)
    return form.title if form is not None else TITLES[name]


def example_context(name: str) -> dict[str, Value]:
    """What the template would be filled with, in a document that holds something everywhere."""
    form = form_of_template(name)
    context = _form_example(form) if form is not None else _disposition_example(name)
    return {**context, "kop": kop_of(_LETTERHEAD), "logo": "", "kode_qr": ""}


def _form_example(form: Form) -> dict[str, Value]:
    signers = tuple(replace_party(_SIGNER, party_of(slot, "Dinas Kesehatan")) for slot in form.signers)
    view = FormDocument(
        letterhead=_LETTERHEAD,
        city="Karanganyar",
        on=_ON,
        form=form,
        content=example_content(form),
        agenda="17/2026",
        agency="Dinas Kesehatan",
        system="SIMRS",
        subject="Permohonan integrasi data pasien",
        letter_number="445/1093/XI/2026",
        letter_date=_ON,
        number="555/12/XI/2026",
        signers=signers,
        initials=(_SIGNER,),
        replaces="555/11/XI/2026",
        seal="0123456789abcdef",
        head="89abcdef0123",
    )
    return form_context(view)


def replace_party(signer: Signer, party: str) -> Signer:
    """The same signatory for another party."""
    return Signer(name=signer.name, title=signer.title, rank=signer.rank, nip=signer.nip, party=party)


def _disposition_example(name: str) -> dict[str, Value]:
    from spl_desktop.reports.letters import disposition_context

    given = Given(
        giver="ISNAN NUR AZIZ, S.Kom.",
        position="Kepala Dinas",
        role="kepala",
        on=_ON,
        recipients=("Kepala Bidang",),
        instructions=("Proses lebih lanjut",),
        note="Segera",
        deadline=_ON,
        initials="INA",
    )
    boxes = (Choice("Biasa", True), Choice("Segera"))
    view = DispositionSheet(
        letterhead=_LETTERHEAD,
        city="Karanganyar",
        on=_ON,
        sender="Dinas Kesehatan",
        subject="Permohonan integrasi",
        number="555/12/XI/2026",
        letter_number="445/1093/XI/2026",
        letter_date=_ON,
        received=_ON,
        agenda="17/2026",
        srikandi="B-2145/2026",
        urgency=boxes,
        security=boxes,
        recipients=boxes,
        instructions=boxes,
        note="Segera",
        deadline=_ON,
        initials="INA",
        signer=_SIGNER,
        chain=(given, replace(given, role="sekretaris"), replace(given, role="kabid")),
        seal="0123456789abcdef",
        head="89abcdef0123",
    )
    return disposition_context(view, two=name == TWO_BOXES)


def catalogue_of(name: str) -> tuple[TemplateField, ...]:
    """Every field of that template, in alphabetical order within each level."""
    form = form_of_template(name)
    own = {field.id: field for field in form.fields} if form is not None else {}
    return tuple(sorted(_fields(example_context(name), own), key=lambda field: field.name))


def _fields(context: Mapping[str, Value], own: Mapping[str, Field], prefix: str = "") -> Iterator[TemplateField]:
    for name, value in context.items():
        field = own.get(name)
        meaning = _meaning(f"{prefix}{name}", name, own)
        columns = {column.id: column for column in field.columns} if field is not None else {}
        match value:
            case dict():
                yield TemplateField(name, meaning, "", children=tuple(_fields(value, columns, f"{name}.")))
            case list() | tuple():
                rows = [row for row in value if isinstance(row, dict)]
                children = tuple(_fields(_fullest(rows), columns))
                shown = _example(field) if field is not None and not children else _shown(value[0] if value else "")
                yield TemplateField(name, meaning, "" if children else shown, True, children)
            case _:
                yield TemplateField(name, meaning, _shown(value))


def _fullest(rows: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """One row that holds something wherever any of them does: the middle of the first row of signatures is empty."""
    merged: dict[str, Value] = {}
    for row in rows:
        merged |= {name: value for name, value in row.items() if not merged.get(name)}
    return merged


def _meaning(path: str, name: str, own: Mapping[str, Field]) -> str:
    if name in own:
        return own[name].label
    if known := _MEANINGS.get(path) or _MEANINGS.get(name):
        return known
    if name.endswith("_kotak") and name.removesuffix("_kotak") in own:
        return f"{own[name.removesuffix('_kotak')].label}, setiap pilihan dengan kotaknya"
    return _count_meaning(name, own)


def _count_meaning(name: str, own: Mapping[str, Field]) -> str:
    """`jumlah_<table>`, and `jumlah_<table>_<column>_<choice>`."""
    for table in own.values():
        if name == f"jumlah_{table.id}":
            return f"jumlah baris {table.label}"
        for column in table.columns:
            for choice, words in column.choices.items():
                if name == f"jumlah_{table.id}_{column.id}_{choice}":
                    return f"jumlah baris {table.label} dengan {column.label} {words}"
                if name == f"{column.id}_kotak":
                    return f"{column.label}, setiap pilihan dengan kotaknya"
    return name.replace("_", " ")


def _example(field: Field) -> str:
    return example_cell(field).split("\n")[0] if field.type is not FieldType.TABLE else ""


def _shown(value: object) -> str:
    return {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else str(value)
