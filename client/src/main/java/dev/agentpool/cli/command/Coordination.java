package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent that coordinates the pool until its prompt is done (spec slot-pool 11). What it does
 * goes to standard error; what came of it is one JSON object. Interrupting the process meanwhile
 * cancels the coordinator, not the tasks that it has handed in.
 */
final class Coordination {
  private static final int MOST_LOSSES = 10;
  private final Surroundings here;
  private final CoordinatorFlags flags;
  private final boolean quiet;
  private @Nullable CancelOnInterrupt canceller;
  private long seen;
  private @Nullable Json result;

  Coordination(Surroundings here, CoordinatorFlags flags, boolean quiet) {
    this.here = here;
    this.flags = flags;
    this.quiet = quiet;
  }

  /** Returns the exit code: 0 done, 1 failed, 2 the time was over. */
  int run(Path project, String prompt, TaskFlags task) {
    String key = task.idempotencyKey;
    JsonObject request =
        task.request(here, project, prompt)
            .putIfThere("permission_mode", flags.permissionMode)
            .putIfThere("timeout_ms", task.timeoutMs())
            .put("idempotency_key", key == null ? "coordinator-" + UUID.randomUUID() : key);
    Path file = flags.outputFile == null ? null : writable(flags.outputFile);
    Json ended;
    try {
      ended = follow(request);
    } finally {
      letBe();
    }
    print(ended, file);
    return code(ended);
  }

  /** A daemon that crashes is started again; the same key finds the same coordinator there. */
  private Json follow(JsonObject request) {
    for (int losses = 0; losses < MOST_LOSSES; losses++) {
      try {
        here.daemon().events("/v1/coordinator", request, this::accept);
      } catch (IOException wentAway) {
        // asked again below, which also starts a daemon that crashed
      }
      Json ended = result;
      if (ended != null) {
        return ended;
      }
      here.daemon().awaitAnother();
    }
    throw CliException.machine(
        "the daemon goes away again and again; see " + here.daemon().home().log());
  }

  private boolean accept(ServerEvent event) {
    Json data = Json.parse(event.data());
    switch (event.type()) {
      case "started" -> cancelOnInterrupt(Query.checkedId(data.text("task_id")));
      case "result" -> result = data;
      case "error" -> throw CliException.machine(data.text("message"));
      case "progress" -> {
        if (event.id() > seen) {
          seen = event.id();
          show(data.text("type"), data.get("data"));
        }
      }
      default -> {}
    }
    return result == null;
  }

  private void cancelOnInterrupt(String id) {
    if (canceller == null) {
      canceller = new CancelOnInterrupt(here, id);
    }
  }

  private void letBe() {
    CancelOnInterrupt open = canceller;
    if (open != null) {
      open.close();
    }
  }

  private void show(String type, Json data) {
    ServerEvent event = new ServerEvent("", type, data.toString());
    String line = quiet ? null : Activity.line(event);
    if (line != null && !line.isBlank()) {
      here.terminal().say(Activity.colour(event), line);
    }
  }

  /** Found out before anything is paid for. */
  private Path writable(String name) {
    Path file = here.directory().resolve(name);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw CliException.usage("cannot write to " + file);
    }
    return file;
  }

  private void print(Json ended, @Nullable Path file) {
    if (file == null) {
      here.terminal().printJson(ended);
      return;
    }
    try {
      Files.writeString(file, ended + "\n");
    } catch (IOException e) {
      here.terminal().printJson(ended); // else it would be lost
      throw CliException.machine("cannot write to " + file + ": " + e.getMessage());
    }
  }

  private static int code(Json ended) {
    return switch ((int) ended.number("exit_code")) {
      case 2 -> ExitCode.USAGE; // what the time's end is here
      case 0 -> ended.flag("success") ? ExitCode.DONE : ExitCode.TASK_FAILED;
      default -> ExitCode.TASK_FAILED;
    };
  }
}
