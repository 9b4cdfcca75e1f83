"""Listening to the media: feeds are fetched, what is new is kept, and what hits is told of."""
