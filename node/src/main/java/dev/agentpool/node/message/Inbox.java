package dev.agentpool.node.message;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages a slot found when its task began (spec slot-pool 6.10). They are moved to the
 * attempt in one move, so that the attempt's prompt is the same after a restart, and go back when
 * it turns out that the attempt did nothing.
 */
public final class Inbox {
  /** Whose messages are those of whoever drives the pool. */
  public static final String COORDINATOR = "coordinator";

  /** Whose messages are those of the pool's person. */
  public static final String USER = "user";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "inbox:";
  private static final NoteBound BOUND = NoteBound.of(512 * 1024, 1 << 20);
  private final Ledger ledger;
  private boolean told;

  /**
   * A message as it is kept, under its id.
   *
   * @param verified whether it is certain that it is from who it says
   */
  public record Sent(String from, String to, String content, Instant at, boolean verified) {
    private static Sent read(String text) {
      JsonNode json = JSON.readTree(text);
      return new Sent(
          json.path("from").asString(""),
          json.path("to").asString(""),
          json.path("content").asString(""),
          Instant.parse(json.path("timestamp").asString("")),
          json.path("sender_verified").asBoolean(true));
    }

    private String text() {
      Map<String, Object> plain = new LinkedHashMap<>();
      plain.put("from", from);
      plain.put("to", to);
      plain.put("content", content);
      plain.put("timestamp", at.toString());
      plain.put("sender_verified", verified);
      return JSON.writeValueAsString(plain);
    }
  }

  public Inbox(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Where a slot's messages wait. */
  public static Space<Sent> of(String slot) {
    return messages(PREFIX + slot);
  }

  /** Whether the space of that name is one in which messages wait. */
  public static boolean isInbox(String space) {
    return space.startsWith(PREFIX);
  }

  private static Space<Sent> delivered(TaskRecord task) {
    return messages("delivered:" + task.id() + ":" + task.fence());
  }

  private static Space<Sent> messages(String name) {
    return new Space<>(name, Codec.of(Sent::text, Sent::read), BOUND);
  }

  /** The prompt with what waits for the slot before it. */
  public String withMessages(TaskRecord task, String slot, String prompt) {
    Notes<Sent> waiting = of(slot).in(ledger);
    if (waiting.isEmpty(task.pool())) { // reading is cheap, a move is not
      return prompt;
    }
    waiting.moveTo(task.pool(), delivered(task));
    return asDelivered(task, prompt);
  }

  /** The prompt as an earlier daemon sent it: with what it had delivered, and nothing newer. */
  public String asDelivered(TaskRecord task, String prompt) {
    List<Noted<Sent>> messages = delivered(task).in(ledger).list(task.pool());
    told = !messages.isEmpty();
    if (!told) {
      return prompt;
    }
    StringBuilder text = new StringBuilder("## Messages received while idle\n\n");
    for (Noted<Sent> message : messages) {
      text.append(line(message.value())).append('\n');
    }
    return text.append("\n---\n\n").append(prompt).toString();
  }

  private static String line(Sent message) {
    String doubt = message.verified() ? "" : " (unverified)";
    return "**From "
        + message.from()
        + doubt
        + "** ("
        + TIME.format(message.at())
        + "): "
        + message.content();
  }

  /** The attempt is settled: its messages are told, or wait for the slot's next task. */
  public void settled(TaskRecord task, String slot, TaskResult result) {
    if (!told) {
      return;
    }
    Notes<Sent> delivered = delivered(task).in(ledger);
    if (result.outcome().code().then() == OutcomeCode.Then.PUT_BACK) {
      delivered.moveTo(task.pool(), of(slot));
    } else {
      delivered.take(task.pool());
    }
  }
}
