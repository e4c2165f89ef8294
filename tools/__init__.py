"""Commands for those who work on the program: build what is shipped, make the pictures of the manual."""
