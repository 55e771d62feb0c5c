"""What the site needs beyond Sphinx: pages made from the code, and search in Chinese."""
