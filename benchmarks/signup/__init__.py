"""Five thousand people press "join" at once: ours beside a row lock, and beside ephios."""
