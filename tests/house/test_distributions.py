"""Our package names are ours: no installed distribution may shadow them."""

from importlib.metadata import distributions

from tests.house.tree import ROOMS


def test_no_other_distribution_ships_a_package_with_our_names() -> None:
    guests = {
        f"{distribution.metadata['Name']}: {file}"
        for distribution in distributions()
        if distribution.metadata["Name"] != "layso"
        for file in distribution.files or []
        if file.parts[0].removesuffix(".py") in ROOMS
    }
    assert not guests


def test_the_tests_package_is_our_own() -> None:
    """A dependency (python-barcode) installs a top-level `tests`; ours must win."""
    import tests

    assert "site-packages" not in str(tests.__file__)
