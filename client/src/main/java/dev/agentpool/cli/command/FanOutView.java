package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Block;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Unicode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tasks under way together, live on a terminal: a line each, drawn anew in its place soon after the
 * journal or an agent told of something, and each second, for times pass.
 */
final class FanOutView {
  private static final int TICK_MS = 1_000;
  private static final int BETWEEN_MS = 250;
  private static final int LOOK_AGAIN = 10; // ticks: the journal may have been away
  private final Surroundings here;
  private final Map<String, String> titles;
  private final ShownIds ids;
  private final Block block;
  private final Doings doings;
  private final Map<String, Json> tasks = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Semaphore happened = new Semaphore(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param titles by id, in the order in which they are shown
   */
  FanOutView(Surroundings here, Map<String, String> titles) {
    this.here = here;
    this.titles = titles;
    this.ids = new ShownIds(true, titles.keySet());
    this.block = new Block(here.terminal(), () -> Size.of(here.environment()));
    this.doings = new Doings(here.daemon(), happened::release);
    changed.addAll(titles.keySet());
  }

  /** Whether this terminal can be drawn on, and a person looks at all that is told. */
  static boolean isPossible(Surroundings here) {
    return LiveInbox.isPossible(here) && here.terminal().errIsTerminal();
  }

  void start(String journal) {
    draw();
    Thread.ofPlatform().daemon().name("fan-out-draws").start(this::drawAlways);
    Thread.ofPlatform().daemon().name("fan-out-hears").start(() -> hearAlways(journal));
  }

  ShownIds ids() {
    return ids;
  }

  /** Something is to be known that is no task's. */
  void note(String line) {
    notes.add(line);
    happened.release();
  }

  /** Draws them as they are in the end. */
  void ended(List<Json> results) {
    results.forEach(task -> tasks.put(task.text("id"), task));
    draw();
    leave();
    here.terminal().say("");
  }

  /** From now on nothing is drawn. */
  void leave() {
    block.leave();
    over.countDown();
    doings.close();
  }

  private void drawAlways() {
    try {
      for (int tick = 1; !over.await(BETWEEN_MS, TimeUnit.MILLISECONDS); tick++) {
        happened.tryAcquire(TICK_MS - BETWEEN_MS, TimeUnit.MILLISECONDS);
        happened.drainPermits();
        if (tick % LOOK_AGAIN == 0) {
          changed.addAll(titles.keySet());
          changed.removeIf(id -> tasks.containsKey(id) && Tasks.hasEnded(state(id)));
        }
        changed.forEach(this::look);
        doings.listen(
            tasks.values().stream().filter(task -> task.text("state").equals("running")).toList());
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String state(String id) {
    return tasks.getOrDefault(id, new Json(null)).text("state");
  }

  /** Of the daemon that runs; while there is none, what was told last is shown. */
  private void look(String id) {
    changed.remove(id); // before it is asked: what happens meanwhile is looked at next
    try {
      Json task = here.daemon().askRunning("GET", Query.task(id, ""), null);
      if (task != null) {
        tasks.put(id, task);
      }
    } catch (CliException notNow) {
      changed.add(id);
    }
  }

  private void draw() {
    Size room = block.room();
    List<Screen.Line> lines = new ArrayList<>();
    notes.forEach(note -> lines.add(new Screen.Line(Colour.YELLOW, note)));
    boolean unicode = Unicode.isSeen(here.terminal(), here.environment());
    lines.addAll(
        new FanOutLines(ids, titles, tasks, doings, Instant.now(), unicode)
            .within(new Size(room.columns(), Math.max(1, room.rows() - lines.size()))));
    block.draw(lines);
  }

  private void hearAlways(String journal) {
    try {
      do {
        try {
          here.daemon()
              .events(
                  journal,
                  event -> {
                    String task = Json.parse(event.data()).text("task_id");
                    if (titles.containsKey(task)) {
                      changed.add(task);
                      happened.release();
                    }
                    return over.getCount() > 0;
                  });
        } catch (IOException | CliException away) {
          // they are looked at again now and then
        }
      } while (!over.await(TICK_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
