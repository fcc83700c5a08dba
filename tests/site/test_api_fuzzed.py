"""Schemathesis asks every address of the API for all that its description allows, and for more.

The answers have to be those that the description promises: no fault of the site, no status, type,
header or shape that is not written down, nothing refused that is allowed and nothing taken that is
not.
"""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from onrecord_site.api.urls import api

# Not fetched from the site: pages ask the database, and there is none while tests are collected.
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = WSGIHandler()
schema.config.generation.update(deterministic=True, max_examples=12)


@pytest.fixture(autouse=True)
def _newsroom(told_flood):
    """Give the addresses something to answer with, on the one connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=12, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_answers_are_as_described(case):
    # The client of the test does not unpack.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
