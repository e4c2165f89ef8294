"""Looking at documents as they will be printed, and printing them."""
