"""The accessibility bus (AT-SPI over D-Bus): asking many objects at once, and what its numbers mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
ACTIVE, CHECKED, ENABLED, EXPANDED, FOCUSED, SELECTED, SHOWING, MODAL = 1, 4, 8, 10, 12, 23, 25, 16

LABELLED_BY = 2
# The numbers of the protocol (atspi-constants.h); Qt's own words for them are translated, these are not.
ROLES = {
    2: "alert",
    6: "canvas",
    7: "check box",
    8: "check menu item",
    10: "column header",
    11: "combo box",
    16: "dialog",
    20: "filler",
    23: "frame",
    26: "icon",
    27: "image",
    29: "label",
    31: "list",
    32: "list item",
    33: "menu",
    34: "menu bar",
    35: "menu item",
    37: "page tab",
    38: "page tab list",
    39: "panel",
    40: "password text",
    41: "popup menu",
    42: "progress bar",
    43: "push button",
    44: "radio button",
    48: "scroll bar",
    49: "scroll pane",
    50: "separator",
    52: "spin button",
    53: "split pane",
    54: "status bar",
    55: "table",
    56: "table cell",
    57: "column header",
    58: "row header",
    61: "text",
    62: "toggle button",
    63: "tool bar",
    64: "tool tip",
    65: "tree",
    66: "tree table",
    69: "window",
    75: "application",
    79: "entry",
    83: "heading",
    90: "table row",
    91: "tree item",
    97: "list box",
    98: "grouping",
}
# Their cells are many: they are asked for only when a cell is looked for.
CROWDED = {"table", "tree", "list", "tree table", "list box"}
# What they open lies outside them.
OPENING = {"combo box", "menu bar", "menu", "menu item"}
CELLS = {"table cell", "tree item", "list item", "column header", "row header", "table row"}


class Bus:
    """One connection to the accessibility bus; many questions go out before the first answer is read."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()

    def ask(self, questions: Iterable[Message]) -> list[tuple[Any, ...] | None]:
        """The answers in the order of the questions; None where the thing asked is already gone."""
        everything = list(questions)
        answers: list[tuple[Any, ...] | None] = []
        for begin in range(0, len(everything), 100):
            answers += self._ask_some(everything[begin : begin + 100])
        return answers

    def _ask_some(self, questions: list[Message]) -> list[tuple[Any, ...] | None]:
        waiting: dict[int, int] = {}
        for place, question in enumerate(questions):
            serial = next(self._connection.outgoing_serial)
            self._connection.send(question, serial=serial)
            waiting[serial] = place
        answers: list[tuple[Any, ...] | None] = [None] * len(questions)
        while waiting:
            said = self._connection.receive(timeout=60)
            place_of = waiting.pop(said.header.fields.get(HeaderFields.reply_serial, -1), None)
            if place_of is not None and said.header.message_type is MessageType.method_return:
                answers[place_of] = said.body
        return answers


@dataclass(frozen=True)
class Ref:
    """Where an object lives: the program's name on the bus, and the object's path."""

    bus: str
    path: str

    def call(self, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Message:
        """A question to it."""
        address = DBusAddress(self.path, bus_name=self.bus, interface=ATSPI + interface)
        return new_method_call(address, method, signature or None, body)

    def get(self, interface: str, name: str) -> Message:
        """A question for one of its properties."""
        return Properties(DBusAddress(self.path, bus_name=self.bus, interface=ATSPI + interface)).get(name)


@dataclass
class Seen:
    """One object as it was when looked at."""

    ref: Ref
    role: str
    name: str
    states: frozenset[int]
    parent: "Seen | None"
    label: str = ""
    children: "list[Seen]" = field(default_factory=list)

    def lineage(self) -> "Iterator[Seen]":
        """What holds it, the nearest first."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def below(self) -> "Iterator[Seen]":
        """It and everything in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.below()


def states_of(answer: tuple[Any, ...] | None) -> frozenset[int]:
    """The states that are on, of an answer to GetState: two numbers of 32 bits."""
    bits = answer[0] if answer else (0, 0)
    return frozenset(bit for bit in range(64) if bits[bit // 32] >> bit % 32 & 1)
