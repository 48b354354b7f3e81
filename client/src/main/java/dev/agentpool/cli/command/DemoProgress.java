package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows the journal while the demo's tasks run. It is shown only: what counts is asked of the
 * daemon itself.
 */
final class DemoProgress {
  private static final long CATCH_UP_MS = 2_000;
  private final Terminal terminal;
  private final Map<String, String> titles;
  private final CountDownLatch unfinished;

  /** The titles are by task id. */
  DemoProgress(Terminal terminal, Map<String, String> titles) {
    this.terminal = terminal;
    this.titles = Map.copyOf(titles);
    this.unfinished = new CountDownLatch(titles.size());
  }

  void start(DaemonClient daemon, Path directory) {
    String path =
        new Query("/v1/journal")
            .with("dir", directory)
            .with("after", 0)
            .with("follow", true)
            .toString();
    Thread.ofPlatform().name("journal").daemon().start(() -> follow(daemon, path));
  }

  /** Lets the last lines come out before something else is printed. */
  void awaitLastLines() {
    try {
      boolean complete = unfinished.await(CATCH_UP_MS, TimeUnit.MILLISECONDS);
      if (!complete) {
        terminal.say("(some lines of progress are missing)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(DaemonClient daemon, String path) {
    try {
      daemon.events(
          path,
          event -> {
            show(Json.parse(event.data()));
            return true;
          });
    } catch (IOException | CliException e) {
      terminal.say("(no progress any more: " + e.getMessage() + ")");
    }
  }

  private void show(Json entry) {
    String title = titles.get(entry.text("task_id"));
    String to = entry.text("to");
    if (title == null) {
      return;
    }
    terminal.say(
        Colour.ofState(to), JournalLine.of(entry, (title + " ".repeat(18)).substring(0, 18)));
    if (Tasks.hasEnded(to)) {
      unfinished.countDown();
    }
  }
}
