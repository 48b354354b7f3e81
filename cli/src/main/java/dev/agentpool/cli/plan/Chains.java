package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;

/** What a chain's status means. */
final class Chains {
  private Chains() {}

  static boolean hasEnded(String status) {
    return switch (status) {
      case "completed", "failed", "cancelled" -> true;
      default -> false;
    };
  }

  static int exitCode(String status) {
    return status.equals("completed") ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }
}
