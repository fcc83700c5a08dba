"""The desk's own writing: articles that rest on the record, their authors and their sections."""
