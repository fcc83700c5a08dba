"""What an editor does with an issue beside editing it: test it, approve it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_denied
from wagtail.permissions import policy_registry

from onrecord_site.newsletter.models import Issue
from onrecord_site.newsletter.send import post_test, subscribers


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, issue_key: int, action: str) -> HttpResponse:
    """Ask whether an issue shall be tested or approved, and do it."""
    issue = get_object_or_404(Issue, pk=issue_key)
    policy = policy_registry.get_by_type(Issue)
    if not policy.user_has_permission_for_instance(request.user, "change", issue):
        return permission_denied(request)
    if action == "test" and not request.user.email:
        messages.error(request, _("Your account has no e-mail address: add it in your profile."))
    elif request.method != "POST":
        context = {"issue": issue, "action": action, "count": subscribers(issue).count()}
        return render(request, "newsletter/desk.html", context)
    elif action == "test":
        post_test(issue, request.user.email)
        messages.success(request, _("A test waits to be sent to %s.") % request.user.email)
    else:
        Issue.objects.filter(pk=issue.pk, approved_at=None).update(approved_at=timezone.now())
        messages.success(request, _("The issue is approved. `onrecord deliver` sends it."))
        return redirect(reverse("wagtailsnippets_newsletter_issue:list"))
    return redirect(reverse("wagtailsnippets_newsletter_issue:edit", args=[issue.pk]))
