package dev.agentpool.config;

/**
 * Something wrong in a file.
 *
 * @param line 1 or more; 0 when it concerns the whole file
 */
public record ConfigProblem(String file, int line, int column, String message) {
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
