"""Files that editors upload: what they are is looked at, whatever their names say."""
