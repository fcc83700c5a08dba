"""Articles and statements to stories: where reports agree, differ and changed."""
