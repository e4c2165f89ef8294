"""Settings: typed, remembered, and never in the way of a start."""

from pathlib import Path

import pytest

from spl_desktop.ui.settings import FONT_SCALE, LAST_REGISTER, RECENT_REGISTERS, WINDOW_GEOMETRY, Setting, Settings


def again(settings: Settings) -> Settings:
    settings.save()
    return Settings(settings.path)


def test_values_of_every_type_come_back(settings: Settings) -> None:
    settings.set(FONT_SCALE, 130)
    settings.set(LAST_REGISTER, 'D:\\Kantor\\buku "register" 2026, ä.db')
    settings.set(WINDOW_GEOMETRY, bytes(range(256)))
    settings.set(RECENT_REGISTERS, ["a", "b"])
    found = again(settings)
    assert found.get(FONT_SCALE) == 130
    assert found.get(LAST_REGISTER) == 'D:\\Kantor\\buku "register" 2026, ä.db'
    assert found.get(WINDOW_GEOMETRY) == bytes(range(256))
    assert found.get(RECENT_REGISTERS) == ["a", "b"]


def test_what_was_never_set_is_the_default(settings: Settings) -> None:
    assert settings.get(FONT_SCALE) == 100
    assert settings.get(RECENT_REGISTERS) == []


@pytest.mark.parametrize("spoilt", ['"teks"', "nan?", "[1]", "true", "1.5", "@ByteArray(x)", "[" * 100_000])
def test_a_spoilt_value_counts_as_absent(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "spoilt.ini"
    path.write_text(f"[look]\nfont_scale={spoilt}\n", encoding="utf-8")
    assert Settings(path).get(FONT_SCALE) == 100


def test_the_default_leaves_no_entry(settings: Settings) -> None:
    setting = Setting("probe/value", 1)
    settings.set(FONT_SCALE, 115)
    settings.set(setting, 2)
    settings.set(setting, 1)
    assert "value" not in again(settings).path.read_text(encoding="utf-8")
