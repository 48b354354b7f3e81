package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inbox, live: drawn anew when the daemon tells of a change, and never at rest. What is typed
 * answers the first question, or the one whose number stands before it. Without a terminal each
 * question is one line, once.
 */
final class LiveInbox {
  private static final String NEEDS_YOU = "needs_you";
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private final Surroundings here;
  private final boolean draws;
  private final Map<String, Json> sections = new LinkedHashMap<>(); // guarded by this
  private String told = ""; // guarded by this

  LiveInbox(Surroundings here) {
    this.here = here;
    this.draws = here.terminal().outIsTerminal();
  }

  /** Until the daemon ends it, or the person types q. */
  void watch(String path) throws IOException {
    if (draws && here.terminal().inIsTerminal()) {
      Thread.ofPlatform().daemon().name("inbox-answers").start(this::readAnswers);
    }
    here.daemon().events(path, this::heard);
  }

  private boolean heard(ServerEvent event) {
    Json data = Json.parse(event.data());
    switch (event.type()) {
      case "section" -> changed(data);
      case "question" -> {
        if (!draws) {
          here.terminal()
              .print(data.text("state") + "  " + data.text("id") + "  " + data.text("title"));
          here.terminal().flush();
        }
      }
      case "error" -> throw new CliException(ExitCode.MACHINE, data.text("message"));
      default -> {}
    }
    return !here.terminal().outIsBroken();
  }

  private synchronized void changed(Json section) {
    boolean isFirst = sections.put(section.text("name"), section) == null;
    if (draws) {
      if (sections.size() >= 5) {
        draw();
      }
    } else if (isFirst && section.text("name").equals("needs_you")) {
      for (Json item : section.get("items").items()) {
        if (item.text("kind").equals("question")) {
          here.terminal().print("open  " + item.text("id") + "  " + item.text("cause"));
        }
      }
      here.terminal().flush();
    }
  }

  private synchronized void draw() {
    Terminal terminal = here.terminal();
    terminal.print(CLEAR + "inbox" + (told.isEmpty() ? "" : " — " + told));
    InboxText text = new InboxText(terminal, Instant.now());
    boolean any = false;
    for (Json section : sections.values()) {
      any |= text.print(section);
    }
    if (!any) {
      terminal.print("nothing waits for you");
    }
    if (!questions().isEmpty()) {
      terminal.print("yes, no or a text answers the first question, 2 yes the second; q ends this");
    }
    terminal.flush();
  }

  private synchronized List<String> questions() {
    Json needs = sections.get(NEEDS_YOU);
    return needs == null
        ? List.of()
        : needs.get("items").items().stream()
            .filter(item -> item.text("kind").equals("question"))
            .map(item -> item.text("id"))
            .toList();
  }

  private void readAnswers() {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(here.terminal().in(), StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.strip().equals("q")) {
          here.terminal().flush();
          Runtime.getRuntime().halt(0); // the stream is read by the thread that would end
        }
        if (!line.isBlank()) {
          answer(line.strip());
        }
      }
    } catch (IOException over) {
      // nobody types any more; the list goes on
    }
  }

  private void answer(String line) {
    List<String> open = questions();
    String[] parts = line.split("\\s+", 2);
    boolean isNumbered =
        parts.length == 2 && parts[0].matches("[1-9][0-9]{0,2}") && open.size() > 1;
    int at = isNumbered ? Integer.parseInt(parts[0]) - 1 : 0;
    String outcome;
    if (at >= open.size()) {
      outcome = open.isEmpty() ? "no question is open" : "there is no question " + (at + 1);
    } else {
      outcome = InPlace.answer(here, open.get(at), isNumbered ? parts[1] : line);
    }
    synchronized (this) {
      told = outcome;
      draw();
    }
  }
}
