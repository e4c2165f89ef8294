"""What is true: the SOP, time, the facts of a case and the rules over them; pure, without Qt, SQL, files or clock."""
