"""The commands of the command line that do the work on contributions and keep the knowledge base safe."""
