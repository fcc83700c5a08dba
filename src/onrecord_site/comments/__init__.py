"""What readers say under stories and articles, and what moderators decide on it.

Built on django-contrib-comments, which looks here (``COMMENTS_APP``) for the model and the form.
Its views are not included: they need a session and know no threads.
"""

from typing import Any


def get_model() -> Any:
    """Return the model of a comment, as django-contrib-comments asks for it."""
    from onrecord_site.comments.models import Comment

    return Comment


def get_form() -> Any:
    """Return the form for a comment, as django-contrib-comments asks for it."""
    from onrecord_site.comments.forms import CommentForm

    return CommentForm
