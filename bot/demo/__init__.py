"""The demonstrations: the whole bot on this machine, in the local workspace or in Microsoft's playground."""
