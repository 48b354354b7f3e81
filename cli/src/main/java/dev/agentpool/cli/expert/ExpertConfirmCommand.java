package dev.agentpool.cli.expert;

import picocli.CommandLine;

/** Confirms what waits. */
@CommandLine.Command(
    name = "expert confirm",
    description = "Let what waits for your word count from now on.",
    footer = {"", "Example:", "  agentpool expert confirm auth 3"})
final class ExpertConfirmCommand extends ExpertWordCommand {
  ExpertConfirmCommand() {
    super("confirm");
  }
}
