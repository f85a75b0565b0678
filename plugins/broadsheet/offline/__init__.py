"""The offline edition: a built site as one file that people pass on and open from disk."""
