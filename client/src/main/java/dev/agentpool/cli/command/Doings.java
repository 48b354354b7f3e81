package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the agents of running tasks do at this moment, and what their attempts cost so far. Each
 * task is listened to by a thread of its own, up to {@value #MOST}. Thread-safe.
 */
public final class Doings {
  private static final int MOST = 64;
  private static final int LONGEST = 200;
  private final DaemonClient daemon;
  private final Runnable news;
  private final Map<String, Doing> doings = new HashMap<>(); // guarded by this

  private static final class Doing {
    private final Thread thread;
    private String line = "";
    private long microdollars;

    Doing(Thread thread) {
      this.thread = thread;
    }
  }

  /**
   * @param daemon one that starts none
   * @param news runs on any thread when there is something new
   */
  public Doings(DaemonClient daemon, Runnable news) {
    this.daemon = daemon;
    this.news = news;
  }

  /** Listens to these and to no others. */
  public synchronized void listen(List<Json> running) {
    Set<String> ids = new HashSet<>();
    running.stream().limit(MOST).forEach(task -> ids.add(task.text("id")));
    doings
        .entrySet()
        .removeIf(each -> {
          boolean isOver = !ids.contains(each.getKey());
          if (isOver) {
            each.getValue().thread.interrupt();
          }
          return isOver;
        });
    for (String id : ids) {
      if (!doings.containsKey(id)) {
        Doing doing = new Doing(Thread.ofVirtual().name("doing-" + id).unstarted(() -> follow(id)));
        doings.put(id, doing);
        doing.thread.start();
      }
    }
  }

  private void follow(String id) {
    try {
      daemon.events(
          new Query(Query.task(id, "/events")).with("follow", true).toString(),
          event -> heard(id, event));
    } catch (IOException | CliException wentAway) {
      forget(id); // the next look listens again, if there is still something to hear
    }
  }

  private synchronized void forget(String id) {
    Doing doing = doings.get(id);
    if (doing != null && doing.thread == Thread.currentThread()) {
      doings.remove(id);
    }
  }

  private boolean heard(String id, ServerEvent event) {
    String line = line(event);
    synchronized (this) {
      Doing doing = doings.get(id);
      if (doing == null || doing.thread != Thread.currentThread()) {
        return false;
      }
      if (event.type().equals("cost")) {
        doing.microdollars = Json.parse(event.data()).number("cost_microdollars");
      } else if (line.isEmpty()) {
        return true;
      } else {
        doing.line = line;
      }
    }
    news.run();
    return !event.type().equals("end");
  }

  /** The last line of what it says or does; empty when it does neither. */
  private static String line(ServerEvent event) {
    if (event.type().equals("end") || event.type().equals("state")) {
      return "";
    }
    String text = Activity.line(event);
    String last =
        text == null
            ? ""
            : text.lines().reduce("", (before, line) -> line.isBlank() ? before : line);
    return Text.oneLine(last.strip(), LONGEST);
  }

  /** Empty when nothing is known. */
  public synchronized String now(String id) {
    Doing doing = doings.get(id);
    return doing == null ? "" : doing.line;
  }

  /** What the running attempt cost so far, as far as its agent tells it; in micro-dollars. */
  public synchronized long microdollars(String id) {
    Doing doing = doings.get(id);
    return doing == null ? 0 : doing.microdollars;
  }

  /** Listens to none any more. */
  public synchronized void close() {
    doings.values().forEach(doing -> doing.thread.interrupt());
    doings.clear();
  }
}
