"""The guide inside the program, and the map of the keys."""
