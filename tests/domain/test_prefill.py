"""What a form is filled with at first."""

from datetime import date

from spl_desktop.domain.forms import Content, parse_form
from spl_desktop.domain.prefill import (
    case_sources,
    form_sources,
    issued_contents,
    issued_sources,
    options_of,
    prefilled,
)
from spl_desktop.domain.seal import Stamp, read_stamp, seal_of
from spl_desktop.domain.values import Contact, Signer
from tests.domain.logs import Walk, shipped_sop

FORM = parse_form(
    """
id = "rumusan"
title = "Rumusan"
about = ""
template = "rumusan"
[[sections]]
title = "Isi"
fields = [
    { id = "nama", label = "Nama", prefill = ["formulir.nama", "kasus.sistem"] },
    { id = "dasar", label = "Dasar", prefill = [
        "Surat {kasus.nomor_surat} tanggal {kasus.tanggal_surat:tanggal}.",
        "Tanpa surat.",
    ] },
    { id = "nomor", label = "Nomor", prefill = ["Berita acara nomor {berita_acara.nomor}.", "Belum ada berita."] },
    { id = "linimasa", label = "Linimasa", locked = true, prefill = ["riwayat.linimasa"] },
    { id = "butir", label = "Butir", type = "tabel", prefill = ["validasi.butir"], columns = [
        { id = "teks", label = "teks" },
    ] },
    { id = "peta", label = "Peta", type = "tabel", columns = [
        { id = "sumber", label = "sumber", type = "rujukan", source = "struktur.kamus:tabel,kolom" },
    ] },
]
"""
)


def test_the_first_source_that_knows_anything_wins() -> None:
    assert prefilled(FORM, {"kasus.sistem": "SIMRS"})["nama"] == "SIMRS"
    assert prefilled(FORM, {"kasus.sistem": "SIMRS", "formulir.nama": "SIMRS Baru"})["nama"] == "SIMRS Baru"


def test_a_sentence_stands_only_when_all_of_it_is_known() -> None:
    known = {"kasus.nomor_surat": "445/1", "kasus.tanggal_surat": "2026-01-02"}
    assert prefilled(FORM, known)["dasar"] == "Surat 445/1 tanggal 2 Januari 2026."
    assert prefilled(FORM, {"kasus.nomor_surat": "445/1"})["dasar"] == "Tanpa surat."
    assert prefilled(FORM, {})["nomor"] == "Belum ada berita."


def test_rows_are_taken_with_the_columns_that_both_know() -> None:
    rows = [{"teks": "NIK tampil", "hasil": "sesuai"}, {"hasil": "tidak"}]
    assert prefilled(FORM, {"validasi.butir": rows})["butir"] == [{"teks": "NIK tampil"}]


def test_what_was_kept_stays_and_what_is_computed_is_taken_anew() -> None:
    kept: Content = {"nama": "", "linimasa": "lama", "dasar": "sendiri"}
    assert prefilled(FORM, {"kasus.sistem": "SIMRS", "riwayat.linimasa": "baru"}, kept) == {
        "nama": "",
        "dasar": "sendiri",
        "linimasa": "baru",
    }
    assert "linimasa" not in prefilled(FORM, {}, kept)


def test_references_offer_the_rows_of_their_source_once_each() -> None:
    rows = [{"tabel": "pasien", "kolom": "nik"}, {"tabel": "pasien", "kolom": "nik"}, {"kolom": "kode"}, {"tipe": "x"}]
    assert options_of(FORM, {"struktur": {"kamus": rows}}) == {"peta.sumber": ("pasien.nik", "kode")}
    assert options_of(FORM, {}) == {}


def test_the_case_tells_of_its_letter_and_contact_persons() -> None:
    contacts = (Contact(role="teknis", name="Sri", phone="0812"), Contact(role="teknis", name="Budi"))
    found = case_sources(Walk(shipped_sop()).open(contacts=contacts, system="SIMRS").state)
    assert (found["kasus.sistem"], found["pic.teknis.nama"], found["pic.teknis.telepon"]) == ("SIMRS", "Sri", "0812")
    assert "pic.struktural.nama" not in found


def test_forms_tell_each_other_by_report_and_field() -> None:
    assert form_sources({"formulir": {"nama": "SIMRS", "baris": [{"a": "b"}]}}) == {
        "formulir.nama": "SIMRS",
        "formulir.baris": [{"a": "b"}],
    }
    assert issued_contents(Walk(shipped_sop()).open().state) == {}
    assert issued_sources(Walk(shipped_sop()).open().state) == {}


SIGNERS = (Signer(name="Budi", title=("Kepala Dinas",)),)


def test_the_seal_covers_everything_that_the_document_says() -> None:
    on = date(2026, 11, 23)
    seal = seal_of("1/2026", "nota_dinas", "555/1", on, SIGNERS, {"isi": "a", "hal": "b"})
    assert seal == seal_of("1/2026", "nota_dinas", "555/1", on, SIGNERS, {"hal": "b", "isi": "a"})
    others = {
        seal_of("2/2026", "nota_dinas", "555/1", on, SIGNERS, {"isi": "a", "hal": "b"}),
        seal_of("1/2026", "surat_pengantar", "555/1", on, SIGNERS, {"isi": "a", "hal": "b"}),
        seal_of("1/2026", "nota_dinas", "555/2", on, SIGNERS, {"isi": "a", "hal": "b"}),
        seal_of("1/2026", "nota_dinas", "555/1", date(2026, 11, 24), SIGNERS, {"isi": "a", "hal": "b"}),
        seal_of("1/2026", "nota_dinas", "555/1", on, (), {"isi": "a", "hal": "b"}),
        seal_of("1/2026", "nota_dinas", "555/1", on, SIGNERS, {"isi": "a", "hal": "c"}),
    }
    assert len(others | {seal}) == 7


def test_a_stamp_is_read_as_it_was_written() -> None:
    stamp = Stamp("555/1/XI/2026", date(2026, 11, 23), "0123456789abcdef")
    assert read_stamp(stamp.text()) == stamp
    colons = Stamp("1:2", date(2026, 11, 23), "0123456789abcdef")
    assert read_stamp(colons.text()) == colons
