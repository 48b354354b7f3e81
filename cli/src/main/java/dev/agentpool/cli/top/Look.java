package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.command.AskerText;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All pools at one moment. However many tasks there ever were, it asks only for those at work and
 * for the head of each queue.
 *
 * @param inbox with its questions, reviews and parts
 * @param running tasks at work
 * @param waiting tasks that wait for a slot or for others, the first to come first
 */
record Look(Json status, Json inbox, List<Json> running, List<Json> waiting) {
  static final Look NOTHING = new Look(new Json(null), new Json(null), List.of(), List.of());
  private static final int MOST = 100;
  private static final int MOST_POOLS = 20;
  private static final int MOST_WAITING = 30;

  Look {
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
  }

  /** Asks a daemon that runs; throws {@link CliException} when there is none. */
  static Look at(DaemonClient daemon) {
    Json status = asked(daemon, new Query("/v1/status"));
    Json inbox = asked(daemon, new Query("/v1/inbox").with("limit", MOST));
    List<Json> running = new ArrayList<>();
    List<Json> waiting = new ArrayList<>();
    int runningPools = 0;
    int waitingPools = 0;
    for (Json pool : status.get("pools").items()) {
      Json tasks = pool.get("tasks");
      if (tasks.number("running") > 0 && runningPools++ < MOST_POOLS) {
        running.addAll(tasks(daemon, pool, "running", MOST));
      }
      if (tasks.number("pending") + tasks.number("blocked") > 0 && waitingPools++ < MOST_POOLS) {
        waiting.addAll(tasks(daemon, pool, "pending,blocked", MOST_WAITING));
      }
    }
    return new Look(status, inbox, running, waiting);
  }

  private static List<Json> tasks(DaemonClient daemon, Json pool, String states, int most) {
    Query query =
        new Query("/v1/tasks")
            .with("dir", pool.text("dir"))
            .with("state", states)
            .with("order", "asc")
            .with("limit", most);
    try {
      return asked(daemon, query).get("items").items().stream()
          .filter(task -> !task.text("role").equals("plan") && !task.text("role").equals("finish"))
          .toList();
    } catch (CliException unreadable) {
      return List.of(); // a pool whose project is gone: its line says what is the matter
    }
  }

  private static Json asked(DaemonClient daemon, Query query) {
    Json answer = daemon.askRunning("GET", query.toString(), null);
    if (answer == null) {
      throw CliException.machine("no daemon runs");
    }
    return answer;
  }

  List<Json> pools() {
    return status.get("pools").items();
  }

  /** The tasks that ask, and their plans, told apart. */
  ShownIds ids(boolean toPerson) {
    List<String> ids = new ArrayList<>();
    inbox.get("questions").items().forEach(question -> ids.addAll(AskerText.ids(question)));
    return new ShownIds(toPerson, ids);
  }

  /** What is in a part of the inbox. */
  Json section(String name) {
    return inbox.get("sections").items().stream()
        .filter(section -> section.text("name").equals(name))
        .findFirst()
        .orElse(new Json(null));
  }

  /** The names of pools by their ids. */
  Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    pools().forEach(pool -> names.put(pool.text("id"), pool.text("name")));
    return names;
  }

  /** How many tasks of all pools are in these states. */
  long count(String... states) {
    long count = 0;
    for (Json pool : pools()) {
      for (String state : states) {
        count += pool.get("tasks").number(state);
      }
    }
    return count;
  }

  JsonObject asJson() {
    return Json.object()
        .put("status", status)
        .put("inbox", inbox)
        .put("running", running)
        .put("waiting", waiting);
  }
}
