"""MiniMojo in real editors: VS Code (as code-server, driven in Chromium), and Neovim, Emacs and Vim (in tmux)."""
