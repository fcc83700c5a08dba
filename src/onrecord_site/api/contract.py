"""The API as one object, and its description in OpenAPI 3.1."""

from functools import cached_property
from typing import Any

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from onrecord_site.api.operations import router
from onrecord_site.api.problems import MEDIA_TYPE, invalid, missing
from onrecord_site.api.shapes import Problem

DESCRIPTION = """Stories of this site, the statements they rest on, and their sources, for reading.

What an editor rejected is in no answer. The words of a statement are given where they may be
quoted, and are `null` elsewhere; the report is linked. Name the outlet with its words.
"""
#: What every operation may answer besides what it is asked for.
_FAULTS = {"404": "Nothing there", "422": "Parameters not understood", "500": "A fault of the site"}
_HEADERS = {
    "ETag": "Names this state of the answer: send it back in If-None-Match.",
    "Link": "First, previous and next page of a list, by RFC 8288.",
}


class ReadAPI(NinjaAPI):
    """Adds to the description what all operations share: problems, ETags, links."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name by which generated programs call the operation."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **_named: Any) -> dict[str, Any]:
        """Return the description, which is made once."""
        return self._description

    @cached_property
    def _description(self) -> dict[str, Any]:
        schema = super().get_openapi_schema()
        schema["components"]["schemas"].update(_problem_schemas())
        for operations in schema["paths"].values():
            for operation in operations.values():
                _describe(operation["responses"])
        return schema


def _describe(responses: dict[Any, Any]) -> None:
    answer = responses.pop(200)
    answer["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in _HEADERS.items()
    }
    responses["200"] = answer
    responses["304"] = {"description": "Not changed since"}
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for status, text in _FAULTS.items():
        responses[status] = {"description": text, "content": {MEDIA_TYPE: reference}}


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    return {**schema.pop("$defs"), "Problem": schema}


api = ReadAPI(
    title="Read API",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
api.add_router("", router)
api.add_exception_handler(ValidationError, invalid)
api.add_exception_handler(Http404, missing)
