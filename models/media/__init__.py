"""Cases in the media: feeds, their items, matching them with themes, and cases in the chat."""
