"""Weekly letters: the service reports on itself to its administrators, and gives the all-clear to those who want it."""
