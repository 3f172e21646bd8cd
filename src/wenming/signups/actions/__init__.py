"""What is done about who comes: join, confirm, give up, be asked, be reminded."""
