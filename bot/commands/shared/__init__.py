"""Shared by commands: actions on a deadline, its form and controls, the effect log, open phases, administrators."""
