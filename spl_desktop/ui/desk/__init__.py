"""The morning desk: counters, the list behind each, and what is taken along."""
