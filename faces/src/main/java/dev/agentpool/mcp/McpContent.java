package dev.agentpool.mcp;

/** A piece of what a tool answers or a prompt says. Binary data is base64. */
public sealed interface McpContent {

  /** Plain text. */
  record Text(String text) implements McpContent {}

  /** A picture. */
  record Image(String base64, String mimeType) implements McpContent {}

  /** A sound. */
  record Audio(String base64, String mimeType) implements McpContent {}

  /** A resource with what it holds. */
  record Embedded(ResourceBody resource) implements McpContent {}
}
