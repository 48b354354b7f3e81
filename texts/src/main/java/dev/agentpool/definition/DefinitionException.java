package dev.agentpool.definition;

/** An agent definition that cannot be used; the message says why and where. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;

  /** Stable, for the faces to map. */
  public enum Code {
    NOT_FOUND,
    /** a name that leads out of its directory */
    TRAVERSAL,
    /** a file that cannot be read or understood */
    INVALID
  }

  public DefinitionException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public DefinitionException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
