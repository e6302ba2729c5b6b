"""The knowledge base on victim assistance under the Convention on Cluster Munitions, usable without the dashboard."""
