"""What can be done with projects: registered with their teams, taken through their rounds."""
