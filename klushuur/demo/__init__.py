"""The demo: a door for each person, data, a clock that moves and a mailbox. Not part of an installation."""
