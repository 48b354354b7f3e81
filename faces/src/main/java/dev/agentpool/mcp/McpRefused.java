package dev.agentpool.mcp;

/** Something was refused, and the client is told why by the message. */
public final class McpRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public McpRefused(String message) {
    super(message);
  }
}
