"""What a member of staff does at the window, and nothing else: looks for words on the screen, types and clicks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from spl_desktop.domain.dates import short_date
from spl_desktop.domain.sop import Outcome, Sop, Step
from tools.desktop import until
from tools.screenreader import App, Widget, choose_file

NOBODY: Mapping[str, str] = MappingProxyType({})


class Person:
    """Sits before a running program; `pictures` is where photographs of the screen go, `desk` where files lie."""

    def __init__(self, app: App, pictures: Path, desk: Path) -> None:
        self.app = app
        self.keys = app.screen
        self.pictures = pictures
        self.desk = desk

    # -- looking

    def photograph(self, name: str) -> Path:
        """The screen as it stands."""
        return self.keys.picture(self.pictures / f"{name}.png")

    def reads(self, starts: str) -> Widget:
        """A sentence on the screen."""
        return self.app.find("label", starts=starts)

    def stands_at(self, step: Step) -> None:
        """Waits until the case's swimlane has that step chosen as the one being worked."""
        self.app.find(starts=f"Bagan SOP. Langkah {step.number}")

    # -- moving

    def tabs_to(self, name: str) -> Widget:
        """Presses Tab until the field of that name has the keyboard, as one does without a mouse."""
        passed = []
        for _ in range(40):
            one = self.app.focused()
            if one is not None and any(word.startswith(name) for word in (one.seen.name, one.seen.label)):
                return one
            passed.append(one.seen.name if one is not None else None)
            self.keys.press("Tab")
            until(lambda: (now := self.app.focused()) and (one is None or now.ref != one.ref), "Tab goes on")  # noqa: B023
        raise AssertionError(f"Tab never came to {name!r}; it passed {passed}")

    def writes(self, name: str, text: str) -> None:
        """Goes to a field by Tab and types into it."""
        self.tabs_to(name)
        self.keys.press("ctrl+a")
        self.keys.type(text)

    def opens_tab(self, name: str) -> None:
        """Opens a tab of the panel beside the swimlane."""
        self.app.find("page tab", name).click()

    def clicks(self, name: str, window: str = "") -> None:
        """Presses a button."""
        self.app.find("push button", name, window=window).click()

    def chooses_from_menu(self, button: str, place: int, window: str = "") -> None:
        """Opens a button's menu and takes the entry at that place, from 1.

        By keys: Qt tells a screen reader of such a menu only by the entry that has the focus.
        """
        self.clicks(button, window=window)
        self.keys.press(*["Down"] * place, "Return")

    # -- the case

    def registers(self, letter: dict[str, str], scan: Path) -> None:
        """Registers a surat permohonan by the keyboard alone; `letter` says what goes into which field, in order."""
        self.keys.press("ctrl+n")
        self.app.find("dialog", "Daftarkan permohonan")
        for name, text in letter.items():
            self.writes(name, text)
        self.keys.press("shift+Tab")
        self.app.find("push button", "Pilih berkas…").click()
        choose_file(self.app, scan)
        self.reads(scan.name)
        self.photograph("mendaftarkan-permohonan")
        self.keys.press("alt+d")
        self.app.gone("dialog", "Daftarkan permohonan")

    def disposes(self, giver: str, recipient: str, instruction: str, deadline: date) -> None:
        """Enters the disposition of the letter, and that its recipient has read it."""
        self.opens_tab("Disposisi")
        self.clicks("Disposisi baru…")
        title = "Disposisi baru"
        self.app.find("dialog", title)
        self.writes("Dari", giver)
        self.app.find("text", "Penerima lain").type(recipient)
        self.clicks("Tambah")
        self.app.find("check box", instruction).click().wait_for(lambda one: one.checked, "is ticked")
        self.app.find("text", starts="Batas waktu").type(short_date(deadline))
        self.photograph("disposisi")
        self.clicks("Simpan disposisi")
        self.app.gone("dialog", title)
        self.app.find("table cell", f"→ {recipient}").click()
        self.clicks("Tindak lanjut…")
        self.app.find("dialog", "Tindak lanjut disposisi")
        self.clicks("Catat")
        self.app.gone("dialog", "Tindak lanjut disposisi")

    def returns(self, step: Step, outcome: Outcome, reason: str) -> None:
        """Sends the case back from a decision, with the reason."""
        self._finishing(step)
        self._decides(outcome)
        title = f"Kembalikan langkah {step.number}"
        self.app.find("dialog", title)
        self.app.find("text", starts="Alasan dikembalikan").type(reason)
        self.photograph(f"langkah-{step.number}-dikembalikan")
        self.clicks("Kembalikan", window=title)
        self.app.gone("dialog", title)

    def finishes(self, sop: Sop, step: Step, outcome: Outcome) -> None:
        """Finishes the step being worked; files its outputs, or says that a document already there is meant."""
        title = self._finishing(step)
        if len(step.outcomes) > 1:
            self._decides(outcome)
        for kind in step.outputs:
            self._accounts(sop.document(kind).name, kind, title)
        if len(step.outputs) > 1:
            self.photograph(f"langkah-{step.number}-selesai")
        self.clicks("Selesaikan langkah", window=title)
        self.app.gone("dialog", title)

    def _finishing(self, step: Step) -> str:
        self.stands_at(step)
        self.clicks("Selesaikan langkah…")
        title = f"Selesaikan langkah {step.number}"
        self.app.find("dialog", title)
        return title

    def _decides(self, outcome: Outcome) -> None:
        button = self.app.find("radio button", starts=f"{outcome.label or outcome.id} (")
        button.click().wait_for(lambda one: one.checked, "is chosen")

    def _accounts(self, name: str, kind: str, title: str) -> None:
        missing = f"Output {name}. Belum ada."
        until(lambda: self.app.every(starts=f"Output {name}.", window=title), f"the output {name}")
        if not self.app.every(name=missing, window=title):
            return
        if self.app.every("push button", f"Pakai dokumen yang ada untuk {name}", window=title):
            self.chooses_from_menu(f"Pakai dokumen yang ada untuk {name}", 1, window=title)
        else:
            paper = self.desk / f"{kind}.pdf"
            paper.write_text(f"%PDF-1.4\n% {name}\n", encoding="utf-8")
            self.clicks(f"Pilih berkas untuk {name}", window=title)
            choose_file(self.app, paper)
        until(lambda: not self.app.every(name=missing, window=title), f"{name} is accounted for")

    # -- printing

    def issues_disposition(self, target: Path) -> None:
        """Prints the lembar disposisi with its number, and keeps a copy as Word file."""
        self.opens_tab("Disposisi")
        self.clicks("Cetak lembar…")
        self._issues("Cetak lembar disposisi", target, signs="Penandatangan")

    def issues_validation(self, target: Path, *, item: str, conclusion: str) -> None:
        """Writes the laporan hasil validasi in its form, and issues it."""
        title = "Laporan Hasil Validasi"
        self.opens_tab("Langkah")
        self.app.find("push button", starts="Isi formulir… Laporan hasil validasi").click()
        self.app.find("dialog", title)
        self.app.find("text", "Ringkasan").type(conclusion)
        cells = until(lambda: self.app.every("table cell", window=title), "the grid of items")
        cells[0].click(times=2)
        self.keys.press("ctrl+a")
        self.keys.type(item)
        self.keys.press("Tab")
        self.keys.type("Sesuai")
        self.keys.press("Return")
        self.app.find("text", starts="Kesimpulan").type(conclusion)
        self.photograph("laporan-hasil-validasi")
        self.clicks("Terbitkan…", window=title)
        self._issues(f"Terbitkan {title}", target, signs="Pejabat", outside={"Nama OPD": "Bagus Prakoso"})
        self.app.gone("dialog", title)

    def _issues(self, title: str, target: Path, *, signs: str, outside: Mapping[str, str] = NOBODY) -> None:
        """Chooses the only official in the list `signs`, writes who signs `outside` the office, and issues."""
        self.app.find("dialog", title)
        for field, text in outside.items():
            self.app.find("text", field, window=title).type(text)
        self.app.find("combo box", starts=signs, window=title).choose()
        self.app.find("text", "Simpan juga ke berkas").type(str(target))
        self.photograph(title.lower().replace(" ", "-"))
        self.clicks("Terbitkan", window=title)
        self.app.gone("dialog", title)
        until(target.exists, f"{target.name} is written")
        preview = self.app.find("dialog", starts="Pratinjau")
        self.photograph("pratinjau")
        self.clicks("Tutup", window=preview.seen.name)
        self.app.gone("dialog", preview.seen.name)

    def closes(self) -> int:
        """Closes the program as the window manager does; its exit code."""
        self.keys.press("alt+F4")
        code = self.app.process.wait(timeout=30)
        self.app.close()
        return code
