package dev.agentpool.paper;

/**
 * Something in a {@code pool.toml} that its writer should know.
 *
 * @param line 1 or more; 0 when it concerns the whole file
 */
public record FileProblem(int line, String message) {
  @Override
  public String toString() {
    return line == 0 ? message : "line " + line + ": " + message;
  }
}
