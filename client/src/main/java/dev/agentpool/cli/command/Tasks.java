package dev.agentpool.cli.command;

import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The daemon's tasks. */
public record Tasks(DaemonClient daemon) {
  private static final int LONGEST_TITLE = 100;

  /** Returns the new task's id. */
  public String submit(JsonObject request) {
    return daemon.post("/v1/tasks", request).text("task_id");
  }

  public Json get(String id) {
    return daemon.get(Query.task(id, ""));
  }

  public Json cancel(String id, String why) {
    return daemon.post(Query.task(id, "/cancel"), Json.object().put("why", why));
  }

  /** Waits; without a timeout as long as it takes. */
  public Json await(
      List<String> ids, String mode, @Nullable Integer count, @Nullable Long timeoutMs) {
    for (String id : ids) {
      Query.checkedId(id);
    }
    JsonObject request = Json.object().put("ids", ids).put("mode", mode);
    request.putIfThere("count", count).putIfThere("timeout_ms", timeoutMs);
    return daemon.ask("/v1/tasks/wait", request);
  }

  public static boolean hasEnded(String state) {
    return switch (state) {
      case "completed", "failed", "cancelled", "pending_review" -> true;
      default -> false;
    };
  }

  public static boolean hasFailed(String state) {
    return state.equals("failed") || state.equals("cancelled");
  }

  /** What the process returns for a task. */
  public static int exitCode(Json task) {
    if (task.get("result").text("outcome").equals("budget_exhausted")) {
      return ExitCode.REFUSED;
    }
    return switch (task.text("state")) {
      case "completed", "pending_review" -> ExitCode.DONE;
      default -> ExitCode.TASK_FAILED;
    };
  }

  /** The state of a step of a plan; {@code skipped} where nothing was done of it. */
  public static String stepState(Json step) {
    String outcome = step.get("result").text("outcome");
    boolean neverRan = step.text("state").equals("cancelled") && step.number("attempts") == 0;
    return outcome.equals("skipped") || outcome.equals("dependency_failed") || neverRan
        ? "skipped"
        : step.text("state");
  }

  /** What a task is called. */
  public static String title(Json task) {
    String title = task.text("title");
    return title.isEmpty() ? Text.oneLine(task.text("prompt"), LONGEST_TITLE) : title;
  }

  /** What an item of the inbox is called, and why it stands there where that says more. */
  public static String inInbox(Json item) {
    String title = item.text("title");
    String cause = item.text("cause");
    boolean isSame = cause.isEmpty() || cause.equals(title);
    return title.isEmpty() ? cause : isSame ? title : title + ": " + cause;
  }

  /** Why a task did not succeed, for a person; empty when nothing is known. */
  public static String why(Json task) {
    String message = task.get("result").text("message");
    String outcome = task.get("result").text("outcome");
    if (message.isEmpty()) {
      message = task.text("reason");
    }
    boolean says = outcome.isEmpty() || outcome.equals("completed"); // by a person, not by its end
    return says || message.startsWith(outcome)
        ? message
        : message.isEmpty() ? outcome : outcome + ": " + message;
  }
}
