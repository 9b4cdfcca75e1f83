"""`padriver`, also `python -m bot`."""

import gc
import os
import sys

# Imported modules stay as long as the process: looking through them for garbage was a tenth of every start.
gc.disable()
# pydantic would read every installed package's metadata, to look for plugins of its own: 30 ms, and nobody's code here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
# structlog imports rich if it is installed, to draw traces nobody sees: a tenth of a second and 3 MB of every start.
# The command line's help still draws with it.
sys.modules["rich"] = None  # type: ignore[assignment] # Python's own way to say that a module is not to be had
import structlog  # noqa: E402 - read while rich is not to be had

del sys.modules["rich"]
from bot.cli.root import root  # noqa: E402 - after that

__all__ = ["main", "structlog"]


def main() -> None:
    """Run the command line."""
    root()


if __name__ == "__main__":
    main()
