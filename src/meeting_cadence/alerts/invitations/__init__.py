"""Invitations by mail to the members of bodies that want them: iMIP, on the same outbox as every other notice."""
