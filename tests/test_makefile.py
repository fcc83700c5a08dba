"""The set-up: requirements that any index serves, targets that say what they do."""

import ast
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def pinned(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text("utf-8"), re.MULTILINE))


@pytest.fixture(scope="module")
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "set_up_environment", ROOT / "scripts" / "environment.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_name_no_index(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", text, re.M)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_its_hash(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", path.read_text("utf-8").strip())
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_both_sets_have_the_same_versions() -> None:
    run, dev = (pinned(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))
    assert run.items() <= dev.items()
    assert {"hatchling", "editables"} <= run.keys()


def test_every_library_that_is_imported_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["site"]]
    required = {re.split(r"[^\w-]", each)[0].lower().replace("-", "_") for each in named}
    distributions = packages_distributions()
    for path in (ROOT / "src").rglob("*.py"):
        # Migrations are written by Django and name the parts of Wagtail.
        if "migrations" in path.parts:
            continue
        for module in imported(path) - sys.stdlib_module_names - {"onrecord", "onrecord_site"}:
            names = {each.lower().replace("-", "_") for each in distributions[module]}
            assert names & required, f"{path.relative_to(ROOT)} imports {module}"


def imported(path: Path) -> set[str]:
    """Return the packages that a module imports, by the first part of their name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_make_alone_lists_the_targets() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    shown = subprocess.run([make], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "lint", "gate", "bench", "docs"):
        assert re.search(rf"^make {target}\s+\w", shown, re.MULTILINE), target


@pytest.mark.skipif(os.name != "posix", reason="the set-up is for POSIX systems")
def test_a_python_that_is_too_old_is_told(tmp_path: Path) -> None:
    """An old Python with no newer one beside it: the script is run with the version turned down."""
    code = (
        "import sys, runpy\n"
        "sys.version_info = (3, 9, 2)\n"
        "sys.argv = ['environment.py', 'requirements/run.txt']\n"
        "runpy.run_path(sys.orig_argv[-1], run_name='__main__')\n"
    )
    script = str(ROOT / "scripts" / "environment.py")
    result = subprocess.run(
        [sys.executable, "-c", code, script],
        capture_output=True, text=True, env={"PATH": str(tmp_path)},
    )  # fmt: skip
    assert result.returncode == 1
    assert "needs Python 3.11 or newer" in result.stderr
    assert "Traceback" not in result.stderr


class TestPipWithoutEnsurepip:
    """Where the system's Python has no ensurepip, pip comes as a wheel that is checked."""

    def index(self, folder: Path, name: str, content: bytes) -> str:
        files = folder / "files"
        files.mkdir()
        (files / name).write_bytes(content)
        page = folder / "simple" / "pip" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            '<a href="../../files/pip-1.0.tar.gz#sha256=0">pip-1.0.tar.gz</a>\n'
            f'<a href="../../files/{name}#sha256=0" data-requires-python="&gt;=3.9">{name}</a>\n'
        )
        return folder.as_uri()

    def test_the_links_of_an_index_are_read(self, environment: ModuleType, tmp_path: Path) -> None:
        index = self.index(tmp_path, environment.PIP_WHEEL, b"")
        links = environment.Links(f"{index}/simple/pip/")
        links.feed((tmp_path / "simple" / "pip" / "index.html").read_text())
        assert links.found[environment.PIP_WHEEL] == f"{index}/files/{environment.PIP_WHEEL}"

    def test_the_pin_is_a_sha256(self, environment: ModuleType) -> None:
        assert len(environment.PIP_SHA256) == len(hashlib.sha256(b"").hexdigest())
        assert environment.PIP_WHEEL.endswith("-py3-none-any.whl")

    def test_the_index_is_the_one_pip_is_set_to(
        self, environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PIP_INDEX_URL", raising=False)
        settings = tmp_path / "pip.conf"
        settings.write_text("[global]\nindex-url = https://mirror.example/simple%20a\n")
        monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
        assert environment.configured("index-url") == "https://mirror.example/simple%20a"
        monkeypatch.setenv("PIP_INDEX_URL", "https://other.example/simple")
        assert environment.configured("index-url") == "https://other.example/simple"
