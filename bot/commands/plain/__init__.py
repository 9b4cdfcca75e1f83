"""Plain words: a question in any words, answered with what was found in the content and the workspace."""
