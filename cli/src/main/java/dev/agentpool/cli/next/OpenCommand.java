package dev.agentpool.cli.next;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a person to where a task works. */
@CommandLine.Command(
    name = "open",
    description = {
      "Open a shell (SHELL), or an editor, in the directory that a task works or worked in.",
      "Without a terminal the directory is printed. Exit code 3: that directory is gone; it says"
          + " where the work is."
    },
    footer = {
      "",
      "Example:",
      "  agentpool open task-1a2b",
      "  agentpool open --editor task-1a2b",
      "  cd \"$(agentpool open task-1a2b)\""
    })
final class OpenCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Option(names = "--editor", description = "Open VISUAL or EDITOR there instead of a shell.")
  boolean editor;

  @Override
  public int run(Surroundings here) {
    Json place = here.daemon().get(Query.task(id, "/place"));
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(place);
      return ExitCode.DONE;
    }
    String path = place.text("path");
    if (path.isEmpty()) {
      throw new CliException(ExitCode.REFUSED, "no_workspace", gone(place));
    }
    if (editor) {
      say(terminal, place);
      return Programs.of(here).inTerminal(Path.of(path), editing(here.environment(), path));
    }
    if (!terminal.inIsTerminal() || !terminal.outIsTerminal()) {
      terminal.print(path);
      return ExitCode.DONE;
    }
    say(terminal, place);
    terminal.say("a shell in " + path + "; exit leaves it");
    Programs.of(here).inTerminal(Path.of(path), List.of(shell(here.environment())));
    return ExitCode.DONE; // what the last command in it returned says nothing of ours
  }

  private static String shell(Map<String, String> environment) {
    String shell = environment.getOrDefault("SHELL", "");
    return shell.isBlank() ? "/bin/sh" : shell;
  }

  /** The variable is a command line of the person's. */
  private static List<String> editing(Map<String, String> environment, String path) {
    String usual = environment.getOrDefault("EDITOR", "");
    String editor = environment.getOrDefault("VISUAL", usual);
    if (editor.isBlank()) {
      throw CliException.usage("which editor? Set VISUAL or EDITOR, for instance EDITOR=vi");
    }
    return List.of("/bin/sh", "-c", editor + " \"$@\"", "sh", path);
  }

  /** What to know of the directory before one changes something there. */
  private static void say(Terminal terminal, Json place) {
    String id = place.text("task_id");
    String mode = place.text("mode");
    if (place.flag("active")) {
      terminal.say(id + " is at work there now: what you change, its agent sees");
    } else if (mode.equals("worktree")) {
      terminal.say(
          "the slot's next task takes this worktree over; what is uncommitted then is committed"
              + " onto the branch of "
              + id
              + " first");
    } else if (mode.equals("shared") || mode.equals("read_only")) {
      terminal.say(id + " worked in the project itself");
    }
    if (mode.equals("clone")) {
      terminal.say(
          "its agent can have written this clone's git configuration and hooks: git in it runs"
              + " what they name");
    }
  }

  private static String gone(Json place) {
    String id = place.text("task_id");
    String branch = place.text("branch");
    return switch (place.text("state")) {
      case "pending", "blocked" -> id + " has not begun: it has no workspace yet";
      case "running" -> id + " works in the project itself, or its workspace is not made yet";
      default ->
          place.text("head").isEmpty()
              ? "the workspace of "
                  + id
                  + " is gone, and "
                  + (branch.isEmpty() ? "it left no branch" : "so is its branch " + branch)
              : "the workspace of "
                  + id
                  + " is gone, its work is on "
                  + branch
                  + ": agentpool checkout "
                  + id
                  + " puts your own tree on it, git worktree add DIR "
                  + branch
                  + " makes one beside it";
    };
  }
}
