"""Tests of spl_desktop.ui.case."""
