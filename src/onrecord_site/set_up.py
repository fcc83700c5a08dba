"""Makes a newsroom ready: its folder, key, database, pages and first editor."""

import os
import secrets
from pathlib import Path

import django
from django.core.management import call_command
from django.db.utils import OperationalError

from onrecord import settings as onrecord_settings
from onrecord.errors import DatabaseError
from onrecord_site.secret_keys import keep_secret_key

FIRST_EDITOR = "admin"
PASSWORD_BYTES = 15


def set_up() -> None:
    """Make the newsroom of the settings in force; what is there stays as it is.

    Raises:
        DatabaseError: The folder cannot be written to, or the database cannot be reached.
    """
    data_dir = Path(onrecord_settings.get("DATA_DIR"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord_site.settings")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        keep_secret_key()
        django.setup()
        call_command("migrate", verbosity=0)
    except OSError as error:
        message = f"{data_dir} cannot be used: {error.strerror}. Set ONRECORD_DATA_DIR."
        raise DatabaseError(message) from error
    except OperationalError as error:
        reason = str(error).splitlines()[0]
        message = f"The database cannot be used: {reason}. See ONRECORD_DATABASE_URL."
        raise DatabaseError(message) from error
    # Models can be imported only now, after Django was set up.
    from onrecord_site.derived import derive_missing
    from onrecord_site.home.pages import make_pages

    make_pages()
    derive_missing()


def make_first_editor() -> str | None:
    """Make an editor with all rights where there is no user yet.

    Returns:
        The random password, which is kept nowhere else; ``None`` where users exist.
    """
    from onrecord_site.users.models import User

    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    User.objects.create_superuser(FIRST_EDITOR, password=password)
    return password
