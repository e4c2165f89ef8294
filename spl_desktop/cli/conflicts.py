"""Options that cannot stand together, or would be accepted and then ignored: said before anything is opened."""

import argparse
from collections.abc import Iterator
from typing import Final

from spl_desktop.domain.rights import Role
from spl_desktop.domain.sop import Report

_CARD: Final = "kartu_kendali"
# What is meant for issued documents only, and for one kind of them only.
_ISSUED: Final = {
    "content": "--content",
    "number": "--number",
    "on": "--on",
    "signer": "--signer",
    "outside": "--outside",
}
_SHEET: Final = {"layout": "--layout", "disposition": "--disposition"}


def conflict_of(found: argparse.Namespace) -> str:
    """What is wrong with the command line as a whole, with the way out; empty where nothing is."""
    return next(_conflicts(found), "")


def _conflicts(found: argparse.Namespace) -> Iterator[str]:
    what = getattr(found, "what", "")
    match found.command:
        case None:
            if hasattr(found, "account") and not found.version:
                yield "--account hanya untuk perintah tanpa jendela; di jendela Anda masuk sendiri."
        case "demo":
            for name in ("register", "recorder", "account"):
                if hasattr(found, name):
                    yield f"demo membuat registernya sendiri di dalam --out; hapus --{name}."
        case "import":
            yield from _of_import(found)
        case "schedule":
            if found.json and found.ledger is not None:
                yield "--json sudah memuat rincian hari setiap langkah; hapus --ledger."
        case "desk":
            if found.ics is not None and found.waiting is not None:
                yield "--ics menulis semua tenggat; hapus --waiting."
        case "conformance":
            if found.case and (found.start or found.end):
                yield "--case menilai seluruh kasus; hapus --from dan --to."
        case "chart":
            if found.at is not None and not found.case:
                yield "Sebut kasusnya dengan --case; --at hanya berlaku untuk sebuah kasus."
            if found.paper and found.out.suffix.lower() != ".pdf":
                yield "--paper membagi PDF ke halaman; hapus, atau akhiri nama berkasnya dengan .pdf."
        case "document" if what == "make":
            yield from _of_document(found)
        case "account":
            if what in ("open", "role") and found.lane and found.role != Role.PEJABAT:
                yield f"--lane hanya untuk peran {Role.PEJABAT}; hapus."
            if what in ("begin", "recover") and hasattr(found, "account"):
                yield f"account {what} dipakai sebelum ada yang masuk; hapus --account."
    if _opens_only_what_is_named(found) and hasattr(found, "account") and not hasattr(found, "register"):
        yield "--account hanya berlaku bersama --register pada perintah ini."


def _opens_only_what_is_named(found: argparse.Namespace) -> bool:
    """Whether the command can be done without a register, and opens none that is not named."""
    return (
        found.command in ("schedule", "sop")
        or (found.command == "chart" and not found.case)
        or (found.command == "import" and found.template is not None)
        or (found.command == "template" and found.what in ("check", "fields"))
    )


def _of_import(found: argparse.Namespace) -> Iterator[str]:
    if (found.file is None) == (found.template is None):
        yield "Sebutkan berkas yang dimasukkan, atau --template BERKAS untuk menulis templat."
    if found.template is not None and (found.dry_run or found.skip_bad):
        yield "--template hanya menulis templat; hapus --dry-run dan --skip-bad."


def _of_document(found: argparse.Namespace) -> Iterator[str]:
    for name, option in (_ISSUED | _SHEET).items():
        if not getattr(found, name):
            continue
        if found.kind == _CARD:
            yield f"Kartu kendali memuat keadaan kasus hari ini dan tidak diterbitkan; hapus {option}."
        elif name in _SHEET and found.kind != Report.DISPOSITION:
            yield f"{option} hanya untuk {Report.DISPOSITION}; hapus."
        elif name == "content" and found.kind == Report.DISPOSITION:
            yield "Isi lembar disposisi diambil dari disposisi kasus; hapus --content."
