"""What two versions differ in, what was inferred, and which steps hold a word."""

from dataclasses import replace

import pytest

from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import ChangeOf, compare, find_steps, inferred, inferred_of, time_words
from spl_desktop.services.scheduling import shipped_sop


@pytest.fixture(scope="module")
def sop() -> Sop:
    """The shipped SOP."""
    return shipped_sop()


def test_a_version_differs_in_nothing_from_itself(sop: Sop) -> None:
    assert compare(sop, sop) == ()


def test_removed_added_and_changed_steps_are_told_apart(sop: Sop) -> None:
    first, second, *rest = sop.steps
    other = replace(
        sop,
        identity=replace(sop.identity, warning="Hati-hati."),
        steps=(replace(second, number=1, note="lihat lampiran"), replace(first, id="baru", number=2), *rest),
    )
    changes = compare(sop, other)
    assert [(change.kind, change.place) for change in changes] == [
        (ChangeOf.CHANGED, "Identitas"),
        (ChangeOf.CHANGED, "Langkah 1"),
        (ChangeOf.ADDED, "Langkah 2"),
        (ChangeOf.CHANGED, "Langkah 3"),
        (ChangeOf.REMOVED, "Langkah 1 (lama)"),
    ]
    assert changes[0].details[0].endswith("menjadi “Hati-hati.”")
    assert "Keterangan: (kosong) menjadi “lihat lampiran”" in changes[1].details
    # Step 3 goes back to the step that now bears the number 1.
    assert changes[3].details == (
        "Jalan keluar: “Sepakat: ke langkah 4; Tidak sepakat: kembali ke langkah 2” menjadi "
        "“Sepakat: ke langkah 4; Tidak sepakat: kembali ke langkah 1”",
    )


def test_every_mark_of_the_file_is_told(sop: Sop) -> None:
    places = {one.place: one.values for one in inferred(sop)}
    assert places["Seluruh SOP"] == ("singkatan pelaksana",)
    assert set(places) == {"Seluruh SOP", *(f"Langkah {step.number}" for step in sop.steps)}
    assert places["Langkah 3"][-1] == "jalan “Tidak sepakat: kembali ke langkah 2”"
    assert inferred_of(sop.step("penyampaian_dokumen")) == {"time", "outcomes"}


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("", []), ("   ", []), ("3", [3]), ("DASHBOARD", [11]), ("opd validasi", [8, 9]), ("satelit", [])],
)
def test_steps_are_found_by_number_and_by_every_word(sop: Sop, words: str, numbers: list[int]) -> None:
    assert [sop.step(found).number for found in find_steps(sop, words)] == numbers


def test_a_time_says_how_it_is_counted_where_the_decree_does_not(sop: Sop) -> None:
    assert time_words(sop.step("skenario_integrasi").time) == "1 bulan"
    assert time_words(sop.step("dashboard").time) == "1-3 hari (dihitung 1 sampai 3 hari kerja)"
