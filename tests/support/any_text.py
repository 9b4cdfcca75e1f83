"""Any text at all, for random tests."""

from typing import Any

from hypothesis import strategies as st

_SIGNS = st.characters(exclude_categories=("Cs",))
"""All that UTF-8 can write. Asking for them by that name has hypothesis try each of a million, once a process."""


def texts(**size: Any) -> st.SearchStrategy[str]:
    """Give texts of any signs, of that `min_size` and `max_size`."""
    return st.text(_SIGNS, **size)
