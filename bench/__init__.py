"""The measurements behind every speed that README states: `make bench`."""
