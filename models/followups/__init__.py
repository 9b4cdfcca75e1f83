"""Following up the same day: who took a message, by when, and how it ended. Moments are aware; days local."""
