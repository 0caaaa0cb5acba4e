# The editors that the tests drive, pinned. Read by install.sh; nothing else names a version.
CODE_SERVER=4.139.1 # VS Code 1.139
NODE=24.19.0        # what that code-server runs on
NEOVIM=0.11.4
