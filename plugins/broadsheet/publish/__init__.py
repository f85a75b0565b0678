"""Publishing: a built site as the one commit of a branch."""
