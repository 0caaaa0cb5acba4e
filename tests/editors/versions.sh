# The editors that the tests drive, pinned. Read by install.sh; nothing else names a version.
CODE_SERVER=4.139.1     # VS Code 1.139
OLD_CODE_SERVER=4.100.3 # VS Code 1.100
OLD_ARGON2=0.44.0       # what the old code-server needs in a version that ships compiled
NODE=24.19.0            # what both run on
NEOVIM=0.11.4
