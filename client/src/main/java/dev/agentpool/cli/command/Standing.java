package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says what stands still: a provider that cannot run tasks now, or a project. */
final class Standing {
  private static final long LOOK_SECONDS = 3;
  private final Surroundings here;
  private final Set<String> said = new HashSet<>();

  Standing(Surroundings here) {
    this.here = here;
  }

  /** As one line, from a status' {@code paused}. */
  static String line(Json paused) {
    String provider = paused.text("provider");
    String code = paused.text("code");
    return (provider.isEmpty() ? "the project" : "provider " + provider)
        + " stands still since "
        + Text.time(paused.number("since_ms"))
        + (code.isEmpty() ? "" : " (" + code + ")")
        + ": "
        + Text.oneLine(paused.text("why"), 400)
        + next(paused);
  }

  /** What comes next, and what of it a person can stop. */
  private static String next(Json paused) {
    Json held = paused.get("held");
    if (!held.text("by").isEmpty()) {
      return "; held by " + held.text("by") + ": agentpool unhold lets it go on";
    }
    return "; one task tries again at "
        + Text.time(paused.number("until_ms"))
        + ", at once with: agentpool resume"
        + plan(paused);
  }

  private static String plan(Json paused) {
    long tasks = paused.number("tasks");
    if (tasks == 0) {
      return "";
    }
    return " (then "
        + (tasks == 1 ? "1 task goes" : tasks + " tasks go")
        + " on, about "
        + Text.usd(paused.number("about_microdollars"))
        + "; agentpool hold stops that)";
  }

  /** What a person holds, as one line. */
  static String held(Json hold) {
    String provider = hold.text("provider");
    return (provider.equals("*") ? "all providers are" : "provider " + provider + " is")
        + " held by "
        + hold.text("by")
        + " since "
        + Text.time(hold.number("since_ms"))
        + ": agentpool unhold";
  }

  /** Looks while it is open. */
  interface Watch extends AutoCloseable {
    Watch NONE = () -> {};

    @Override
    void close();
  }

  /**
   * While a task has not begun, tells every few seconds what stands in its way, if anything.
   *
   * @param pending hears of the task each time
   */
  Watch watch(String task, Consumer<Json> pending) {
    CountDownLatch over = new CountDownLatch(1);
    Thread.ofVirtual().name("standing").start(() -> look(task, over, pending));
    return over::countDown;
  }

  private void look(String task, CountDownLatch over, Consumer<Json> pending) {
    try {
      while (!over.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        Json now = new Tasks(here.daemon()).get(task);
        if (now.text("state").equals("pending")) {
          sayFor(Set.of(now.text("pool")));
          sayWhy(now);
          pending.accept(now);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CliException gone) {
      // whoever follows the task finds out by itself
    }
  }

  /** Why a task does not begin, when it says that itself, as in a drained pool; once. */
  void sayWhy(Json task) {
    String reason = task.text("reason");
    boolean told = said.stream().anyMatch(line -> line.contains(reason));
    if (task.text("state").equals("pending") && !reason.isEmpty() && !told && said.add(reason)) {
      here.terminal()
          .say(Colour.YELLOW, "waits: " + task.text("id") + ": " + Text.oneLine(reason, 400));
    }
  }

  /** Tells a person who waits for tasks of these pools, each thing once. */
  void sayFor(Set<String> pools) {
    Json status;
    try {
      status = here.daemon().get("/v1/status");
    } catch (CliException notNow) {
      return; // whoever waits finds out by itself
    }
    for (Json pool : status.get("pools").items()) {
      if (pools.contains(pool.text("id"))) {
        for (Json paused : pool.get("paused").items()) {
          sayOnce(line(paused));
        }
        for (Json hold : pool.get("held").items()) {
          sayOnce(held(hold));
        }
        String problem = pool.text("problem");
        if (!problem.isEmpty()) {
          sayOnce("the pool stands still: " + problem);
        }
      }
    }
  }

  private void sayOnce(String line) {
    if (said.add(line)) {
      here.terminal().say(Colour.YELLOW, "waits: " + line);
    }
  }
}
