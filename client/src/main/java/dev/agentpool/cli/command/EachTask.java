package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import java.util.ArrayList;
import java.util.List;

/** Does the same to several tasks; one that refuses does not keep the others from it. */
final class EachTask {
  private EachTask() {}

  /** What is done to a task; returns it as it is then. */
  public interface Act {
    Json on(String id);
  }

  /** Returns the first refusal's exit code, or 0. */
  public static int run(Surroundings here, List<String> ids, boolean json, Act act) {
    int code = ExitCode.DONE;
    List<Json> done = new ArrayList<>();
    List<JsonObject> refused = new ArrayList<>();
    for (String id : ids) {
      try {
        Json task = act.on(id);
        done.add(task);
        if (!json) {
          here.terminal()
              .printRow(Colour.ofState(task.text("state")), id + " " + task.text("state"));
          if (task.flag("had_ended")) {
            here.terminal().say(id + " had ended already: nothing was cancelled");
          }
        }
      } catch (CliException e) {
        if (json) {
          refused.add(e.asJson().put("id", id));
        } else {
          here.terminal().say(Colour.RED, "agentpool: " + id + ": " + e.getMessage());
        }
        code = code == ExitCode.DONE ? e.exitCode() : code;
      }
    }
    if (json) {
      here.terminal().printJson(Json.object().put("tasks", done).put("refused", refused));
    }
    return code;
  }
}
