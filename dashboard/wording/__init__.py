"""Words by language, number formats, explanations."""
