"""Who signs: titles with a.n., u.b., Plt. and Plh., and only positions that are held on the day."""

from datetime import date

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.signing import signer_on, title_lines

START = date(2024, 1, 1)
DAY = date(2026, 11, 23)
KEPALA = Position(1, 1, "Kepala Dinas", "kepala", START)
SEKRETARIS = Position(2, 2, "Sekretaris", "sekretaris", START)
KABID = Position(3, 3, "Kepala Bidang", "kabid", START, end=date(2026, 11, 22))
KASI = Position(4, 4, "Kepala Seksi", "kasi", START)
PLT = Position(5, 4, "Kepala Bidang", "kabid", date(2026, 11, 23), appointment="plt")
OTHER = Position(6, 2, "Staf Ahli", "lainnya", START)
OFFICE = OfficeState(
    officials=tuple(Official(number, f"Nama {number}", nip=f"NIP {number}", rank="Penata") for number in range(1, 5)),
    positions=(KEPALA, SEKRETARIS, KABID, KASI, PLT, OTHER),
)


@pytest.mark.parametrize(
    ("position", "above", "lines"),
    [
        (KEPALA, (), ("Kepala Dinas",)),
        (PLT, (), ("Plt. Kepala Bidang",)),
        (SEKRETARIS, (KEPALA,), ("a.n. Kepala Dinas", "Sekretaris")),
        (PLT, (KEPALA,), ("a.n. Kepala Dinas", "Plt. Kepala Bidang")),
        (KASI, (KEPALA, KABID), ("a.n. Kepala Dinas", "Kepala Bidang", "u.b.", "Kepala Seksi")),
        (OTHER, (KEPALA,), ("a.n. Kepala Dinas", "Staf Ahli")),
    ],
)
def test_the_lines_over_a_signature(position: Position, above: tuple[Position, ...], lines: tuple[str, ...]) -> None:
    assert title_lines(position, above) == lines


@pytest.mark.parametrize(
    ("position", "above", "sentence"),
    [
        (KASI, (KEPALA,), "Kepala Seksi tidak dapat menandatangani a.n. Kepala Dinas: a.n. hanya untuk jabatan satu"),
        (SEKRETARIS, (KEPALA, KABID), "u.b. hanya untuk jabatan dua tingkat"),
        (KEPALA, (KEPALA,), "tidak dapat menandatangani a.n."),
        (KASI, (KEPALA, SEKRETARIS, KABID), "paling banyak dua jabatan"),
    ],
)
def test_levels_that_do_not_fit_are_refused(position: Position, above: tuple[Position, ...], sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        title_lines(position, above)
    assert sentence in refusal.value.sentence


def test_the_signatory_is_the_one_of_the_day() -> None:
    signer = signer_on(OFFICE, DAY, PLT.id, (KEPALA.id,), party="Diskominfo")
    assert (signer.name, signer.rank, signer.nip, signer.party) == ("Nama 4", "Penata", "NIP 4", "Diskominfo")
    assert signer.title == ("a.n. Kepala Dinas", "Plt. Kepala Bidang")


@pytest.mark.parametrize(
    ("day", "position", "above", "sentence"),
    [
        (DAY, KABID.id, (), "Kepala Bidang tidak dijabat oleh pejabat itu pada 23 November 2026."),
        (date(2026, 11, 22), PLT.id, (), "Kepala Bidang tidak dijabat"),
        (DAY, KASI.id, (KEPALA.id, KABID.id), "Kepala Bidang tidak dijabat"),
        (DAY, 99, (), "Jabatan penandatangan belum dipilih."),
    ],
)
def test_a_position_not_held_on_the_day_is_refused(
    day: date, position: int, above: tuple[int, ...], sentence: str
) -> None:
    with pytest.raises(UserError) as refusal:
        signer_on(OFFICE, day, position, above)
    assert sentence in refusal.value.sentence
