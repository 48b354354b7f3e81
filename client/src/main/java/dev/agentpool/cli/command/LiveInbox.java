package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Size;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The inbox, live on a terminal: drawn anew when the daemon tells of a change, and never at rest.
 * What is typed answers the first question, or the one whose number stands before it.
 */
public final class LiveInbox {
  private static final String NEEDS_YOU = "needs_you";
  private static final int SECTIONS = 5;
  private static final String HOW = "inbox: yes, no or a text; 2 yes: the second; q ends this";
  private final Surroundings here;
  private final boolean answers;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Map<String, Json> sections = new LinkedHashMap<>(); // guarded by this
  private @Nullable Screen screen; // guarded by this
  private @Nullable Json first; // the first question, whole; guarded by this
  private List<String> seen = List.of(); // the questions when a line was ended; guarded by this
  private boolean isDrawn; // guarded by this
  private String told = ""; // guarded by this

  LiveInbox(Surroundings here) {
    this.here = here;
    this.answers = here.terminal().inIsTerminal();
  }

  /** Whether this terminal can be drawn on; else there is {@link InboxLines}. */
  public static boolean isPossible(Surroundings here) {
    return here.terminal().outIsTerminal() && !"dumb".equals(here.environment().get("TERM"));
  }

  /** Returns when the person ended it; throws {@link CliException} when the daemon did. */
  void watch(String path) {
    try (Screen drawn = new Screen(here.terminal(), () -> Size.of(here.environment()))) {
      synchronized (this) {
        screen = drawn;
      }
      Thread watcher = Thread.currentThread();
      if (answers) {
        Thread.ofPlatform().daemon().name("inbox-answers").start(() -> readAnswers(watcher));
      }
      here.daemon().events(path, this::heard);
      if (!ended.get() && !here.terminal().outIsBroken()) {
        throw CliException.machine("the daemon stopped, so nothing more is told");
      }
    } catch (IOException gone) {
      if (!ended.get()) {
        throw new CliException(ExitCode.MACHINE, "the daemon is gone: " + gone.getMessage());
      }
    } finally {
      if (ended.get()) {
        Thread.interrupted(); // it ended the stream, and nothing else
      }
    }
  }

  private boolean heard(ServerEvent event) {
    Json data = Json.parse(event.data());
    switch (event.type()) {
      case "section" -> changed(data);
      case "error" -> throw new CliException(ExitCode.MACHINE, data.text("message"));
      default -> {}
    }
    return !ended.get() && !here.terminal().outIsBroken();
  }

  private void changed(Json section) {
    synchronized (this) {
      sections.put(section.text("name"), section);
    }
    List<String> open = questions();
    if (section.text("name").equals(NEEDS_YOU) && answers) {
      Json whole = open.isEmpty() ? null : whole(open.getFirst());
      synchronized (this) {
        first = whole;
      }
    }
    draw();
  }

  /** With its options; null when it is gone by now. */
  private @Nullable Json whole(String id) {
    synchronized (this) {
      if (first != null && first.text("id").equals(id)) {
        return first;
      }
    }
    try {
      return here.daemon().get(Query.question(id, ""));
    } catch (CliException gone) {
      return null;
    }
  }

  private synchronized void draw() {
    if (sections.size() < SECTIONS || screen == null || ended.get()) {
      return;
    }
    InboxText text =
        new InboxText(Instant.now(), here.terminal(), List.copyOf(sections.values()), List.of());
    List<Screen.Line> lines = new ArrayList<>();
    for (Json section : sections.values()) {
      lines.addAll(answers ? text.numbered(section, first) : text.of(section));
    }
    if (lines.isEmpty()) {
      lines.add(new Screen.Line(Colour.PLAIN, "nothing waits for you"));
    }
    screen.draw(told.isEmpty() ? answers ? HOW : "inbox" : told, answers ? "> " : "", lines);
    List<String> open = questions();
    seen = isDrawn && !open.isEmpty() ? seen : open;
    isDrawn = true;
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

  private void readAnswers(Thread watcher) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(here.terminal().in(), StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.strip().equals("q")) {
          ended.set(true);
          watcher.interrupt(); // closes the stream that it reads
          return;
        }
        if (isDrawn()) { // else it was typed before there was a question to be seen
          answered(line.isBlank() ? "" : answer(line.strip()));
        }
      }
    } catch (IOException over) {
      // nobody types any more; the list goes on
    }
  }

  private synchronized boolean isDrawn() {
    return isDrawn;
  }

  private synchronized void answered(String outcome) {
    told = outcome;
    if (screen != null) {
      screen.taken();
    }
    draw();
  }

  private String answer(String line) {
    List<String> open = questions();
    String[] parts = line.split("\\s+", 2);
    boolean isNumbered =
        parts.length == 2 && parts[0].matches("[1-9][0-9]{0,2}") && open.size() > 1;
    int at = isNumbered ? Integer.parseInt(parts[0]) - 1 : 0;
    if (at >= open.size()) {
      return open.isEmpty() ? "no question is open" : "there is no question " + (at + 1);
    }
    String id = open.get(at);
    if (tookPlace(at, open)) {
      return "question " + (at + 1) + " is another one now: look, and say it again";
    }
    String refused = InPlace.answer(here, id, isNumbered ? parts[1] : line);
    if (refused.isEmpty()) {
      leftOut(id);
    }
    return refused;
  }

  /** Whether another question stands there than when the last line was ended, by itself. */
  private synchronized boolean tookPlace(int at, List<String> open) {
    boolean isOther = at < seen.size() && !seen.get(at).equals(open.get(at));
    seen = open;
    return isOther;
  }

  /** What the person answered makes room for the next one. */
  private synchronized void leftOut(String id) {
    seen = seen.stream().filter(other -> !other.equals(id)).toList();
  }
}
