"""What is seen: the window, its pages and dialogs; the only place, beside app.py, that knows Qt."""
