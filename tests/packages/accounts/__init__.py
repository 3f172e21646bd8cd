"""People sign in, and what they may do about their own data."""
