package dev.agentpool.workspace.git;

import java.util.Collection;
import java.util.stream.Collectors;

/** Files in a message: all of a few, the first of many. */
final class FileNames {
  private static final int SHOWN = 20;

  private FileNames() {}

  static String list(Collection<String> files) {
    String first = files.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = files.size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
