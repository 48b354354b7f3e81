package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo's tasks: a fan-out, a chain of dependencies, and one that fails once. */
final class DemoPlan {
  private final List<String> titles = new ArrayList<>();
  private final List<JsonObject> tasks = new ArrayList<>();

  DemoPlan() {
    for (String part : new String[] {"parser", "ledger", "clock", "server"}) {
      add("fan-out: " + part, note(part, 600, "Wrote notes/" + part + ".md and committed it."));
    }
    add("chain 1: design", note("design", 300, "The design is written."));
    add("chain 2: build", note("build", 300, "Built what the design says."))
        .put("after_index", List.of(4));
    add("chain 3: check", note("check", 300, "Checked what was built."))
        .put("after_index", List.of(5));
    add(
            "retried: flaky",
            "@@fail-once demo the model's API broke off@@ "
                + note("flaky", 200, "The second try worked."))
        .put("max_attempts", 3);
  }

  /** What each task is called, in order. */
  List<String> titles() {
    return titles;
  }

  JsonObject request(Path directory) {
    return Json.object().put("dir", directory.toString()).put("tasks", tasks);
  }

  private JsonObject add(String title, String prompt) {
    titles.add(title);
    JsonObject task = Json.object().put("prompt", prompt).put("tags", List.of("demo"));
    tasks.add(task);
    return task;
  }

  /** What the scripted agent plays: it writes a file into its worktree and commits it. */
  private static String note(String name, int delayMs, String said) {
    String file = "notes/" + name + ".md";
    String command =
        "mkdir -p notes && echo '# Notes on the "
            + name
            + "' > "
            + file
            + " && git add "
            + file
            + " && git -c user.name=scripted-agent -c user.email=agent@localhost -c"
            + " commit.gpgsign=false commit -q -m 'Add "
            + file
            + "'";
    return "@@say I look at the "
        + name
        + ".@@ @@delay "
        + delayMs
        + "@@ @@tool Bash "
        + Json.object().put("command", command)
        + "@@ @@cost 0.0125@@ @@say "
        + said
        + "@@";
  }
}
