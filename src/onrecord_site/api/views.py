"""The page that explains the API to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord_site.api.contract import api


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be asked; `choices` are its values where there are few."""

    name: str
    description: str
    choices: Sequence[str]
    default: str


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API."""

    path: str
    summary: str
    anchor: str
    parameters: Sequence[Parameter]


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Every address, what can be asked of it, and how errors look."""
    context = {"addresses": _addresses(), "site_url": settings.SITE_URL}
    return render(request, "api/explained.html", context)


@cache
def _addresses() -> Sequence[Address]:
    return [
        Address(
            path=path,
            summary=operations["get"]["description"],
            anchor=operations["get"]["operationId"],
            parameters=[
                _parameter(each)
                for each in operations["get"]["parameters"]
                if each["in"] == "query"
            ],
        )
        for path, operations in api.get_openapi_schema()["paths"].items()
    ]


def _parameter(described: dict[str, Any]) -> Parameter:
    schema = described["schema"]
    default = schema.get("default")
    return Parameter(
        name=described["name"],
        description=described.get("description", ""),
        choices=schema.get("enum", ()),
        default="" if default is None else str(default),
    )
