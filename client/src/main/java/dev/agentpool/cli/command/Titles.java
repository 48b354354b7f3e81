package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tasks are called, each asked of the daemon once. For one thread. */
final class Titles {
  private static final int MOST = 1_000;
  private final DaemonClient daemon;
  private final Map<String, String> known = new LinkedHashMap<>();

  Titles(DaemonClient daemon) {
    this.daemon = daemon;
  }

  /** Empty for no task, and for one of which nothing can be known now. */
  String of(String id) {
    if (id.isEmpty()) {
      return "";
    }
    String title = known.get(id);
    if (title == null) {
      title = asked(id);
      if (known.size() == MOST) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(id, title);
    }
    return title;
  }

  /** Of the daemon that runs; none is started for it. */
  private String asked(String id) {
    try {
      Json task = daemon.askRunning("GET", Query.task(id, ""), null);
      return task == null ? "" : Tasks.title(task);
    } catch (CliException unknown) {
      return "";
    }
  }
}
