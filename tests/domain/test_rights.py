"""Rights: the matrix is whole, every refusal names who may, and rules of accounts keep the office able to act."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain import account_rules as rules
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.office import Account, OfficeState
from spl_desktop.domain.rights import RIGHTS, ROLE_WORDS, Role, UseCase, lane_refusal, refusal

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PASSWORD = "kopi pahit pagi"


def test_the_table_names_every_use_case_and_somebody_for_each() -> None:
    assert set(RIGHTS) == set(UseCase)
    assert all(RIGHTS.values())
    assert set(ROLE_WORDS) == set(Role)


@pytest.mark.parametrize("use", UseCase)
@pytest.mark.parametrize("role", Role)
def test_a_refusal_says_who_may_and_only_the_named_are_let_through(use: UseCase, role: Role) -> None:
    said = refusal(Account(1, "Siti", role, ""), use)
    assert (said == "") == (role in RIGHTS[use])
    if said:
        assert said.startswith(f"Akun Siti ({role}) tidak berhak {use}. Yang berhak: ")
        assert {one for one in Role if one in said.partition("Yang berhak:")[2]} == RIGHTS[use]


def test_what_the_roles_are_for() -> None:
    own = {role: {use for use in UseCase if role in RIGHTS[use]} for role in Role}
    assert own[Role.PEMBACA] == {UseCase.DRAFT, UseCase.OWN_PASSWORD}
    assert own[Role.PENGELOLA] >= {UseCase.SETTINGS, UseCase.ACCOUNTS, UseCase.BACKUP, UseCase.RESTORE}
    assert UseCase.WORK_STEP not in own[Role.PENGELOLA]
    assert own[Role.PETUGAS] >= {UseCase.REGISTER_CASE, UseCase.WORK_STEP, UseCase.FILE, UseCase.DISPOSE}
    assert own[Role.PEJABAT] >= {UseCase.DISPOSE, UseCase.WORK_STEP, UseCase.ISSUE}
    assert UseCase.REGISTER_CASE not in own[Role.PEJABAT]


def test_nobody_and_a_closed_account_are_told_to_sign_in() -> None:
    assert refusal(None, UseCase.FILE) == "Masuk dahulu dengan akun Anda untuk menyimpan dokumen kasus."
    closed = Account(1, "Siti", Role.PETUGAS, "", active=False)
    assert refusal(closed, UseCase.FILE).startswith("Akun Siti sudah ditutup")


def test_a_pejabat_decides_for_his_lane_only() -> None:
    kasi = Account(1, "Budi", Role.PEJABAT, "", "kasi")
    names = {"kasi": "Pejabat Pengawas", "kabid": "Pejabat Administrator"}
    assert lane_refusal(kasi, ("kasi", "kabid"), names) == ""
    assert "Langkah ini milik Pejabat Administrator" in lane_refusal(kasi, ("kabid",), names)
    assert lane_refusal(Account(2, "Siti", Role.PETUGAS, ""), ("kabid",), names) == ""


def test_the_last_pengelola_stays() -> None:
    state = OfficeState(accounts=(Account(1, "Siti", "pengelola", ""), Account(2, "Budi", "petugas", "")))
    with pytest.raises(UserError, match="Siti satu-satunya pengelola"):
        rules.close_account(state, account=1, reason="pindah")
    with pytest.raises(UserError, match="satu-satunya pengelola"):
        rules.change_role(state, account=1, role="petugas")
    assert rules.close_account(state, account=2, reason="pindah").name == "Budi"
    assert rules.change_role(state, account=2, role="pejabat", lane="kasi").lane == "kasi"


def test_what_a_new_account_is_refused_for() -> None:
    state = OfficeState(accounts=(Account(1, "Siti", "pengelola", ""), Account(2, "Budi", "petugas", "", active=False)))
    with pytest.raises(Invalid) as refused:
        rules.open_account(state, name=" SITI ", role="pejabat", password="pendek")
    assert refused.value.problems == {
        "name": 'Akun "Siti" sudah ada. Pilih nama lain.',
        "lane": "Pelaksana yang diwakili pejabat ini belum dipilih.",
        "password": "Kata sandi terlalu pendek: 6 huruf, sedikitnya 10. Pakai beberapa kata.",
    }
    with pytest.raises(Invalid, match="pernah dipakai akun yang sudah ditutup"):
        rules.open_account(state, name="budi", role="petugas", password=PASSWORD)
    with pytest.raises(Invalid, match="Akun pertama harus pengelola"):
        rules.open_account(OfficeState(), name="Ani", role="petugas", password=PASSWORD)
    with pytest.raises(Invalid, match="sama dengan nama akun"):
        rules.open_account(state, name="Ani Suryani", role="petugas", password="ani suryani")
    with pytest.raises(UserError, match="sudah ditutup"):
        rules.change_password(state, account=2, password=PASSWORD, how="sendiri")
    with pytest.raises(Invalid, match="Alasan penutupan belum diisi"):
        rules.close_account(state, account=1, reason=" ")


@given(st.integers(0, 10_000), st.integers(-(10**9), 10**9))
def test_waiting_grows_is_bounded_and_ends(wrong: int, passed: int) -> None:
    assert rules.delay(wrong) <= rules.delay(wrong + 1) <= 15 * 60
    left = rules.wait_left(wrong, NOON, NOON + timedelta(seconds=passed))
    assert 0 <= left <= rules.delay(wrong)
    assert rules.wait_left(wrong, NOON, NOON + timedelta(seconds=rules.delay(wrong))) == 0


def test_three_wrong_passwords_are_free() -> None:
    assert [rules.delay(wrong) for wrong in range(7)] == [0, 0, 0, 0, 5, 10, 20]
