"""One street of containers for all tests that ask for it, with a small street in it."""

from collections.abc import AsyncIterator

import pytest

from tests.deploy.composed import ComposedStreet, a_composed_street
from tests.walk.client import Client, client_at
from tests.walk.street import lay_out


@pytest.fixture(scope="session")
async def street() -> AsyncIterator[ComposedStreet]:
    async with a_composed_street() as composed:
        async with client_at(composed.url, composed.secrets) as client:
            await lay_out(client)
        yield composed


@pytest.fixture
async def client(street: ComposedStreet) -> AsyncIterator[Client]:
    async with client_at(street.url, street.secrets) as client:
        yield client
