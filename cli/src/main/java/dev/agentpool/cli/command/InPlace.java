package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Asks the person at the terminal what an agent asks, one question after the other, while the task
 * goes on. Whoever answers elsewhere meanwhile is as good.
 */
final class InPlace {
  private final Surroundings here;
  private final BlockingQueue<Json> waiting = new LinkedBlockingQueue<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private boolean begun;

  InPlace(Surroundings here) {
    this.here = here;
  }

  /** Whether a person sits there who can be asked. */
  static boolean isPossible(Terminal terminal) {
    return terminal.inIsTerminal() && terminal.errIsTerminal();
  }

  /**
   * @param question of the task's events
   */
  void asked(Json question) {
    waiting.add(question);
    if (!begun) {
      begun = true;
      Thread.ofPlatform().daemon().name("in-place").start(this::askAll);
    }
  }

  /** Somebody answered it, here or elsewhere. */
  void answered(Json question) {
    answered.add(question.text("question_id"));
  }

  private void askAll() {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(here.terminal().in(), StandardCharsets.UTF_8));
    try {
      while (true) {
        Json question = waiting.take();
        String id = question.text("question_id");
        if (answered.contains(id)) {
          continue;
        }
        show(question);
        String line = lines.readLine();
        if (line == null) {
          return; // nobody types any more; it waits in the inbox
        }
        if (!answered.contains(id) && !line.isBlank()) {
          answer(id, line.strip());
        } else if (!answered.contains(id)) {
          waiting.add(question);
        }
      }
    } catch (InterruptedException | IOException over) {
      // the questions wait in the inbox
    }
  }

  private void show(Json question) {
    Terminal terminal = here.terminal();
    terminal.say(Colour.YELLOW, "? " + question.text("title"));
    int number = 0;
    for (Json option : question.get("options").items()) {
      terminal.say("  " + ++number + "  " + option.textOrNull());
    }
    terminal.say(
        number == 0
            ? "  y(es), n(o), or say why not:"
            : "  the number of one of them, or your own words:");
  }

  private void answer(String id, String line) {
    String refused = answer(here, id, line);
    if (!refused.isEmpty()) {
      here.terminal().say(Colour.YELLOW, "… " + refused);
    }
  }

  /** Gives a question what somebody typed; returns why it was not taken, or nothing. */
  static String answer(Surroundings here, String id, String line) {
    try {
      Json question = here.daemon().get(Query.question(id, ""));
      here.daemon()
          .post(
              Query.question(id, "/answer"),
              body(line, question).put("by", System.getProperty("user.name")));
      return "";
    } catch (CliException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static JsonObject body(String line, Json question) {
    List<Json> options = question.get("options").items();
    String word = line.toLowerCase(Locale.ROOT);
    if (!options.isEmpty()) {
      return Json.object().put("answer", "text").put("text", chosen(line, options));
    }
    return switch (word) {
      case "y", "yes" -> Json.object().put("answer", "yes");
      case "n", "no" -> Json.object().put("answer", "no");
      default ->
          question.text("kind").equals("permission")
              ? Json.object().put("answer", "no").put("text", line)
              : Json.object().put("answer", "text").put("text", line);
    };
  }

  private static String chosen(String line, List<Json> options) {
    try {
      int number = Integer.parseInt(line);
      if (number >= 1 && number <= options.size()) {
        String option = options.get(number - 1).textOrNull();
        return option == null ? line : option;
      }
    } catch (NumberFormatException words) {
      // they are the answer
    }
    return line;
  }
}
