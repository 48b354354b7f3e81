package dev.agentpool.workspace.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of our own git commands: nothing in a project runs unasked, no question is asked,
 * no network is used.
 *
 * <p>Settings go by {@code GIT_CONFIG_COUNT}, which outranks every configuration file and reaches
 * git's own children. Filters cannot be switched off this way without harming data; {@link
 * FilterGuard} sees to them.
 */
final class GitEnvironment {
  private static final List<Map.Entry<String, String>> SETTINGS =
      List.of(
          // each of these may name a command in a repository's own configuration
          Map.entry("core.hooksPath", "/dev/null"),
          Map.entry("core.fsmonitor", "false"),
          Map.entry("core.alternateRefsCommand", "true"),
          Map.entry("core.askPass", "true"),
          Map.entry("commit.gpgSign", "false"),
          // our commands need no network; this closes ssh commands, credential helpers and ext::
          // remotes at once; the few that read another folder say so themselves
          Map.entry("protocol.allow", "never"),
          Map.entry("protocol.file.allow", "never"),
          Map.entry("fetch.prune", "false"),
          // a changed file is seen, whatever an agent told git about looking at it
          Map.entry("core.ignoreStat", "false"),
          Map.entry("core.trustctime", "true"),
          Map.entry("core.checkStat", "default"),
          Map.entry("core.untrackedCache", "false"),
          // submodules are left as they are, and git does not look for changes in them
          Map.entry("submodule.recurse", "false"),
          Map.entry("diff.ignoreSubmodules", "dirty"),
          // no collection of garbage in the time of a task
          Map.entry("gc.auto", "0"),
          Map.entry("maintenance.auto", "false"),
          Map.entry("rerere.enabled", "false"));

  private GitEnvironment() {}

  /** The given environment without any {@code GIT_*}, and with ours. */
  static Map<String, String> scrub(Map<String, String> environment) {
    Map<String, String> clean = new LinkedHashMap<>(environment);
    clean.keySet().removeIf(name -> name.startsWith("GIT_") || name.equals("LANGUAGE"));
    clean.put("LC_ALL", "C"); // messages are read by us
    clean.put("GIT_TERMINAL_PROMPT", "0");
    clean.put("GIT_EDITOR", "true");
    clean.put("GIT_PAGER", "cat");
    clean.put("GIT_NO_LAZY_FETCH", "1");
    clean.put("GIT_LFS_SKIP_SMUDGE", "1"); // contents that are here are taken, none is downloaded
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      clean.put("GIT_" + who + "_NAME", "agentpool");
      clean.put("GIT_" + who + "_EMAIL", "agentpool@localhost");
    }
    clean.put("GIT_CONFIG_COUNT", String.valueOf(SETTINGS.size()));
    for (int i = 0; i < SETTINGS.size(); i++) {
      clean.put("GIT_CONFIG_KEY_" + i, SETTINGS.get(i).getKey());
      clean.put("GIT_CONFIG_VALUE_" + i, SETTINGS.get(i).getValue());
    }
    return clean;
  }

  /** With the hooks that are configured. */
  static Map<String, String> withHooks(Map<String, String> scrubbed) {
    Map<String, String> hooked = new LinkedHashMap<>(scrubbed);
    for (int i = 0; i < SETTINGS.size(); i++) {
      if (SETTINGS.get(i).getKey().equals("core.hooksPath")) {
        // a setting of no meaning in its place: the others keep their numbers
        hooked.put("GIT_CONFIG_KEY_" + i, "agentpool.hooks");
      }
    }
    return hooked;
  }

  /** Without our name: git takes the one that is configured. */
  static Map<String, String> withoutIdentity(Map<String, String> scrubbed) {
    Map<String, String> users = new LinkedHashMap<>(scrubbed);
    users.keySet().removeIf(name -> name.matches("GIT_(AUTHOR|COMMITTER)_.*"));
    return users;
  }
}
