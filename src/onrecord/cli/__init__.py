"""The command `onrecord`: thin wrappers over the functions of `onrecord.pipeline`."""

from onrecord.cli.commands import onrecord as main

__all__ = ["main"]
