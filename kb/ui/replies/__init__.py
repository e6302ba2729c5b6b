"""The Replies screen: what States and organisations say of how their passages are tagged, and the answers."""
