"""The History screen: revisions, and what differs between two of them."""
