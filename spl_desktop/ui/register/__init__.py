"""The register: the table of all cases."""
