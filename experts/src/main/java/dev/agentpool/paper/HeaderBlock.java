package dev.agentpool.paper;

/**
 * A text parted into its YAML header and its body (spec expert-pool 5.2), as mail and contracts
 * have them. A byte order mark and line ends of other systems are understood; the body stays as it
 * was written.
 *
 * @param yaml the lines between the two delimiters
 * @param body all after the line of the second
 */
public record HeaderBlock(String yaml, String body) {
  private static final String MARK = "---";

  public static HeaderBlock split(String text) throws UnreadableHeader {
    int start = 0;
    while (start < text.length() && " \t\r\n\uFEFF".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    if (!text.startsWith(MARK, start)) {
      throw new UnreadableHeader("content does not start with --- delimiter");
    }
    int first = endOfBlank(text, start + MARK.length());
    if (first >= text.length() || text.charAt(first) != '\n') {
      throw new UnreadableHeader("opening --- must be followed by a newline");
    }
    int close = text.indexOf("\n" + MARK, first + 1);
    if (close < 0) {
      throw new UnreadableHeader("no closing --- delimiter found");
    }
    int rest = close + 1 + MARK.length();
    int end = text.indexOf('\n', rest);
    String yaml = text.substring(first + 1, close).replace("\r\n", "\n");
    if (yaml.endsWith("\r")) {
      yaml = yaml.substring(0, yaml.length() - 1);
    }
    if (end < 0) {
      return new HeaderBlock(yaml, "");
    }
    if (endOfBlank(text, rest) != end) {
      throw new UnreadableHeader(
          "closing --- has trailing content: "
              + GoText.quoted(GoText.trimmed(text.substring(rest, end))));
    }
    return new HeaderBlock(yaml, text.substring(end + 1));
  }

  /** After blanks, and after the first half of another system's line end. */
  private static int endOfBlank(String text, int from) {
    int at = from;
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n'
        ? at + 1
        : at;
  }
}
