"""What is told where a text cannot be understood."""

from content.frozen import frozen


@frozen
class Fault:
    """A sentence in bokmål that says what is wrong and what to do next."""

    text: str
