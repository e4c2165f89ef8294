"""The list of packages, found instead of written down; everything else stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["spl_desktop", "spl_desktop.*"]), "spl_desktop.resources"],
    package_dir={"spl_desktop": "spl_desktop", "spl_desktop.resources": "resources"},
    # Every file at any depth: resources holds no code, so nothing there is a package of its own.
    package_data={"spl_desktop.resources": ["**/*"], "spl_desktop": ["py.typed"]},
)
