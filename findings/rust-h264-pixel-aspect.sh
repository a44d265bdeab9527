#!/usr/bin/env bash
# rust_h264 parses the shape of pixels and gives it to nobody.
#
# Package    rust_h264 0.6.0 (2026-11-30), a pure-Rust H.264 decoder
# Expected   `parse_sps_info` tells what the sequence parameter set says of the picture: beside size, crop and colour also
#            the sample aspect ratio (ITU-T H.264, E.2.1), without which anamorphic recordings come out squeezed
# Behaviour  the field is read over and dropped: streams with square and with 4:3 pixels give the same value to the last field
# Seen       the same Debug text for both streams
set -euo pipefail
command -v ffmpeg >/dev/null || {
    echo "this needs ffmpeg (Debian: apt-get install ffmpeg)" >&2
    exit 2
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

ffmpeg -hide_banner -loglevel error -f lavfi -i testsrc=size=320x240:rate=10:duration=1 -c:v libx264 -pix_fmt yuv420p plain.h264
for aspect in 1/1 4/3; do
    ffmpeg -hide_banner -loglevel error -i plain.h264 -c copy -bsf:v "h264_metadata=sample_aspect_ratio=$aspect" "${aspect/\//_}.h264"
done
[ "$(ffprobe -v error -show_entries stream=sample_aspect_ratio -of csv=p=0 4_3.h264)" = 4:3 ]

mkdir -p project/src
cat >project/Cargo.toml <<'TOML'
[package]
name = "shape"
version = "0.1.0"
edition = "2021"

[dependencies]
rust_h264 = "=0.6.0"
TOML
cat >project/src/main.rs <<'RUST'
use rust_h264::nal::{parse_annex_b, parse_sps_info, NalUnitType};

fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let units = parse_annex_b(&bytes);
    let sps = units.iter().find(|unit| unit.nal_unit_type == NalUnitType::Sps).unwrap();
    println!("{:?}", parse_sps_info(sps).unwrap());
}
RUST
cd project
cargo build --quiet
square=$(target/debug/shape ../1_1.h264)
wide=$(target/debug/shape ../4_3.h264)
echo "$wide"
[ "$square" = "$wide" ] || {
    echo "changed: the two streams are told apart"
    exit 1
}
echo "as described: pixels of 4:3 look like square ones"
