# shellcheck shell=sh
# Sourced by install, upgrade and backup: where things are, and small helpers. The caller sets prefix,
# a scratch root for tests; empty means the machine itself.

# shellcheck disable=SC2034 # used by those who source this
jar=$prefix/opt/catalogador/catalogador.jar
config=$prefix/etc/catalogador/catalogador.yaml
secrets=$prefix/etc/catalogador/catalogador.env
systemctl=${SYSTEMCTL:-systemctl}

fail() {
  echo "$*" >&2
  exit 1
}

need_root() {
  [ -n "$prefix" ] || [ "$(id -u)" = 0 ] || fail "Rode como root: sudo $0"
}

# Value of a NAME=value line of the secrets; empty when there is none.
secret() {
  sed -n "s/^$1=//p" "$secrets" | sed 's/^"\(.*\)"$/\1/' | tail -n 1
}

# Lets a jar check the installed configuration, with the environment that systemd would give it. The
# file is read, not run, and no value becomes an argument that others could see.
check_config() (
  while IFS= read -r line; do
    case $line in
      [A-Za-z_]*=*)
        name=${line%%=*}
        export "$name=$(secret "$name")"
        ;;
    esac
  done <"$secrets"
  java -jar "$1" check-config --config "$config"
)

# Waits until the running server says that it is ready; gives up when it keeps ending, or after 45 s.
wait_until_ready() {
  port=$(sed -n 's/^ *managementPort: *\([0-9]*\).*/\1/p' "$config")
  url=http://127.0.0.1:${port:-9090}/health/ready
  tries=0
  until curl -sf -o /dev/null --max-time 3 "$url"; do
    tries=$((tries + 1))
    ended=$("$systemctl" show -p NRestarts --value catalogador 2>/dev/null || true)
    if [ "$tries" -gt 90 ] || [ "${ended:-0}" -ge 2 ]; then
      echo "Sem resposta de $url." >&2
      return 1
    fi
    sleep 0.5
  done
}
