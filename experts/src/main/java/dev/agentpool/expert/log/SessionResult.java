package dev.agentpool.expert.log;

import dev.agentpool.paper.GoText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a session said at its end.
 *
 * @param text Markdown as it was said
 * @param isError whether it says that it failed
 */
public record SessionResult(String text, boolean isError) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SUMMARY_BYTES = 200;
  private static final String NONE = "(no summary available)";

  /** The last result in the lines of a log; lines that are none are passed over. */
  public static Optional<SessionResult> in(String log) {
    SessionResult last = null;
    for (String line : log.split("\n", -1)) {
      if (line.contains("\"result\"")) {
        last = of(line).orElse(last);
      }
    }
    return Optional.ofNullable(last);
  }

  private static Optional<SessionResult> of(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      JsonNode type = node.path("type");
      JsonNode result = node.path("result");
      if (!type.isString()
          || !type.stringValue().equals("result")
          || !result.isString()
          || result.stringValue().isEmpty()) {
        return Optional.empty();
      }
      JsonNode error = node.path("is_error");
      return Optional.of(
          new SessionResult(result.stringValue(), error.isBoolean() && error.booleanValue()));
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /** A line of it, for a table. */
  public String summary() {
    return summary(text);
  }

  /** A text as a line of at most 200 bytes, and {@code ...} when it is longer; no letter is cut. */
  public static String summary(String text) {
    String line = GoText.onOneLine(text);
    if (line.isEmpty()) {
      return NONE;
    }
    if (line.getBytes(StandardCharsets.UTF_8).length <= SUMMARY_BYTES) {
      return line;
    }
    int end = 0;
    int bytes = 0;
    while (end < line.length()) {
      int point = line.codePointAt(end);
      bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > SUMMARY_BYTES) {
        break;
      }
      end += Character.charCount(point);
    }
    return line.substring(0, end) + "...";
  }

  /** What is said of a session that said nothing. */
  public static String noSummary() {
    return NONE;
  }
}
