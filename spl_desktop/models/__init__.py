"""What is kept: tables, constraints, the engine and the migrations; no rules."""
