"""The list of packages, found instead of written down; everything else stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["spl_desktop", "spl_desktop.*"]), "spl_desktop.resources"],
    package_dir={"spl_desktop": "spl_desktop", "spl_desktop.resources": "resources"},
    package_data={
        "spl_desktop": ["py.typed"],
        "spl_desktop.models": ["migrations/*.mako"],
        "spl_desktop.resources": ["**/*"],  # at any depth: nothing below resources/ is a package of its own
    },
)
