"""Names under which files are kept, and files that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.files import MAX_BYTES, MAX_NAME, clean_name, kind_of, macros_by_name, refusal


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("surat.pdf", "surat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\surat.pdf", "surat.pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  dua   spasi .pdf ", "dua spasi .pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("con .pdf", "_con .pdf"),
        ("COM¹.txt", "_COM¹.txt"),
        ("CONOUT$", "_CONOUT$"),
        ("...", "berkas"),
        ("\x00\n", "berkas"),
        ("e" * 300 + ".docx", "e" * 145 + ".docx"),
        ("é" * 300 + ".docx", "é" * 117 + ".docx"),
    ],
)
def test_names_are_made_safe(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text() | st.text("汉e. ", min_size=70, max_size=200))
def test_every_name_can_be_kept_and_stays_the_same(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= MAX_NAME + 1
    assert len(kept.encode()) <= MAX_BYTES + 1
    assert not set(kept) & set('/\\<>:"|?*\x00')
    assert clean_name(kept) == kept


def test_what_is_refused() -> None:
    assert refusal("a.pdf", b"%PDF", 4, 1) == ""
    assert "kosong" in refusal("a.pdf", b"", 0, 1)
    assert "terlalu besar: 2,5 MB, paling besar 1 MB" in refusal("a.pdf", b"%PDF", 2_621_440, 1)
    assert "adalah program" in refusal("a.pdf", b"MZ", 2, 1)
    assert "adalah program" in refusal("a.PS1", b"x", 1, 1)
    assert "adalah program" in refusal("a.pyw", b"x", 1, 1)


@pytest.mark.parametrize(
    "start",
    [
        b"MZ\x90\0",
        b"\x7fELF\x02",
        b"\xfe\xed\xfa\xcf",
        b"\xca\xfe\xba\xbe",
        b"#!/bin/sh\n",
        b"\xef\xbb\xbf#!/bin/sh",
        b"\r\n  @echo off",
        "@ECHO off".encode("utf-16"),
        b"<?php system($_GET[0]);",
        b"<script>alert(1)</script>",
        b"L\0\0\0\x01\x14\x02\0",
    ],
)
@pytest.mark.parametrize("name", ["surat.pdf", "foto.jpg", "tanpa-akhiran", "catatan.txt"])
def test_a_program_is_refused_under_every_name(name: str, start: bytes) -> None:
    assert f'Berkas "{name}" adalah program dan tidak dapat diberkaskan.' in refusal(name, start, len(start), 50)


@pytest.mark.parametrize(
    ("name", "start", "words"),
    [
        ("surat.pdf", b"PK\x03\x04", "isinya arsip zip atau dokumen Office"),
        ("surat.pdf", b"<!DOCTYPE html><html>", "isinya halaman web"),
        ("surat.docx", b"%PDF-1.7", "isinya PDF"),
        ("foto.png", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "isinya dokumen Office lama"),
        ("arsip.zip", b"Rar!\x1a\x07", "isinya arsip rar"),
    ],
)
def test_a_file_that_is_something_else_than_it_says(name: str, start: bytes, words: str) -> None:
    assert words in refusal(name, start, 100, 50)
    assert "Minta berkas yang asli, atau beri akhiran yang sesuai" in refusal(name, start, 100, 50)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("surat.pdf", b"sampah pemindai" + b"%PDF-1.4"),
        ("foto.png", b"\xff\xd8\xff\xe0"),
        ("terkunci.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("data.xls", b"<html><table>"),
        ("surat.doc", b"{\\rtf1"),
        ("catatan.txt", b"PK adalah singkatan"),
        ("lain.bin", b"\0\1\2"),
    ],
)
def test_what_is_harmless_is_let_in(name: str, start: bytes) -> None:
    assert refusal(name, start, 100, 50) == ""


@given(st.binary(max_size=64))
def test_the_kind_of_any_bytes_is_told_without_failing(start: bytes) -> None:
    assert isinstance(kind_of(start), str)
    assert kind_of(b"%PDF-" + start) == "PDF"


def test_names_that_are_made_for_macros() -> None:
    assert macros_by_name("Surat.DOCM")
    assert not macros_by_name("surat.docx")
