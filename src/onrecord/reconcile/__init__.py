"""The reconcile room."""
