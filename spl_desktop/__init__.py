"""SPL Desktop: the case register of the SOP for integrating and exchanging data between information systems."""

__version__ = "0.1.0"
