package dev.agentpool.cli.client;

/** Why a command ends without having done its work: a message for a person and the exit code. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;

  public CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command was called wrongly. */
  public static CliException usage(String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  /** The daemon or the machine cannot. */
  public static CliException machine(String message) {
    return new CliException(ExitCode.MACHINE, message);
  }

  public int exitCode() {
    return exitCode;
  }

  /** Never null: every one of these has a message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
