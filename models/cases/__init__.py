"""The cases that a workspace works with: what it follows in the Storting, and its own."""
