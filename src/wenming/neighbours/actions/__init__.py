"""What is done with requests, pairs and visits."""
