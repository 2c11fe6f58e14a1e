"""What is missing, whom to ask, and what asking would settle."""
