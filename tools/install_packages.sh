#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs by apt what is missing of a Debian machine: `install_packages.sh run` to run the
# platform, `install_packages.sh test` to test it as well, `install_packages.sh slow` to run the slow
# tests, too. It says nothing when all is there.
set -eu

missing=""

need() { # need PACKAGE PATH…: the package is there when every path is.
  package=$1
  shift
  for path in "$@"; do
    if ! ls $path >/dev/null 2>&1; then
      missing="$missing $package"
      return 0
    fi
  done
}

need ffmpeg /usr/bin/ffmpeg /usr/bin/ffprobe
# What every request comes in by.
need nginx-light /usr/sbin/nginx
# What the library that draws text is linked to.
need libegl1 '/usr/lib/*/libEGL.so.1'
need libgl1 '/usr/lib/*/libGL.so.1'
need libexpat1 '/lib/*/libexpat.so.1'
if [ "${1:-run}" != run ]; then
  need rabbitmq-server /usr/lib/rabbitmq/bin/rabbitmq-server
  need postgresql '/usr/lib/postgresql/*/bin/postgres'
  # Chromium without the windows that no test looks at: half the processor time.
  need chromium-headless-shell /usr/bin/chromium-headless-shell
  need libatomic1 '/usr/lib/*/libatomic.so.1'
  need fonts-dejavu-core /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
fi
if [ "${1:-run}" = slow ]; then
  need strace /usr/bin/strace
  # The tests set a clock that they compile.
  need gcc /usr/bin/cc
  need libc6-dev /usr/include/time.h
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "Please install, as root: apt-get install -y --no-install-recommends$missing" >&2
  exit 1
fi

# What we install must not start by itself: the platform and its tests start their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
  $as_root chmod 755 $policy
  trap '$as_root rm -f $policy' EXIT
fi

echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
