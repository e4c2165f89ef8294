"""Accounts over a real register: signing in, waiting, recovery, and the wall before every verb that writes."""

import ast
import importlib
import inspect
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import spl_desktop.services
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.rights import RIGHTS, Role, UseCase
from spl_desktop.services import accounts, backup, cases, drafts, exporting, guarding, office, passwords, restore
from spl_desktop.services.checking import check
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close, open_register
from tests.builders import StandingClock, opened, walk_to

PASSWORD = "kopi pahit pagi"
DAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2id with the least cost: these tests hash a hundred times."""
    import argon2

    monkeypatch.setattr(argon2, "PasswordHasher", lambda: _hasher(time_cost=1, memory_cost=8, parallelism=1))


def _hasher(**cost: int) -> Any:
    from argon2._password_hasher import PasswordHasher

    return PasswordHasher(**cost)


def begun(register: Register) -> str:
    """The register with Siti as its pengelola, signed in; her recovery code."""
    return accounts.begin_accounts(register, name="Siti", password=PASSWORD).code


def with_everyone(register: Register) -> None:
    """An account of each role beside Siti, named as the role."""
    begun(register)
    for role, lane in (("petugas", ""), ("pejabat", "pejabat_pengawas"), ("pembaca", "")):
        accounts.open_account(register, name=role, role=role, password=PASSWORD, lane=lane)


def enter(register: Register, name: str) -> None:
    """Somebody signs in."""
    accounts.sign_in(register, name=name, password=PASSWORD)


def test_without_accounts_all_is_as_before(register: Register) -> None:
    assert accounts.accounts(register) == ()
    assert opened(register) == 1
    assert case_view(register, 1).history[0].recorded_by == "Penguji"


def test_the_first_account_signs_in_and_from_then_on_everybody_has_to(register: Register, clock: StandingClock) -> None:
    begun(register)
    assert (register.recorder, register.account) == ("Siti", 1)
    other = open_register(register.path, clock=clock, recorder="Orang Lain")
    with pytest.raises(UserError, match="Masuk dahulu dengan akun Anda untuk mendaftarkan permohonan"):
        opened(other)
    with pytest.raises(UserError, match="sudah mempunyai akun"):
        accounts.begin_accounts(other, name="Penyusup", password=PASSWORD)
    enter(other, "siti")
    assert (other.recorder, other.account) == ("Siti", 1)
    close(other)


def test_one_sentence_for_a_wrong_name_and_a_wrong_password(register: Register) -> None:
    begun(register)
    said = set()
    for name, password in (("Siti", "salah salah salah"), ("Tidak Ada", PASSWORD)):
        with pytest.raises(UserError) as refused:
            accounts.sign_in(register, name=name, password=password)
        said.add(refused.value.sentence)
    assert said == {"Nama akun atau kata sandi salah. Periksa huruf besar-kecilnya, lalu ulangi."}


def test_wrong_passwords_slow_down_also_after_a_restart(register: Register, clock: StandingClock) -> None:
    begun(register)
    for _ in range(4):
        with pytest.raises(UserError, match="kata sandi salah"):
            accounts.sign_in(register, name="Siti", password="salah salah salah")
    again = open_register(register.path, clock=clock)
    with pytest.raises(UserError, match=r"Terlalu sering salah. Tunggu 5 detik, lalu coba lagi"):
        enter(again, "Siti")
    clock.at = clock.at.replace(second=5)
    enter(again, "Siti")
    accounts.sign_out(again)
    with pytest.raises(UserError, match="kata sandi salah"):  # the right one has wiped the slate
        accounts.sign_in(again, name="Siti", password="salah salah salah")
    close(again)


def test_a_clock_set_back_locks_nobody_out(register: Register, clock: StandingClock) -> None:
    begun(register)
    for _ in range(4):
        with pytest.raises(UserError):
            accounts.sign_in(register, name="Siti", password="salah salah salah")
    clock.day -= timedelta(days=365)
    with pytest.raises(UserError, match="Tunggu 5 detik"):
        enter(register, "Siti")
    clock.at = clock.at.replace(second=5)
    enter(register, "Siti")


def test_passwords_are_changed_by_their_owner_and_reset_by_a_pengelola(register: Register) -> None:
    with_everyone(register)
    enter(register, "petugas")
    with pytest.raises(Invalid, match="Kata sandi lama salah"):
        accounts.change_password(register, old="bukan yang ini", password="teh manis sore")
    accounts.change_password(register, old=PASSWORD, password="teh manis sore")
    with pytest.raises(UserError, match="kata sandi salah"):
        enter(register, "petugas")
    accounts.sign_in(register, name="petugas", password="teh manis sore")
    with pytest.raises(UserError, match=r"tidak berhak mengelola akun\. Yang berhak: pengelola"):
        accounts.reset_password(register, account=1, password="teh manis sore")
    enter(register, "Siti")
    accounts.reset_password(register, account=2, password=PASSWORD)
    enter(register, "petugas")


def test_the_recovery_code_works_once(register: Register) -> None:
    code = begun(register)
    accounts.open_account(register, name="Budi", role="petugas", password=PASSWORD)
    accounts.sign_out(register)
    with pytest.raises(UserError, match="salah"):
        accounts.recover(register, name="Siti", code="AAAAA-AAAAA", password="teh manis sore")
    with pytest.raises(UserError, match="hanya berlaku bagi pengelola"):
        accounts.recover(register, name="Budi", code=code, password="teh manis sore")
    new = accounts.recover(register, name="Siti", code=code.lower().replace("-", " "), password="teh manis sore")
    assert register.account == 1
    with pytest.raises(UserError, match="salah"):
        accounts.recover(register, name="Siti", code=code, password=PASSWORD)
    accounts.recover(register, name="Siti", code=new.code, password=PASSWORD)
    enter(register, "Siti")


def test_a_closed_account_neither_signs_in_nor_goes_on(register: Register, clock: StandingClock) -> None:
    with_everyone(register)
    other = open_register(register.path, clock=clock)
    enter(other, "petugas")
    accounts.close_account(register, account=2, reason="pindah tugas")
    with pytest.raises(UserError, match="Akun petugas sudah ditutup"):
        opened(other)
    assert accounts.signed_in(other) is None
    with pytest.raises(UserError, match="kata sandi salah"):
        enter(other, "petugas")
    assert [one.active for one in accounts.accounts(other)] == [True, False, True, True]
    close(other)


def test_no_hash_is_in_the_history_and_one_put_in_its_place_is_no_use(register: Register, tmp_path: Path) -> None:
    begun(register)
    target = tmp_path / "catatan.jsonl"
    exporting.export_events(register, target)
    text = target.read_text("utf-8")
    assert "account_opened" in text
    assert "argon2" not in text
    assert all("argon2" not in row.sentence for row in office.office_history(register))
    secret = accounts.accounts(register)[0].secret
    with register.writing() as session:
        from spl_desktop.models.kept import DraftRecord

        record = session.get(DraftRecord, f"akun/sandi/{secret}")
        assert record is not None
        assert json.loads(record.data)["hash"].startswith("$argon2id$")
        record.data = json.dumps({"hash": passwords.hashed("milik penyusup")})
    with pytest.raises(UserError, match="kata sandi salah"):
        accounts.sign_in(register, name="Siti", password="milik penyusup")


def test_facts_of_accounts_are_told_and_whole(register: Register) -> None:
    with_everyone(register)
    accounts.change_role(register, account=2, role="pembaca")
    accounts.close_account(register, account=2, reason="pindah tugas")
    assert [row.sentence for row in office.office_history(register)][-7:] == [
        "Akun Siti dibuka sebagai pengelola.",
        "Kode pemulihan baru dibuat; kode sebelumnya tidak berlaku lagi.",
        "Akun petugas dibuka sebagai petugas.",
        "Akun pejabat dibuka sebagai pejabat.",
        "Akun pembaca dibuka sebagai pembaca.",
        "Peran akun petugas menjadi pembaca.",
        "Akun petugas ditutup. Alasan: pindah tugas",
    ]
    assert not check(register).problems


def test_a_pejabat_ends_the_steps_of_his_lane_and_a_petugas_in_his_name(register: Register) -> None:
    with_everyone(register)
    enter(register, "petugas")
    case = opened(register)
    enter(register, "pejabat")
    with pytest.raises(UserError, match=r"Langkah ini milik .* bukan pelaksana akun pejabat"):
        cases.hold(register, case, on=DAY, reason="menunggu")
    enter(register, "petugas")
    view = case_view(register, case)
    step = next(one.id for one in view.sop.steps if "pejabat_pengawas" in one.lanes)
    walk_to(register, case, step)
    cases.hold(register, case, on=DAY, reason="rapat", lane="pejabat_pengawas", official="Budi")
    last = case_view(register, case).history[-1]
    assert (last.acted, last.recorded_by) == ("Budi, Pejabat Pengawas", "petugas")
    assert last.who == "petugas atas nama Budi, Pejabat Pengawas"
    cases.resume(register, case, on=DAY)
    enter(register, "pejabat")
    cases.hold(register, case, on=DAY, reason="rapat")
    last = case_view(register, case).history[-1]
    assert (last.acted, last.recorded_by) == ("pejabat, Pejabat Pengawas", "pejabat")
    assert last.who == "pejabat, Pejabat Pengawas"  # in his own name, told once


def test_a_register_with_accounts_is_restored_by_a_pengelola_only(register: Register, clock: StandingClock) -> None:
    with_everyone(register)
    made = backup.manual_backup(register).backup
    close(register)
    with pytest.raises(UserError, match="Masuk dahulu dengan akun Anda untuk memulihkan register"):
        restore.restore(made.path, register.path, clock)
    again = open_register(register.path, clock=clock)
    enter(again, "petugas")
    with pytest.raises(UserError, match=r"tidak berhak memulihkan register\. Yang berhak: pengelola"):
        restore.permit_restore(again)
    enter(again, "Siti")
    permit = restore.permit_restore(again)
    close(again)
    assert restore.restore(made.path, register.path, clock, permit=permit).replaced is not None


# -- the wall

OPEN = {
    "accounts.begin_accounts",  # the first account
    "accounts.sign_in",  # who is it?
    "accounts.recover",  # the way back in
    "register.create_register",  # a new register has no accounts
    "acting.act",  # what the guarded verbs are made of
    "acting.act_in",
    "checking.check",  # asks the search index under the lock of a writer, and writes nothing
}
"""What writes without a guard, and why it may."""

MODULES = {path.stem: path for path in Path(inspect.getfile(spl_desktop.services)).parent.glob("*.py")}
for _name in MODULES:
    importlib.import_module(f"spl_desktop.services.{_name}")  # a verb is known once its module is


def _writing() -> set[str]:
    """Every function of the services that writes, by itself or by a function of its own module."""
    found: set[str] = set()
    for module, path in MODULES.items():
        functions = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
        calls = {
            node.name: {_called(call) for call in ast.walk(node) if isinstance(call, ast.Call)} for node in functions
        }
        writing = {"writing", "act", "act_in"}
        while more := {name for name, called in calls.items() if called & writing} - writing:
            writing |= more
        found |= {f"{module}.{name}" for name in writing & calls.keys()}
    return found


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):  # a rule may be called like a verb
        return "writing" if function.attr == "writing" else ""
    return getattr(function, "id", "")


def test_every_public_verb_that_writes_is_guarded() -> None:
    public = {name for name in _writing() if not name.partition(".")[2].startswith("_")}
    assert {"cases.finish_step", "printing.print_form", "office.set_setting", "drafts.save_draft"} <= public
    assert public - guarding.GUARDED.keys() == OPEN
    assert set(guarding.GUARDED.values()) == set(UseCase)


def test_the_whole_matrix_meets_the_wall(register: Register) -> None:
    with_everyone(register)
    names = {Role.PENGELOLA: "Siti", Role.PETUGAS: "petugas", Role.PEJABAT: "pejabat", Role.PEMBACA: "pembaca"}
    for role, name in names.items():
        enter(register, name)
        for verb, use in guarding.GUARDED.items():
            refused = _refused(verb, register)
            assert (refused is None) == (role in RIGHTS[use]), (verb, role, refused)
            if refused is not None:
                assert refused.startswith(f"Akun {name} ({role}) tidak berhak {use}. Yang berhak: ")


def _refused(verb: str, register: Register) -> str | None:
    """The sentence of the wall, None where the verb was let through (to whatever then is wrong with empty hands)."""
    module, name = verb.split(".")
    function: Callable[..., object] = getattr(importlib.import_module(f"spl_desktop.services.{module}"), name)
    given = {"issued": object()} if name.startswith("print_") else {}
    try:
        function(register, **given)
    except UserError as refused:
        return refused.sentence
    except TypeError:  # let through: its arguments are missing
        return None
    return None


def test_a_draft_of_a_document_is_open_to_readers(register: Register) -> None:
    with_everyone(register)
    enter(register, "pembaca")
    drafts.save_draft(register, "x", {"a": "b"})
    assert drafts.load_draft(register, "x") == {"a": "b"}


def test_an_unknown_name_cannot_be_told_from_a_known_one_by_the_waiting(register: Register) -> None:
    begun(register)
    for name in ("Tidak Ada", "Siti"):
        said = []
        for _ in range(5):
            with pytest.raises(UserError) as refused:
                accounts.sign_in(register, name=name, password="salah salah salah")
            said.append(refused.value.sentence)
        assert [one.startswith("Terlalu sering salah. Tunggu 5 detik") for one in said] == [False] * 4 + [True]
    with pytest.raises(UserError, match="kata sandi salah"):  # another name is counted for itself
        accounts.sign_in(register, name="Bukan Siapa-siapa", password="salah salah salah")


def test_an_unknown_name_costs_one_hash_as_a_known_one_does(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(register)
    done: list[str] = []
    hasher = _hasher(time_cost=1, memory_cost=8, parallelism=1)

    class Counting:
        def hash(self, password: str) -> str:
            done.append("hash")
            return str(hasher.hash(password))

        def verify(self, text: str, password: str) -> bool:
            done.append("verify")
            return bool(hasher.verify(text, password))

    monkeypatch.setattr("argon2.PasswordHasher", Counting)
    for name in ("Siti", "Tidak Ada"):
        with pytest.raises(UserError, match="kata sandi salah"):
            accounts.sign_in(register, name=name, password="salah salah salah")
    assert done == ["verify", "verify"]


def test_the_hash_that_belongs_to_nobody_has_the_usual_cost() -> None:
    from argon2 import extract_parameters

    fresh = extract_parameters(_hasher().hash("apa saja"))
    assert extract_parameters(passwords._NOBODY) == fresh


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SITI", 'Akun "Siti" sudah ada'),
        ("Síti", 'Nama itu tampak sama dengan akun "Siti"'),
        ("S1t1", 'Nama itu tampak sama dengan akun "Siti"'),
        ("Sitı", 'Nama itu tampak sama dengan akun "Siti"'),
        ("Sіti", 'memuat "і", yang bukan huruf Latin'),
        ("Ｓiti", 'memuat "Ｓ", yang bukan huruf Latin'),
        ("S\u200biti\u202e", 'Akun "Siti" sudah ada'),
    ],
)
def test_a_name_that_looks_like_another_is_refused(register: Register, name: str, sentence: str) -> None:
    begun(register)
    with pytest.raises(Invalid) as refused:
        accounts.open_account(register, name=name, role="petugas", password=PASSWORD)
    assert sentence in refused.value.problems["name"]


def test_a_password_is_the_same_however_its_letters_are_composed(register: Register) -> None:
    accounts.begin_accounts(register, name="Siti", password="café pahit pagi")
    accounts.sign_out(register)
    assert accounts.sign_in(register, name="Siti", password="cafe\u0301 pahit pagi").id == 1


def test_what_one_account_types_is_not_seen_by_the_next(register: Register) -> None:
    drafts.save_draft(register, "note:1", {"text": "sebelum ada akun"})
    with_everyone(register)
    enter(register, "petugas")
    assert drafts.load_draft(register, "note:1") == {"text": "sebelum ada akun"}
    drafts.save_draft(register, "note:1", {"text": "rahasia"})
    enter(register, "pejabat")
    assert drafts.load_draft(register, "note:1") == {"text": "sebelum ada akun"}
    drafts.drop_draft(register, "note:1")
    assert drafts.load_draft(register, "note:1") is None
    enter(register, "petugas")
    assert drafts.load_draft(register, "note:1") == {"text": "rahasia"}


def test_the_draft_of_a_document_is_the_work_of_the_office_and_not_of_readers(register: Register) -> None:
    with_everyone(register)
    enter(register, "petugas")
    drafts.save_draft(register, "form:1:laporan", {"a": "b"})
    enter(register, "pejabat")
    assert drafts.load_draft(register, "form:1:laporan") == {"a": "b"}
    enter(register, "pembaca")
    for spoil in (lambda: drafts.save_draft(register, "form:1:laporan", {}), lambda: _drop(register, "form:1:laporan")):
        with pytest.raises(UserError, match="tidak berhak menerbitkan dokumen"):
            spoil()


def test_no_verb_of_drafts_comes_near_the_hashes(register: Register) -> None:
    begun(register)
    assert drafts.drafts(register) == ()
    with pytest.raises(UserError, match="bukan draf"):
        drafts.save_draft(register, "akun/salah/1", {"wrong": 0})
    with pytest.raises(UserError, match="bukan draf"):
        _drop(register, "akun/salah/1")


def _drop(register: Register, key: str) -> object:
    return drafts.drop_draft(register, key)


def test_the_last_pengelola_stays_and_a_closed_account_does_nothing_in_another_window(
    register: Register, clock: StandingClock
) -> None:
    with_everyone(register)
    for leave in (
        lambda: accounts.change_role(register, account=1, role="petugas"),
        lambda: accounts.close_account(register, account=1, reason="pensiun"),
    ):
        with pytest.raises(UserError, match="Siti satu-satunya pengelola"):
            leave()
    other = open_register(register.path, clock=clock)
    enter(other, "petugas")
    accounts.close_account(register, account=2, reason="pindah")
    with pytest.raises(UserError, match="Akun petugas sudah ditutup, jadi tidak dapat mendaftarkan permohonan"):
        opened(other)
    close(other)


def test_a_role_that_was_forged_from_outside_is_found(register: Register) -> None:
    with_everyone(register)
    with register.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER facts_never_change")
        connection.exec_driver_sql(
            'UPDATE facts SET payload = replace(payload, \'"role":"pembaca"\', \'"role":"pengelola"\') '
            "WHERE stream = 'office'"
        )
    assert check(register).problems


def test_no_password_stands_in_history_file_names_or_exported_events(register: Register, tmp_path: Path) -> None:
    with_everyone(register)
    exporting.export(register, "events", tmp_path / "riwayat.jsonl")
    written = (tmp_path / "riwayat.jsonl").read_text(encoding="utf-8")
    assert "argon2" not in written
    assert PASSWORD not in written
    for file in register.path.parent.glob("register.db*"):
        assert PASSWORD.encode() not in file.read_bytes()
