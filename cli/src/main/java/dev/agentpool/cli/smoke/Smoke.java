package dev.agentpool.cli.smoke;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One session that is tried, by the daemon's own calls. It is ended however the trial ends: when it
 * is over, when something breaks, and when the program is interrupted.
 */
final class Smoke implements AutoCloseable {
  private static final String ALL = "/v1/sessions";
  private final Surroundings here;
  private final Path project;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread atExit;
  final String provider;
  final int timeout;
  private volatile String id = "";

  Smoke(Surroundings here, Path project, String provider, int timeout) {
    this.here = here;
    this.project = project;
    this.provider = provider;
    this.timeout = timeout;
    atExit = Thread.ofPlatform().name("smoke").unstarted(this::cleared);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  String id() {
    return id;
  }

  Json models() {
    for (Json one :
        here.daemon()
            .get(new Query("/v1/inventory/models").with("provider_id", provider).toString())
            .get("providers")
            .items()) {
      return one;
    }
    return new Json(null);
  }

  void spawn(String task, String role, @Nullable String model) {
    Json spawned =
        here.daemon()
            .postUnhurried(
                ALL,
                Json.object()
                    .put("provider_id", provider)
                    .put("task", task)
                    .put("repo_path", project.toString())
                    .put("role", role)
                    .put("isolation", "read_only")
                    .put("max_runtime_seconds", 4 * timeout + 60)
                    .put("max_turns", 6)
                    .putIfThere("model", model));
    id = spawned.text("session_id");
  }

  Json observe(String events, int seconds) {
    return here.daemon()
        .getUnhurried(() ->
            new Query(ALL + "/" + id + "/observation")
                .with("wait_for", events)
                .with("timeout_seconds", seconds)
                .with("detail", "full")
                .toString());
  }

  Json send(String message) {
    return here.daemon()
        .postUnhurried(ALL + "/" + id + "/messages", Json.object().put("message", message));
  }

  Json attach() {
    return here.daemon().get(ALL + "/" + id + "/attach");
  }

  Json interrupt() {
    return here.daemon().post(ALL + "/" + id + "/interrupt", Json.object());
  }

  Json collect() {
    return here.daemon()
        .postUnhurried(
            "/v1/artifacts/" + id + "/collect", Json.object().put("mark_completed", true));
  }

  Json terminate() {
    ended.set(true);
    return here.daemon().post(ALL + "/" + id + "/terminate", Json.object());
  }

  /** What both kinds of trial tell of what was collected. */
  static void collected(JsonObject result, Json collected) {
    List<String> kinds = new ArrayList<>();
    for (Json artifact : collected.get("artifacts").items()) {
      kinds.add(artifact.text("kind"));
    }
    result
        .put("artifact_dir", collected.text("artifact_dir"))
        .put("artifact_kinds", kinds)
        .put("git_dirty", collected.get("git").flag("dirty"));
  }

  private void cleared() {
    try {
      if (!id.isEmpty() && ended.compareAndSet(false, true)) {
        here.daemon().askRunning("POST", ALL + "/" + id + "/terminate", Json.object());
      }
    } catch (CliException cannot) {
      here.terminal().say("agentpool: cannot clear away: " + cannot.getMessage());
    }
  }

  @Override
  public void close() {
    cleared();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // the interrupt came at the same moment, and does the same
    }
  }
}
