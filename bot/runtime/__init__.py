"""What the process runs on: the clock, the web server, HTTP calls, signals, logs and worker processes."""
