package dev.agentpool.cli.review;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a person decides on a task that waits for review. */
record Decision(Surroundings here, String id, boolean json) {
  int approve() {
    return done(here.daemon().post(Query.task(id, "/approve"), Json.object()));
  }

  int reject(String feedback) {
    if (feedback.isBlank()) {
      throw CliException.usage("the feedback is empty: say what is to be done better");
    }
    JsonObject body = Json.object().put("feedback", feedback.strip());
    return done(here.daemon().post(Query.task(id, "/reject"), body));
  }

  int escalate(String why) {
    if (why.isBlank()) {
      throw CliException.usage("the reason is empty: say what a person is to decide");
    }
    Json task =
        here.daemon().post(Query.task(id, "/escalate"), Json.object().put("why", why.strip()));
    if (json) {
      here.terminal().printJson(task);
    } else {
      here.terminal().print(id + " " + task.text("state") + ", escalated to a person");
    }
    return ExitCode.DONE;
  }

  /** Asks until there is an answer; the end of the input decides nothing. */
  int ask() {
    Terminal terminal = here.terminal();
    while (true) {
      terminal.flush();
      terminal.sayPart(Colour.BOLD, "approve, reject or leave it (a/r/l)? ");
      String answer = line();
      switch (answer.strip()) {
        case "a", "approve" -> {
          return approve();
        }
        case "r", "reject" -> {
          terminal.sayPart(Colour.BOLD, "what is to be done better? ");
          String feedback = line();
          if (!feedback.isBlank()) {
            return reject(feedback);
          }
        }
        case "l", "leave", "q" -> {
          return left();
        }
        default -> {
          if (answer.isEmpty()) {
            return left();
          }
        }
      }
    }
  }

  private int left() {
    here.terminal().say(id + " still waits for review");
    return ExitCode.DONE;
  }

  /** With its line end; empty at the end of the input. */
  private String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int b = here.terminal().in().read(); b >= 0; b = here.terminal().in().read()) {
        line.write(b);
        if (b == '\n') {
          break;
        }
      }
    } catch (IOException e) {
      throw CliException.usage("cannot read the answer: " + e.getMessage());
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private int done(Json task) {
    if (json) {
      here.terminal().printJson(task);
      return ExitCode.DONE;
    }
    String state = task.text("state");
    here.terminal().printRow(Colour.ofState(state), id + " " + state);
    if (!task.get("result").get("workspace").text("branch").isEmpty()
        && state.equals("completed")) {
      here.terminal().say("merge its work with: agentpool merge " + id);
    }
    return ExitCode.DONE;
  }
}
