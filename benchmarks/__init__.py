"""Each claim of speed as a command: `make bench NAME=… [QUICK=1]`."""
