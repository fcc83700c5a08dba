"""Time expressions as EDTF, resolved against the date of the article."""
