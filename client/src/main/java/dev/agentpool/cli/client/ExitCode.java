package dev.agentpool.cli.client;

/** What the process returns. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int TASK_FAILED = 1;
  public static final int USAGE = 2;

  /** Refused by a rule, such as a budget. */
  public static final int REFUSED = 3;

  /** The daemon or the machine cannot. */
  public static final int MACHINE = 4;

  /** There is no task, no slot, no mail of that name. */
  public static final int NOT_FOUND = 5;

  /** The time to wait was over; what was waited for goes on. As of timeout(1). */
  public static final int TIMED_OUT = 124;

  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The exit code for an HTTP status that is an error. */
  static int ofStatus(int status) {
    return switch (status) {
      case 400, 413, 422 -> USAGE;
      case 404 -> NOT_FOUND;
      case 504 -> TIMED_OUT;
      case 403, 409 -> REFUSED;
      default -> MACHINE;
    };
  }
}
