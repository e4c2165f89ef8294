"""PDFium knows no threads: whoever asks it anything holds this lock."""

import threading
from typing import Final

LOCK: Final = threading.RLock()
"""Held for each call and for as long as what it gave is used; never while waiting for anything else."""
