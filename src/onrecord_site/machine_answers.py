"""Answers that programs read: with an ETag, open to pages of other sites, kept for a minute."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

#: How long a program or a cache on the way may keep an answer, in seconds.
KEPT_SECONDS = 60


def for_programs(
    request: HttpRequest,
    content: bytes,
    media_type: str,
    *,
    status: int = 200,
    file_name: str = "",
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return an answer to GET or HEAD, or 304 where the asker has it already.

    Args:
        request: What is answered.
        content: The body.
        media_type: Its media type, with its parameters.
        status: Of anything but 200 nothing is kept and nothing compared.
        file_name: Named where the answer is to be saved rather than shown.
        headers: Further headers.
    """
    response = HttpResponse(content, content_type=media_type, status=status)
    open_to_all(response)
    for name, value in (headers or {}).items():
        response[name] = value
    if file_name:
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=file_name
        )
    if status != 200:
        response["Cache-Control"] = "no-store"
        return response
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def lead_on(view: str, *args: str) -> HttpResponse:
    """Return where the answer is found from now on, to pages of other sites too."""
    response = redirect(view, *args, permanent=True)
    open_to_all(response)
    return response


def open_to_all(response: HttpResponse) -> None:
    """Let pages of other sites read the answer: it holds nothing but what is public."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
