#!/bin/sh
# Pins everything that is installed, with hashes, for every Python and system at once.
# The files name no index, so that they install from whichever one pip is set to.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "Error: uv is needed to resolve versions: pip install uv" >&2; exit 1; }

resolve() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet "$@"
}
resolve --extra site --extra postgres --group dev --output-file requirements/dev.txt
# The same versions where both have a package, so that `make demo` after `make test` changes none.
resolve --extra site --group build --constraint requirements/dev.txt --output-file requirements/run.txt
