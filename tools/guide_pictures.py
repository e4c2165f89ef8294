"""Makes the pictures of the guide from the demo register: `python -m tools.guide_pictures`.

Those are made that a page of resources/panduan shows. A dialog is cut out of the screen, and few colours keep the files
small, because they are shipped with the program.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tools.screenreader import Box
from tools.screenshots import SIZE, Photographer, demo, photograph

PAGES = Path(__file__).resolve().parent.parent / "resources" / "panduan"
COLOURS = 96
TITLE_BAR = 22  # of the window manager; it is not part of what the program calls its window
_SHOWN = re.compile(r"!\[[^\]]+\]\(gambar/([a-z0-9-]+)\.png\)")


@dataclass
class GuidePhotographer(Photographer):
    """Keeps of the screen what the picture is about."""

    def shoot(self, name: str) -> None:
        """The front-most dialog, or else the whole window."""
        if name not in self.wanted:
            return
        windows = self.app.look()
        box = self.app.box(windows[0].ref) if len(windows) > 1 else None
        super().shoot(name)
        make_small(self.folder / f"{name}.png", box)


def make_small(file: Path, box: Box | None) -> None:
    """Cuts the picture to the box, where there is one, and writes it again in few colours."""
    with Image.open(file) as opened:
        picture = opened.convert("RGB")
    if box is not None:
        whole = Box(box.x, box.y - TITLE_BAR, box.width, box.height + TITLE_BAR).meet(Box(0, 0, *SIZE))
        picture = picture.crop((whole.x, whole.y, whole.x + whole.width, whole.y + whole.height))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def shown() -> tuple[str, ...]:
    """The names of the pictures that the guide shows."""
    texts = [page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md"))]
    return tuple(sorted({name for text in texts for name in _SHOWN.findall(text)}))


def main() -> None:
    """Makes them all."""
    with tempfile.TemporaryDirectory(prefix="spl-guide-") as name:
        register, agenda = demo(Path(name))
        photograph(PAGES / "gambar", "terang", Path(name), register, agenda, shown(), GuidePhotographer)


if __name__ == "__main__":
    main()
