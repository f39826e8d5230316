"""Putting a finished site in its place: the folder it may replace, the folder it is built in, the exchange."""
