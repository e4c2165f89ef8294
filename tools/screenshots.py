"""Photographs the program with the demo register: `python -m tools.screenshots FOLDER [--all]`.

Without --all the pictures of the README; with it every page and every dialog, light and dark, at 100 % and 150 %, each
look in a folder of its own below FOLDER.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import short_date
from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.trends import Chart
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.reports.trend_tables import NAMES
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.demo import create_demo
from spl_desktop.services.queries import CaseFilter, list_cases
from spl_desktop.services.register import close
from spl_desktop.ui.settings import THEME, Settings
from spl_desktop.ui.theme import DARK, LIGHT
from tools.atspi import ACTIVE
from tools.desktop import Screen, accessible, running, screen, until
from tools.screenreader import App

SIZE = (1366, 768)
README = (
    *("meja-kerja", "register", "kasus", "permohonan", "selesaikan-langkah", "sop", "formulir", "pratinjau"),
    *("kantor-kinerja", "grafik-ketepatan"),
)
LOOKS = {"terang": (LIGHT, 1.0), "gelap": (DARK, 1.0), "terang-150": (LIGHT, 1.5), "gelap-150": (DARK, 1.5)}
RECORDER = "Siti Aminah"
DRAWN = {
    Chart.FLOW: "Permohonan masuk",
    Chart.TIMELINESS: "Ketepatan waktu per langkah,",
    Chart.LOAD: "Kasus berjalan per OPD",
    Chart.AGE: "Umur kasus berjalan pada",
}


@dataclass
class Photographer:
    """Goes through the window and photographs what is wanted; `wanted` empty means everything."""

    app: App
    folder: Path
    wanted: tuple[str, ...] = ()

    def shoot(self, name: str) -> None:
        """The screen as it stands."""
        if not self.wanted or name in self.wanted:
            print(self.app.screen.picture(self.folder / f"{name}.png"))

    def wants(self, *names: str) -> bool:
        """Whether one of them is wanted."""
        return not self.wanted or any(name in self.wanted for name in names)

    def press(self, *keys: str) -> None:
        """Keys or chords."""
        self.app.screen.press(*keys)

    def tab(self, name: str, picture: str) -> None:
        """Opens a tab and photographs it."""
        if self.wants(picture):
            self.app.find("page tab", name).click()
            self.shoot(picture)

    def dialog(
        self,
        picture: str,
        *,
        keys: str = "",
        button: str = "",
        starts: str = "",
        menu: tuple[str, int] | None = None,
        label: str = "",
    ) -> None:
        """Opens a dialog by keys (one after another), a button or its menu, photographs it and closes it again.

        `starts` begins the name of the button, where it is not known to its end;
        `label` begins a text that it shows after it has opened.
        """
        if not self.wants(picture):
            return
        # A window that is listed alone need not have the keyboard again yet.
        until(lambda: [ACTIVE in one.states for one in self.app.look()] == [True], "the window alone, and active")
        before = len(self.app.look())
        if keys:
            self.press(*keys.split())
        elif menu is not None:
            self.app.find("push button", menu[0]).click()
            self.press(*["Down"] * menu[1], "Return")
        elif not (found := self.app.every("push button", button, starts=starts)) or not found[0].enabled:
            print(f"{picture}: {button or starts!r} is not possible here")
            return
        else:
            found[0].click()
        until(lambda: len(self.app.look()) > before, f"the dialog of {picture}")
        if label:
            self.app.find("label", starts=label)
        self.shoot(picture)
        self.press("Escape")
        until(lambda: len(self.app.look()) == before, f"the dialog of {picture} closes")


def tour(camera: Photographer, agenda: str) -> None:
    """Every page and every dialog."""
    on_the_desk(camera)
    camera.press("ctrl+2")
    camera.app.find("table", "Daftar kasus")
    until(lambda: camera.app.every("table cell"), "rows in the register")
    camera.shoot("register")
    if camera.wants("permohonan"):
        camera.press("ctrl+n")
        camera.app.find("dialog", "Daftarkan permohonan")
        camera.app.find("text", starts="Nomor surat").type("800/1182/XI/2026")
        camera.app.find("text", starts="Hal").type("Permohonan integrasi data layanan perizinan")
        camera.app.find("text", starts="Nama sistem").type("Layanan Perizinan Daerah")
        camera.press("shift+Tab")
        camera.app.find("text", starts="Nomor surat").click()
        camera.shoot("permohonan")
        camera.press("Escape")
        camera.app.gone("dialog", "Daftarkan permohonan")
    camera.press("ctrl+g")
    camera.app.find("text", "Nomor agenda").type(agenda)
    camera.press("Return")
    camera.app.find(starts="Bagan SOP. Langkah")
    camera.shoot("kasus")
    at_the_chart(camera)
    in_the_case(camera)
    camera.press("ctrl+3")
    camera.app.find("page tab", "Bagan alir")
    camera.shoot("sop")
    on_the_office(camera)
    camera.tab("Identitas", "sop-identitas")
    camera.tab("Versi", "sop-versi")
    if camera.wants("pengaturan-kop"):
        camera.press("ctrl+4")
        camera.app.find("page tab", "Kop surat")
    for name, picture in (
        ("Kop surat", "pengaturan-kop"),
        ("Pejabat dan jabatan", "pengaturan-pejabat"),
        ("OPD", "pengaturan-opd"),
        ("Hari kerja", "pengaturan-hari-kerja"),
        ("Nomor surat", "pengaturan-nomor"),
        ("Nomor dipesan", "pengaturan-nomor-dipesan"),
        ("Templat", "pengaturan-templat"),
        ("Umum", "pengaturan-umum"),
    ):
        camera.tab(name, picture)
    a_day_off(camera)
    camera.dialog("simulasi-jadwal", keys="ctrl+j")
    camera.dialog("kesesuaian-sop", keys="alt+a k", label="Pada ")
    in_the_guide(camera)
    with_accounts(camera)


def a_day_off(camera: Photographer) -> None:
    """A change of the calendar with the deadlines that it would move: the next working day off."""
    if not camera.wants("ubah-hari-kerja"):
        return
    camera.press("ctrl+4")
    camera.app.find("page tab", "Hari kerja").click()
    camera.app.find("push button", "Tambah libur…").click()
    camera.app.find("dialog", "Ubah hari kerja")
    day = WorkCalendar().next_working(SystemClock().today())
    camera.app.find("text", starts="Tanggal").type(short_date(day))
    camera.app.find("push button", starts="Terapkan dan geser")
    camera.shoot("ubah-hari-kerja")
    camera.press("Escape")
    camera.app.find("push button", "Buang").click()
    camera.app.gone("dialog", "Ubah hari kerja")


def on_the_desk(camera: Photographer) -> None:
    """What waits today, and the list behind a number."""
    camera.app.find("table", "Kasus yang menunggu")
    until(lambda: camera.app.every("table cell"), "rows on the desk")
    camera.shoot("meja-kerja")
    for counter, picture in ((Waiting.AGENCY, "meja-kerja-opd"), (Waiting.READY, "meja-kerja-siap")):
        if camera.wants(picture):
            camera.app.find("check box", starts=counter.words()).click()
            camera.app.find("label", starts=f"{counter.words()} (")
            camera.shoot(picture)
    on_the_charts(camera)


def on_the_charts(camera: Photographer) -> None:
    """The charts of this year, and the figures of the last one as a table."""
    pictures = {chart: f"grafik-{chart.value.replace('_', '-')}" for chart in Chart}
    if not camera.wants(*pictures.values(), "grafik-tabel"):
        return
    camera.app.find("page tab", "Grafik").click()
    camera.app.find("list", "Grafik").click()
    camera.press("Home")
    for chart, picture in pictures.items():
        camera.app.find(starts=DRAWN[chart], seconds=60)
        camera.shoot(picture)
        camera.press("Down")
    camera.app.find("check box", "Tabel").click()
    camera.app.find("table", NAMES[Chart.AGE])
    camera.shoot("grafik-tabel")
    camera.app.find("page tab", "Hari ini").click()


def at_the_chart(camera: Photographer) -> None:
    """The steps as a list, the search, the table enlarged with its small map, and the menu."""
    worked = int(camera.app.find(starts="Bagan SOP. Langkah").name.split()[3])
    if camera.wants("kasus-bagan-saja"):
        camera.press("F9")
        camera.app.gone("page tab", "Surat & PIC")
        camera.shoot("kasus-bagan-saja")
        camera.press("F9")
    if camera.wants("kasus-daftar"):
        camera.press("ctrl+l")
        camera.app.find("table", "Daftar langkah")
        camera.shoot("kasus-daftar")
        camera.press("ctrl+l")
        camera.app.find(starts="Bagan SOP. Langkah")
    if camera.wants("kasus-cari"):
        camera.press("ctrl+f")
        camera.app.find("text", starts="Cari langkah").type("dashboard")
        camera.app.find("label", starts="1 dari ")
        camera.shoot("kasus-cari")
        camera.press("Escape")
        camera.app.gone("text", starts="Cari langkah")
        camera.press("Home", *["Down"] * (worked - 1))
        camera.app.find(starts=f"Bagan SOP. Langkah {worked} ")
    if camera.wants("kasus-diperbesar"):
        camera.press("ctrl+1", "ctrl+plus", "ctrl+plus")
        camera.shoot("kasus-diperbesar")
        camera.press("ctrl+0")
    if camera.wants("kasus-putar-ulang"):
        camera.press("ctrl+r")
        camera.app.find(starts="Waktu kasus")
        camera.press("Prior", "Prior")
        camera.shoot("kasus-putar-ulang")
        camera.press("Escape")
        camera.app.gone(starts="Waktu kasus")
    if camera.wants("kasus-menu"):
        camera.press("Menu")
        camera.shoot("kasus-menu")
        camera.press("Escape")


def on_the_office(camera: Photographer) -> None:
    """The office on the SOP: tokens, a step that is chosen, heat, and the visits behind a number."""
    if not camera.wants("kantor-kasus", "kantor-langkah", "kantor-kinerja", "kantor-kunjungan", "kantor-putar-ulang"):
        return
    camera.press("ctrl+t")
    camera.app.find("radio button", "Kasus sekarang").click()
    camera.app.find(starts="Bagan SOP. Pilih")
    camera.shoot("kantor-kasus")
    camera.press("ctrl+t", "Down", "Down", "Down")
    camera.app.find(starts="Bagan SOP. Langkah 3")
    camera.shoot("kantor-langkah")
    if camera.wants("kantor-putar-ulang"):
        camera.press("ctrl+r")
        camera.app.find(starts="Waktu kantor")
        camera.press(*["Prior"] * 12)
        camera.shoot("kantor-putar-ulang")
        camera.press("Escape")
        camera.app.gone(starts="Waktu kantor")
    camera.app.find("radio button", "Kinerja periode").click()
    until(lambda: camera.app.every("push button", starts="Lihat "), "the numbers of the step")
    camera.shoot("kantor-kinerja")
    camera.dialog("kantor-kunjungan", button=camera.app.every("push button", starts="Lihat ")[0].name)


def in_the_case(camera: Photographer) -> None:
    """The tabs of the case and the dialogs that stand in them."""
    camera.dialog("hitungan-hari", menu=("Hitungan hari…", 1))
    camera.dialog("hitungan-hari-terakhir", keys="ctrl+h")
    camera.dialog("perkiraan-selesai", starts="Perkiraan selesai")
    camera.dialog("selesaikan-langkah", keys="ctrl+Return")
    camera.dialog("kembalikan-langkah", button="Kembalikan…")
    camera.dialog("tunda", button="Tunda…")
    camera.dialog("batalkan", button="Batalkan…")
    camera.dialog("cetak-disposisi", menu=("Cetak", 1))
    camera.dialog("lembar-kesesuaian", menu=("Cetak", 15), label="Kasus ini ")
    in_a_form(camera)
    camera.tab("Dokumen", "kasus-dokumen")
    camera.dialog("berkaskan", button="Berkaskan…")
    camera.dialog("tempat-kertas", button="Tempat kertas…")
    camera.tab("Disposisi", "kasus-disposisi")
    camera.dialog("disposisi-baru", button="Disposisi baru…")
    camera.tab("Riwayat", "kasus-riwayat")
    camera.dialog("catatan", button="Tambah catatan…")
    camera.tab("Surat & PIC", "kasus-surat")


def in_a_form(camera: Photographer) -> None:
    """The form of the step's first output, and the page that it makes."""
    forms = camera.app.every("push button", starts="Isi formulir…") if camera.wants("formulir", "pratinjau") else []
    if not forms:
        return
    before = len(camera.app.look())
    forms[0].click()
    until(lambda: len(camera.app.look()) > before, "the form")
    camera.shoot("formulir")
    if camera.wants("pratinjau"):
        camera.app.find("push button", "Lihat draf").click()
        camera.app.find("dialog", starts="Pratinjau", seconds=60)
        camera.app.find("label", starts="dari ", seconds=60)
        camera.shoot("pratinjau")
        camera.press("Escape")
        until(lambda: len(camera.app.look()) == before + 1, "the preview closes")
    camera.press("Escape")
    until(lambda: len(camera.app.look()) == before, "the form closes")


def in_the_guide(camera: Photographer) -> None:
    """The guide, the map of the keys, and the list of the first case with what it points at."""
    camera.dialog("panduan", keys="F1")
    camera.dialog("peta-papan-ketik", keys="ctrl+F1")
    if camera.wants("kasus-pertama"):
        camera.press("alt+a", "Right", "k")  # two menus share the letter
        camera.app.find("push button", "Tunjukkan: Daftarkan surat permohonan").click()
        camera.app.find("table", "Daftar kasus")
        camera.shoot("kasus-pertama")
        camera.app.find("push button", "Tutup daftar kasus pertama").click()


def with_accounts(camera: Photographer) -> None:
    """The first account with its code, the tab with its dialogs, the lock, and the log-in; nothing comes after it."""
    pictures = (
        *("akun-belum-ada", "akun-pertama", "kode-pemulihan", "pengaturan-akun", "akun-baru", "ganti-kata-sandi"),
        *("jendela-terkunci", "masuk", "masuk-ditolak", "pakai-kode-pemulihan"),
    )
    if not camera.wants(*pictures):
        return
    app, words = camera.app, "kopi pahit pagi hari"
    camera.press("ctrl+4")
    app.find("page tab", "Kop surat")
    camera.press(*["Right"] * 8)  # large letters leave the last tabs no room, so that they cannot be clicked
    app.find("push button", starts="Buat akun pengelola pertama")
    camera.shoot("akun-belum-ada")
    app.find("push button", starts="Buat akun pengelola pertama").click()
    app.find("dialog", "Akun pengelola pertama")
    for field in ("Kata sandi", "Ulangi"):
        app.find("password text", starts=field).type(words, becomes="●" * len(words))
    camera.shoot("akun-pertama")
    app.find("push button", "Buat akun").click()
    app.find("dialog", "Kode pemulihan")
    camera.shoot("kode-pemulihan")
    app.find("push button", "Sudah saya tulis").click()
    app.gone("dialog", "Kode pemulihan")
    app.find("table", "Daftar akun")
    camera.shoot("pengaturan-akun")
    camera.dialog("akun-baru", button="Akun baru…")
    camera.dialog("ganti-kata-sandi", button="Ganti sandi sendiri…")
    camera.press("ctrl+shift+l")
    app.find("dialog", "Jendela terkunci")
    camera.shoot("jendela-terkunci")
    app.find("push button", "Ganti akun…").click()
    app.find("dialog", "Masuk")
    camera.shoot("masuk")
    app.find("password text", starts="Kata sandi").type("BUKAN", becomes="●●●●●")
    camera.press("Return")
    app.find("label", starts="▲ Nama akun atau kata sandi salah", seconds=60)
    camera.shoot("masuk-ditolak")
    app.find("push button", starts="Lupa kata sandi").click()
    app.find("dialog", "Pakai kode pemulihan")
    camera.shoot("pakai-kode-pemulihan")
    camera.press("Escape")
    app.gone("dialog", "Pakai kode pemulihan")


def demo(folder: Path) -> tuple[Path, str]:
    """A demo register, and the agenda number of a running case that went back and can be seen without scrolling."""
    register = create_demo(folder / "register.db")
    try:
        running_cases = [row for row in list_cases(register, CaseFilter()) if row.status is Status.RUNNING]
    finally:
        close(register)
    gone_back = [row for row in running_cases if row.visits > row.step_number]
    return register.path, min(gone_back, key=lambda row: (row.step_number, row.visits)).agenda


@contextmanager
def started(spoken: Screen, home: Path, theme: str, register: Path | None) -> Iterator[App]:
    """The program in those colours, with settings of its own in `home`."""
    home.mkdir(parents=True)
    settings = Settings(home / "spl-desktop.ini")
    settings.set(THEME, theme)
    settings.save()
    env = {**spoken.env, "SPL_DESKTOP_HOME": str(home)}
    command = [sys.executable, "-m", "spl_desktop", "--recorder", RECORDER]
    command += ["--register", str(register)] if register else []
    with running(command, env=env, stdout=subprocess.DEVNULL) as process:
        app = App(spoken, process)
        try:
            yield app
        finally:
            app.close()


def photograph(
    folder: Path,
    look: str,
    work: Path,
    register: Path,
    agenda: str,
    wanted: tuple[str, ...],
    camera: type[Photographer] = Photographer,
) -> None:
    """One look of the whole program."""
    theme, scale = LOOKS[look]
    own = work / look
    own.mkdir()
    copy = Path(shutil.copy(register, own / "register.db"))
    with screen(*SIZE) as plain, accessible(plain.enlarged(scale) if scale != 1.0 else plain) as spoken:
        spoken = replace(spoken, env={**spoken.env, "PATH": without_opener(own)})
        if not wanted or "mulai" in wanted:
            with started(spoken, own / "kosong", theme, None) as app:
                app.find("push button", starts="Mulai register baru")
                camera(app, folder, wanted).shoot("mulai")
        with started(spoken, own / "spl", theme, copy) as app:
            app.find("frame", starts="register.db")
            tour(camera(app, folder, wanted), agenda)


def without_opener(folder: Path) -> str:
    """A search path on which nothing opens a file: no other program may come into the picture."""
    programs = folder / "bin"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text("#!/bin/sh\n", encoding="utf-8")
    opener.chmod(0o755)
    return f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"


def main() -> None:
    """Makes the pictures that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="every page and dialog in every look")
    parser.add_argument("--look", choices=LOOKS, action="append", help="only this look (with --all)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spl-pictures-") as name:
        work = Path(name)
        register, agenda = demo(work)
        if not asked.all:
            photograph(asked.folder, "terang", work, register, agenda, README)
        for look in (asked.look or LOOKS) if asked.all else ():
            photograph(asked.folder / look, look, work, register, agenda, ())


if __name__ == "__main__":
    main()
