package dev.agentpool.cli.client;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;

/**
 * Why a command ends without having done its work: a message for a person, a code for programs and
 * the exit code.
 */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int exitCode;
  private final String code;
  private final transient Json details;
  private final String example;

  public CliException(int exitCode, String message) {
    this(exitCode, codeOf(exitCode), message);
  }

  /**
   * @param code stable, lower case with underscores, as in {@code task_not_found}; the daemon's own
   *     where it is the daemon that refuses
   */
  public CliException(int exitCode, String code, String message) {
    this(exitCode, code, message, new Json(null), "");
  }

  /**
   * @param details an object with what a program can read of it; null for none
   * @param example a command that helps; empty for none
   */
  public CliException(int exitCode, String code, String message, Json details, String example) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.details = details;
    this.example = example;
  }

  private static String codeOf(int exitCode) {
    return switch (exitCode) {
      case ExitCode.TASK_FAILED -> "failed";
      case ExitCode.USAGE -> "usage";
      case ExitCode.REFUSED -> "refused";
      case ExitCode.NOT_FOUND -> "not_found";
      case ExitCode.TIMED_OUT -> "timed_out";
      case ExitCode.INTERRUPTED -> "interrupted";
      default -> "unavailable";
    };
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

  public String code() {
    return code;
  }

  /** What a program can read of it; null for nothing. */
  public Json details() {
    return details;
  }

  /** A command that helps; empty for none. */
  public String example() {
    return example;
  }

  /** As commands with {@code --json} tell it. */
  public JsonObject asJson() {
    JsonObject error =
        Json.object().put("code", code).put("message", getMessage()).put("exit_code", exitCode);
    return Json.object().put("error", details.isNull() ? error : error.put("details", details));
  }

  /** Never null: every one of these has a message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
