#!/usr/bin/env bash
# Makes a clone ready to run: system packages (apt), a virtual environment in .venv, and the
# packages of requirements.lock, each checked by its hash. `make` calls it, once per purpose and
# whenever this file or the lock changes; calling it again installs only what is missing.
#
#   provisioning/bootstrap.sh demo    what the terminal and its simulators need
#   provisioning/bootstrap.sh test    that, a browser for the tests of the admin's pages, and CUPS
#
# PYTHON=python3.12   which Python the virtual environment is made of (3.11 or newer)
# SKIP_APT=1          leave the system packages alone (another distribution, or an image of yours)
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:?say what for: demo or test}
python=${PYTHON:-python3}

# One row per package; where releases name it differently, the names stand side by side (the first
# that apt knows is taken). Found by reading which libraries Qt's binaries ask for.
packages=(
    fonts-noto-cjk                               # the screen's and the receipt's typeface
    libegl1 libgl1 libx11-xcb1                   # Qt: drawing
    libxkbcommon0 libxkbcommon-x11-0             # Qt: keyboards
    libdbus-1-3 libfontconfig1                   # Qt: accessibility bus, finding fonts
    "libglib2.0-0t64|libglib2.0-0"               # Qt: main loop
    libgssapi-krb5-2                             # Qt: network library, which QML loads
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0   # Qt: X11 screens
    libxcb-render-util0 libxcb-xinerama0 libxcb-randr0
    libwayland-cursor0 libwayland-egl1           # Qt: Wayland screens
    pcscd vsmartcard-vpcd                        # chip cards; vpcd is the simulated reader, which
                                                 # must not be on a terminal in a hall
    sane-utils sane-airscan                      # document scanners
    poppler-utils                                # pictures of what the simulated A4 printer prints
    gcc libc6-dev swig libpcsclite-dev           # pyscard has no wheel: it is compiled here
)
for_tests=(
    cups cups-client cups-ipp-utils cups-filters # a real print server
    qpdf                                         # a second opinion on PDF files
    strace                                       # records writes and syncs for the power cuts
    swtpm tpm2-tools                             # a TPM 2.0 in software, and what speaks to one
    libatomic1                                   # Playwright's driver
)

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

installed() { [[ $(dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null) == *" installed" ]]; }
offered() { [[ $(apt-cache policy "$1") =~ Candidate:\ [^\(] ]]; }
browser() { command -v chromium google-chrome google-chrome-stable || true; }

missing_packages() { # rows none of whose names is installed
    local row name
    for row in "${packages[@]}"; do
        for name in ${row//|/ }; do
            if installed "$name"; then continue 2; fi
        done
        say "$row"
    done
}

system_packages() {
    command -v "$python" >/dev/null || packages+=("$python")
    "$python" -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
    "$python" -c 'import os, sysconfig as s; sys_h = s.get_path("include") + "/Python.h"; os.stat(sys_h)' \
        2>/dev/null || packages+=("$(basename "$python")-dev")
    if [[ $purpose == test ]]; then packages+=("${for_tests[@]}"); fi
    if [[ $purpose == test && -z $(browser) ]]; then packages+=(chromium); fi

    local missing row name wanted=()
    if ! command -v dpkg-query >/dev/null; then
        stop "No apt here. Install these (Debian's names), then SKIP_APT=1 make $purpose: ${packages[*]}"
    fi
    missing=$(missing_packages)
    [[ -n $missing ]] || return 0

    local root=() shown
    shown=$(sed 's/.*|//' <<<"$missing")
    if [[ $(id -u) != 0 ]]; then
        command -v sudo >/dev/null || stop "Not root and no sudo. As root: apt-get install" $shown
        root=(sudo)
    fi
    say "System packages to install with apt:" $shown
    "${root[@]}" apt-get update -qq || stop "apt-get update failed (see above): no network, or no apt sources?"
    for row in $missing; do
        for name in ${row//|/ }; do
            # Ubuntu's chromium is a snap, which containers cannot run: see browser_for_tests.
            if offered "$name"; then wanted+=("$name"); continue 2; fi
        done
        [[ $row == chromium ]] || stop "apt offers no package $row: SKIP_APT=1 if you have it otherwise."
    done
    [[ ${#wanted[@]} == 0 ]] || "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${wanted[@]}" ||
        stop "apt could not install: ${wanted[*]} (its words are above)."
}

virtual_environment() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "$("$python" --version) is too old: Zizhu needs 3.11. Name a newer one: make $purpose PYTHON=python3.12"
    if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
        say "Making the virtual environment .venv of $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    say "Installing the packages of requirements.lock: the first time this takes a while"
    local quiet=()
    [[ -t 1 ]] || quiet=(--quiet)
    local pip=(.venv/bin/python -m pip install "${quiet[@]}" --disable-pip-version-check --require-hashes)
    "${pip[@]}" --requirement requirements.lock
    "${pip[@]}" --no-deps --no-build-isolation --requirement requirements-source.lock
}

browser_for_tests() { # where apt has none (Ubuntu), Playwright fetches its own
    [[ $purpose == test && -z $(browser) ]] || return 0
    say "No Chromium from apt: Playwright downloads one"
    .venv/bin/python -m playwright install --with-deps chromium ||
        stop "No browser for the tests: install Chromium or Google Chrome and run make again."
}

case $purpose in demo | test) ;; *) stop "What for? demo or test, not: $purpose" ;; esac
[[ -n ${SKIP_APT:-} ]] || system_packages
virtual_environment
browser_for_tests
