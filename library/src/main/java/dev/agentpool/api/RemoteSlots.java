package dev.agentpool.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The slots, asked over the daemon's socket. */
record RemoteSlots(Calls calls) implements Slots {
  @Override
  public List<Slot> list() {
    return find(SlotFilter.ALL);
  }

  @Override
  public List<Slot> find(SlotFilter filter) {
    return Answer.list(Answer.items(calls.get(Calls.path("slots"), filter.query())), Slot::of);
  }

  @Override
  public Slot get(String id) {
    return Slot.of(calls.get(Calls.path("slots", id)));
  }

  @Override
  public Slot configure(String id, SlotOptions options) {
    Map<String, Object> body = Members.copy(options.identity());
    if (!options.settings().isEmpty()) {
      body = Members.with(body, "settings", options.settings());
    }
    return Slot.of(calls.patch(Calls.path("slots", id), body));
  }

  @Override
  public Slot restart(String id) {
    return Slot.of(calls.post(Calls.path("slots", id, "restart"), Map.of()));
  }

  @Override
  public int scaleUp(int count) {
    return scale("delta", positive(count));
  }

  @Override
  public int scaleDown(int count) {
    return scale("delta", -positive(count));
  }

  @Override
  public int target(int count) {
    return scale("target", positive(count));
  }

  private static int positive(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of slots is 0 or more, not " + count);
    }
    return count;
  }

  private int scale(String name, int number) {
    JsonNode answer = calls.post(Calls.path("pool", "scale"), Map.of(name, number));
    return Answer.number(answer, "current_slots");
  }

  Optional<TaskHandle> claim(String slot) {
    JsonNode answer = calls.post(Calls.path("slots", slot, "claim"), Map.of());
    return Answer.optionalText(answer, "task_id").map(id -> new RemoteTask(calls, id));
  }
}
