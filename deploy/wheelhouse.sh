#!/bin/sh
# Everything that a machine without a network needs, in one folder.
#
#     deploy/wheelhouse.sh make FOLDER              on a machine with an index: fetch and build the wheels
#     deploy/wheelhouse.sh install FOLDER TARGET    on the other: a virtual environment in TARGET, from FOLDER alone
#
# Both machines need the same kind of processor and system and the same Python (3.11 or newer); PYTHON names another
# interpreter. Every release is held to its hash in requirements.lock, on both.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-python3}

fail() {
    printf 'wheelhouse: %s\n' "$1" >&2
    exit 2
}

make() {
    root=$(dirname -- "$here")
    mkdir -p "$1"
    folder=$(CDPATH='' cd -- "$1" && pwd)
    [ -z "$(ls -A "$folder")" ] || fail "$folder is not empty; name a new folder"
    cp "$root/requirements.lock" "$here/wheelhouse.sh" "$folder/"
    "$python" -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        --requirement "$folder/requirements.lock" --dest "$folder/wheels"
    "$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$folder/wheels" "$root"
    "$python" -c 'import platform, sys; print(platform.platform(), "Python %d.%d" % sys.version_info[:2])' >"$folder/made-on"
    (cd "$folder" && find . -type f ! -name SHA256SUMS -exec sha256sum {} + | sort -k 2 >SHA256SUMS)
    printf 'wheelhouse: %s files in %s\n' "$(find "$folder/wheels" -name '*.whl' | wc -l)" "$folder"
}

install() {
    folder=$(CDPATH='' cd -- "$1" && pwd)
    [ -e "$2" ] && fail "$2 exists; name a new folder, and change a link to it when it works"
    (cd "$folder" && sha256sum --check --quiet SHA256SUMS) || fail "$folder is not as it was made"
    "$python" -m venv "$2"
    "$2/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$folder/wheels" \
        --require-hashes --requirement "$folder/requirements.lock"
    "$2/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$folder"/wheels/meeting_cadence-*.whl
    "$2/bin/python" -m pip check
    "$2/bin/meeting-cadence" --version
}

case ${1:-} in
    make) [ $# -eq 2 ] || fail 'make FOLDER'; make "$2" ;;
    install) [ $# -eq 3 ] || fail 'install FOLDER TARGET'; install "$2" "$3" ;;
    *) fail 'make FOLDER, or install FOLDER TARGET' ;;
esac
