"""Names under which files are kept, and files that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.files import MAX_BYTES, MAX_NAME, clean_name, refusal


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
