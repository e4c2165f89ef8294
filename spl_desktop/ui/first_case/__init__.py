"""The guided first case: a quiet list beside the work, ticked by what is really recorded."""
