package dev.agentpool.cli;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * What may stand at the end of a command line, for the completion scripts: a word a line, behind a
 * tab what it is. The last line {@code :files} says that a file may stand there too. Never fails:
 * where nothing is known, nothing is said.
 */
@CommandLine.Command(
    name = "complete",
    hidden = true,
    description = "Print what may stand at the end of these words.",
    footer = {"", "Example:", "  agentpool complete -- logs \"\""})
final class CompleteCommand extends Command {
  private static final int WORDS = 60;

  @Parameters(
      paramLabel = "WORD",
      arity = "0..*",
      description = "The words behind agentpool; the last is the one being typed, or empty.")
  List<String> words = new ArrayList<>();

  @Override
  public int run(Surroundings here) {
    Completion completion = Completion.of(here, words);
    for (Completion.Candidate candidate : completion.candidates()) {
      String about = Text.oneLine(Text.clean(candidate.about()), WORDS);
      here.terminal().out().print(candidate.word() + (about.isEmpty() ? "" : "\t" + about) + "\n");
    }
    if (completion.files()) {
      here.terminal().out().print(":files\n");
    }
    return ExitCode.DONE;
  }
}
