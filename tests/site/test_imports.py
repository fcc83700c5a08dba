"""The site may import the engine, never the reverse."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

ENGINE = Path(onrecord.__file__).parent
SITE_ONLY = {
    "anymail",
    "django",
    "django_comments",
    "nh3",
    "wagtail",
    "granian",
    "whitenoise",
    "dj_database_url",
    "onrecord_site",
}
BLOCK = """
import importlib.abc, sys

class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Blocked())
import onrecord, onrecord.pipeline, onrecord.cli, onrecord.cli.commands, onrecord.wire
assert onrecord.__all__ and all(getattr(onrecord, name) for name in onrecord.__all__)
assert not set(sys.modules) & {blocked}
"""


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name.partition(".")[0] for name in found}


@pytest.mark.parametrize(
    "path", sorted(ENGINE.rglob("*.py")), ids=lambda path: str(path.relative_to(ENGINE))
)
def test_engine_module_imports_nothing_of_the_site(path):
    assert not imported(path) & SITE_ONLY


def test_engine_is_imported_without_the_site_installed():
    code = BLOCK.format(blocked=SITE_ONLY)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
