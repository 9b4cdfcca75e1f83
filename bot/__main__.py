"""`padriver`, also `python -m bot`."""

from bot.cli.root import root


def main() -> None:
    """Run the command line."""
    root()


if __name__ == "__main__":
    main()
