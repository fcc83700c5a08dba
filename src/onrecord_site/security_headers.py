"""Headers that keep the readers' pages free of foreign code."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: Readers' pages run no script and load nothing from elsewhere.
PUBLIC_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
#: Wagtail's editor needs its own scripts, inline styles and inline scripts.
NEWSROOM_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), browsing-topics=()"


class SecurityHeadersMiddleware:
    """Adds the policies that Django does not know to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request` with the policy of its part of the site."""
        response = self.get_response(request)
        in_newsroom = request.path.startswith("/admin/")
        policy = NEWSROOM_POLICY if in_newsroom else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Other sites may link to pages and fetch feeds, and embed nothing.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
