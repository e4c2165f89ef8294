"""The names in a case's packet hold on every system, and the contents tell every version."""

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.case import CaseState, Document, Version
from spl_desktop.domain.files import clean_name
from spl_desktop.domain.packet import Contents, Line, lines_of, packet_name
from spl_desktop.domain.values import FileRef
from spl_desktop.services.scheduling import shipped_sop

DAY = date(2026, 1, 5)
SOP = shipped_sop()


def file(name: str) -> FileRef:
    return FileRef(sha256="ab" * 32, name=name, size=3)


def version(number: int, title: str, name: str | None, **more: object) -> Version:
    made = Version(
        number,
        DAY,
        datetime(2026, 1, 5, tzinfo=UTC),
        "Siti",
        "",
        number,
        file(name) if name is not None else None,
        title,
    )
    return msgspec.structs.replace(made, **more)


def lines(*documents: Document) -> tuple[Line, ...]:
    state = CaseState(
        1,
        "1/2026",
        "445/1",
        DAY,
        DAY,
        "Permohonan",
        "Dinkes",
        5,
        "Dinkes",
        "SIMRS",
        SOP.id,
        "",
        (),
        documents=documents,
    )
    return lines_of(state, SOP)


names = st.text(max_size=200)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=5))
def test_every_name_holds_on_every_system_and_none_stands_twice(given_names: list[tuple[str, str, str]]) -> None:
    documents = [
        Document(number, "", (version(1, title, first), version(2, title, second, signed=file(first))))
        for number, (title, first, second) in enumerate(given_names, 1)
    ]
    paths = [line.path for line in lines(*documents)]
    assert len({path.casefold() for path in paths}) == len(paths) == 3 * len(documents)
    for path in paths:
        assert len(path) < 120
        for part in path.split("/"):
            assert part not in ("", ".", "..")
            assert not set(part) & set('<>:"|?*%\\')
            assert all(ord(letter) >= 32 for letter in part)
            assert part == part.rstrip(" .")


def test_versions_signed_copies_and_papers_without_file_are_told_apart() -> None:
    signed = {"signed": file("c.pdf"), "signed_how": "basah"}
    card = Document(
        1,
        "api",
        (
            version(1, "Kartu API", "a.docx", issued_number="555/1", report="kartu_api"),
            version(2, "Kartu API", "b.DOCX", issued_number="555/2", report="kartu_api", **signed),
        ),
    )
    paper = Document(2, "", (version(1, "Surat tugas", None),))
    found = lines(card, paper)
    assert [(line.number, line.version, line.standing, line.path) for line in found] == [
        ("555/1", 1, "versi lama", "dokumen/01 Kartu API/versi 1.docx"),
        ("555/2", 2, "terbit", "dokumen/01 Kartu API/versi 2.docx"),
        ("555/2", 2, "bertanda tangan (basah)", "dokumen/01 Kartu API/versi 2 bertanda tangan.pdf"),
        ("", 1, "diterima", ""),
    ]
    assert found[-1].cells(4)[-2:] == ("hanya kertas", "-")


def test_the_contents_say_whose_file_it_is_and_every_digest_whole() -> None:
    card = Document(1, "", (version(1, "Kartu API", "a.docx"),))
    contents = Contents(
        "DISKOMINFO", "1/2026", "Dinkes", "SIMRS", "Permohonan", "445/1", DAY, 7, "cd" * 32, lines(card)
    )
    text = contents.text()
    for words in (
        "BERKAS KASUS 1/2026",
        "DISKOMINFO",
        "1 berkas, 7 catatan riwayat",
        "ab" * 32,
        "cd" * 32,
        "5 Januari 2026",
    ):
        assert words in text
    assert "belum mempunyai dokumen" in replace(contents, lines=()).text()


def test_the_proposed_name_has_no_folder_in_it() -> None:
    assert packet_name("1/2026", "SIMRS: data/pasien") == clean_name("Berkas 1-2026 SIMRS: data-pasien")
