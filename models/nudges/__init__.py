"""When nothing may be sent, and the kinds that queries name. The kinds themselves are in `jobs.nudges`."""
