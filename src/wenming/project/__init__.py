"""The composition root: settings, addresses, what the clock starts, the `wenming` command."""
