"""What the office sets for itself: letterhead, people, agencies, working days, numbers, and the check of the file."""
