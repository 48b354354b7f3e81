package dev.agentpool.mcp;

import java.util.Map;

/**
 * Resources whose addresses have a common form.
 *
 * @param uriTemplate an address with {@code {variables}}; each stands for one path segment
 * @param reader called once a read, on a virtual thread
 */
public record McpResourceTemplate(
    String uriTemplate,
    String name,
    String title,
    String description,
    String mimeType,
    Reader reader) {

  /** Reads one of the resources. */
  @FunctionalInterface
  public interface Reader {
    /**
     * What it holds now; empty-handed by {@link McpRefused}.
     *
     * @param variables the values of the template's variables in the address, percent-decoded
     */
    ResourceBody read(String uri, Map<String, String> variables) throws Exception;
  }
}
