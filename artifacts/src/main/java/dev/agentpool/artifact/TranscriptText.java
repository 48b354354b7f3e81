package dev.agentpool.artifact;

import dev.agentpool.activity.ActivityCursor;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What was said and done as lines of a conversation, in one form for every agent CLI. Knows whether
 * a line was begun, so that a piece of an answer goes on where the one before ended.
 */
public final class TranscriptText {
  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private String state;

  /** Of nothing so far. */
  public TranscriptText() {
    this(false, "");
  }

  /**
   * @param begun whether the last line so far has no end
   * @param state the last one that was told
   */
  TranscriptText(boolean begun, String state) {
    this.begun = begun;
    this.state = state;
  }

  boolean begun() {
    return begun;
  }

  String state() {
    return state;
  }

  /** What came in since it was last taken. */
  public String take() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  /** What somebody asks of the agent. */
  void asked(String prompt, boolean again) {
    fresh();
    add(again ? "[agentpool sent again]\n" : "[agentpool sent]\n");
    if (!again) {
      add(prompt);
      fresh();
    }
    add("\n");
  }

  /** What was said or done. */
  public void line(ActivityCursor.Line line) {
    JsonNode data = line.data();
    switch (line.type()) {
      case "text" -> add(of(data, "text"));
      case "thinking" -> whole("[thinking] " + of(data, "text"));
      case "tool_use" -> whole("[tool] " + of(data, "tool") + ": " + of(data, "summary"));
      case "tool_result" ->
          whole(
              (data.path("failed").asBoolean(false) ? "[tool failed] " : "[tool result] ")
                  + of(data, "summary"));
      case "permission_denied" ->
          whole("[not permitted] " + of(data, "tool") + ": " + of(data, "why"));
      case "question" -> question(data);
      case "api_retry" ->
          whole(
              String.format(
                  Locale.ROOT,
                  "[agentpool] the model API failed (%s), try %d of %d",
                  of(data, "error"),
                  data.path("attempt").asInt(0),
                  data.path("of").asInt(0)));
      case "rate_limit" ->
          whole("[agentpool] rate limit: " + of(data, "status") + " " + of(data, "window"));
      case "notice" -> whole("[agentpool] " + of(data, "text"));
      case "state" -> state(data);
      default -> {} // costs and ids are in other places
    }
  }

  private void question(JsonNode data) {
    if (of(data, "state").equals("open")) {
      StringBuilder options = new StringBuilder();
      data.path("options")
          .forEach(option -> options.append(" (").append(option.asString("")).append(')'));
      whole("[question] " + of(data, "title") + options);
    } else {
      whole("[answer] " + of(data, "told"));
    }
  }

  /** A daemon that takes an attempt over says anew that it runs. */
  private void state(JsonNode data) {
    String told = of(data, "state") + " " + data.path("attempt").asInt(0);
    if (told.equals(state)) {
      return;
    }
    state = told;
    String slot = of(data, "slot_id");
    String reason = of(data, "reason");
    whole(
        "[agentpool] "
            + of(data, "state")
            + (slot.isEmpty() ? "" : " on " + slot)
            + (reason.isEmpty() ? "" : ": " + reason));
  }

  void whole(String line) {
    fresh();
    add(line.stripTrailing() + "\n");
  }

  private void fresh() {
    if (begun) {
      add("\n");
    }
  }

  private void add(String more) {
    if (!more.isEmpty()) {
      text.append(more);
      begun = !more.endsWith("\n");
    }
  }

  private static String of(JsonNode data, String name) {
    return data.path(name).asString("");
  }
}
