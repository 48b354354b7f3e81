package dev.agentpool.cli.expert;

import picocli.CommandLine;

/** Rejects what waits. */
@CommandLine.Command(
    name = "expert reject",
    description = "Drop what waits for your word; it is taken out of the file if it is there.",
    footer = {"", "Example:", "  agentpool expert reject auth 3"})
final class ExpertRejectCommand extends ExpertWordCommand {
  ExpertRejectCommand() {
    super("reject");
  }
}
