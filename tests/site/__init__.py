# noqa: A005 - named after the package it tests, and only ever imported as tests.site
