"""Where mail lies until it is fetched: a folder, or a mail server."""
