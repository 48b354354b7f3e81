package dev.agentpool.document;

/** A document that cannot be used; says where and what to do. */
public final class UnreadableDocument extends Exception {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final String problem;

  /**
   * @param line 1 or more; 0 when it concerns the whole document
   */
  public UnreadableDocument(int line, String problem) {
    super(line == 0 ? problem : "line " + line + ": " + problem);
    this.line = line;
    this.problem = problem;
  }

  public int line() {
    return line;
  }

  /** The message without the line. */
  public String problem() {
    return problem;
  }
}
