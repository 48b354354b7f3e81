package dev.agentpool.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The block in which an agent hands over its result, on lines of its own between two marks. An
 * empty one is the form that it was shown, and no result.
 */
public final class ResultBlock {
  public static final String START = "AGENTPOOL_RESULT_START";
  public static final String END = "AGENTPOOL_RESULT_END";
  private static final Pattern STARTS = mark(START);
  private static final Pattern ENDS = mark(END);

  private ResultBlock() {}

  private static Pattern mark(String word) {
    return Pattern.compile("^\\s*(?:[•●⏺-]\\s*)?" + word + "\\s*$");
  }

  /** The newest finished one, however long. A start within one that was begun begins it anew. */
  public static Optional<String> newest(List<String> lines) {
    Optional<String> newest = Optional.empty();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (STARTS.matcher(line).matches()) {
        start = i;
      } else if (start >= 0 && ENDS.matcher(line).matches()) {
        List<String> body = lines.subList(start + 1, i);
        if (isFilledIn(body)) {
          newest = Optional.of(plain(body));
        }
        start = -1;
      }
    }
    return newest;
  }

  private static boolean isFilledIn(List<String> body) {
    List<String> said = body.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    for (int i = 0; i < said.size(); i++) {
      String line = said.get(i);
      if (line.toLowerCase(Locale.ROOT).startsWith("summary")) {
        int colon = line.indexOf(':');
        boolean beside = colon >= 0 && !line.substring(colon + 1).isBlank();
        return beside
            || i + 1 < said.size()
                && !said.get(i + 1).toLowerCase(Locale.ROOT).startsWith("findings");
      }
    }
    return !said.isEmpty();
  }

  /** Without what all lines are set in by, and without blank ones around. */
  static String plain(List<String> lines) {
    int common = Integer.MAX_VALUE;
    for (String line : lines) {
      if (!line.isBlank()) {
        common = Math.min(common, line.length() - line.stripLeading().length());
      }
    }
    List<String> plain = new ArrayList<>();
    for (String line : lines) {
      plain.add(line.isBlank() ? "" : line.substring(common).stripTrailing());
    }
    return String.join("\n", plain).strip();
  }
}
