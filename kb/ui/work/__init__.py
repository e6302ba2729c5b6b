"""The screens of the work on contributions: submit, code, review, reply, history, people."""
