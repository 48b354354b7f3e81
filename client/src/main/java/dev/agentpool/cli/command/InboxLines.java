package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;

/**
 * The inbox, live where nothing can be drawn: each question is a line, when it is asked and when it
 * is answered; or with {@code --json} each change of a part and of a question.
 */
final class InboxLines {
  private final Surroundings here;
  private final boolean json;
  private boolean begun;

  InboxLines(Surroundings here, boolean json) {
    this.here = here;
    this.json = json;
  }

  /** Returns when nobody reads it any more; throws {@link CliException} when the daemon ends it. */
  void watch(String path) {
    try {
      here.daemon().events(path, this::heard);
    } catch (IOException gone) {
      throw new CliException(ExitCode.MACHINE, "the daemon is gone: " + gone.getMessage());
    }
    if (!here.terminal().outIsBroken()) {
      throw CliException.machine("the daemon stopped, so nothing more is told");
    }
  }

  private boolean heard(ServerEvent event) {
    Terminal terminal = here.terminal();
    Json data = Json.parse(event.data());
    if (event.type().equals("error")) {
      throw new CliException(ExitCode.MACHINE, data.text("message"));
    }
    if (json) {
      terminal.printJson(data);
    } else if (event.type().equals("question")) {
      line(terminal, data.text("state"), data, data.text("title"));
    } else if (!begun && data.text("name").equals("needs_you")) {
      begun = true;
      for (Json item : data.get("items").items()) {
        if (item.text("kind").equals("question")) {
          line(terminal, "open", item, item.text("cause"));
        }
      }
    }
    terminal.flush();
    return !terminal.outIsBroken();
  }

  private static void line(Terminal terminal, String state, Json asked, String title) {
    String asker = AskerText.of(asked, ShownIds.on(terminal, AskerText.ids(asked)));
    terminal.print(
        state
            + "  "
            + asked.text("id")
            + "  "
            + title
            + (asker.isEmpty() ? "" : "  (asked by " + asker + ")"));
  }
}
