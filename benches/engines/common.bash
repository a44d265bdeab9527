# For the scripts beside it: recordings to share out, and the check that each has its line once. Sourced, with bash.
set -euo pipefail
engines=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$engines/../.." && pwd)
export FORMCHECK_CHECKOUT=${FORMCHECK_CHECKOUT:-$repository}
if ! command -v formcheck >/dev/null; then
    (cd "$repository" && cargo build --release --locked --quiet)
    target=$(cd "$repository" && cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
    PATH=$target/release:$PATH
fi

# make_set FOLDER COPIES: the stored pose logs so many times, two clips, and a large one that takes 250 MB of memory.
make_set() {
    local copy log
    for ((copy = 0; copy < $2; copy++)); do
        mkdir -p "$1/$copy"
        for log in "$repository"/tests/fixtures/poses/*/*.poses; do cp "$log" "$1/$copy/"; done
    done
    cp "$repository"/sample_videos/{bridge_short_hold,tilt_steady_man}.mp4 "$1/"
    ffmpeg -v error -nostdin -i "$repository/sample_videos/bridge_short_hold.mp4" -vf scale=3840:2160 -t 4 -an \
        -c:v libx264 -preset ultrafast -pix_fmt yuv420p "$1/large.mp4"
}

# check_once OUT WHOLE [LEFT_OUT]: the shares in OUT, joined, are the lines of WHOLE; one recording may be named as left out.
check_once() {
    local left_out=${3:-}
    cat "$1"/results-*-of-*.jsonl >"$1.jsonl"
    echo "$(wc -l <"$1.jsonl") lines, $(jq -r .path "$1.jsonl" | sort | uniq -d | wc -l) recordings twice," \
        "of $(wc -l <"$2/results.jsonl") recordings"
    others() { jq -c --arg left_out "$left_out" 'select(.path != $left_out)' "$1" | sort; }
    cmp <(others "$1.jsonl") <(others "$2/results.jsonl")
    echo "equal to one run${left_out:+, but for: $(jq -r --arg left_out "$left_out" \
        'select(.path == $left_out) | [.path, .status, .error.kind] | join(" ")' "$1.jsonl")}"
}

# await COMMAND...: until it succeeds, for at most five minutes.
await() {
    local end=$((SECONDS + 300))
    until "$@"; do
        ((SECONDS < end)) || { echo "waited in vain for: $*" >&2 && exit 1; }
        sleep 0.1
    done
}

# The judging processes that write to OUT. Those that started them have other first words.
judging() { pgrep -f "^(/[^ ]*/)?formcheck score .*--out $1 "; }
n_lines() { cat "$1"/results-*.jsonl 2>/dev/null | wc -l; }
has_lines() { (($2 <= $(n_lines "$1"))); }
share_of() { tr '\0' ' ' <"/proc/$1/cmdline" | sed 's/.*--shard \([0-9]*\).*/\1/'; }

# pick OUT: sets `pid` to a judging process, but to none that judges a recording alone: a second kill there names it as the culprit.
pick() {
    pid=$(for process in $(judging "$1"); do
        grep -qs '"alone":true' "${1%/}"/.results-*"$(share_of "$process")"-of-*.begun || echo "$process"
    done | shuf -n 1)
    [[ -n $pid ]]
}
