"""What people do in the workspace: command, press, fill in, react. The page and the tests' driver both act through here."""
