"""ishreja: a library-information centre's signed yearly work plan as a working dashboard."""
