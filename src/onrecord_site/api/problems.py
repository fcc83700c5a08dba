"""Every error of the API as a problem of RFC 9457, and what all its answers share."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError

from onrecord.logs import get_logger
from onrecord_site.api.shapes import Fault, Problem
from onrecord_site.machine_answers import for_programs, open_to_all

MEDIA_TYPE = "application/problem+json"
ALLOWED = "GET, HEAD, OPTIONS"

View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Answer GET, HEAD and OPTIONS, and turn whatever fails into a problem."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in ("GET", "HEAD"):
            detail = "The API is for reading. Ask with GET or HEAD."
            return problem(request, 405, detail, headers={"Allow": ALLOWED})
        # The framework knows only GET; the server leaves the body of an answer to HEAD away.
        asked, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        except Http404 as error:
            return missing(request, error)
        except Exception:  # noqa: BLE001 - whatever it is, the answer is one that programs read
            get_logger(__name__).error("the API failed", path=request.path, exc_info=True)
            return problem(request, 500, "The fault is the site's. It has been written to the log.")
        finally:
            request.method = asked

    return answer


def not_found(_request: HttpRequest, **_named: str) -> HttpResponse:
    """Answer for every address below the API's that is none of its own."""
    raise Http404


def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    """Return that there is nothing at an address."""
    return problem(request, 404, "There is nothing at this address. What there is: /api/")


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    errors: list[Fault] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return a problem."""
    body = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or []
    )
    content = body.model_dump_json().encode()
    return for_programs(request, content, MEDIA_TYPE, status=status, headers=headers)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what is wrong with the parameters of a request."""
    errors = [Fault(name=str(each["loc"][-1]), detail=str(each["msg"])) for each in error.errors]
    names = ", ".join(dict.fromkeys(each.name for each in errors))
    return problem(request, 422, f"Cannot be understood: {names}.", errors)


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    open_to_all(response)
    response["Allow"] = ALLOWED
    response["Access-Control-Allow-Methods"] = ALLOWED
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response
