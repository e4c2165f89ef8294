"""Who is at the keyboard: signing in, locking, passwords and the recovery code."""
