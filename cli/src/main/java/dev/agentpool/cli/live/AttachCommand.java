package dev.agentpool.cli.live;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Brings a person to a session. */
@CommandLine.Command(
    name = "attach",
    description = {
      "See a live session: at a terminal its own, or what its agent says as it says it.",
      "Without a terminal the command that would do it is printed."
    },
    footer = {
      "",
      "Example:",
      "  agentpool attach ap_0123456789ab",
      "  agentpool attach ap_0123456789ab --view | tee log"
    })
final class AttachCommand extends NamedSession {
  @Option(names = "--view", description = "Follow what its agent says, also without a terminal.")
  boolean view;

  @Override
  public String example() {
    return "agentpool attach <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    if (view && !json) {
      return new LiveView(here, id).follow();
    }
    Json info = here.daemon().get(path(id, "/attach"));
    boolean atTerminal = here.terminal().inIsTerminal() && here.terminal().outIsTerminal();
    if (json) {
      here.terminal().printJson(info);
      return ExitCode.DONE;
    }
    if (!atTerminal) {
      here.terminal().print(info.text("attach_command"));
      return ExitCode.DONE;
    }
    return info.text("attach_kind").equals("interactive")
        ? sit(here, info.get("argv").items().stream().map(AttachCommand::word).toList())
        : new LiveView(here, id).follow();
  }

  private static String word(Json one) {
    return String.valueOf(one.textOrNull());
  }

  /** Its terminal is this one until the person leaves it. */
  private static int sit(Surroundings here, List<String> argv) {
    here.terminal().flush();
    try {
      return new ProcessBuilder(argv).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw CliException.machine("cannot run " + String.join(" ", argv) + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }
}
