"""Messages for every platform: a Card and the functions that compose cards. Pure."""
