package dev.agentpool.knowledge;

/** Puts a pattern below its heading, the newest first. */
final class Promotion {
  private Promotion() {}

  static String into(String identity, String pattern, String heading) {
    int line = lineOf(identity, heading);
    if (line < 0) {
      String above = identity.isBlank() ? "" : identity.stripTrailing() + "\n";
      return above + "\n" + heading + "\n\n" + pattern + "\n";
    }
    int end = identity.indexOf('\n', line);
    return end < 0
        ? identity + "\n\n" + pattern + "\n"
        : identity.substring(0, end + 1) + "\n" + pattern + "\n" + identity.substring(end + 1);
  }

  /** Where the line is that is the heading, or else one that has it; negative if none. */
  private static int lineOf(String identity, String heading) {
    int from = 0;
    for (String line : identity.split("\n", -1)) {
      if (line.strip().equals(heading)) {
        return from;
      }
      from += line.length() + 1;
    }
    int anywhere = identity.indexOf(heading);
    return anywhere < 0 ? -1 : identity.lastIndexOf('\n', anywhere) + 1;
  }
}
