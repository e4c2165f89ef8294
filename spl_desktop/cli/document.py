"""`spl-desktop document`: the documents of a case listed, made, and files compared with what was issued."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spl_desktop.cli.output import Progress, say, say_json, table
from spl_desktop.cli.registers import opened
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.services.control_card import KIND, TITLE

if TYPE_CHECKING:
    from datetime import date

    from spl_desktop.domain.case import Document, Version
    from spl_desktop.domain.forms import Content
    from spl_desktop.domain.values import Signer
    from spl_desktop.services.changes import Changes
    from spl_desktop.services.printing import Issue, Print, SignedBy
    from spl_desktop.services.register import Register


def run(arguments: argparse.Namespace) -> int:
    """The sub-command."""
    return {"list": run_list, "make": run_make, "verify": run_verify}[arguments.what](arguments)


def run_list(arguments: argparse.Namespace) -> int:
    """Every document of the case with its versions, and the papers that may be made."""
    from spl_desktop.services.forms import form_of, papers_of
    from spl_desktop.services.queries import case_view, find_case

    with opened(arguments) as register:
        case = find_case(register, arguments.case)
        view = case_view(register, case)
        drafts = {paper.report for papers in papers_of(register, case).values() for paper in papers if paper.draft}
    versions = [(document, version) for document in view.state.documents for version in document.versions]
    titles = {one: "Lembar disposisi" if one is Report.DISPOSITION else form_of(one).title for one in Report}
    if arguments.json:
        kinds = [{"report": one.value, "title": title, "draft": one in drafts} for one, title in titles.items()]
        kinds.append({"report": KIND, "title": TITLE, "draft": False})
        say_json({"case": view.row.agenda, "documents": [_told(*one) for one in versions], "kinds": kinds})
        return 0
    shown = [
        (
            str(document.number),
            str(version.number),
            version.title,
            version.issued_number or "-",
            short_date(version.on),
            "ya" if version.signed is not None else "-",
        )
        for document, version in versions
    ]
    say(table(("Dok", "Versi", "Judul", "Nomor", "Tanggal", "TTD"), shown) if shown else "Belum ada dokumen.")
    say()
    possible = [(one.value, title, "ada" if one in drafts else "-") for one, title in titles.items()]
    possible.append((KIND, TITLE, "-"))
    say(table(("Jenis", "Dokumen", "Draf"), possible))
    return 0


def _told(document: "Document", version: "Version") -> dict[str, Any]:
    return {
        "document": document.number,
        "version": version.number,
        "title": version.title,
        "kind": document.kind,
        "report": version.report,
        "number": version.issued_number,
        "on": version.on.isoformat(),
        "file": version.file.name if version.file is not None else "",
        "macros": version.file is not None and version.file.macros,
        "signed": version.signed is not None,
        "replaces": version.replaces,
        "seal": version.seal,
        "content": version.content,
    }


def run_make(arguments: argparse.Namespace) -> int:
    """Makes a document of the case, issued or with --draft not, as .docx or .pdf."""
    from spl_desktop.services.numbering import next_number
    from spl_desktop.services.printing import Issue, Print
    from spl_desktop.services.queries import case_view, find_case

    target: Path = arguments.out
    if target.suffix.lower() not in (".docx", ".pdf"):
        raise UserError(f'Akhiran "{target.suffix}" tidak dikenal. Tulis nama berkas dengan .docx atau .pdf.')
    if arguments.kind == KIND:
        return _make_control_card(arguments)
    report = _report(arguments.kind)
    with opened(arguments) as register, tempfile.TemporaryDirectory(prefix="spl-buat-") as folder:
        case = find_case(register, arguments.case)
        on: date = arguments.on or register.today
        number = arguments.number or ("" if arguments.draft else next_number(register, report, on)[0])
        word = target if target.suffix.lower() == ".docx" else Path(folder) / f"{target.stem}.docx"
        how = Print(
            on=on, signers=_signers(register, report, on, arguments), paper=arguments.paper, target=word, number=number
        )
        issued = None if arguments.draft else Issue()
        changes = _make(register, case, report, how, issued, arguments)
        if word is not target:
            _as_pdf(word, target)
        agenda = case_view(register, case).row.agenda
    if arguments.json:
        made = {"case": agenda, "kind": report.value, "file": str(target), "number": number, "document": changes.made}
        say_json({**made, "issued": issued is not None, "notice": changes.notice})
        return 0
    what = "diterbitkan" if issued is not None else "dibuat sebagai draf"
    say(f"{report.value} {number} untuk agenda {agenda} {what}: {target}".replace("  ", " "))
    if changes.notice:
        say(changes.notice)
    return 0


def _make_control_card(arguments: argparse.Namespace) -> int:
    """The kartu kendali, which is no issued document: it has no number, and nothing is recorded."""
    from spl_desktop.services.control_card import write_control_card
    from spl_desktop.services.queries import find_case

    target: Path = arguments.out
    with opened(arguments) as register, tempfile.TemporaryDirectory(prefix="spl-buat-") as folder:
        word = target if target.suffix.lower() == ".docx" else Path(folder) / f"{target.stem}.docx"
        write_control_card(register, find_case(register, arguments.case), word, paper=arguments.paper)
        if word is not target:
            _as_pdf(word, target)
    if arguments.json:
        say_json({"case": arguments.case, "kind": KIND, "file": str(target), "issued": False})
    else:
        say(f"Kartu kendali kasus {arguments.case} ditulis ke {target}")
    return 0


def _make(
    register: "Register", case: int, report: Report, how: "Print", issued: "Issue | None", arguments: argparse.Namespace
) -> "Changes":
    from spl_desktop.services.forms import open_form
    from spl_desktop.services.printing import print_disposition, print_form

    progress = Progress()
    if report is Report.DISPOSITION:
        return print_disposition(
            register,
            case,
            layout=arguments.layout or "klasik",
            how=how,
            disposition=arguments.disposition,
            issued=issued,
            progress=progress,
        )
    content = _content(arguments.content) if arguments.content else open_form(register, case, report).content
    return print_form(register, case, report=report, content=content, how=how, issued=issued, progress=progress)


def _report(kind: str) -> Report:
    try:
        return Report(kind)
    except ValueError:
        offered = ", ".join([*Report, KIND])
        raise UserError(f'Jenis dokumen "{kind}" tidak dikenal. Pilih salah satu: {offered}.') from None


def _content(path: Path) -> "Content":
    """What a form says, from a JSON file."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f'Berkas isi "{path}" tidak dapat dibaca. Periksa letaknya.') from error
    except (ValueError, RecursionError) as error:
        raise UserError(
            f'Berkas isi "{path}" bukan JSON yang benar. Periksa tanda kutip, koma, dan kurungnya.'
        ) from error
    sound = isinstance(found, dict) and all(
        isinstance(value, str)
        or (
            isinstance(value, list)
            and all(isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values()) for row in value)
        )
        for value in found.values()
    )
    if not sound:
        raise UserError(
            f'Berkas isi "{path}" harus memuat isian: teks, atau daftar baris yang setiap selnya teks. '
            "Lihat contohnya dengan document list --json."
        )
    content: Content = found
    return content


def _signers(
    register: "Register", report: Report, on: "date", arguments: argparse.Namespace
) -> "tuple[SignedBy | Signer, ...]":
    """Those outside first, then those of the office, with what stands over each signature in the form's places."""
    from spl_desktop.domain.forms import Slot, party_of
    from spl_desktop.domain.values import Signer
    from spl_desktop.services.forms import form_of
    from spl_desktop.services.office import office
    from spl_desktop.services.printing import SignedBy

    slots = () if report is Report.DISPOSITION else form_of(report).signers
    outside = [slot for slot in slots if slot.outside] + [Slot(label="", party="tanpa")] * len(arguments.outside)
    inside = [slot for slot in slots if not slot.outside] + [Slot(label="", party="tanpa")] * len(arguments.signer)
    known = {one.id for one in office(register).positions}
    signers: list[SignedBy | Signer] = []
    for text, slot in zip(arguments.outside, outside, strict=False):
        name, title, nip, party, *_ = [*(one.strip() for one in text.split("|")), "", "", ""]
        signers.append(Signer(name=name, title=(title,) if title else (), nip=nip, party=party or party_of(slot)))
    for text, slot in zip(arguments.signer, inside, strict=False):
        places = text.split(":")
        if not all(one.isdigit() for one in places) or len(places) > 3:
            raise UserError(_known_positions(register, on, text))
        position, *above = map(int, places)
        if unknown := next((one for one in (position, *above) if one not in known), 0):
            raise UserError(_not_held(register, on, unknown))
        signers.append(SignedBy(position, tuple(above), party_of(slot)))
    return tuple(signers)


def _known_positions(register: "Register", on: "date", typed: str) -> str:
    return f'Penandatangan "{typed}" tidak dapat dibaca. Tulis nomor jabatannya. {_held(register, on)}'


def _not_held(register: "Register", on: "date", position: int) -> str:
    return f"Jabatan nomor {position} tidak ada di kantor ini. {_held(register, on)}"


def _held(register: "Register", on: "date") -> str:
    from spl_desktop.services.office import positions_on

    held = [f"{one.position.id} {one.position.title}" for one in positions_on(register, on)]
    return f"Pada {short_date(on)}: {'; '.join(held) or 'belum ada'}."


def _as_pdf(word: Path, target: Path) -> None:
    from spl_desktop.services.converting import to_pdf
    from spl_desktop.services.saving import copy_whole

    (pdf,) = to_pdf([word], word.parent, progress=Progress())
    copy_whole(pdf, target)


def run_verify(arguments: argparse.Namespace) -> int:
    """Compares a file with what was issued; 0 where it is the same, otherwise 1, also where only its code was seen."""
    from dataclasses import asdict

    from spl_desktop.domain.verifying import Answer
    from spl_desktop.services.verifying import verify

    with opened(arguments) as register:
        verdict = verify(register, arguments.file, progress=Progress())
    if arguments.json:
        say_json({"file": str(arguments.file), **asdict(verdict)})
    else:
        say(f"{verdict.answer.value}: {verdict.sentence}")
        for line in verdict.differences or ():
            say(f"  {line}")
    return 0 if verdict.answer is Answer.SAME else 1
