"""MiniMojo in real editors: VS Code (as code-server, driven in Chromium) and Neovim (in tmux)."""
