"""The path from pack text to checked values, or all problems at once."""
