package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether an agent coordinates the pool, and how. */
final class CoordinatorFlags {
  @Option(
      names = "--coordinator",
      description =
          "Give the prompt to an agent that has the pool's tools; prints one JSON object. Exit code"
              + " 2: the time was over.")
  boolean coordinator;

  @Option(
      names = "--coordinator-permission-mode",
      paramLabel = "MODE",
      description =
          "What the coordinator may do unasked, besides using the pool; usually dontAsk. In plan"
              + " the agent CLI refuses it the pool's tools.")
  @Nullable String permissionMode;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write the coordinator's JSON here, not to standard output.")
  @Nullable String outputFile;

  /** Whether the prompt is for a coordinator. */
  boolean areMeant() {
    if (!coordinator && (permissionMode != null || outputFile != null)) {
      throw CliException.usage(
          "--coordinator-permission-mode and --output-file go with --coordinator");
    }
    return coordinator;
  }
}
