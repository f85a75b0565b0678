"""The forge: what workflows do there, each thing a command that tests run as a workflow would."""
