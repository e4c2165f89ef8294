"""Word documents as PDF, by Microsoft Word or LibreOffice in a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from spl_desktop.domain.errors import UserError
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.saving import copy_whole

SECONDS: Final = 60.0
"""How long the first document may take; each further one may take a quarter of it."""
_POLL: Final = 0.1
# Two conversions on one LibreOffice profile at once: one of them writes nothing.
_one_at_a_time = threading.Lock()


class NoConverter(UserError):
    """Neither Word nor LibreOffice is there; the document itself can still be opened elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "PDF dibuat oleh Microsoft Word atau LibreOffice, dan keduanya tidak ada di komputer ini. "
            "Simpan dokumen Word-nya, lalu buka dan cetak di komputer lain."
        )


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that makes PDF: its name, and its command for files, folder, work folder, and PDF/A or not."""

    name: str
    command: Callable[[Sequence[Path], Path, Path, bool], list[str]]


def available() -> str:
    """The name of the program that makes PDF here, empty where there is none."""
    found = _found()
    return found.name if found is not None else ""


@cache
def _found() -> Converter | None:
    if sys.platform == "win32" and _has_word():
        powershell = shutil.which("powershell") or shutil.which("pwsh")
        if powershell is not None:
            return Converter("Microsoft Word", lambda *asked: _word_command(powershell, *asked))
    office = _libreoffice()
    if office is not None:
        return Converter("LibreOffice", lambda *asked: _office_command(office, *asked))
    return None


def _has_word() -> bool:
    """Whether Windows knows Word, without starting it."""
    if sys.platform != "win32":
        return False
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"):
            return True
    except OSError:
        return False


def _libreoffice() -> str | None:
    places = (
        Path(os.environ.get("PROGRAMFILES", "")) / "LibreOffice" / "program" / "soffice.com",
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    known = next((str(place) for place in places if place.is_file()), None)
    return shutil.which("soffice") or shutil.which("libreoffice") or known


def _office_command(office: str, sources: Sequence[Path], folder: Path, work: Path, archival: bool) -> list[str]:
    """One call for all files; the profile is ours, so that a running office does not swallow the call."""
    version = ':{"SelectPdfVersion":{"type":"long","value":"2"}}' if archival else ""
    return [
        office,
        f"-env:UserInstallation={(work / 'profil').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:writer_pdf_Export{version}",
        "--outdir",
        str(folder),
        *map(str, sources),
    ]


# New-Object starts a Word of its own; the user's open Word and its documents are never touched.
_WORD_SCRIPT: Final = """
param([string]$list, [string]$folder, [int]$archival)
$ErrorActionPreference = 'Stop'
$word = New-Object -ComObject Word.Application
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  foreach ($source in Get-Content -LiteralPath $list -Encoding UTF8) {
    $document = $word.Documents.Open($source, $false, $true, $false)
    $target = Join-Path $folder ([IO.Path]::GetFileNameWithoutExtension($source) + '.pdf')
    $document.ExportAsFixedFormat($target, 17, $false, 0, 0, 1, 1, 0, $true, $true, 0, $true, $true, [bool]$archival)
    $document.Close(0)
  }
} finally {
  $word.Quit(0)
  [void][Runtime.InteropServices.Marshal]::ReleaseComObject($word)
}
"""


def _word_command(powershell: str, sources: Sequence[Path], folder: Path, work: Path, archival: bool) -> list[str]:
    script, names = work / "ke-pdf.ps1", work / "daftar.txt"
    script.write_text(_WORD_SCRIPT, encoding="utf-8-sig")
    names.write_text("\n".join(map(str, sources)), encoding="utf-8")
    wanted = ["-list", str(names), "-folder", str(folder), "-archival", str(int(archival))]
    return [powershell, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script), *wanted]


def to_pdf(
    sources: Sequence[Path],
    folder: Path,
    *,
    archival: bool = False,
    progress: Progress = unheard,
    seconds: float = SECONDS,
) -> tuple[Path, ...]:
    """Each Word document as a PDF in the folder, under its own name and in the same order; all of them or none.

    `archival` makes PDF/A. `progress` may raise to cancel: the program is then ended. NoConverter where there is none,
    UserError naming the document that could not be made.
    """
    converter = _found()
    if converter is None:
        raise NoConverter
    total = len(sources)
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="spl-pdf-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        out = work / "hasil"
        out.mkdir()
        # Names of our own: two documents may bear one name, and the program chooses the name of the PDF.
        copies = [Path(shutil.copy(source, work / f"{number:04}.docx")) for number, source in enumerate(sources)]
        command = converter.command(copies, out, work, archival)
        _run(command, out, total, seconds * (1 + total / 4), converter.name, progress)
        made = [out / f"{copy.stem}.pdf" for copy in copies]
        for source, pdf in zip(sources, made, strict=True):
            if not pdf.is_file() or not pdf.stat().st_size:
                raise UserError(
                    f'{converter.name} tidak dapat membuat PDF dari "{source.name}". Buka dokumennya di Word dan '
                    "simpan sebagai PDF dari sana."
                )
        return _kept(sources, made, folder)


def _kept(sources: Sequence[Path], made: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    targets: list[Path] = []
    for source, pdf in zip(sources, made, strict=True):
        target, number = folder / f"{source.stem}.pdf", 1
        while target in targets:  # two of them bear one name
            number += 1
            target = folder / f"{source.stem} ({number}).pdf"
        copy_whole(pdf, target)
        targets.append(target)
    return tuple(targets)


def _run(command: list[str], out: Path, total: int, seconds: float, name: str, progress: Progress) -> None:
    """Runs it to its end; kills it with everything that it started when it is cancelled or takes too long."""
    progress(0, total, f"Membuat PDF dengan {name}")
    hidden = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=hidden,
        start_new_session=sys.platform != "win32",
    ) as process:
        try:
            end = time.monotonic() + seconds
            while True:
                try:
                    process.wait(_POLL)
                    break
                except subprocess.TimeoutExpired:
                    progress(min(len(list(out.iterdir())), total), total, f"Membuat PDF dengan {name}")
                    if time.monotonic() > end:
                        raise UserError(
                            f"{name} tidak selesai dalam {round(seconds)} detik, jadi dihentikan. Ulangi; bila tetap "
                            "terjadi, buka dokumennya di Word dan simpan sebagai PDF dari sana."
                        ) from None
        except BaseException:
            _kill(process)
            raise
    progress(total, total, f"Membuat PDF dengan {name}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and its children: soffice and PowerShell both start another program."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        import signal

        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.wait()
