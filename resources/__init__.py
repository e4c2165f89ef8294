"""Files shipped with the program, no code; a package so that an editable installation finds them too."""
