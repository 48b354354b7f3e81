package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Pools as they work, live on a terminal: how they stand, what needs the person, who does what, and
 * what happened last. Asked and drawn anew soon after the journal told of something, and now and
 * then without that, for times pass; by a thread of its own.
 */
final class LiveWatch {
  private static final int LAST = 6;
  private static final int BETWEEN_MS = 250;
  private static final int AGAIN_MS = 5_000;
  private final Surroundings here;
  private final String status;
  private final String inbox;
  private final @Nullable Notices notices;
  private final boolean typed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Semaphore happened = new Semaphore(1);
  private final Deque<Json> last = new ArrayDeque<>(); // guarded by itself
  private final Titles titles; // of the thread that draws

  /**
   * @param status where it is asked how pools stand
   * @param inbox where it is asked what waits and what works
   * @param notices null when nobody is to be told elsewhere
   */
  LiveWatch(Surroundings here, String status, String inbox, @Nullable Notices notices) {
    this.here = here;
    this.notices = notices;
    this.titles = new Titles(here.daemon());
    this.status = status;
    this.inbox = inbox;
    this.typed = here.terminal().inIsTerminal();
  }

  /** Returns when the person ended it; throws {@link CliException} when the daemon did. */
  void watch(String journal) throws IOException {
    try (Screen screen = new Screen(here.terminal(), () -> Size.of(here.environment()))) {
      Thread watcher = Thread.currentThread();
      Thread.ofPlatform().daemon().name("watch-draws").start(() -> drawAlways(screen));
      if (typed) {
        Thread.ofPlatform().daemon().name("watch-ends").start(() -> readEnd(watcher));
      }
      here.daemon().events(journal, this::heard);
      if (!ended.get() && !here.terminal().outIsBroken()) {
        throw CliException.machine("the daemon stopped, so nothing more is told");
      }
    } catch (IOException gone) {
      if (!ended.get()) {
        throw gone;
      }
    } finally {
      over.countDown();
      if (ended.get()) {
        Thread.interrupted(); // it ended the stream, and nothing else
      }
    }
  }

  private boolean heard(ServerEvent event) {
    Json entry = Json.parse(event.data());
    if (notices != null) {
      notices.happened(entry);
    }
    synchronized (last) {
      if (JournalLine.isForPeople(entry)) {
        last.addLast(entry);
      }
      if (last.size() > LAST) {
        last.removeFirst();
      }
    }
    happened.release();
    return !ended.get() && !here.terminal().outIsBroken();
  }

  private void drawAlways(Screen screen) {
    try {
      while (true) {
        happened.tryAcquire(AGAIN_MS, TimeUnit.MILLISECONDS);
        happened.drainPermits(); // before it is asked: what happens meanwhile is drawn next
        screen.draw(typed ? "watch: q ends this" : "watch", typed ? "> " : "", lines());
        if (over.await(BETWEEN_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Screen.Line> lines() {
    List<Screen.Line> lines = new ArrayList<>();
    try {
      for (Json pool : asked(status).get("pools").items()) {
        lines.addAll(PoolText.of(pool));
      }
      Json needs = asked(inbox);
      List<Json> sections = needs.get("sections").items();
      InboxText text =
          new InboxText(Instant.now(), here.terminal(), sections, needs.get("questions").items());
      for (Json section : sections) {
        lines.addAll(text.of(section));
      }
    } catch (CliException unanswered) { // of a daemon that is gone the journal's end tells
      lines.add(new Screen.Line(Colour.RED, String.valueOf(unanswered.getMessage())));
    }
    List<Json> entries;
    synchronized (last) {
      entries = List.copyOf(last);
    }
    if (!entries.isEmpty()) {
      lines.add(new Screen.Line(Colour.PLAIN, "LAST"));
      ShownIds ids =
          ShownIds.on(
              here.terminal(), entries.stream().map(entry -> entry.text("task_id")).toList());
      for (Json entry : entries) {
        lines.add(
            new Screen.Line(
                Colour.ofState(entry.text("to")), "  " + JournalLine.of(entry, ids, titles)));
      }
    }
    return lines;
  }

  /** Of the daemon that runs; none is started for it. */
  private Json asked(String path) {
    Json answer = here.daemon().askRunning("GET", path, null);
    if (answer == null) {
      throw CliException.machine("the daemon does not answer");
    }
    return answer;
  }

  private void readEnd(Thread watcher) {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(here.terminal().in(), StandardCharsets.UTF_8));
    try {
      for (String line = words.readLine(); line != null; line = words.readLine()) {
        if (line.strip().equals("q")) {
          ended.set(true);
          watcher.interrupt(); // closes the stream that it reads
          return;
        }
      }
    } catch (IOException over) {
      // nobody types any more; the view goes on
    }
  }
}
