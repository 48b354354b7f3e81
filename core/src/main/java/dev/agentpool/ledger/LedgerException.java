package dev.agentpool.ledger;

/**
 * The store failed: a full disk, a corrupt file, a lost connection. Nothing was changed by the
 * call.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;

  /** Stable over versions. */
  public enum Code {
    DISK_FULL,
    CORRUPT,
    /** Another process holds the ledger. */
    BUSY,
    /** Written by a newer agentpool. */
    TOO_NEW,
    UNREACHABLE,
    CLOSED,
    FAILED
  }

  public LedgerException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public LedgerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
