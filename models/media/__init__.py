"""Cases in the media: feeds, what they brought, matching it with themes, and cases in the chat."""
