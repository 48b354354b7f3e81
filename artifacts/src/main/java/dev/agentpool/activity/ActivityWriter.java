package dev.agentpool.activity;

import dev.agentpool.question.Question;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.task.TaskId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what an agent says into its task's activity (the event types of docs/api.md). */
public final class ActivityWriter implements TurnListener {
  private static final int LONGEST_TEXT = 64 << 10;
  private final ActivityLog log;
  private final TaskId task;
  private final SaidTexts said;
  private volatile Replay replay = Replay.nothing();

  public ActivityWriter(ActivityLog log, TaskId task) {
    this.log = log;
    this.task = task;
    this.said = new SaidTexts(log.kept(), this::say);
  }

  @Override
  public void heard(AgentEvent event) {
    ObjectNode data = log.object();
    switch (event) {
      case AgentEvent.SessionKnown known ->
          hear(
              "session",
              data.put("session_id", known.providerSession()).put("model", known.model()));
      case AgentEvent.Text text -> said.piece("text", text.text());
      case AgentEvent.Thinking thinking -> said.piece("thinking", thinking.text());
      case AgentEvent.ToolUse use ->
          hear("tool_use", data.put("tool", use.tool()).put("summary", use.summary()));
      case AgentEvent.ToolResult result ->
          hear("tool_result", data.put("failed", result.failed()).put("summary", result.summary()));
      case AgentEvent.PermissionDenied denied ->
          hear("permission_denied", data.put("tool", denied.tool()).put("why", denied.why()));
      case AgentEvent.ApiRetry retry ->
          hear(
              "api_retry",
              data.put("attempt", retry.attempt())
                  .put("of", retry.of())
                  .put("delay_ms", retry.delay().toMillis())
                  .put("error", retry.error()));
      case AgentEvent.RateLimit limit -> {
        data.put("status", limit.status()).put("window", limit.window());
        if (limit.resetsAt() != null) {
          data.put("resets_at_ms", limit.resetsAt().toEpochMilli());
        }
        hear("rate_limit", data);
      }
      case AgentEvent.CostSoFar cost ->
          hear("cost", data.put("cost_microdollars", cost.turn().micros()));
      case AgentEvent.Heard _ -> {} // whoever knows what was said tells it
      case AgentEvent.UsageSeen _ -> {} // a snapshot is made of it
      case AgentEvent.TokensSoFar _ -> {} // for whoever watches the spend; the result tells them
      case AgentEvent.Notice notice -> hear("notice", data.put("text", notice.text()));
    }
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "\u2026 [" + text.length() + " characters]";
  }

  /**
   * A prompt is about to be handed over.
   *
   * @param id of the turn
   * @param start the commit that its work starts from; empty where there is none
   */
  public void turn(String id, String mode, String directory, String start) {
    write(
        "turn",
        log.object()
            .put("turn_id", id)
            .put("mode", mode)
            .put("directory", directory)
            .put("start", start));
  }

  /** A turn that a daemon before began is heard again from its beginning. */
  public void again(String id) {
    log.mend(task);
    replay = Replay.of(log, task, id);
  }

  public void state(String state, String slot, int attempt, String reason) {
    write(
        "state",
        log.object()
            .put("state", state)
            .put("slot_id", slot)
            .put("attempt", attempt)
            .put("reason", reason));
  }

  /**
   * A question of the agent's, as it is asked and as it is closed.
   *
   * @param told what came of it, for people; empty while it is open
   */
  public void question(Question question, String told) {
    ObjectNode data = log.object();
    data.put("question_id", question.id().value());
    data.put("state", question.state().wireName());
    data.put("title", question.asked().title());
    ArrayNode options = data.putArray("options");
    question.asked().options().forEach(options::add);
    write("question", data.put("told", told));
  }

  public void notice(String text) {
    write("notice", log.object().put("text", text));
  }

  /** What was held back because it might have been the beginning of a secret. */
  public void flush() {
    said.flush();
  }

  private void say(String type, String text) {
    once(type, log.object().put("text", bounded(text)));
  }

  private void hear(String type, ObjectNode data) {
    said.flush();
    once(type, data);
  }

  private void once(String type, ObjectNode data) {
    if (!replay.has(type, log.kept().over(data))) {
      log.append(task, type, data);
    }
  }

  private void write(String type, ObjectNode data) {
    said.flush();
    log.append(task, type, data);
  }
}
