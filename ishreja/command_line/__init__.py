"""The command line: what `python -m ishreja` can do."""
