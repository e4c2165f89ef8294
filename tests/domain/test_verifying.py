"""What two wordings say differently, told so that somebody can find it on the page."""

from spl_desktop.domain.verifying import differences

LONG = "Langkah 11 selesai pada waktunya dan tidak dikembalikan, sehingga " * 3


def test_the_same_words_differ_in_nothing() -> None:
    assert differences(["satu", "", "dua  kata"], ["satu", "dua kata "]) == ()


def test_a_changed_paragraph_is_told_with_what_it_was_and_around_the_change() -> None:
    (told,) = differences(["awal", f"{LONG}biaya Rp1.000", "akhir"], ["awal", f"{LONG}biaya Rp9.000", "akhir"])
    was, now = told.split(", dalam berkas ini ")
    assert was.startswith("Diterbitkan “…")
    assert was.endswith("biaya Rp1.000”")
    assert now.endswith("biaya Rp9.000”")
    assert len(told) < 280


def test_what_is_gone_and_what_came_is_told() -> None:
    assert differences(["satu", "dua"], ["satu"]) == ("Tidak ada lagi: “dua”",)
    assert differences(["satu"], ["nol", "satu"]) == ("Tidak diterbitkan: “nol”",)
    assert differences(["satu", "dua"], ["satu", "2", "tiga"]) == (
        "Diterbitkan “dua”, dalam berkas ini “2”",
        "Tidak diterbitkan: “tiga”",
    )


def test_rows_that_changed_places_are_told_as_such() -> None:
    assert differences(["a", "b"], ["b", "a"]) == ("Urutan isinya berbeda dengan yang diterbitkan.",)


def test_no_more_than_a_few_differences_are_told() -> None:
    assert len(differences([f"baris {n}" for n in range(50)], [f"lain {n}" for n in range(50)])) == 5
