"""`padriver`, also `python -m bot`."""

import gc

from bot.cli.root import root

SELDOM = (10_000, 20, 20)
"""How many new objects garbage is looked for after, and how much more seldom among older ones: looking takes a fifth of a start."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*SELDOM)
    root()


if __name__ == "__main__":
    main()
