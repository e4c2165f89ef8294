"""What the documents of the demo say: forms filled in as an agency and Tim Teknis would."""

import re
from collections.abc import Mapping
from datetime import date
from random import Random

from spl_desktop.domain.forms import Content, Field, FieldType, Form, Row, example_cell, rows_of
from spl_desktop.domain.sop import Report
from spl_desktop.services import demo_words as words

_COLUMNS = (
    ("id", "bigint", "20", "ya", "utama", "Nomor urut"),
    ("kode", "varchar", "20", "ya", "unik", "Kode data"),
    ("nama", "varchar", "150", "ya", "", "Nama"),
    ("kode_wilayah", "char", "10", "tidak", "asing", "Kode wilayah Kemendagri"),
    ("tanggal", "date", "", "tidak", "", "Tanggal data"),
    ("status", "char", "1", "tidak", "", "1 aktif, 0 tidak aktif"),
    ("diperbarui", "datetime", "", "ya", "", "Waktu pembaruan terakhir"),
)


def filled(form: Form, known: Content, system: str, data: str, day: date, rng: Random) -> Content:
    """The form as it might have been filled in on that day: what the case knows, then words about these data."""
    own = _OWN.get(Report(form.id))
    said: dict[str, object] = own(system, data, rng) if own is not None else {}
    content: dict[str, object] = {}
    for field in form.fields:
        value = said.get(field.id) or known.get(field.id)
        if field.locked or (not value and not field.required):
            continue
        if field.type is FieldType.TABLE:
            content[field.id] = [_row(field, row) for row in _rows(said, field.id) or rows_of(known, field.id) or [{}]]
        elif field.type is FieldType.DATE:
            content[field.id] = day.isoformat()
        else:
            content[field.id] = value or example_cell(field)
    return content  # type: ignore[return-value]  # texts and rows by the types of the fields


def _rows(said: Mapping[str, object], field: str) -> list[dict[str, str]]:
    rows = said.get(field)
    return rows if isinstance(rows, list) else []


def _row(field: Field, row: Row) -> dict[str, str]:
    """The row with an example wherever something has to stand."""
    return {
        column.id: text
        for column in field.columns
        if (text := row.get(column.id, "") or (example_cell(column) if column.required else ""))
    }


def _slug(data: str) -> str:
    return re.sub(r"[^a-z]+", "_", data.lower()).strip("_")


def _form(system: str, data: str, rng: Random) -> dict[str, object]:
    return {
        "pengembang": "Pengembang OPD",
        "bahasa": rng.choice(("PHP 8.2 (Laravel)", "Java 17", "Python 3.11", "Go 1.22")),
        "dbms": rng.choice(("MySQL 8.0", "PostgreSQL 15", "MariaDB 10.11")),
        "arah": rng.choice(("penyedia", "pengguna", "dua_arah")),
        "frekuensi": rng.choice(("Harian, pukul 01.00", "Setiap ada perubahan", "Mingguan")),
        "format": "json",
        "metode": "rest",
        "autentikasi": rng.choice(("kunci_api", "oauth2", "jwt")),
        "klasifikasi": rng.choice(("publik", "terbatas")),
        "tujuan": f"{data.capitalize()} dari {system} dipakai bersama melalui Sistem Penghubung Layanan (contoh).",
    }


def _dictionary(system: str, data: str, rng: Random) -> dict[str, object]:
    names = ("tabel", "kolom", "tipe", "panjang", "wajib", "kunci", "deskripsi")
    rows = [dict(zip(names, (_slug(data), *column), strict=True)) for column in _COLUMNS]
    return {
        "sistem_tujuan": "Sistem Penghubung Layanan",
        "kamus_sumber": rows,
        "kamus_tujuan": [{**row, "tabel": f"ref_{row['tabel']}"} for row in rows[: rng.randrange(4, 8)]],
    }


def _formulation(system: str, data: str, rng: Random) -> dict[str, object]:
    table = _slug(data)
    return {
        "sistem_tujuan": "Sistem Penghubung Layanan",
        "skenario": [
            {"nama": f"Ambil {data}", "sumber": system, "tujuan": "SPL", "metode": "GET", "endpoint": f"/{table}"},
            {
                "nama": "Ambil satu data",
                "sumber": system,
                "tujuan": "SPL",
                "metode": "GET",
                "endpoint": f"/{table}/{{kode}}",
            },
        ],
        "pemetaan": [
            {"sumber": f"{table}.{column[0]}", "tujuan": f"ref_{table}.{column[0]}"} for column in _COLUMNS[:4]
        ],
        "sepakat": "sepakat",
    }


def _card(system: str, data: str, rng: Random) -> dict[str, object]:
    table = _slug(data)
    return {
        "nama_layanan": f"Layanan {data} {system}",
        "alamat_dasar": f"https://spl.karanganyarkab.go.id/{table.replace('_', '-')}/v1",
        "server": "spl-01, Pusat Data Diskominfo",
        "rute": [
            {"metode": "GET", "jalur": f"/{table}", "keterangan": data.capitalize()},
            {"metode": "GET", "jalur": f"/{table}/{{kode}}", "keterangan": "Satu data menurut kode"},
        ],
    }


def _tests(system: str, data: str, rng: Random) -> dict[str, object]:
    return {
        "uji": [
            {
                "nama": f"Ambil {data}",
                "harapan": "Kode 200 dan data lengkap",
                "kenyataan": "Kode 200, data lengkap",
                "hasil": "lulus",
            },
            {
                "nama": "Kode tidak ada",
                "harapan": "Kode 404 dengan pesan",
                "kenyataan": "Kode 404 dengan pesan",
                "hasil": "lulus",
            },
        ],
        "simpulan": "Seluruh skenario lulus (contoh).",
    }


def _report(system: str, data: str, rng: Random) -> dict[str, object]:
    doubtful = rng.randrange(len(words.VALIDATED) + 2)
    return {
        "ringkasan": f"Data dari {system} dibandingkan dengan data yang diterima melalui SPL (contoh).",
        "butir": [
            {"teks": text, "hasil": "sesuai"}
            if place != doubtful
            else {
                "teks": text,
                "hasil": "tidak",
                "catatan": "Dua baris berbeda",
                "tindak_lanjut": "Diperbaiki OPD pada hari yang sama",
            }
            for place, text in enumerate(words.VALIDATED)
        ],
        "kesimpulan": "Hasil integrasi dapat diterima dan ditampilkan dalam dasbor.",
    }


def _handover(system: str, data: str, rng: Random) -> dict[str, object]:
    return {
        "sifat": "biasa",
        "tampilan": [
            {
                "nama": data.capitalize(),
                "tautan": f"https://dasbor.karanganyarkab.go.id/{_slug(data).replace('_', '-')}",
                "hasil": "sesuai",
            }
        ],
    }


_OWN = {
    Report.INTEGRATION_FORM: _form,
    Report.DATA_DICTIONARY: _dictionary,
    Report.FORMULATION: _formulation,
    Report.SERVICE_CARD: _card,
    Report.INTEGRATION_TEST: _tests,
    Report.VALIDATION: _report,
    Report.HANDOVER: _handover,
}
