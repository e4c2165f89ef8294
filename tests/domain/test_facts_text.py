"""Every fact of a case has its sentence."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from spl_desktop.domain import events as e
from spl_desktop.domain.facts_text import case_sentence, recorded_words
from spl_desktop.domain.text import clean
from spl_desktop.domain.values import Contact, FileRef, Place, Recipient, Signer
from tests.domain.logs import START, Walk, shipped_sop

FILE = FileRef(sha256="a" * 64, name="surat.pdf", size=3)
SAID: list[tuple[e.CaseFact, str]] = [
    (
        e.CaseOpened(
            agenda="1/2026",
            letter_number="5",
            letter_date=START,
            subject="Integrasi",
            agency=1,
            agency_name="Dinkes",
            system="S",
            sop="x",
        ),
        "Surat 5 tanggal 5 Januari 2026 dari Dinkes diterima dan dicatat dengan nomor agenda 1/2026, hal: Integrasi.",
    ),
    (e.StepEntered(step="dashboard", visit=2, round=2), "mulai (putaran 2)."),
    (e.StepFinished(visit=1, outcome="selesai", note="Lengkap."), "Langkah 1 selesai. Lengkap."),
    (
        e.StepReturned(visit=1, outcome="selesai", to="definisi_data", reason="kurang"),
        "dikembalikan ke langkah 2 (mendefinisikan data",
    ),
    (
        e.OutputWaived(visit=1, output="struktur_database", reason="sama"),
        "Struktur Database dikecualikan. Alasan: sama",
    ),
    (
        e.OutputReused(visit=1, output="struktur_database", document=9, version=2),
        "dokumen 9 versi 2 dipakai sebagai Struktur Database.",
    ),
    (
        e.DocumentFiled(document=1, version=1, title="Formulir", file=FILE, document_kind="struktur_database"),
        "Dokumen Formulir versi 1 diberkaskan sebagai Struktur Database (berkas surat.pdf).",
    ),
    (
        e.DocumentIssued(
            document=1,
            version=1,
            title="Laporan",
            report="laporan_validasi",
            file=FILE,
            number="555/1",
            signers=(Signer(name="Isnan", title=("Kepala",)),),
        ),
        "Dokumen Laporan nomor 555/1 diterbitkan, penandatangan Isnan.",
    ),
    (e.SignedCopyReceived(document=1, version=1, file=FILE), "Salinan bertanda tangan dokumen 1 versi 1 diterima."),
    (e.PaperPlaced(document=1, place=Place(shelf="2", folder="A")), "disimpan di rak 2, map A."),
    (
        e.Disposed(
            disposition=1,
            giver="Isnan",
            recipients=(Recipient(name="Wahyu", position="Kabid"), Recipient(name="Rina")),
            instructions=("tanggapan",),
            deadline=date(2026, 1, 9),
        ),
        "Isnan mendisposisi surat kepada Kabid, Rina: tanggapan, batas waktu 9 Januari 2026.",
    ),
    (e.DispositionMarked(disposition=1, recipient=1, mark="dibaca"), "Disposisi 1: penerima 1 — dibaca."),
    (e.DispositionWithdrawn(disposition=1, reason="keliru"), "Disposisi 1 ditarik. Alasan: keliru"),
    (e.DispositionNotNeeded(reason="rutin"), "tidak perlu disposisi. Alasan: rutin"),
    (e.CaseHeld(visit=1, reason="data", waiting_for="OPD"), "Kasus ditunda, menunggu OPD. Alasan: data"),
    (e.CaseResumed(visit=1), "Kasus dilanjutkan."),
    (e.CaseCancelled(reason="ganti", by_agency=True), "Permohonan ditarik oleh OPD. Alasan: ganti"),
    (e.CaseClosed(visit=1), "Seluruh langkah SOP selesai."),
    (e.CaseMaintained(note="sertifikat"), "Pemeliharaan: sertifikat"),
    (e.CaseReopened(step="dashboard", reason="baru"), "Kasus dibuka kembali mulai langkah 11 (menampilkan"),
    (e.ContactsChanged(contacts=(Contact(role="teknis", name="Sri"),)), "PIC sekarang: Sri (teknis)."),
    (e.NoteAdded(text="telepon"), "Catatan: telepon"),
    (
        e.Corrected(seq=3, reason="keliru", happened_on=START, changes={"agenda": "2/2026"}),
        "Koreksi catatan nomor 3: tanggal menjadi 05/01/2026; nomor agenda menjadi “2/2026”. Alasan: keliru",
    ),
]


@pytest.mark.parametrize(
    ("fact", "words"), SAID, ids=lambda one: type(one).__name__ if not isinstance(one, str) else ""
)
def test_a_fact_is_told(fact: e.CaseFact, words: str) -> None:
    sop = shipped_sop()
    assert words in case_sentence(fact, sop, Walk(sop).open().state)


@settings(max_examples=60)
@given(st.sampled_from(SAID), st.text(st.characters(categories=("L", "P", "Z")), min_size=1))
def test_whatever_was_typed_no_sentence_ends_in_two_full_stops(said: tuple[e.CaseFact, str], typed: str) -> None:
    fact, _ = said
    free = ("reason", "note", "text", "title", "subject", "waiting_for")
    typed = f"{clean(typed)}."
    told = replace(fact, **{name: typed for name in free if hasattr(fact, name)})
    if isinstance(told, e.DocumentIssued):
        told = replace(told, signers=(Signer(name=f"{typed}.", title=("Kepala",)),))
    sop = shipped_sop()
    assert not case_sentence(told, sop, Walk(sop).open().state).endswith("..")


def test_a_signer_whose_degree_ends_in_a_full_stop_brings_no_second_one() -> None:
    sop = shipped_sop()
    signer = Signer(name="ISNAN NUR AZIZ, S.Kom.", title=("Kepala",))
    issued = e.DocumentIssued(
        document=1, version=1, title="Laporan", report="", file=FILE, number="", signers=(signer,)
    )
    told = case_sentence(issued, sop, Walk(sop).open().state)
    assert told == "Dokumen Laporan diterbitkan, penandatangan ISNAN NUR AZIZ, S.Kom."


def test_a_title_that_says_document_is_not_called_so_twice() -> None:
    sop = shipped_sop()
    filed = e.DocumentFiled(document=1, version=2, title="Dokumen Integrasi Aplikasi", file=FILE)
    sentence = case_sentence(filed, sop, Walk(sop).open().state)
    assert sentence.startswith("Dokumen Integrasi Aplikasi versi 2 diberkaskan")


def test_no_kind_of_fact_is_left_out() -> None:
    assert {type(fact) for fact, _ in SAID} == set(get_args(e.CaseFact))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("Budi", "Agus", "Pejabat Pengawas"), "Budi atas nama Agus, Pejabat Pengawas"),
        (("Budi", "", "Pejabat Pengawas"), "Budi atas nama Pejabat Pengawas"),
        (("Budi", "Agus", ""), "Budi atas nama Agus"),
        (("Agus", "AGUS", "Pejabat Pengawas"), "Agus, Pejabat Pengawas"),
        (("Budi", "", ""), "Budi"),
    ],
)
def test_who_recorded_and_in_whose_name(given: tuple[str, str, str], told: str) -> None:
    assert recorded_words(*given) == told
