"""Words whatever their format: passages, signs, numbers of lists, broken lines, languages."""
