"""Reading a built site as its readers' browsers will, and saying what is wrong with it."""
