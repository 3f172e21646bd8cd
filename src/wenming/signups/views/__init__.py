"""Pages: what one does oneself, the desk's lists, the calendar."""
