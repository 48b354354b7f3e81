package dev.agentpool.cli.expert;

import picocli.CommandLine;

/** Undoes changes. */
@CommandLine.Command(
    name = "expert undo",
    description = "Take back changes of what an expert knows; what came later stays.",
    footer = {"", "Example:", "  agentpool expert undo auth 3"})
final class ExpertUndoCommand extends ExpertWordCommand {
  ExpertUndoCommand() {
    super("undo");
  }
}
