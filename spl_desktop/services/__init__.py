"""What can be done: use cases that take plain data and give frozen rows or Changes."""
