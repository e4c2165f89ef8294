"""Who signs: titles with a.n., u.b., Plt. and Plh., and only positions that are held on the day."""

from dataclasses import replace
from datetime import date

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, Official, Position
from spl_desktop.domain.signing import SigningWay, gaps, initials_on, signer_on, title_lines, ways_to_sign

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


def _way(ways: tuple[SigningWay, ...], position: int, *above: int) -> SigningWay:
    return next(way for way in ways if (way.position, way.above) == (position, above))


def test_the_ways_are_told_in_words() -> None:
    ways = ways_to_sign(OFFICE, DAY)
    assert [way.words for way in ways if way.position in (SEKRETARIS.id, PLT.id)] == [
        "Sekretaris (Nama 2)",
        "Sekretaris, a.n. Kepala Dinas (Nama 2)",
        "Plt. Kepala Bidang (Nama 4)",
        "Plt. Kepala Bidang, a.n. Kepala Dinas (Nama 4)",
    ]
    under = _way(ways, KASI.id, KEPALA.id, SEKRETARIS.id)
    assert under.words == "Kepala Seksi, u.b. Sekretaris a.n. Kepala Dinas (Nama 4)"
    assert under.lines == ("a.n. Kepala Dinas", "Sekretaris", "u.b.", "Kepala Seksi")


def test_nobody_signs_in_his_own_name_and_somebody_elses_at_once() -> None:
    ways = {(way.position, way.above) for way in ways_to_sign(OFFICE, DAY)}
    assert (KASI.id, (PLT.id,)) not in ways  # Nama 4 is Kasi and Plt. Kabid
    assert (OTHER.id, (KEPALA.id,)) not in ways


def test_beside_a_plh_both_are_offered_and_it_is_said_who_acts() -> None:
    plh = Position(9, 2, "Kepala Dinas", "kepala", date(2026, 11, 20), date(2026, 11, 25), appointment="plh")
    office = replace(OFFICE, positions=(*OFFICE.positions, plh))
    ways = ways_to_sign(office, DAY)
    away, acting = _way(ways, KEPALA.id), _way(ways, plh.id)
    assert (away.acting, acting.acting, acting.lines) == (False, True, ("Plh. Kepala Dinas",))
    assert away.note == "Pada hari itu Kepala Dinas dijalankan Plh. Nama 2 sejak 20/11/2026 sampai 25/11/2026."
    assert _way(ways, PLT.id, plh.id).lines == ("a.n. Plh. Kepala Dinas", "Plt. Kepala Bidang")
    assert not any(KEPALA.id in way.above for way in ways)
    assert _way(ways_to_sign(office, date(2026, 11, 26)), KEPALA.id).acting


def test_a_holder_appointed_meanwhile_acts_although_the_plt_was_not_ended() -> None:
    new = Position(9, 3, "Kepala Bidang", "kabid", date(2026, 11, 24))
    ways = ways_to_sign(replace(OFFICE, positions=(*OFFICE.positions, new)), date(2026, 11, 24))
    assert _way(ways, new.id).acting
    assert _way(ways, PLT.id).note == "Pada hari itu Kepala Bidang dijalankan Nama 3 sejak 24/11/2026."


def test_who_is_missing_is_said_with_the_way_out() -> None:
    office = replace(OFFICE, positions=(KEPALA, KABID, replace(PLT, start=date(2026, 11, 30))))
    (gap,) = gaps(office, DAY)
    assert gap.sentence == (
        "Kepala Bidang kosong: terakhir dijabat Nama 3 sampai 22/11/2026; penggantinya mulai 30/11/2026. "
        "Catat pejabat baru atau Plt./Plh. di Pengaturan bila sudah ada."
    )
    assert gaps(OFFICE, DAY) == gaps(office, date(2026, 11, 22)) == gaps(office, date(2026, 12, 1)) == ()


def test_paraf_is_resolved_like_a_signature() -> None:
    initials = initials_on(OFFICE, DAY, (PLT.id, SEKRETARIS.id))
    assert [(one.name, one.title) for one in initials] == [
        ("Nama 4", ("Plt. Kepala Bidang",)),
        ("Nama 2", ("Sekretaris",)),
    ]
    with pytest.raises(UserError, match="dipilih dua kali"):
        initials_on(OFFICE, DAY, (PLT.id, PLT.id))
    with pytest.raises(UserError, match="Kepala Bidang tidak dijabat"):
        initials_on(OFFICE, DAY, (KABID.id,))
