package dev.agentpool.cli.live;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Looks at a session, or waits for what is wanted of it. */
@CommandLine.Command(
    name = "observe",
    description = "See what a live session is at, or wait until it is at what you name.",
    footer = {
      "",
      "Example:",
      "  agentpool observe ap_0123456789ab --wait-for completed,question --timeout 45 --json",
      "  agentpool observe ap_0123456789ab --detail excerpt"
    })
final class ObserveCommand extends NamedSession {
  private static final double NANOS = 1e9;

  @Option(
      names = "--wait-for",
      paramLabel = "A,B",
      description = "Events or states, such as completed, question, approval_prompt, failed.")
  @Nullable String waitFor;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description =
          "How long to wait; 0, the usual one, looks only. Exit code 124 when it is over.")
  double timeout;

  @Option(
      names = "--detail",
      paramLabel = "HOW",
      description = "How much of what it wrote: summary (none), excerpt or full.")
  @Nullable String detail;

  @Option(names = "--max-lines", paramLabel = "N", description = "Its last lines alone.")
  @Nullable Integer maxLines;

  @Option(
      names = {"--output", "--output-file"},
      paramLabel = "FILE",
      description = "Write what --json prints into this file.")
  @Nullable String output;

  @Override
  public String example() {
    return "agentpool observe <session-id> --wait-for completed,question --timeout 45 --json";
  }

  @Override
  public int run(Surroundings here) {
    long deadline = System.nanoTime() + (long) (timeout * NANOS);
    Json seen =
        here.daemon()
            .getUnhurried(
                () -> query(timeout > 0 ? (deadline - System.nanoTime()) / NANOS : timeout));
    if (output != null) {
      toFile(here, here.directory().resolve(output).normalize(), seen);
    } else if (json) {
      here.terminal().printJson(seen);
    } else {
      print(here.terminal(), seen);
    }
    boolean late = seen.text("event").equals("timeout") && !seen.text("seat").equals("ended");
    return late ? ExitCode.TIMED_OUT : ExitCode.DONE;
  }

  /**
   * When the daemon went away and came back there may be no time left, and it is asked once more.
   */
  private String query(double left) {
    return new Query(path(id, "/observation"))
        .with("wait_for", waitFor)
        .with("timeout_seconds", timeout > 0 ? Math.max(0.001, left) : left)
        .with("detail", detail)
        .with("max_lines", maxLines)
        .toString();
  }

  private void toFile(Surroundings here, Path file, Json seen) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, seen + "\n");
    } catch (IOException e) {
      throw CliException.machine("cannot write " + file + ": " + e.getMessage());
    }
    if (json) {
      JsonObject both = Json.object();
      if (seen.value() instanceof Map<?, ?> members) {
        members.forEach((name, value) -> both.put(String.valueOf(name), value));
      }
      here.terminal().printJson(both.put("output_path", file.toString()));
    } else {
      here.terminal().print(file.toString());
    }
  }

  private void print(Terminal terminal, Json seen) {
    terminal.print("session: " + seen.text("session_id"));
    terminal.print("state: " + seen.text("state"));
    terminal.print("event: " + seen.text("event"));
    terminal.print("seat: " + seen.text("seat") + " since " + seen.text("since"));
    terminal.print("evidence: " + seen.text("evidence"));
    terminal.print("turn: " + seen.text("turn"));
    String question = seen.text("question_id");
    if (!question.isEmpty()) {
      terminal.print("question: " + question);
      terminal.say("next: agentpool send " + seen.text("session_id") + " \"your answer\"");
    }
    written(terminal, "asks:", seen.get("parsed_question"));
    written(terminal, "wrote:", seen.get("worker_output"));
  }

  /** Its delimiters stay: agents read this, too. */
  private static void written(Terminal terminal, String what, Json envelope) {
    if (envelope.flag("included")) {
      terminal.print(what);
      envelope.text("text").lines().forEach(terminal::print);
    }
  }
}
