# Finds a JDK 25 or newer and sets JAVA_HOME to it, also where the default java is older.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_jdk() {
  local from_path=""
  if command -v javac >/dev/null 2>&1; then
    from_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  local candidate
  for candidate in "${JAVA_HOME:-}" "$from_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
      "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  {
    echo "Duecourse needs a JDK 25 or newer; none was found in JAVA_HOME, on the PATH, in /usr/lib/jvm, /opt or ~/.sdkman."
    echo "Maybe install one: 'apt-get install temurin-25-jdk' (Adoptium's repository), 'sdk install java 25-tem', or"
    echo "unpack an archive from adoptium.net and set JAVA_HOME to its folder."
  } >&2
  return 3
}
