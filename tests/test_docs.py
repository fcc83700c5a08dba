"""The documentation is made from the code, names everything, and builds without a warning."""

import difflib
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.cli import main
from onrecord.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
PROSE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_up_to_date(generate: ModuleType) -> None:
    stale = {}
    for path, text in generate.generated().items():
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        if now != text:
            changes = difflib.unified_diff(now.splitlines(), text.splitlines(), lineterm="", n=0)
            stale[str(path.relative_to(ROOT))] = list(changes)
    assert not stale, f"run `make docs` to write {stale} anew"


def test_every_command_is_documented() -> None:
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for name in ("demo", "serve", *main.commands):
        assert f"## onrecord {name}\n" in text
    assert "Not installed" not in text


def test_every_setting_is_documented() -> None:
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.variable}` |" in text


def test_every_public_name_is_documented() -> None:
    text = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    for name in onrecord.__all__:
        assert f"\n## {name}\n" in text


def test_every_dependency_has_its_reason() -> None:
    text = (DOCS / "explanation" / "dependencies.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["site"]
    for requirement in named:
        package = re.split(r"[^\w-]", requirement)[0].lower()
        assert f"| {package} |" in text, f"{package} is not in dependencies.md"


@pytest.mark.parametrize("page", [*PAGES, *PROSE], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_settings_named_in_the_prose_exist() -> None:
    known = {setting.variable for setting in SETTINGS} | {"ONRECORD_TEST_POSTGRES"}
    for page in [*PAGES, *PROSE]:
        named = set(re.findall(r"ONRECORD_[A-Z_]+[A-Z]", page.read_text(encoding="utf-8")))
        assert named <= known, page


def test_the_change_log_has_the_version() -> None:
    assert f"\n## {onrecord.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == onrecord.__version__


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    result = subprocess.run(
        [
            sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet",
            "-b", "html", "-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "html"),
        ],
        capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "html" / "index.html").exists()
