"""Commands of workspace/executeCommand: one per module, under the name `COMMAND`."""
