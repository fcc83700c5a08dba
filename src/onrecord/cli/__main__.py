"""`python -m onrecord.cli` is `onrecord`."""

from onrecord.cli import main

main(prog_name="onrecord")
