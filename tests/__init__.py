"""Everything that proves or measures the project."""
