"""How long a document takes beside the bare filling of its template: `python -m benchmarks.documents [--rounds N]`.

Each form is printed as a draft by the service (register read, content judged, template filled, file written whole);
in turn with it, the same template is filled by docxtpl alone with an example of the same fields. The packet of a case
with twelve issued documents stands beside the writing and hashing of the same bytes. Medians; the ratio counts.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate

from spl_desktop import shipped
from spl_desktop.domain.sop import Report
from spl_desktop.reports.catalogue import example_context
from spl_desktop.reports.rendering import environment
from spl_desktop.services import cases
from spl_desktop.services.forms import form_of, open_form
from spl_desktop.services.packet import make_packet
from spl_desktop.services.printing import Print, print_form
from spl_desktop.services.register import Register, close, create_register
from tools import document_pictures


@dataclass(frozen=True)
class Figure:
    """Medians in seconds of the floor and of ours."""

    name: str
    floor: float
    ours: float

    def line(self) -> str:
        """Name, floor, ours and ratio."""
        return f"{self.name:<28}{1000 * self.floor:>9.1f}{1000 * self.ours:>9.1f}{self.ours / self.floor:>8.2f}"


def compare(name: str, floor: Callable[[], object], ours: Callable[[], object], rounds: int) -> Figure:
    """Both in turn, after one round that warms them up."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, times in zip((floor, ours), took, strict=True):
            begun = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - begun)
    return Figure(name, median(took[0]), median(took[1]))


def bare(template: bytes, name: str) -> None:
    """What docxtpl needs for the template alone."""
    document = DocxTemplate(BytesIO(template))
    document.render(dict(example_context(name)), environment(), autoescape=True)
    document.save(BytesIO())


def of_the_forms(register: Register, folder: Path, rounds: int) -> list[Figure]:
    """Every form as a draft."""
    case = cases.open_case(register, document_pictures.letter()).made
    figures = []
    for report in (one for one in Report if one is not Report.DISPOSITION):
        form = form_of(report)
        template = shipped.read_bytes(f"templates/{form.template}.docx")
        content = document_pictures.completed(form, open_form(register, case, report).content)
        how = Print(on=document_pictures.DAY, target=folder / f"{form.template}.docx")

        def ours(report: Report = report, content: object = content, how: Print = how) -> None:
            print_form(register, case, report=report, content=content, how=how)  # type: ignore[arg-type]  # texts and rows

        def floor(template: bytes = template, name: str = form.template) -> None:
            bare(template, name)

        figures.append(compare(form.template, floor, ours, rounds))
    return figures


def of_the_packet(register: Register, folder: Path, rounds: int) -> Figure:
    """The packet of a case with an issued document of each form."""
    written = [path.read_bytes() for path in document_pictures.documents(register, folder)]
    case, number = 1, 0

    def ours() -> None:
        nonlocal number
        number += 1
        made = make_packet(register, case, folder / f"paket-{number}")
        assert made.files >= len(written) + 3

    def floor() -> None:
        for place, data in enumerate(written):
            hashlib.sha256(data).hexdigest()
            (folder / f"lantai-{place}").write_bytes(data)

    return compare(f"packet of {len(written)}", floor, ours, rounds)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is timed")
    asked = parser.parse_args()
    print(f"{'':<28}{'floor ms':>9}{'ours ms':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("forms", "packet"):
            register = create_register(folder / f"{kind}.db", recorder="Pengukur")
            try:
                figures = (
                    of_the_forms(register, folder, asked.rounds)
                    if kind == "forms"
                    else [of_the_packet(register, folder, asked.rounds)]
                )
            finally:
                close(register)
            for figure in figures:
                print(figure.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
