"""What every package stands on: decisions, errors, stages, the journal, the clock, the page frame."""
