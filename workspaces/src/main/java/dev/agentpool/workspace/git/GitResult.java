package dev.agentpool.workspace.git;

/**
 * What one git command gave.
 *
 * @param command the words after {@code git}, for messages
 * @param exit its exit code
 * @param out standard output, up to the bound
 * @param err standard error, up to the bound
 */
record GitResult(String command, int exit, String out, String err) {
  boolean ok() {
    return exit == 0;
  }

  /** Standard output without the line end. */
  String line() {
    return out.strip();
  }
}
