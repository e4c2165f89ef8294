"""Tests of spl_desktop.ui.swimlane."""
