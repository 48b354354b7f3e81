package dev.agentpool.cli.next;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Checks a task's branch out. */
@CommandLine.Command(
    name = "checkout",
    description =
        "Check a task's or chain's branch out in your own working tree. Exit code 3: refused, for"
            + " instance since something is uncommitted, and nothing has changed.",
    footer = {"", "Example:", "  agentpool checkout task-1a2b"})
final class CheckoutCommand extends Command {
  private static final int SHORT = 10;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json done = here.daemon().post(Query.task(id, "/checkout"), Json.object());
    if (json) {
      here.terminal().printJson(done);
      return ExitCode.DONE;
    }
    String branch = done.text("branch");
    String from = done.text("from");
    String commit = done.text("commit");
    here.terminal()
        .printRow(
            Colour.GREEN,
            done.text("path")
                + (from.equals(branch) ? " is on " : " is now on ")
                + branch
                + ", "
                + commit.substring(0, Math.min(SHORT, commit.length())));
    if (!from.equals(branch)) {
      boolean wasDetached = COMMIT.matcher(from).matches();
      here.terminal().say("back with: git switch " + (wasDetached ? "--detach " : "") + from);
    }
    return ExitCode.DONE;
  }
}
