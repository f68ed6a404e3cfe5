# shellcheck shell=sh
# Sourced by the other scripts: finds a JDK of 17 or newer, sets JAVA and JAVA_HOME.
# On Debian as root it installs one; elsewhere it says what to install.

# jdk_home FROM TO: says where the first JDK of such a version is, or fails.
jdk_home() {
  javac=$(command -v javac || true)
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "${javac:-/}")")")" /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ]; then
      version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
      if [ "${version:-0}" -ge "$1" ] && [ "$version" -le "$2" ]; then
        echo "$home"
        return 0
      fi
    fi
  done
  return 1
}

find_jdk() {
  JAVA_HOME=$(jdk_home 17 999) || return 1
  JAVA=$JAVA_HOME/bin/java
  export JAVA_HOME JAVA
}

if ! find_jdk && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Nenhum JDK 17 ou mais novo encontrado; instalando o do Debian…"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jdk-headless
fi
if ! find_jdk; then
  echo "É preciso um JDK 17 ou mais novo (um JRE não basta). Instale, por exemplo:" >&2
  echo "  Debian/Ubuntu:  sudo apt-get install openjdk-17-jdk-headless" >&2
  echo "  Fedora:         sudo dnf install java-17-openjdk-devel" >&2
  echo "  macOS:          brew install openjdk@17" >&2
  echo "  outros:         https://adoptium.net" >&2
  exit 1
fi
