"""A NIP is printed in groups and doubted with a sentence, never refused."""

import pytest

from spl_desktop.domain.people import group_nip, nip_line, nip_warning, plain_name


@pytest.mark.parametrize(
    "typed", ["197802102005011016", "19780210 200501 1 016", " 1978 0210 2005 0110 16 ", "19780210.200501.1.016"]
)
def test_groups_eight_six_one_three(typed: str) -> None:
    assert group_nip(typed) == "19780210 200501 1 016"
    assert nip_line(typed) == "NIP. 19780210 200501 1 016"


@pytest.mark.parametrize(
    ("typed", "printed"), [("", ""), ("  ", ""), ("12 345", "12 345"), ("PPPK  77", "PPPK 77"), ("١" * 18, "١" * 18)]
)
def test_other_numbers_stay_as_typed(typed: str, printed: str) -> None:
    assert group_nip(typed) == printed


def test_no_line_without_number() -> None:
    assert nip_line(" ") == ""


def test_a_good_number_has_no_warning() -> None:
    assert nip_warning("19780210 200501 1 016") == ""
    assert nip_warning("198812312015022003") == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "belum diisi"),
        ("1978021020050110", "biasanya 18 angka, yang ini 16"),
        ("19780210200501101A", "tanda selain angka"),
        ("19780230 200501 1 016", "bukan tanggal lahir"),
        ("00000000 200501 1 016", "bukan tanggal lahir"),
        ("19900101 202221 1 001", "lazim pada PPPK"),
        ("19780210 197802 1 016", "mendahului tanggal lahir"),
        ("19780210 200501 3 016", "1 (pria) atau 2 (wanita)"),
    ],
)
def test_warnings_say_what_is_odd(typed: str, words: str) -> None:
    assert words in nip_warning(typed)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ISNAN NUR AZIZ, S.Kom.", "ISNAN NUR AZIZ"),
        ("Dra. Endang Widyastuti, M.M.", "ENDANG WIDYASTUTI"),
        ("Prof. Dr. Ir. H. M. Arif Budiman, S.T., Ph.D", "M. ARIF BUDIMAN"),
        ("Drs. H. Juliyatmono, M.M.", "JULIYATMONO"),
        ("Dr. (H.C.) Budi", "BUDI"),
        ("Prof.Dr. Hj. Siti Aminah", "SITI AMINAH"),
        ("dr. Rina S.T. M.Kom.", "RINA"),
        ("Hasan A.Md.Kom.", "HASAN"),
        ("Drs Bambang", "BAMBANG"),
        ("Ahmad M. Said", "AHMAD M. SAID"),
        ("R. Soekarno S.", "R. SOEKARNO S."),
        ("Ira  Wati", "IRA WATI"),
        ("Dr.", "DR."),
        ("", ""),
    ],
)
def test_a_keputusan_prints_the_name_alone(name: str, plain: str) -> None:
    assert plain_name(name) == plain
