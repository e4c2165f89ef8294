"""What the machine refuses is told from our own faults, and the sentence says what is safe and what to do."""

import errno
from pathlib import Path

import pytest

from spl_desktop.services.machine import SAFE, Fault, fault_of, sentence, told
from spl_desktop.services.saving import whole_file


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, Fault.FULL),
        (errno.EDQUOT, Fault.FULL),
        (errno.EACCES, Fault.CLOSED),
        (errno.EROFS, Fault.CLOSED),
        (errno.EBUSY, Fault.BUSY),
        (errno.EFBIG, Fault.LARGE),
        (errno.EIO, Fault.GONE),
        (errno.ENODEV, Fault.GONE),
        (errno.ESTALE, Fault.GONE),
        (errno.EINVAL, None),
        (errno.EISDIR, None),
        (errno.ENOENT, None),
    ],
)
def test_the_numbers_of_the_system(number: int, fault: Fault | None) -> None:
    assert fault_of(OSError(number, "refused")) is fault


@pytest.mark.parametrize(
    ("number", "winerror", "fault"),
    [
        (errno.EACCES, 32, Fault.BUSY),  # another program has the file: Python calls it a right that is missing
        (errno.EACCES, 5, Fault.CLOSED),
        (errno.EACCES, 19, Fault.CLOSED),
        (errno.EINVAL, 1117, Fault.GONE),
        (errno.EINVAL, 433, Fault.GONE),
        (errno.ENOENT, 53, Fault.GONE),
        (errno.EINVAL, 223, Fault.LARGE),
        (errno.ENOSPC, 112, Fault.FULL),
        (errno.EINVAL, 87, None),
    ],
)
def test_the_numbers_of_windows_come_first(number: int, winerror: int, fault: Fault | None) -> None:
    error = OSError(number, "refused")
    error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]  # there on Windows
    assert fault_of(error) is fault


def test_a_missing_name_is_the_machines_doing_where_the_folder_is_gone(tmp_path: Path) -> None:
    missing = FileNotFoundError(errno.ENOENT, "no such file")
    assert fault_of(missing, tmp_path) is None
    assert fault_of(missing, tmp_path / "flash") is Fault.GONE


@pytest.mark.parametrize("fault", Fault)
def test_each_sentence_says_what_where_what_is_safe_and_what_to_do(fault: Fault) -> None:
    words = sentence(fault, '"kartu.docx" tidak jadi ditulis', "/media/FLASH")
    assert words.startswith('"kartu.docx" tidak jadi ditulis: ')
    assert '"/media/FLASH"' in words and SAFE in words and words.endswith("lalu ulangi.")


def test_only_errors_of_the_machine_are_put_into_words_at_the_doors() -> None:
    refusal = told(OSError(errno.EIO, "Input/output error", "/media/FLASH/x.pdf"))
    assert refusal is not None
    assert refusal.sentence.startswith('Pekerjaan ini tidak selesai: "/media/FLASH/x.pdf" tidak dapat dijangkau')
    assert told(OSError(errno.EINVAL, "ours")) is None
    assert told(ValueError("ours")) is None


def test_a_fault_of_ours_while_writing_stays_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "rekap.csv"):
        (tmp_path / "tidak pernah ada").read_bytes()
    assert list(tmp_path.iterdir()) == []
