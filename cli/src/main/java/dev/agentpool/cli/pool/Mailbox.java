package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.util.List;

/** A command that prints a slot's messages. */
abstract class Mailbox extends NamedSlot {
  /**
   * @param peek whether they stay there
   */
  final int print(Surroundings here, boolean peek) {
    Query query = new Query(path("/messages")).with("dir", project(here));
    Json answer = here.daemon().get(query.with("peek", peek).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    print(here, answer.items(), false);
    return ExitCode.DONE;
  }

  /**
   * @param addressed whether it is said to whom each is
   */
  static void print(Surroundings here, List<Json> messages, boolean addressed) {
    for (Json message : messages) {
      boolean doubtful = Boolean.FALSE.equals(message.get("sender_verified").value());
      here.terminal()
          .printRow(
              doubtful ? Colour.YELLOW : Colour.BOLD,
              message.text("timestamp")
                  + " "
                  + message.text("from")
                  + (addressed ? " to " + message.text("to") : "")
                  + (doubtful ? " (not proven)" : ""));
      here.terminal().print(message.text("content"));
    }
    if (messages.isEmpty()) {
      here.terminal().say("no messages");
    }
  }
}
