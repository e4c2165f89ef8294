"""The SOP table as a living picture: painted once for the window and for files."""
