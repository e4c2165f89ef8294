"""A case: its page, the panel of the chosen step, and the dialogs that record what happened."""
