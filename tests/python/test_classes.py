"""The classes that Python has for records: which can be made."""

from __future__ import annotations

import pytest
from gopylink import LoadError
from gopylink._classes import Made, make


def made(*variants: str) -> Made:
    definition = {"name": "Way", "class": True, "shape": {"Enum": ["External", [{"name": name} for name in variants]]}}
    (only,) = make([definition], "library", {}, bytes.decode)
    return only


@pytest.mark.parametrize("name", ["names", "values", "_x", "x_", "_", "__", "___", "None", "a b", "_Other__x"])
def test_names_of_members(name: str) -> None:
    way = made("Left", name)
    assert way.members is not None
    assert [(it.name, it.value) for it in way.members.values()] == [("Left", "Left"), (name, name)]


@pytest.mark.parametrize(
    "name", ["mro", "name", "value", "_x_", "_order_", "_ignore_", "_missing_", "__init__", "__doc__", "_Way__x"]
)
def test_names_that_enums_keep_are_refused(name: str) -> None:
    with pytest.raises(LoadError) as caught:
        made("Left", name)
    assert str(caught.value) == (
        f"no class can be made of the record 'Way': '{name}' cannot be the name of a member of an enum; rename the "
        'variant with #[serde(rename = "…")], or remove enum_class from Way'
    )
