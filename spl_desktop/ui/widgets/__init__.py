"""Pieces that every page is built from; they know nothing of cases or of the SOP."""
