"""Makes every document of a case, as pictures of its pages: `python -m tools.document_pictures FOLDER [--paper F4]`.

The case, its forms filled with their own examples, and its numbers are made anew in a register of their own;
LibreOffice turns the Word files into PDF and pdftoppm the PDF into PNG. With --keep the Word files and PDFs stay.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from spl_desktop.domain.forms import Content, Form, Slot, example_content, party_of
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Contact, Signer
from spl_desktop.services import cases, office
from spl_desktop.services.cases import NewCase
from spl_desktop.services.forms import form_of, open_form
from spl_desktop.services.printing import Issue, Print, SignedBy, print_form
from spl_desktop.services.register import Register, close, create_register

DAY = date(2026, 11, 23)
DPI = 70


def main() -> None:
    """Writes the pictures into the folder that was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--paper", choices=("A4", "F4"), default="A4")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        register = create_register(Path(work) / "register.db", recorder="Siti Aminah")
        try:
            made = list(documents(register, Path(work), asked.paper, asked.only))
        finally:
            close(register)
        for pdf in pdfs(made, Path(work)):
            subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(asked.folder / pdf.stem)], check=True)
            if asked.keep:
                shutil.copy(pdf, asked.folder)
                shutil.copy(pdf.with_suffix(".docx"), asked.folder)


def documents(register: Register, folder: Path, paper: str = "", only: str = "") -> Iterator[Path]:
    """Issues each form of a case and gives its Word file."""
    case = cases.open_case(register, letter()).made
    for number, report in enumerate(one for one in Report if one is not Report.DISPOSITION):
        form = form_of(report)
        content = completed(form, open_form(register, case, report).content)
        signers = tuple(_signer(register, slot) for slot in form.signers)
        target = folder / f"{form.template}.docx"
        how = Print(on=DAY, signers=signers, number=f"500.12.6.3/{number + 1}/XI/2026", paper=paper, target=target)
        print_form(register, case, report=report, content=content, how=how, issued=Issue())
        if only in form.template:
            yield target


def completed(form: Form, known: Content) -> dict[str, str | list[dict[str, str]]]:
    """What the case knows, and the examples of the form for everything else."""
    content = example_content(form)
    for field, value in known.items():
        example = content.get(field)
        if isinstance(value, str):
            content[field] = value or example or ""
        elif value and isinstance(example, list):
            content[field] = [{**example[min(number, len(example) - 1)], **row} for number, row in enumerate(value)]
    return content


def letter() -> NewCase:
    """The letter that the case begins with."""
    return NewCase(
        agenda="17/2026",
        letter_number="445/1093/XI/2026",
        letter_date=date(2026, 11, 20),
        received=DAY,
        subject="Permohonan integrasi data pasien SIMRS melalui Sistem Penghubung Layanan",
        agency=5,
        system="SIMRS",
        contacts=(
            Contact(role="struktural", name="Sri Wahyuni, S.K.M.", nip="198001012005012001", position="Sekretaris"),
            Contact(role="teknis", name="Budi Santoso, S.Kom.", phone="0812 3456 7890", email="budi@example.go.id"),
        ),
    )


def _signer(register: Register, slot: Slot) -> SignedBy | Signer:
    party = party_of(slot, "Dinas Kesehatan")
    if slot.outside:
        return Signer(name="Sri Wahyuni, S.K.M.", title=("Sekretaris",), nip="198001012005012001", party=party)
    holders = office.positions_on(register, DAY)
    chosen = next((one for role in slot.roles for one in holders if one.position.role == role), holders[0])
    return SignedBy(chosen.position.id, party=party)


def pdfs(documents: list[Path], folder: Path) -> list[Path]:
    """The Word files as PDF, by LibreOffice in one call."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, documents)], check=True, capture_output=True)
    return [document.with_suffix(".pdf") for document in documents]


if __name__ == "__main__":
    main()
