"""The procedure itself: its identity, its table, and the home of its versions."""
