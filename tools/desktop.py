"""A screen of its own with a window manager, an accessibility bus, real keys and a real mouse, and pictures of it."""

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtGui import QImage

T = TypeVar("T")

# Debian, Ubuntu and Fedora keep it apart from the programs that people type.
REGISTRY_FOLDER = "/usr/libexec"
BUS_RULES = Path("/usr/share/defaults/at-spi2/accessibility.conf")
# Longer than what the window lays out later (the swimlane: 0.12 s), shorter than a blinking cursor stands.
_STILL_SECONDS = 0.3


def until(condition: Callable[[], T | None], what: str, seconds: float = 20.0) -> T:
    """The first answer of `condition` that is true; AssertionError names `what` when none came in time.

    Everything that waits for the window waits here: a slow machine only takes longer.
    """
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.04)


@contextmanager
def running(command: list[str], **how: object) -> Iterator["subprocess.Popen[bytes]"]:
    """The process during the block; it is ended with the block, whatever happened in it."""
    process: subprocess.Popen[bytes] = subprocess.Popen(command, **how)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass(frozen=True)
class Screen:
    """A screen nobody looks at: its size in pixels, the environment of its programs, what it shows, their scale."""

    width: int
    height: int
    env: Mapping[str, str]
    framebuffer: Path
    scale: float = 1.0

    def enlarged(self, scale: float) -> "Screen":
        """The same screen for programs that enlarge everything so much, as 1.5 for 150 %."""
        return replace(self, env={**self.env, "QT_SCALE_FACTOR": str(scale)}, scale=scale)

    def do(self, *words: str, typed: str | None = None) -> str:
        """One xdotool command line; what it answers."""
        done = subprocess.run(
            ["xdotool", *words], env=dict(self.env), input=typed, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"
        return done.stdout

    def move(self, x: int, y: int) -> None:
        """The mouse goes there."""
        self.do("mousemove", str(x), str(y))

    def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """The mouse goes there and presses."""
        self.do("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "30", str(button))

    def wheel(self, x: int, y: int, notches: int) -> None:
        """The mouse goes there and turns its wheel, down where `notches` is above zero."""
        self.click(x, y, times=abs(notches), button=5 if notches > 0 else 4)

    def press(self, *keys: str) -> None:
        """Keys or chords, one after the other: "Tab", "ctrl+n"."""
        self.do("key", "--clearmodifiers", "--delay", "15", *keys)

    def type(self, text: str) -> None:
        """The text as pressed keys, into whatever has the keyboard.

        Only what stands on the keyboard: for another letter xdotool would change the keyboard itself, and a program
        that is busy just then reads a wrong letter.
        """
        assert text.isascii(), f"not on the keyboard: {text!r}"
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Return")  # xdotool itself would send a line feed, which no field takes
            if line:
                self.do("type", "--clearmodifiers", "--delay", "6", "--file", "-", typed=line)

    def pixels(self) -> bytes:
        """What the screen holds at this moment, in the X window dump format."""
        return self.framebuffer.read_bytes()

    def still(self, seconds: float = 20.0) -> bytes:
        """What the screen holds once it has not changed for a moment: nothing is half painted, nor laid out later."""
        last, since = b"", 0.0

        def same() -> bytes:
            nonlocal last, since
            now = self.pixels()
            if now != last:
                last, since = now, time.monotonic()
            return now if time.monotonic() - since > _STILL_SECONDS else b""

        return until(same, "a screen that stands still", seconds)

    def picture(self, target: Path) -> Path:
        """Writes the screen as PNG, when it stands still; the mouse steps out of the picture."""
        self.move(self.width - 1, self.height - 1)
        dump = self.still()
        head = struct.unpack(">20I", dump[:80])
        begin = head[0] + 12 * head[19]  # the header, then the colour table
        bytes_per_line, height, width = head[12], head[5], head[4]
        image = QImage(dump[begin:], width, height, bytes_per_line, QImage.Format.Format_RGB32)
        target.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(target)), f"the picture {target} was not written"
        return target


@contextmanager
def screen(width: int = 1366, height: int = 768) -> Iterator[Screen]:
    """A screen by Xvfb, with openbox to manage its windows where that is installed."""
    with ExitStack() as open_here:
        folder = Path(open_here.enter_context(tempfile.TemporaryDirectory(prefix="screen")))
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"]
        command += ["-nolisten", "tcp", "-fbdir", str(folder)]
        open_here.enter_context(running(command, pass_fds=[writing], stderr=subprocess.DEVNULL))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()  # written when the screen is ready
        assert number, "Xvfb ended before its screen was ready"
        env = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        env |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        if shutil.which("openbox"):
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            open_here.enter_context(running(["openbox"], env=env, **quiet))
            # Keys typed before it answers would reach no window.
            asked = ["xdotool", "get_num_desktops"]
            until(lambda: not subprocess.run(asked, env=env, capture_output=True).returncode, "the window manager")
        yield Screen(width, height, env, folder / "Xvfb_screen0")


@contextmanager
def accessible(on: Screen) -> Iterator[Screen]:
    """The same screen, whose programs also tell a screen reader what they show (AT-SPI).

    The bus is private: Qt takes its address from the environment, so no session bus and no launcher are needed, and
    a desktop that runs on the same machine notices nothing.
    """
    command = ["dbus-daemon", f"--config-file={BUS_RULES}", "--nofork", "--print-address=1"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with running(command, env=dict(on.env), **quiet) as bus:
        assert bus.stdout is not None
        with bus.stdout as said:
            address = said.readline().decode().strip()
            assert address, "the accessibility bus did not start"
            more = {"AT_SPI_BUS_ADDRESS": address, "QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
            env = {**on.env, **more}
            # Started here: started by the bus, it would first look for a session to belong to.
            registry = shutil.which("at-spi2-registryd", path=f"{os.environ['PATH']}:{REGISTRY_FOLDER}")
            assert registry, "at-spi2-registryd is not installed"
            with running([registry], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
                until(lambda: _known(address, "org.a11y.atspi.Registry"), "the accessibility registry")
                yield replace(on, env=env)


def _known(address: str, name: str) -> bool:
    with open_dbus_connection(bus=address) as connection:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        return bool(connection.send_and_get_reply(new_method_call(bus, "NameHasOwner", "s", (name,))).body[0])
