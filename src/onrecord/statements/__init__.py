"""Articles to statements: who says what, how surely."""
