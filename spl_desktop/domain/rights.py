"""Who may do what: the one table of use cases and roles, and the sentences of its refusals."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the window asks before anything of the office is imported
    from spl_desktop.domain.office import Account


class Role(StrEnum):
    """The roles of accounts, named as the office names them."""

    PENGELOLA = "pengelola"
    PETUGAS = "petugas"
    PEJABAT = "pejabat"
    PEMBACA = "pembaca"


ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.PENGELOLA: "Pengelola (pengaturan, akun, cadangan)",
    Role.PETUGAS: "Petugas (mengerjakan kasus)",
    Role.PEJABAT: "Pejabat (mendisposisi, memutuskan, mengesahkan)",
    Role.PEMBACA: "Pembaca (hanya membaca)",
}
"""Each role with what it is for."""


class UseCase(StrEnum):
    """What may be done to a register, each with its words in a refusal."""

    REGISTER_CASE = "mendaftarkan permohonan"
    WORK_STEP = "mengerjakan langkah"
    END_CASE = "membatalkan atau membuka kembali kasus"
    CORRECT = "membetulkan catatan"
    CONTACTS = "mengubah narahubung"
    NOTE = "menambah catatan kasus"
    FILE = "menyimpan dokumen kasus"
    DISPOSE = "mencatat disposisi"
    ISSUE = "menerbitkan dokumen"
    RESERVE = "memesan nomor surat"
    IMPORT = "mengimpor register lama"
    DRAFT = "menyimpan draf"
    SETTINGS = "mengubah pengaturan kantor"
    ACCOUNTS = "mengelola akun"
    OWN_PASSWORD = "mengganti kata sandi sendiri"  # words, not a password
    BACKUP = "membuat cadangan"
    RESTORE = "memulihkan register"
    REBUILD = "membangun ulang tabel register"


_PENGELOLA: Final = frozenset({Role.PENGELOLA})
_PETUGAS: Final = frozenset({Role.PETUGAS})
_CASE: Final = frozenset({Role.PETUGAS, Role.PEJABAT})
_DESK: Final = frozenset({Role.PETUGAS, Role.PENGELOLA})

RIGHTS: Final[Mapping[UseCase, frozenset[Role]]] = {
    UseCase.REGISTER_CASE: _PETUGAS,
    UseCase.WORK_STEP: _CASE,
    UseCase.END_CASE: _CASE,
    UseCase.CORRECT: _PETUGAS,
    UseCase.CONTACTS: _PETUGAS,
    UseCase.NOTE: _CASE,
    UseCase.FILE: _CASE,
    UseCase.DISPOSE: _CASE,
    UseCase.ISSUE: _CASE,
    UseCase.RESERVE: _DESK,
    UseCase.IMPORT: _DESK,
    UseCase.DRAFT: frozenset(Role),
    UseCase.SETTINGS: _PENGELOLA,
    UseCase.ACCOUNTS: _PENGELOLA,
    UseCase.OWN_PASSWORD: frozenset(Role),
    UseCase.BACKUP: _PENGELOLA,
    UseCase.RESTORE: _PENGELOLA,
    UseCase.REBUILD: _PENGELOLA,
}
"""The whole matrix: whoever is not named may not."""


def refusal(account: "Account | None", use: UseCase) -> str:
    """Why this account (None: nobody has signed in) may not do it, and who may; empty where it may."""
    if account is None:
        return f"Masuk dahulu dengan akun Anda untuk {use}."
    if not account.active:
        return f"Akun {account.name} sudah ditutup, jadi tidak dapat {use}. Masuk dengan akun lain."
    if account.role in RIGHTS[use]:
        return ""
    may = " atau ".join(role for role in Role if role in RIGHTS[use])
    return f"Akun {account.name} ({account.role}) tidak berhak {use}. Yang berhak: {may}."


def lane_refusal(account: "Account | None", lanes: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Why a pejabat may not end a step of these lanes; empty where one is his, and for every other role."""
    if account is None or account.role != Role.PEJABAT or account.lane in lanes:
        return ""
    whose = " atau ".join(names.get(lane, lane) for lane in lanes)
    return (
        f"Langkah ini milik {whose}, bukan pelaksana akun {account.name}. "
        f"Yang berhak: pejabat {whose}, atau petugas yang mencatat atas namanya."
    )
