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
public final class InPlace {
  private final Surroundings here;
  private final BlockingQueue<Open> waiting = new LinkedBlockingQueue<>();
  private final Set<String> ofPool = ConcurrentHashMap.newKeySet();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private boolean begun; // guarded by this

  /** A question that nobody has answered yet. */
  private record Open(String id, String title, List<Json> options) {}

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
    ask(new Open(question.text("question_id"), question.text("title"), options(question)));
  }

  /**
   * The pool asks what to do about a cap that is used up, while the task waits for that; once.
   *
   * @param question of the inbox
   */
  void poolAsks(Json question) {
    String id = question.text("id");
    if (ofPool.add(id)) {
      ask(new Open(id, question.text("title"), options(question)));
    }
  }

  private static List<Json> options(Json question) {
    return question.get("options").items();
  }

  private synchronized void ask(Open question) {
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
        Open question = waiting.take();
        String id = question.id();
        if (answered.contains(id)) {
          continue;
        }
        show(question);
        String line = lines.readLine();
        if (line == null) {
          return; // nobody types any more; it waits in the inbox
        }
        if (!answered.contains(id) && !line.isBlank()) {
          answer(question, line.strip());
        } else if (!answered.contains(id)) {
          waiting.add(question);
        }
      }
    } catch (InterruptedException | IOException over) {
      // the questions wait in the inbox
    }
  }

  private void show(Open question) {
    Terminal terminal = here.terminal();
    terminal.say(Colour.YELLOW, "? " + question.title());
    int number = 0;
    for (Json option : question.options()) {
      terminal.say("  " + ++number + "  " + option.textOrNull());
    }
    terminal.say(
        number == 0
            ? "  y(es), n(o), or say why not:"
            : "  the number of one of them, or your own words:");
  }

  private void answer(Open question, String line) {
    String refused = answer(here, question.id(), line);
    if (!refused.isEmpty()) {
      here.terminal().say(Colour.YELLOW, "… " + refused);
      if (isOpen(question.id())) {
        waiting.add(question); // it was no answer
      }
    }
  }

  private boolean isOpen(String id) {
    try {
      return here.daemon().get(Query.question(id, "")).text("state").equals("open");
    } catch (CliException gone) {
      return false;
    }
  }

  /** Gives a question what somebody typed; returns why it was not taken, or nothing. */
  public static String answer(Surroundings here, String id, String line) {
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
