"""The peers as Python sees them. A module is imported when its peer is loaded: it may need packages of its own."""
