"""One body for all tests: loading it takes a second."""

import pytest

from generator.body import Body
from generator.cast import SHAPES
from generator.supine import Supine


@pytest.fixture(scope="session")
def supine():
    return Supine(Body(SHAPES["man_avg"]))


@pytest.fixture(scope="session")
def body(supine):
    return supine.body
