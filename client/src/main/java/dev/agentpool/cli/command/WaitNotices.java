package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells who waits for tasks and looks elsewhere which have ended, and what they ask. */
final class WaitNotices {
  private final Surroundings here;
  private final @Nullable Notices notices;
  private final Set<String> ended = new HashSet<>();

  /**
   * @param notices null when nobody is to be told
   */
  WaitNotices(Surroundings here, @Nullable Notices notices) {
    this.here = here;
    this.notices = notices;
  }

  /** Each thing once, however often it is called. */
  void tell(List<Json> tasks) {
    if (notices == null) {
      return;
    }
    Set<String> atWork = new HashSet<>();
    Set<String> pools = new HashSet<>();
    for (Json task : tasks) {
      String id = task.text("id");
      if (!Tasks.hasEnded(task.text("state"))) {
        atWork.add(id);
        pools.add(task.text("pool"));
      } else if (ended.add(id)) {
        notices.ended(new Tasks(here.daemon()).get(id), "");
      }
    }
    if (!atWork.isEmpty()) {
      questions(notices, atWork, pools);
    }
  }

  private void questions(Notices notices, Set<String> atWork, Set<String> pools) {
    for (Json question : here.daemon().get("/v1/inbox").get("questions").items()) {
      boolean isOfPool =
          question.text("kind").equals("money") && pools.contains(question.text("pool"));
      if (isOfPool || atWork.contains(question.text("task_id"))) {
        notices.asked(question.text("id"), question.text("title"));
      }
    }
  }
}
