# shellcheck shell=sh
# Sourced by the scripts that install and run the service: where things are, and small helpers. With
# DESTDIR everything happens below that folder: no user, no package, and systemctl only where
# SYSTEMCTL names one. That is how the tests run these scripts, and how to try them without harm.

root=${DESTDIR:-}
# shellcheck disable=SC2034 # used by those who source this
{
  home=$(cd "$(dirname "$0")/.." && pwd)
  program=$root/opt/catalogador
  jar=$program/catalogador.jar
  etc=$root/etc/catalogador
  config=$etc/catalogador.yaml
  secrets=$etc/catalogador.env
  redis_env=$etc/redis.env
  state=$root/var/lib/catalogador
  units=$root/etc/systemd/system
  site=$root/etc/nginx/conf.d/catalogador.conf
}
dry=${DRY_RUN:-}

fail() {
  echo "$*" >&2
  exit 1
}

need_root() {
  [ -n "$root$dry" ] || [ "$(id -u)" = 0 ] || fail "Rode como root: sudo $0"
}

# Does a step that changes something, and says so; with --dry-run only says it.
run() {
  if [ -n "$dry" ]; then
    echo "  faria: $*"
  else
    "$@"
  fi
}

# What only a machine of its own can do: packages, users, kernel.
on_machine() {
  if [ -n "$root" ]; then
    echo "  não feito abaixo de $root: $*"
  else
    run "$@"
  fi
}

has_systemd() {
  [ -n "${SYSTEMCTL:-}" ] || { [ -z "$root" ] && [ -d /run/systemd/system ]; }
}

systemctl() {
  if [ -n "$dry" ]; then
    echo "  faria: systemctl $*"
  elif has_systemd; then
    ${SYSTEMCTL:-command systemctl} "$@"
  else
    echo "  não feito, sem systemd aqui: systemctl $*"
  fi
}

packages() {
  on_machine apt_get install -y "$@"
}

# Says nothing but what fails.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

# Puts standard input into a file, unless it is there already; true when something changes.
put() { # mode, file
  new=$(mktemp)
  cat >"$new"
  if cmp -s "$new" "$2"; then
    rm -f "$new"
    return 1
  fi
  if [ -n "$dry" ]; then
    echo "  escreveria $2"
    rm -f "$new"
  else
    mkdir -p "$(dirname "$2")"
    install -m "$1" "$new" "$2.new"
    rm -f "$new"
    mv -f "$2.new" "$2"
    echo "  $2"
  fi
}

# Readable by root and by the service, by nobody else.
protect() { # mode, path
  [ -e "$2" ] || return 0
  run chmod "$1" "$2"
  [ -n "$root" ] || run chown root:catalogador "$2"
}

# The files of NAME=value lines that the unit names, the one that counts more last.
environment_files() {
  for file in "$redis_env" "$secrets"; do
    [ ! -f "$file" ] || echo "$file"
  done
}

# Value of a NAME=value line of the service's environment; empty when there is none.
secret() {
  environment_files | while IFS= read -r file; do
    sed -n "s/^$1=//p" "$file"
  done | sed 's/^"\(.*\)"$/\1/' | tail -n 1
}

# Runs the jar with the environment that systemd would give it. The files are read, not run, and no
# value becomes an argument that others could see.
with_environment() (
  for name in $(environment_files | while IFS= read -r file; do
    sed -n 's/^\([A-Za-z_][A-Za-z_0-9]*\)=.*/\1/p' "$file"
  done); do
    export "$name=$(secret "$name")"
  done
  "$@"
)

check_config() { # jar
  with_environment java -jar "$1" check-config --config "$config"
}

# The values in effect of keys of the configuration, one a line; nothing when they cannot be read, or the
# jar does not accept the configuration.
values() { # jar, keys
  of=$1
  shift
  for key in "$@"; do
    shift
    set -- "$@" --print "$key"
  done
  with_environment java -jar "$of" check-config --config "$config" "$@" 2>/dev/null || true
}

version() { # jar
  java -jar "$1" --version 2>/dev/null | head -n 1
}

# Address of the running server's health, as the configuration, the environment and the defaults say.
health_url() { # jar that knows check-config --print
  values "$1" http.managementHost http.managementPort | {
    read -r host && read -r port || return 1
    health_at "$host" "$port"
  }
}

health_at() { # host that the service listens on, port
  case $1 in
    '' | 0.0.0.0 | ::) echo "http://127.0.0.1:$2/health/ready" ;;
    *:*) echo "http://[$1]:$2/health/ready" ;;
    *) echo "http://$1:$2/health/ready" ;;
  esac
}

# Waits until the running server says that it is ready; gives up when it keeps ending, or after 90 s.
wait_until_ready() { # address
  tries=0
  until curl -sf -o /dev/null --max-time 3 "$1"; do
    tries=$((tries + 1))
    ended=$(${SYSTEMCTL:-command systemctl} show -p NRestarts --value catalogador 2>/dev/null || true)
    if [ "$tries" -gt 180 ] || [ "${ended:-0}" -ge 2 ]; then
      echo "Sem resposta de $1." >&2
      return 1
    fi
    sleep 0.5
  done
}
