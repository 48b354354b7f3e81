package dev.agentpool.mcp;

/** What a resource holds. */
public sealed interface ResourceBody {
  /** The resource's address. */
  String uri();

  /** Its media type. */
  String mimeType();

  /** Text. */
  record Text(String uri, String mimeType, String text) implements ResourceBody {}

  /** Anything else, as base64. */
  record Binary(String uri, String mimeType, String base64) implements ResourceBody {}
}
