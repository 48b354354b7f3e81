package dev.agentpool.mcp;

/**
 * A resource at a fixed address.
 *
 * @param mimeType what the reader answers usually
 * @param reader called once a read, on a virtual thread
 */
public record McpResource(
    String uri, String name, String title, String description, String mimeType, Reader reader) {

  /** Reads the resource. */
  @FunctionalInterface
  public interface Reader {
    /**
     * What it holds now.
     *
     * @throws McpRefused when it cannot be read; the message goes to the client
     */
    ResourceBody read(String uri) throws Exception;
  }
}
