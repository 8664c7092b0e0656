"""What answers beside the pages: the gate before every request, and the routes of signing in and setting up."""
