# What the launcher, the daemon's script and the training share; to be sourced. Nothing here starts a process unless it
# says so, because every command pays for it.

# A JVM that cannot use its cache says so on standard output, which would corrupt what the program prints: so the first
# two flags always come first. The rest is for a short start and a small heap.
jvm_flags='-Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData'
# The cache is mapped where it was made for: moved elsewhere, each of its pages would be written to, and be this process's
# own. And it keeps no profiles, since nothing is compiled by them.
jvm_flags=$jvm_flags' -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTRecordTraining -XX:-AOTReplayTraining'
# Its monitors are looked through every ten seconds instead of four times a second: half of what an idle JVM does.
jvm_flags=$jvm_flags' -XX:AsyncDeflationInterval=10000'
cli_flags='-Xmx256m -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8'
# Its young objects begin with 2 MiB, which is 2 MiB less of memory at rest, and was no slower over 900 tasks.
# Its last command, when the memory runs out, leaves a note for the next daemon; it must not have a blank in it.
daemon_flags='-Xms12m -XX:NewSize=2m -Xmx256m -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED'
daemon_flags=$daemon_flags' -XX:OnOutOfMemoryError=:>"${AGENT_POOL_HOME:-$HOME/.agent-pool}/state/out-of-memory"'

# is_jdk_25 FOLDER: sets java_home and java_release (its exact version, as part of a file name) when it is one.
is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  java_release=unknown
  while IFS= read -r line; do
    case $line in
      IMPLEMENTOR_VERSION=* | JAVA_RUNTIME_VERSION=*)
        line=${line#*\"}
        line=${line%\"}
        java_release=${line%%[!A-Za-z0-9.+_-]*}
        ;;
      JAVA_VERSION=\"25[!0-9]*)
        java_home=$1
        return 0
        ;;
      JAVA_VERSION=*) return 1 ;;
    esac
  done <"$1/release"
  return 1
}

# choose_aot_caches IMAGE STATE: sets aot_folder, aot_key and, where there is a usable one, cli_aot and daemon_aot.
# A cache fits one build and one JDK, so both are in its name.
choose_aot_caches() {
  build=unknown
  [ -r "$1/build-id" ] && read -r build <"$1/build-id"
  aot_key=$build-$java_release
  aot_folder=$1/aot
  [ -w "$aot_folder" ] || aot_folder=$2/aot
  cli_aot=$aot_folder/cli-$aot_key.aot
  daemon_aot=$aot_folder/daemon-$aot_key.aot
  [ -r "$cli_aot" ] || cli_aot=
  [ -r "$daemon_aot" ] || daemon_aot=
}

# start_training IMAGE STATE: makes missing caches in the background, once (starts a process).
start_training() {
  [ -e "$aot_folder/$aot_key.trained" ] && return
  nohup "$1/libexec/train" "$java_home" "$2" >/dev/null 2>&1 </dev/null &
}

# exec_java AOT_CACHE_OR_EMPTY ARGUMENT...: becomes the JVM of java_home.
exec_java() {
  # options of other Java programs would be announced on standard error, and make the cache unusable
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
  # the JVM reads its arguments in the encoding of the locale
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) ;;
    *) LC_ALL=C.UTF-8 && export LC_ALL ;;
  esac
  if [ -n "$1" ]; then
    cache=$1
    shift
    exec "$java_home/bin/java" $jvm_flags -XX:AOTCache="$cache" "$@"
  fi
  shift
  exec "$java_home/bin/java" $jvm_flags "$@"
}
