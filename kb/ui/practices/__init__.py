"""Good practice: what others do about what my State lacks or finds hard."""
