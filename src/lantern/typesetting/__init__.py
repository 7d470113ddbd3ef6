"""Paper: a title and blocks become a PDF. It knows no child, and keeps nothing."""
