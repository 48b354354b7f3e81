package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Terminal;

/** A plan's progress as talk: a line a step, and on a terminal what a step says, while it does. */
final class StepLines {
  private static final String RUNS = Mark.of("running", true) + " ";
  private final Terminal terminal;
  private final boolean quiet;
  private String speaker = "";
  private boolean inLine;

  StepLines(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  boolean isQuiet() {
    return quiet;
  }

  void show(ServerEvent event) {
    if (quiet) {
      return;
    }
    Json data = Json.parse(event.data());
    switch (event.type()) {
      case "step_start" -> start(name(data));
      case "step_retry" -> retry(name(data), data.number("attempt"));
      case "step_output" -> part(name(data), data.text("chunk"));
      case "step_complete" -> complete(data);
      default -> {}
    }
  }

  /** Ends the line that is open. */
  void close() {
    if (inLine) {
      terminal.say("");
      inLine = false;
    }
  }

  private static String name(Json data) {
    String name = data.text("name");
    return name.isEmpty() ? "step " + (data.number("step") + 1) : name;
  }

  private void start(String name) {
    close();
    speaker = name;
    terminal.say(Colour.BOLD, RUNS + name);
  }

  private void retry(String name, long attempt) {
    close();
    terminal.say(Colour.YELLOW, RUNS + name + ", attempt " + attempt);
  }

  /** Steps that run at the same time are told apart by a heading whenever the speaker changes. */
  private void part(String name, String chunk) {
    if (!terminal.errIsTerminal() || chunk.isEmpty()) {
      return;
    }
    if (!name.equals(speaker)) {
      close();
      terminal.say(Colour.BOLD, RUNS + name);
      speaker = name;
    }
    terminal.sayPart(Colour.DIM, chunk);
    inLine = !chunk.endsWith("\n");
  }

  private void complete(Json data) {
    close();
    boolean skipped = data.flag("skipped");
    boolean success = data.flag("success");
    String state = skipped ? "skipped" : success ? "completed" : "failed";
    terminal.say(
        skipped ? Colour.DIM : Colour.ofState(state),
        Mark.of(state, true)
            + " "
            + name(data)
            + "  "
            + state
            + (skipped ? "" : "  " + Price.of(data)));
  }
}
