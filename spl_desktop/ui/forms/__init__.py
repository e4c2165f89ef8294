"""Filling in a form of a case, and issuing the document that it makes."""
