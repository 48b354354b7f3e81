package dev.agentpool.testkit.model;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the clients of one vendor ask, and how they are answered. Keeps nothing between requests. */
interface Dialect {
  /** Its name in the lists of what was served. */
  String api();

  /**
   * @throws IllegalArgumentException when the body lacks what the vendor requires; it is answered
   *     with 400 and the message
   */
  Asked read(Headers headers, String path, JsonNode body);

  /** What the vendor would charge for what the cache counted. */
  Tokens charged(Tokens counted);

  /** The headers of every answer; those of a script win. */
  Map<String, String> headers();

  ObjectNode whole(Asked asked, ModelReply reply);

  /** Writes the answer as a stream, to its end. */
  void stream(Asked asked, ModelReply reply, ModelStep.Pace pace, EventStream out)
      throws IOException;

  /** The beginning of a stream and of a text, as when the line breaks in the middle. */
  void half(Asked asked, ModelReply reply, EventStream out) throws IOException;

  /** Begins like {@link #half}, and then fails in the vendor's way. */
  void failHalfway(Asked asked, ModelReply reply, EventStream out) throws IOException;

  ObjectNode error(Refusal refusal, Instant now);

  /** The first of these headers that is there, or empty. */
  static String header(Headers headers, String... names) {
    for (String name : names) {
      String value = headers.getFirst(name);
      if (value != null) {
        return value;
      }
    }
    return "";
  }

  /** What the client calls the session, or empty: not all tell. */
  static String session(Headers headers) {
    return header(
        headers,
        "x-claude-code-session-id",
        "session-id", // Codex
        "x-session-affinity"); // opencode
  }

  static String bearer(Headers headers) {
    String value = header(headers, "authorization");
    return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7).strip() : value;
  }
}
