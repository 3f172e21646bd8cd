"""Who is there: users, sign-in by code, password or passkey, lock-out. No posts, no rights."""
