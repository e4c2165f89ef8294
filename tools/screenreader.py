"""Finds what a window shows as a screen reader does and acts on it with real keys and mouse."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jeepney import DBusAddress, new_method_call

from tools.atspi import (
    ACTIVE,
    CELLS,
    CHECKED,
    CROWDED,
    ENABLED,
    FOCUSED,
    LABELLED_BY,
    OPENING,
    ROLES,
    ROOT,
    SHOWING,
    Bus,
    Ref,
    Seen,
    states_of,
)
from tools.desktop import Screen, until


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the screen."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"[{self.x},{self.y} {self.width}x{self.height}]"

    @property
    def centre(self) -> tuple[int, int]:
        """Its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    def holds(self, point: tuple[int, int]) -> bool:
        """Whether the point lies in it."""
        return self.x <= point[0] < self.x + self.width and self.y <= point[1] < self.y + self.height

    def meet(self, other: "Box") -> "Box":
        """What both cover."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        low = min(self.y + self.height, other.y + other.height)
        return Box(x, y, max(0, right - x), max(0, low - y))


class App:
    """A running program as a screen reader knows it."""

    def __init__(self, screen: Screen, process: "subprocess.Popen[bytes]", *, seconds: float = 60.0) -> None:
        self.screen = screen
        self.process = process
        self.bus = Bus(screen.env["AT_SPI_BUS_ADDRESS"])
        try:
            self.root: Ref = until(self._registered, "a program that shows a window", seconds)
        except BaseException:
            self.bus.close()
            raise

    def _registered(self) -> Ref | None:
        assert self.process.poll() is None, f"the program ended by itself with {self.process.returncode}"
        registry = Ref("org.a11y.atspi.Registry", ROOT)
        [known] = self.bus.ask([registry.call("Accessible", "GetChildren")])
        refs = [Ref(*one) for one in (known or ([],))[0]]
        asked = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        owners = self.bus.ask(new_method_call(asked, "GetConnectionUnixProcessID", "s", (one.bus,)) for one in refs)
        return next(
            (ref for ref, owner in zip(refs, owners, strict=True) if owner and owner[0] == self.process.pid), None
        )

    # -- looking

    def look(self, *, cells: bool = False, hidden: bool = False) -> list[Seen]:
        """Every window with all it shows, the active one first."""
        top = Seen(self.root, "application", "", frozenset(), None)
        level = [top]
        while level:
            level = self._level(level, cells=cells, hidden=hidden)
        return sorted(top.children, key=lambda one: ACTIVE not in one.states)

    def _level(self, level: list[Seen], *, cells: bool, hidden: bool) -> list[Seen]:
        answers = self.bus.ask(one.ref.call("Accessible", "GetChildren") for one in level)
        found = [(one, Ref(*ref)) for one, answer in zip(level, answers, strict=True) for ref in (answer or ([],))[0]]
        refs = [ref for _, ref in found]
        states = self.bus.ask(ref.call("Accessible", "GetState") for ref in refs)
        kept = []
        for (parent, ref), answer in zip(found, states, strict=True):
            on = states_of(answer)
            if hidden or SHOWING in on:
                kept.append((parent, ref, on))
        roles = self.bus.ask(ref.call("Accessible", "GetRole") for _, ref, _ in kept)
        names = self.bus.ask(ref.get("Accessible", "Name") for _, ref, _ in kept)
        below = []
        for (parent, ref, on), role, name in zip(kept, roles, names, strict=True):
            number = role[0] if role else 0
            word = name[0][1] if name else ""
            seen = Seen(ref, ROLES.get(number, f"role {number}"), word, on, parent)
            parent.children.append(seen)
            if cells or seen.role not in CROWDED:
                below.append(seen)
        self._label([child for parent in level for child in parent.children if child.role == "combo box"])
        return below

    def _label(self, boxes: list[Seen]) -> None:
        """A closed list is named by what is chosen in it; what it is for stands in the label beside it."""
        answers = self.bus.ask(one.ref.call("Accessible", "GetRelationSet") for one in boxes)
        for one, answer in zip(boxes, answers, strict=True):
            labels = [Ref(*ref) for kind, refs in (answer or ([],))[0] if kind == LABELLED_BY for ref in refs]
            names = self.bus.ask(ref.get("Accessible", "Name") for ref in labels[:1])
            one.label = str(names[0][0][1]) if names and names[0] else ""

    def tree(self, *, cells: bool = False) -> str:
        """All that is shown, one object a line; for the person who wonders why something is not found."""
        lines = []
        for window in self.look(cells=cells):
            for one in window.below():
                depth = sum(1 for _ in one.lineage()) - 1
                marks = [
                    word
                    for bit, word in ((ACTIVE, "active"), (FOCUSED, "focused"), (CHECKED, "checked"))
                    if bit in one.states
                ]
                marks += [] if ENABLED in one.states else ["disabled"]
                words = ["  " * depth + one.role, repr(one.name), one.label, *marks, str(self.box(one.ref))]
                lines.append(" ".join(word for word in words if word))
        return "\n".join(lines)

    def box(self, ref: Ref) -> Box | None:
        """Where it is on the screen."""
        [answer] = self.bus.ask([ref.call("Component", "GetExtents", "u", (0,))])
        # Qt answers in its own units, which are several pixels wide where the display is enlarged.
        return Box(*(round(one * self.screen.scale) for one in answer[0])) if answer else None

    def every(
        self, role: str = "", name: str = "", *, starts: str = "", window: str = "", hidden: bool = False
    ) -> "list[Widget]":
        """All that is shown and fits, in reading order; without `window` in the front-most window that has any.

        With `hidden` also what is not in sight, as the rows to which a list would have to be scrolled.
        """
        cells = role in CELLS
        for one in self.look(cells=cells, hidden=hidden):
            if window and one.name != window:
                continue
            fitting = [seen for seen in one.below() if fits(seen, role, name, starts)]
            if fitting:
                return [Widget(self, seen) for seen in fitting]
        return []

    def find(
        self, role: str = "", name: str = "", *, starts: str = "", window: str = "", seconds: float = 20.0
    ) -> "Widget":
        """The one object with that role and name (or a name that `starts` so), as soon as it is shown.

        Raises:
            AssertionError: it does not come, or several are shown; with all that is shown.
        """
        what = f"{role or 'anything'} {name or starts + '…'!r}" + (f" in {window!r}" if window else "")
        try:
            found = until(lambda: self.every(role, name, starts=starts, window=window), what, seconds)
        except AssertionError as problem:
            raise AssertionError(f"{problem}; there is:\n{self.tree(cells=role in CELLS)}") from None
        assert len(found) == 1, f"{len(found)} times {what}: {[one.seen.name for one in found]}"
        return found[0]

    def gone(self, role: str = "", name: str = "", *, starts: str = "", seconds: float = 20.0) -> None:
        """Waits until nothing like it is shown."""
        what = f"no {role} {name or starts!r} any more"
        try:
            until(lambda: not self.every(role, name, starts=starts), what, seconds)
        except AssertionError as problem:
            raise AssertionError(f"{problem}; there is:\n{self.tree()}") from None

    def focused(self) -> "Widget | None":
        """What has the keyboard."""
        for window in self.look(cells=True):
            for one in window.below():
                if FOCUSED in one.states and one.role not in ("frame", "dialog"):
                    return Widget(self, one)
        return None

    def close(self) -> None:
        """Stops listening; the program goes on."""
        self.bus.close()


class Widget:
    """Something that was found; it is asked anew at every use."""

    def __init__(self, app: App, seen: Seen) -> None:
        self.app = app
        self.seen = seen
        self.ref = seen.ref

    # -- asking

    def states(self) -> frozenset[int]:
        """Its states now."""
        [answer] = self.app.bus.ask([self.ref.call("Accessible", "GetState")])
        return states_of(answer)

    @property
    def name(self) -> str:
        """Its name now."""
        [answer] = self.app.bus.ask([self.ref.get("Accessible", "Name")])
        return str(answer[0][1]) if answer else ""

    @property
    def value(self) -> str:
        """The text in it; the name of what has no text."""
        [text] = self.app.bus.ask([self.ref.call("Text", "GetText", "ii", (0, -1))])
        return str(text[0]) if text else self.name

    @property
    def enabled(self) -> bool:
        """Whether it can be used."""
        return ENABLED in self.states()

    @property
    def checked(self) -> bool:
        """Whether it is switched on."""
        return CHECKED in self.states()

    def visible_box(self) -> Box:
        """What of it can be seen: less than all where it is scrolled away."""
        box = self.app.box(self.ref)
        assert box is not None, f"{self.seen.role} {self.seen.name!r} is gone"
        box = box.meet(Box(0, 0, self.app.screen.width, self.app.screen.height))
        for one in self.seen.lineage():
            if one.role in OPENING:
                break
            around = self.app.box(one.ref) if one.role != "application" else None
            box = box.meet(around) if around is not None and around.width > 0 else box
        return box

    def wait_for(self, condition: "Callable[[Widget], bool]", what: str, seconds: float = 20.0) -> "Widget":
        """Itself, once the condition holds."""
        until(lambda: condition(self), f"{self.seen.role} {self.seen.name!r}: {what}", seconds)
        return self

    # -- acting

    def point(self) -> tuple[int, int]:
        """Where to click: its middle, after scrolling it into sight by the mouse wheel."""
        for _ in range(60):
            whole, seen = self.app.box(self.ref), self.visible_box()
            assert whole is not None
            if seen.width > 0 and seen.height >= min(whole.height, 12) and self._reachable(whole, seen):
                return seen.centre
            self._turn_wheel(whole)
        raise AssertionError(f"{self.seen.role} {self.seen.name!r} cannot be scrolled into sight")

    @staticmethod
    def _reachable(whole: Box, seen: Box) -> bool:
        return seen.holds(whole.centre) or seen.height >= 40

    def _turn_wheel(self, whole: Box) -> None:
        """Turns the wheel over the scroll bar of the area that hides it: over a field it might change the field."""
        for holder in self.seen.lineage():
            bars = [one for one in holder.below() if one.role == "scroll bar"] if holder.role != "frame" else []
            boxes = [box for one in bars if (box := self.app.box(one.ref)) is not None and box.height > box.width]
            if boxes:
                bar = boxes[0]
                down = whole.centre[1] > bar.centre[1]
                self.app.screen.wheel(*bar.centre, 1 if down else -1)
                self.wait_for(lambda one: self.app.box(one.ref) != whole, "moves with the wheel", 5)
                return
        raise AssertionError(f"{self.seen.role} {self.seen.name!r} is out of sight and nothing scrolls")

    def click(self, times: int = 1) -> "Widget":
        """Presses the mouse on it, once it can be used and stands still."""
        self.wait_for(lambda one: one.enabled, "can be used")
        until(lambda: self.app.box(self.ref) == self.app.box(self.ref), "it stands still")
        self.app.screen.click(*self.point(), times=times)
        return self

    def type(self, text: str, *, becomes: str | None = None) -> "Widget":
        """Puts the text into it by keys, instead of what was there; reads it back."""
        self.click()
        self.wait_for(lambda one: FOCUSED in one.states(), "has the keyboard")
        self.app.screen.press("ctrl+a", "BackSpace")
        self.app.screen.type(text)
        wanted = text if becomes is None else becomes
        try:
            return self.wait_for(lambda one: one.value == wanted, f"holds {wanted!r}")
        except AssertionError as problem:
            raise AssertionError(f"{problem}; it holds {self.value!r}") from None

    def items(self) -> "list[Widget]":
        """What an open list offers."""
        offered = self.app.every("list item")
        return [one for one in offered if any(holder.ref == self.ref for holder in one.seen.lineage())]

    def choose(self, starts: str = "") -> "Widget":
        """Opens a closed list and presses the first item whose words start so."""

        def fitting() -> "Widget | None":
            return next((one for one in self.items() if one.seen.name.startswith(starts)), None)

        self.click()
        wanted = until(fitting, f"{starts or 'an item'!r} in the list {self.seen.label!r}").seen.name

        def taken(_: Widget) -> bool:
            # Qt passes over a second click at the very place of the first, so it may have to be repeated.
            if (item := fitting()) is not None:
                item.click()
            return self.name == wanted

        return self.wait_for(taken, f"shows {wanted!r}")


def fits(seen: Seen, role: str, name: str, starts: str) -> bool:
    """Whether it is what is looked for; a closed list is known by its label."""
    word = seen.label.rstrip(" *:") if seen.role == "combo box" and seen.label else seen.name
    return (not role or seen.role == role) and (not name or word == name) and (not starts or word.startswith(starts))


def choose_file(app: App, path: Path) -> None:
    """Types a file's path into the open file dialog and agrees."""

    def field() -> "Widget | None":
        # A dialog that begins in a folder of its side bar calls that entry focused as well.
        fields = app.every("text") + app.every("entry")
        return next((one for one in fields if FOCUSED in one.seen.states), None)

    one = until(field, "the file dialog has the keyboard")
    window = [*one.seen.lineage()][-2].name
    one.type(str(path))
    app.screen.press("Return")
    until(lambda: all(seen.name != window for seen in app.look()), f"the file dialog {window!r} closes")
