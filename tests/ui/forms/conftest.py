"""The page of a case, from which forms are opened."""

from tests.ui.case.conftest import desk, scan

__all__ = ["desk", "scan"]
