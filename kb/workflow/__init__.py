"""The work on contributions: who may do what, and every change that a person makes, each as one revision."""
