package dev.agentpool.node.prompt;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages a slot found when its task began (spec slot-pool 6.10). They are moved to the
 * attempt in one move, so that the attempt's prompt is the same after a restart, and go back when
 * it turns out that the attempt did nothing.
 */
public final class Inbox {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private final Ledger ledger;
  private boolean told;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Inbox(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The space of notes in which a slot's messages wait. */
  public static String spaceOf(String slot) {
    return "inbox:" + slot;
  }

  private static String delivered(TaskRecord task) {
    return "delivered:" + task.id() + ":" + task.fence();
  }

  /** The prompt with what waits for the slot before it. */
  public String withMessages(TaskRecord task, String slot, String prompt) {
    if (ledger.notes(task.pool(), spaceOf(slot)).isEmpty()) { // reading is cheap, a move is not
      return prompt;
    }
    ledger.moveNotes(task.pool(), spaceOf(slot), delivered(task));
    return asDelivered(task, prompt);
  }

  /** The prompt as an earlier daemon sent it: with what it had delivered, and nothing newer. */
  public String asDelivered(TaskRecord task, String prompt) {
    List<Note> messages = ledger.notes(task.pool(), delivered(task));
    told = !messages.isEmpty();
    if (!told) {
      return prompt;
    }
    StringBuilder text = new StringBuilder("## Messages received while idle\n\n");
    for (Note message : messages) {
      text.append(line(message)).append('\n');
    }
    return text.append("\n---\n\n").append(prompt).toString();
  }

  private String line(Note note) {
    JsonNode message = JSON.readTree(note.value());
    String doubt = message.path("sender_verified").asBoolean(true) ? "" : " (unverified)";
    return "**From "
        + message.path("from").asString("")
        + doubt
        + "** ("
        + TIME.format(Instant.parse(message.path("timestamp").asString("")))
        + "): "
        + message.path("content").asString("");
  }

  /** The attempt is settled: its messages are told, or wait for the slot's next task. */
  public void settled(TaskRecord task, String slot, TaskResult result) {
    if (!told) {
      return;
    }
    if (result.outcome().code().then() == OutcomeCode.Then.PUT_BACK) {
      ledger.moveNotes(task.pool(), delivered(task), spaceOf(slot));
    } else {
      ledger.takeNotes(task.pool(), delivered(task));
    }
  }
}
