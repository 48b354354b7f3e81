package dev.agentpool.workspace.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What git's configuration says at a place, read once; without what agentpool itself says to git.
 *
 * @param entries in git's order: of two with one key the later counts
 */
record GitConfig(List<Entry> entries) {
  /**
   * One line of a configuration.
   *
   * @param scope {@code system}, {@code global}, {@code local}, {@code worktree}
   * @param key section and name in lower case, what is between them as written
   */
  record Entry(String scope, String key, String value) {
    /** Of the repository itself, where an agent may have written it. */
    boolean isProjects() {
      return scope.equals("local") || scope.equals("worktree");
    }
  }

  GitConfig {
    entries = List.copyOf(entries);
  }

  static GitConfig of(GitPlace place) {
    return place.git().configs().of(place);
  }

  static GitConfig read(GitPlace place) {
    return parse(place.must("config", "--list", "--includes", "--show-scope", "-z").out());
  }

  /** Scope NUL key LF value NUL, again and again; a key alone means true. */
  static GitConfig parse(String out) {
    List<Entry> entries = new ArrayList<>();
    String[] parts = out.split("\0", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      int end = parts[i + 1].indexOf('\n');
      String key = end < 0 ? parts[i + 1] : parts[i + 1].substring(0, end);
      if (!parts[i].equals("command")) {
        entries.add(new Entry(parts[i], key, end < 0 ? "true" : parts[i + 1].substring(end + 1)));
      }
    }
    return new GitConfig(entries);
  }

  /** Those whose key is accepted. */
  List<Entry> where(Predicate<String> key) {
    return entries.stream().filter(entry -> key.test(entry.key())).toList();
  }

  /** What counts for the key. */
  Optional<String> value(String key) {
    return where(key::equals).stream().reduce((earlier, later) -> later).map(Entry::value);
  }

  boolean isTrue(String key) {
    return value(key).filter(GitConfig::meansTrue).isPresent();
  }

  static boolean meansTrue(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      default -> false;
    };
  }
}
