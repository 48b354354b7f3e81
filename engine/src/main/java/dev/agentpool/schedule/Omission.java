package dev.agentpool.schedule;

import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Space;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Times of a schedule at which nothing was submitted, as they are told. Kept by the schedule's
 * name: that it is put is an entry of the journal.
 *
 * @param count how many; {@link #MOST_COUNTED} says that many or more
 * @param times the first of them, at most {@link #MOST_TIMES}, in order
 * @param why for people
 * @param isMadeUp whether one task is submitted late, for all of them
 */
public record Omission(int count, List<Instant> times, String why, boolean isMadeUp) {
  /** Further ones are not counted. */
  public static final int MOST_COUNTED = 1_000;

  static final int MOST_TIMES = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** By the schedules' names. */
  public static final Space<Omission> SPACE =
      new Space<>(
          "schedule_missed",
          Codec.of(Omission::text, Omission::read),
          NoteBound.of(20_000, 4_000_000));

  public Omission {
    times = List.copyOf(times.subList(0, Math.min(MOST_TIMES, times.size())));
  }

  static Omission of(List<Instant> times, String why, boolean isMadeUp) {
    return new Omission(times.size(), times, why, isMadeUp);
  }

  private String text() {
    ObjectNode note = JSON.createObjectNode();
    note.put("count", count).put("why", why).put("made_up", isMadeUp);
    ArrayNode list = note.putArray("times");
    times.forEach(time -> list.add(time.toString()));
    return note.toString();
  }

  private static Omission read(String text) {
    JsonNode note = JSON.readTree(text);
    return new Omission(
        note.required("count").intValue(),
        note.path("times").valueStream().map(time -> Instant.parse(time.stringValue())).toList(),
        note.path("why").asString(),
        note.path("made_up").asBoolean());
  }
}
