"""Who this site is: name, logo, colours, languages and standing pages, as editors set them."""
