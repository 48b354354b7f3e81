package dev.agentpool.cli;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Prints a completion script; it asks {@code agentpool complete} what may stand where. */
@CommandLine.Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    footer = {
      "",
      "Example:",
      "  source <(agentpool completion bash)",
      "  agentpool completion fish | source"
    })
final class CompletionCommand extends Command {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Parameters(
      paramLabel = "bash|zsh|fish",
      arity = "0..1",
      defaultValue = "bash",
      description = "The shell.")
  String shell = "bash";

  @Override
  public int run(Surroundings here) {
    if (!SHELLS.contains(shell)) {
      throw CliException.usage(
          "there is completion for bash, zsh and fish, not for \"" + shell + "\"");
    }
    here.terminal().out().print(script(shell));
    return ExitCode.DONE;
  }

  private static String script(String shell) {
    String name = "completion/agentpool." + shell;
    try (InputStream in = CompletionCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CliException.machine("cannot read " + name + " of the program: " + e.getMessage());
    }
  }
}
